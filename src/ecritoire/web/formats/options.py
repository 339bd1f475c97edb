"""What can be said of a file, of a record and of a field, as boxes of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Box(StrEnum):
    """How an option is entered."""

    TEXT = "text"
    NUMBER = "number"
    CHECK = "check"
    SELECT = "select"
    PAIRS = "pairs"  # « HA = ACH », one a line
    CASES = "cases"  # « side = 'C' => 'H' », one a line


@dataclass(frozen=True, slots=True)
class Option:
    """One box: the key it sets in the template, and what may be chosen."""

    key: str
    label: Text
    box: Box = Box.TEXT
    choices: Mapping[str, Text] | None = None
    hint: Text = ""


_AMOUNTS: dict[str, Text] = {
    "comma": _("virgule : 1250,00"),
    "dot": _("point : 1250.00"),
    "cents": _("centimes : 125000"),
}
ENCODINGS: dict[str, Text] = {
    "utf-8": "UTF-8",
    "utf-8-sig": _("UTF-8 avec BOM"),
    "cp1252": "Windows (CP1252)",
    "iso-8859-1": "ISO 8859-1",
    "iso-8859-15": "ISO 8859-15",
    "cp850": "DOS (CP850)",
    "ascii": "ASCII",
}
KINDS: dict[str, Text] = {
    "delimited": _("Colonnes séparées"),
    "fixed": _("Positions fixes"),
    "spreadsheet": _("Classeur Excel"),
    "xml": "XML",
}

FILE = (
    Option("kind", _("Sorte de fichier"), Box.SELECT, KINDS),
    Option("separator", _("Séparateur"), hint=_("Un caractère, ou tab")),
    Option("encoding", _("Jeu de caractères"), Box.SELECT, ENCODINGS),
    Option("line_end", _("Fin de ligne"), Box.SELECT, {"crlf": "Windows (CRLF)", "lf": "Unix (LF)"}),
    Option("date", _("Format des dates"), hint="AAAAMMJJ, JJ/MM/AAAA"),
    Option("amount", _("Montants"), Box.SELECT, _AMOUNTS),
    Option("file_name", _("Nom du fichier"), hint="ecritures-{siren}-{fiscal_year_end:AAAAMMJJ}[-{export_number}].txt"),
    Option("header", _("Titres des colonnes en première ligne"), Box.CHECK),
)
MORE_FILE = (
    Option(
        "quotes",
        _("Guillemets"),
        Box.SELECT,
        {"chosen": _("sur les champs choisis"), "minimal": _("où il en faut")},
    ),
    Option(
        "inner_quote",
        _("Un guillemet entre guillemets devient"),
        Box.SELECT,
        {"double": _("deux guillemets"), "apostrophe": _("une apostrophe"), "space": _("une espace")},
    ),
    Option("replace", _("Caractères remplacés"), Box.PAIRS, hint=_("Un par ligne : | = -")),
    Option("sheet", _("Nom de la feuille")),
    Option("guard_formulas", _("Neutraliser les formules d’un tableur"), Box.CHECK),
    Option("pairs", _("Une ligne par compte et contrepartie"), Box.CHECK),
)
SCOPES = {
    "line": _("Pour chaque ligne d’écriture"),
    "entry": _("Pour chaque écriture"),
    "start": _("Au début du fichier"),
    "end": _("À la fin du fichier"),
}
RECORD = (
    Option("name", _("Nom de l’enregistrement")),
    Option("for", _("Écrit"), Box.SELECT, SCOPES),
    Option("when", _("Seulement si"), hint="auxiliary and side = 'C'"),
)
MORE_RECORD = (
    Option("once_per", _("Une seule fois par"), hint="auxiliary"),
    Option("loop", _("Boucle"), hint=_("Les enregistrements d’une autre boucle repassent sur les lignes")),
    Option("length", _("Longueur totale"), Box.NUMBER),
    Option("element", _("Élément XML")),
    Option("opens", _("Élément XML ouvert")),
)
HOWS = {"source": _("Donnée"), "text": _("Texte composé"), "value": _("Texte fixe")}
OVERFLOWS = {"limit": _("refuser"), "cut": _("couper la fin"), "keep_end": _("garder la fin")}
SIDES = {"left": _("à gauche"), "right": _("à droite")}
FIELD = (
    Option("at", _("Position"), Box.NUMBER),
    Option("width", _("Largeur"), Box.NUMBER),
    Option("max", _("Longueur au plus"), Box.NUMBER),
    Option("overflow", _("Si trop long"), Box.SELECT, OVERFLOWS),
)
MORE_FIELD = (
    Option("label", _("Nom dans les messages"), hint=_("Le compte")),
    Option("required", _("Obligatoire"), Box.CHECK),
    Option("when", _("Seulement si"), hint="currency"),
    Option("cases", _("Cas"), Box.CASES, hint="side = 'C' => 'H'"),
    Option("date", _("Format de date"), hint="JJMMAA"),
    Option("amount", _("Montant"), Box.SELECT, _AMOUNTS),
    Option("decimals", _("Décimales"), Box.NUMBER),
    Option("sign", _("Signe"), Box.SELECT, {"negative": _("le moins seul"), "always": _("toujours")}),
    Option("blank_zero", _("Rien pour zéro"), Box.CHECK),
    Option("align", _("Aligné"), Box.SELECT, SIDES),
    Option("fill", _("Complété par"), hint="0"),
    Option("quoted", _("Entre guillemets"), Box.CHECK),
    Option("keep", _("Garder"), hint="first 2, last 8"),
    Option("letters", _("Lettres"), Box.SELECT, {"upper": _("majuscules"), "lower": _("minuscules")}),
    Option("account_length", _("Longueur du compte général"), Box.NUMBER),
    Option("only", _("Seulement des chiffres"), Box.SELECT, {"digits": _("oui")}),
    Option("map", _("Correspondances"), Box.PAIRS, hint=_("Une par ligne : HA = ACH")),
    Option("otherwise", _("Hors correspondances"), hint=_("'' pour rien")),
)
