"""Settings of a template: understood or refused with a sentence, never at the price of a file that cannot be read."""

import pytest

from ecritoire.formats.adapting import adapted_template, check_settings
from ecritoire.formats.engine.errors import TemplateError, UnknownTemplateError
from ecritoire.formats.registry import TEMPLATES, load_reader, load_template
from tests.formats.scenario import PURCHASE, entries_for, rendered

GOOD = [
    ("winbooks", '[change.line]\nBOOKYEAR = { value = "5" }', b'"5","03"'),
    (
        "datev",
        '[change.header]\nBeraternummer = { value = "29098" }\nMandantennummer = { value = "55003" }',
        b";29098;55003;",
    ),
    ("isacompta", '[change.folder]\ndossier = { value = "CLIENT42" }', b"DOS   CLIENT42"),
    ("winbooks", '[change.line]\nDBKCODE = { map = { HA = "ACHAT" } }', b'"3","ACHAT","0"'),
    ("ebp", "[change.line]\ncompte = { account_length = 8 }", b",60640000,"),
    ("ebp", '[change.line]\n"mode de paiement" = { value = "VIR" }', b",VIR,EUR"),
    ("ciel-ximport", '[file]\namount = "comma"', b"1250,00"),
    ("ibiza-xml", '[change.line]\nvoucherID = { source = "document_file" }', b"<voucherID>00000042.pdf</voucherID>"),
    ("fec", '[[add.line]]\nname = "Lettre"\nvalue = "A"', None),
]


@pytest.mark.parametrize(("name", "settings", "written"), GOOD, ids=[f"{name}: {text[:30]}" for name, text, _ in GOOD])
def test_a_setting_is_in_the_file_and_the_file_is_read_back(name: str, settings: str, written: bytes | None) -> None:
    if written is None:  # a FEC has the columns its name says: for others there is another template
        with pytest.raises(TemplateError, match="ne se relit plus"):
            check_settings(name, settings)
        return
    check_settings(name, settings)
    content = rendered(adapted_template(name, settings), entries_for(name, [PURCHASE]))
    assert written in content
    assert list(load_reader(name)(content))


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "fec-tax"])
def test_a_template_without_settings_is_as_it_comes(name: str) -> None:
    check_settings(name, "")
    assert adapted_template(name, " \n") is load_template(name)


BAD = [
    ("label = 'x'", "« label » n’est pas un réglage"),
    ("change", "ce n’est pas du TOML"),
    ("[change.lines]\nx = { max = 3 }", "le modèle de départ n’a pas cet enregistrement"),
    ("[change.line]\nx = { max = 3 }", "le modèle de départ n’a pas ce champ"),
    ('[change.line]\ndate = { date = "JJMMAA" }', "le fichier ne se relit plus (elle n’est pas comprise, ligne 1)"),
    ('[change.line]\nmontant = { source = "entry_total" }', "le fichier ne dit plus débit comme il faut : « 1500.00 »"),
    ("[change.line]\ncompte = { max = 3 }", "une facture ordinaire ne s’écrit plus (Le compte « 606400 » dépasse"),
]


@pytest.mark.parametrize(("settings", "sentence"), BAD, ids=[text[:30] for text, _ in BAD])
def test_a_setting_that_cannot_be_is_told(settings: str, sentence: str) -> None:
    with pytest.raises(TemplateError) as refused:
        check_settings("ebp", settings)
    assert sentence in refused.value.message
    assert refused.value.message.startswith("Le modèle d’export « ebp » ne peut pas être lu : ")


def test_settings_of_an_unknown_template_are_told() -> None:
    with pytest.raises(UnknownTemplateError):
        check_settings("epb", "")
