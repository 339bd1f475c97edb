"""A template, once read: everything the engine needs to know about one accounting package's file."""

from dataclasses import dataclass, field
from enum import StrEnum

from ecritoire.formats.engine.amounts import AmountFormat
from ecritoire.formats.engine.sources import Choice, Condition, Kind, Name, Operand, Pattern, Source, condition_sources
from ecritoire.formats.engine.text import TextRules

USUAL_AMOUNT = AmountFormat()


class FileKind(StrEnum):
    """Fields kept apart by a separator, fields at fixed positions, cells of a spreadsheet, or elements of XML."""

    DELIMITED = "delimited"
    FIXED = "fixed"
    SPREADSHEET = "spreadsheet"
    XML = "xml"


class Scope(StrEnum):
    """When a record is written: at the start, once for each entry, once for each line, at the end."""

    START = "start"
    ENTRY = "entry"
    LINE = "line"
    END = "end"


class Overflow(StrEnum):
    """What happens to a text longer than its field."""

    LIMIT = "limit"
    CUT = "cut"
    KEEP_END = "keep_end"


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a text: its first or last characters."""

    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A value that stands when its condition holds."""

    condition: Condition
    value: Choice


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record. ``width`` pads a field to its size; ``longest`` only bounds it."""

    name: str
    value: Choice | Pattern
    says: str
    cases: tuple[Case, ...] = ()
    when: Condition | None = None
    at: int | None = None
    width: int | None = None
    longest: int | None = None
    overflow: Overflow = Overflow.LIMIT
    right_aligned: bool = False
    fill: str = " "
    required: bool = False
    date: str = "AAAAMMJJ"
    amount: AmountFormat = USUAL_AMOUNT
    quoted: bool = False
    part: Slice | None = None
    letters: str = ""
    translation: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None
    digits_only: bool = False
    read_as: str = ""  # what a reader of the file calls it, empty when it is not compared

    @property
    def operands(self) -> tuple[Operand, ...]:
        """Every source and constant its value can come from, without those of its conditions."""
        own = self.value.operands if isinstance(self.value, Choice) else self.value.names
        return own + tuple(operand for case in self.cases for operand in case.value.operands)

    @property
    def kind(self) -> Kind:
        """What a spreadsheet should take the field for."""
        kinds = {operand.source.kind for operand in self.operands if isinstance(operand, Name)}
        is_typed = isinstance(self.value, Choice) and len(kinds) == 1 and not self.cases
        return kinds.pop() if is_typed else Kind.TEXT

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source it looks at."""
        named = tuple(operand.source for operand in self.operands if isinstance(operand, Name))
        conditions = [case.condition for case in self.cases] + ([self.when] if self.when else [])
        return named + tuple(source for each in conditions for source in condition_sources(each))


@dataclass(frozen=True, slots=True)
class Record:
    """One kind of line of the file. Line records of the same ``loop`` alternate, those of another follow.

    In XML a record is an ``element``, or ``opens`` one that everything after it is in.
    """

    name: str
    scope: Scope
    fields: tuple[Field, ...]
    when: Condition | None = None
    once_per: Source | None = None
    loop: str = ""
    length: int | None = None
    element: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class FileLayout:
    """What all records share."""

    kind: FileKind
    file_name: Pattern
    text: TextRules
    separator: str = ""
    line_end: str = "\r\n"
    header: bool = False
    minimal_quotes: bool = False
    inner_quote: str = '""'
    formulas_guarded: bool = False
    sheet: str = "Feuille"
    pairs: bool = False  # line records are written for each pair of an account and its counterpart


@dataclass(frozen=True, slots=True)
class Template:
    """How one accounting package wants its file."""

    name: str
    label: str
    vendor: str
    layout: FileLayout
    records: tuple[Record, ...] = field(repr=False)
    is_own: bool = False  # a company wrote it: nothing but itself says how its file reads

    @property
    def sources(self) -> frozenset[str]:
        """The names of everything it uses: what it can carry follows."""
        fields = [each for record in self.records for each in record.fields]
        conditions = [record.when for record in self.records if record.when]
        used = {source.name for each in fields for source in each.sources}
        used |= {source.name for each in conditions for source in condition_sources(each)}
        return frozenset(used | {record.once_per.name for record in self.records if record.once_per})

    @property
    def is_sum_of_parts(self) -> bool:
        """Whether the files of some entries and of those after them, joined, are the file of all.

        What a file of no entries holds then comes first in each, and is left out of all but the first.
        """
        is_plain = self.layout.kind in {FileKind.DELIMITED, FileKind.FIXED}
        is_alike = all(record.scope in {Scope.ENTRY, Scope.LINE} and not record.once_per for record in self.records)
        return is_plain and is_alike and "line_sequence" not in self.sources
