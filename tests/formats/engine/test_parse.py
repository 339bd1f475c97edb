"""What can be wrong with a template is said with its place, before anything is compiled."""

import pytest

from ecritoire.formats.engine.errors import TemplateError
from ecritoire.formats.engine.parse import parse_template
from tests.formats.engine.templates import EVERY_SHAPE
from tests.formats.scenario import alone, template_of

SMALL = """
name = "essai"
label = "Essai"
vendor = "Essai"

[file]
kind = "delimited"
separator = ";"
encoding = "cp850"
file_name = "{siren}.csv"

[[records]]
name = "line"
for = "line"
fields = [
  { name = "compte", source = "account" },
  { name = "débit", source = "debit" },
]
"""
FIXED = """
name = "essai"
label = "Essai"
vendor = "Essai"

[file]
kind = "fixed"
encoding = "cp1252"
file_name = "{siren}.txt"

[[records]]
name = "line"
for = "line"
length = 20
fields = [
  { at = 1, width = 8, name = "compte", source = "account" },
  { at = 9, width = 8, name = "date", source = "date", date = "AAAAMMJJ" },
]
"""


@pytest.mark.parametrize("text", [SMALL, FIXED, *EVERY_SHAPE])
def test_a_well_written_template_is_read(text: str) -> None:
    assert template_of(text).records


def test_gaps_between_fixed_fields_are_filled_up_to_the_length() -> None:
    (record,) = template_of(FIXED).records
    assert [(field.at, field.width) for field in record.fields] == [(1, 8), (9, 8), (17, 4)]


ACCOUNT = '{ name = "compte", source = "account" }'
# What is wrong, what is replaced in the small template, by what, and what the sentence must say.
MISTAKES = [
    ("not TOML", 'name = "essai"', "name = essai", "ce n’est pas du TOML"),
    ("too long", 'name = "essai"', f'name = "{"x" * 100_000}"', "dépasse 100000 caractères"),
    ("unknown key", 'separator = ";"', 'separator = ";"\nseparateur = 1', "la clé « separateur » n’est pas connue"),
    ("unknown key at the root", 'label = "Essai"', 'label = "Essai"\nevil = 1', "« evil » n’est pas connue"),
    ("missing key", 'label = "Essai"\n', "", "la clé « label » manque"),
    ("wrong type", 'label = "Essai"', "label = 3", "« label » doit être un texte"),
    ("wrong kind", '"delimited"', '"json"', "valeurs possibles : delimited, fixed, spreadsheet, xml"),
    ("no separator", 'separator = ";"\n', "", "« separator » est un seul caractère"),
    ("long separator", '";"', '";;"', "« separator » est un seul caractère"),
    ("line break as separator", '";"', '"\\n"', "« separator » est un seul caractère"),
    ("unknown charset", '"cp850"', '"utf-16"', "« encoding » vaut « utf-16 »"),
    ("file name of a line", "{siren}.csv", "{account}.csv", "commun à tout le fichier"),
    ("file name misspelt", "{siren}.csv", "{sirene}.csv", "vouliez-vous dire « siren »"),
    ("unknown field", '"account"', '"acount"', "« acount » n’est pas un nom connu, vouliez-vous dire « account »"),
    ("code in a source", '"account"', "\"__import__('os').system('true')\"", "__import__"),
    ("code in a text", 'source = "account"', 'text = "{account.__class__}"', "n’est pas fermé"),
    ("code in a condition", ACCOUNT, '{ name = "x", source = "account", when = "exec(1)" }', "dans « exec(1) »"),
    ("code in a name is only a name", 'name = "débit"', 'name = "compte"', "deux champs s’appellent « compte »"),
    ("two values", 'source = "account"', 'source = "account", value = "x"', "une seule des clés"),
    ("no value", ', source = "account"', "", "une seule des clés"),
    ("unknown key of a field", 'source = "account"', 'source = "account", lenght = 3', "« lenght »"),
    ("overflow", 'source = "account"', 'source = "account", overflow = "shrink"', ": cut, keep_end, limit"),
    ("huge width", 'source = "account"', 'source = "account", width = 99999', "il faut un nombre de 1 à 5000"),
    ("negative width", 'source = "account"', 'source = "account", width = -1', "il faut un nombre de 1 à 5000"),
    ("width that is true", 'source = "account"', 'source = "account", width = true', "doit être un nombre entier"),
    ("position without fixed width", 'source = "account"', 'source = "account", at = 1', "« at » et « width »"),
    ("width and max", 'source = "account"', 'source = "account", width = 3, max = 3', "« max » est de trop"),
    ("date pattern", 'source = "account"', 'source = "date", date = "YYYYMMDD"', "n’est pas un format de date"),
    ("hours of a date", 'source = "account"', 'source = "date", date = "hhmm"', "qu’une date n’a pas"),
    ("date wider than its field", 'source = "account"', 'source = "date", max = 6', "une date AAAAMMJJ prend 8"),
    ("amount with a fallback", 'source = "debit"', 'source = "debit or credit"', "un montant est seul"),
    ("amount cut", 'source = "debit"', 'source = "debit", overflow = "cut"', "« overflow » ne s’applique pas"),
    ("counterpart without pairs", '"account"', '"counterpart_account"', "qu’il n’y a qu’avec « pairs »"),
    ("element of no XML", 'for = "line"', 'for = "line"\nelement = "x"', "d’un fichier XML, et d’aucun autre"),
    ("decimal sign as separator", '";"', '","', "le signe décimal est aussi le séparateur"),
    ("constant with the separator", 'source = "account"', 'value = "a;b"', "contient le séparateur"),
    ("constant outside the charset", 'source = "account"', 'value = "a\\uD55C"', "ne s’écrit pas en cp850"),
    ("constant too long", 'source = "account"', 'value = "abcd", max = 3', "a 4 caractères, le champ en a 3"),
    ("control character", 'source = "account"', 'value = "a\\tb"', "caractère de contrôle"),
    ("slice", 'source = "account"', 'source = "account", keep = "middle 3"', "« first 2 » ou « last 8 »"),
    ("fill", 'source = "account"', 'source = "account", fill = "ab"', "« fill » est un seul caractère"),
    ("case without condition", ACCOUNT, '{ name = "x", cases = [{ value = "a" }] }', "un cas a une condition"),
    ("length of a delimited record", 'for = "line"', 'for = "line"\nlength = 3', "« length » est pour les fichiers"),
    ("scope", 'for = "line"', 'for = "invoice"', "valeurs possibles : end, entry, line, start"),
    ("account in a header", 'for = "line"', 'for = "start"', "« account », qu’un enregistrement « start » n’a pas"),
    ("account of an entry", 'for = "line"', 'for = "entry"', "« account », qu’un enregistrement « entry » n’a pas"),
    ("once per what has no text", 'for = "line"', 'for = "line"\nonce_per = "number"', "demande un texte"),
    ("once per what is not", 'for = "line"', 'for = "line"\nonce_per = "nothing"', "« nothing » n’est pas"),
    ("records are a list", "[[records]]", "[records]", "doit être une liste de tables"),
    ("required blank", 'source = "account"', 'value = "", required = true', "toujours vide"),
    ("extends nothing", 'name = "essai"', 'name = "essai"\nextends = 3', "n’est pas nommé"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "old", "new", "sentence"), MISTAKES, ids=[each[0] for each in MISTAKES])
