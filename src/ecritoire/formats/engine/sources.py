"""The names a template may use, and the trees its expressions become."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from ecritoire.domain.language import sentence


class Level(IntEnum):
    """How often a value can change: never, for each file, for each entry, for each line."""

    CONSTANT = 0
    FILE = 1
    ENTRY = 2
    LINE = 3


class Kind(StrEnum):
    """What a source holds."""

    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    MOMENT = "moment"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Source:
    """A name a template may use."""

    name: str
    kind: Kind
    level: Level
    says: str


@dataclass(frozen=True, slots=True)
class Name:
    """A source, named in an expression; ``form`` is a date pattern, the length of an account, or nothing."""

    source: Source
    form: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """A text between quotes."""

    text: str


Operand = Name | Constant


@dataclass(frozen=True, slots=True)
class Choice:
    """The first operand that is not empty."""

    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """A part of a pattern that disappears with any of its names."""

    pieces: tuple[Operand, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        """The names it depends on."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Name))


@dataclass(frozen=True, slots=True)
class Pattern:
    """Pieces written one after the other."""

    pieces: tuple[Operand | Bracket, ...]

    @property
    def names(self) -> tuple[Name, ...]:
        """Every name in it."""
        inside = [piece.names if isinstance(piece, Bracket) else (piece,) for piece in self.pieces]
        return tuple(piece for pieces in inside for piece in pieces if isinstance(piece, Name))


@dataclass(frozen=True, slots=True)
class Holds:
    """A source that is not empty, or equal to ``equals``."""

    source: Source
    equals: str | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class All:
    """Conditions that must all hold."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Conditions of which one must hold."""

    conditions: tuple["Condition", ...]


Condition = Holds | Not | All | AnyOf


def condition_sources(condition: Condition) -> tuple[Source, ...]:
    """Return every source a condition looks at."""
    if isinstance(condition, Holds):
        return (condition.source,)
    inner = (condition.condition,) if isinstance(condition, Not) else condition.conditions
    return tuple(source for each in inner for source in condition_sources(each))


def _sources(level: Level, *declared: tuple[str, Kind, str]) -> dict[str, Source]:
    return {name: Source(name, kind, level, says) for name, kind, says in declared}


SOURCES = {
    **_sources(
        Level.FILE,
        ("siren", Kind.TEXT, sentence("SIREN de la société")),
        ("company", Kind.TEXT, sentence("nom de la société")),
        ("company_currency", Kind.TEXT, sentence("devise de la société")),
        ("fiscal_year_start", Kind.DATE, sentence("début de l’exercice")),
        ("fiscal_year_end", Kind.DATE, sentence("clôture de l’exercice")),
        ("export_number", Kind.INTEGER, sentence("numéro de l’export, vide pour un état")),
        ("created_at", Kind.MOMENT, sentence("date et heure de l’export")),
        ("until", Kind.DATE, sentence("date de fin de l’export")),
    ),
    **_sources(
        Level.ENTRY,
        ("number", Kind.INTEGER, sentence("numéro de l’écriture")),
        ("journal_code", Kind.TEXT, sentence("code du journal")),
        ("journal_label", Kind.TEXT, sentence("libellé du journal")),
        ("journal_type", Kind.TEXT, sentence("purchase, bank ou miscellaneous")),
        ("date", Kind.DATE, sentence("date de comptabilisation")),
        ("reference", Kind.TEXT, sentence("référence de la pièce")),
        ("document_date", Kind.DATE, sentence("date de la pièce")),
        ("entry_label", Kind.TEXT, sentence("libellé de l’écriture")),
        ("validated_on", Kind.DATE, sentence("date de validation, vide si non validée")),
        ("currency", Kind.TEXT, sentence("devise étrangère de l’écriture, vide si aucune")),
        (
            "document_type",
            Kind.TEXT,
            sentence("invoice, credit_note, deposit_invoice, corrective, payment ou reversal"),
        ),
        ("supplier", Kind.TEXT, sentence("nom du fournisseur")),
        ("document_file", Kind.TEXT, sentence("nom du fichier joint, vide si aucun")),
        ("document_name", Kind.TEXT, sentence("nom du fichier joint, sans son extension")),
        ("entry_total", Kind.AMOUNT, sentence("total de l’écriture")),
        ("period", Kind.INTEGER, sentence("rang du mois de comptabilisation dans l’exercice")),
    ),
    **_sources(
        Level.LINE,
        ("account", Kind.TEXT, sentence("compte général")),
        ("account_label", Kind.TEXT, sentence("libellé du compte général")),
        ("auxiliary", Kind.TEXT, sentence("compte auxiliaire, vide si aucun")),
        ("auxiliary_label", Kind.TEXT, sentence("libellé du compte auxiliaire")),
        ("debit", Kind.AMOUNT, sentence("débit")),
        ("credit", Kind.AMOUNT, sentence("crédit")),
        ("amount", Kind.AMOUNT, sentence("montant, positif")),
        ("balance", Kind.AMOUNT, sentence("montant, positif au débit et négatif au crédit")),
        ("side", Kind.TEXT, sentence("D ou C")),
        ("label", Kind.TEXT, sentence("libellé de la ligne, à défaut celui de l’écriture")),
        ("line_label", Kind.TEXT, sentence("libellé propre à la ligne, vide si aucun")),
        ("due_date", Kind.DATE, sentence("échéance, vide si aucune")),
        ("currency_amount", Kind.AMOUNT, sentence("montant en devise, vide si aucun")),
        ("line_number", Kind.INTEGER, sentence("rang de la ligne dans l’écriture")),
        ("line_sequence", Kind.INTEGER, sentence("rang de la ligne dans le fichier")),
        ("counterpart_account", Kind.TEXT, sentence("compte général de la contrepartie, avec « pairs »")),
        ("counterpart_auxiliary", Kind.TEXT, sentence("compte auxiliaire de la contrepartie, avec « pairs »")),
    ),
}
ACCOUNTS = frozenset({"account", "counterpart_account"})
PAIR_SOURCES = frozenset({"counterpart_account", "counterpart_auxiliary"})
TESTABLE_AMOUNTS = frozenset({"debit", "credit", "currency_amount"})
