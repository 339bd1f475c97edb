"""Settings of a template: understood or refused with a sentence, never at the price of a file that cannot be read."""

import re

import pytest

from ecritoire.formats.adapting import adapted_template, check_settings
from ecritoire.formats.engine.errors import TemplateError, UnknownTemplateError
from ecritoire.formats.registry import TEMPLATES, in_charset_of, load_reader, load_template
from tests.formats.scenario import HERE, PURCHASE, entries_for, rendered

PACKAGE = HERE.parent.parent / "src" / "ecritoire" / "formats"


def refusal(name: str, settings: str) -> str:
    """Why settings are refused, nothing when they are not."""
    try:
        check_settings(name, settings)
    except TemplateError as refused:
        return refused.message
    return ""


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
    ("ebp", '[file]\nencoding = "cp850"\ndate = "JJMMAA"', b"1,140325,HA,"),
    ("charlemagne", '[file]\nencoding = "cp1252"', b"Libell\xe9"),
    ("ciel-ximport", '[file]\namount = "comma"', b"1250,00"),
    ("ibiza-xml", '[change.line]\nvoucherID = { source = "document_file" }', b"<voucherID>00000042.pdf</voucherID>"),
]


@pytest.mark.parametrize(("name", "settings", "written"), GOOD, ids=[f"{name}: {text[:30]}" for name, text, _ in GOOD])
def test_a_setting_is_in_the_file_and_the_file_is_read_back(name: str, settings: str, written: bytes) -> None:
    assert refusal(name, settings) == ""
    template = adapted_template(name, settings)
    content = rendered(template, entries_for(name, [PURCHASE]))
    assert written in content
    assert list(in_charset_of(template, load_reader(name))(content))


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "fec-tax"])
def test_a_template_without_settings_is_as_it_comes(name: str) -> None:
    assert refusal(name, "") == ""
    assert adapted_template(name, " \n") is load_template(name)


BAD = [
    ("[[add.line]]\nname = 'Lettre'\nvalue = 'A'", "le fichier ne se relit plus (elle n’est pas comprise, ligne 1)"),
    ("label = 'x'", "« label » n’est pas un réglage"),
    ("change", "ce n’est pas du TOML"),
    ("[change.lines]\nx = { max = 3 }", "le modèle de départ n’a pas cet enregistrement"),
    ("[change.line]\nx = { max = 3 }", "le modèle de départ n’a pas ce champ"),
    ('[change.line]\ndate = { date = "AAAAMMJJ" }', "le fichier ne se relit plus (elle n’est pas comprise, ligne 1)"),
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


def told() -> list[tuple[str, str]]:
    """Every setting that a specification gives, by the name of its template."""
    specs = sorted(PACKAGE.glob("*/spec.md"))
    settings = [(spec.parent.name.replace("_", "-"), spec.read_text(encoding="utf-8")) for spec in specs]
    found = [(name, text) for name, page in settings for text in re.findall(r"`((?:file|change)\.[^`]*=[^`]*)`", page)]
    return [(name, " ".join(text.split())) for name, text in found]


@pytest.mark.parametrize(("name", "settings"), told())
def test_a_setting_that_a_specification_gives_can_be_set(name: str, settings: str) -> None:
    assert refusal(name, settings) == ""