def test_a_mistake_is_told(what: str, old: str, new: str, sentence: str) -> None:
    assert old in SMALL
    with pytest.raises(TemplateError) as refused:
        template_of(SMALL.replace(old, new, 1))
    assert sentence in refused.value.message
    assert refused.value.message.startswith("Le modèle d’export « ")


FIXED_MISTAKES = [
    ("overlap", "at = 9", "at = 8", "« date » commence en 8, avant la fin du champ précédent (8)"),
    ("too long for the record", "length = 20", "length = 12", "les champs vont jusqu’à 16, l’enregistrement a 12"),
    ("date narrower than its pattern", "at = 9, width = 8", "at = 9, width = 6", "une date AAAAMMJJ prend 8"),
    ("no position", "at = 9, ", "", "« at » et « width »"),
    ("no width", "at = 9, width = 8", "at = 9", "« at » et « width »"),
    ("several bytes a character", "cp1252", "utf-8", "un jeu de caractères à un octet"),
    ("separator", 'kind = "fixed"', 'kind = "fixed"\nseparator = ";"', "seulement pour un fichier « delimited »"),
    ("quotes", 'source = "account"', 'source = "account", quoted = true', "n’a pas de guillemets"),
]


@pytest.mark.parametrize(("what", "old", "new", "sentence"), FIXED_MISTAKES, ids=[each[0] for each in FIXED_MISTAKES])
def test_a_mistake_of_position_is_told(what: str, old: str, new: str, sentence: str) -> None:
    assert old in FIXED
    with pytest.raises(TemplateError) as refused:
        template_of(FIXED.replace(old, new, 1))
    assert sentence in refused.value.message


def test_records_are_in_the_order_of_the_file() -> None:
    with pytest.raises(TemplateError, match="start, puis entry et line, puis end"):
        template_of(SMALL + '[[records]]\nname = "fin"\nfor = "start"\nfields = [{ name = "x", value = "x" }]\n')


def test_lines_are_written() -> None:
    with pytest.raises(TemplateError, match="aucun enregistrement n’écrit les lignes"):
        template_of(SMALL[: SMALL.index("[[records]]")])


def test_lines_are_counted_in_one_loop_only() -> None:
    counted = SMALL.replace('"account"', '"line_sequence"')
    other = '[[records]]\nname = "b"\nfor = "line"\nloop = "b"\nfields = [{ name = "n", source = "line_sequence" }]\n'
    with pytest.raises(TemplateError, match="ne compte que dans une boucle"):
        template_of(counted + other)


def test_a_spreadsheet_has_one_record_for_each_line() -> None:
    sheet = SMALL.replace('"delimited"', '"spreadsheet"').replace('separator = ";"\n', "")
    assert len(template_of(sheet).records) == 1
    with pytest.raises(TemplateError, match="un tableur n’a qu’un enregistrement"):
        template_of(sheet + '[[records]]\nname = "fin"\nfor = "end"\nfields = [{ name = "x", value = "x" }]\n')


def test_the_place_of_a_mistake_is_told() -> None:
    with pytest.raises(TemplateError) as refused:
        template_of(SMALL.replace('"debit"', '"debits"'))
    assert refused.value.facts["place"] == "modèle, records 1 (line), fields 2 (débit)"
    assert refused.value.facts["template"] == "essai"


def test_deep_toml_is_no_way_in() -> None:
    with pytest.raises(TemplateError):
        parse_template("a = " + "[" * 50_000, alone)
