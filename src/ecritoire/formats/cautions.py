"""What a file will say less well than its entries, though nothing stops it: texts cut, entries that share a piece."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import tee

from ecritoire.domain.language import say, say_count
from ecritoire.formats.comparing import SAYS
from ecritoire.formats.engine.expected import expected
from ecritoire.formats.engine.template import Overflow, Template
from ecritoire.formats.records import EntryRecord, ExportContext

PIECE_NAMES = ("number", "reference")  # what keeps the lines of an entry together: the first that a template has


@dataclass(slots=True)
class Cautions:
    """``cut`` counts lines by field, ``shared_pieces`` counts entries; each with one example."""

    cut: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    shared_pieces: int = 0
    shared_example: str = ""

    @property
    def sentences(self) -> list[str]:
        """Each caution as a person reads it."""
        said = [
            say("Coupé : %(says)s de %(count)s, par exemple « %(examples)s »")
            % {
                "says": say(SAYS[name]),
                "count": say_count("%(count)s ligne", "%(count)s lignes", count) % {"count": count},
                "examples": self.examples[name],
            }
            for name, count in self.cut.items()
        ]
        if self.shared_pieces:
            said.append(
                say(
                    "Même journal, même date et même pièce que d’autres : %(shared_pieces)s, par exemple « "
                    "%(shared_example)s » ; le logiciel peut les réunir"
                )
                % {
                    "shared_pieces": say_count("%(count)s écriture", "%(count)s écritures", self.shared_pieces)
                    % {"count": self.shared_pieces},
                    "shared_example": self.shared_example,
                }
            )
        return said


def find_cautions(template: Template, entries: Iterable[EntryRecord], context: ExportContext) -> Cautions:
    """Go once through the entries; of each, only the piece is remembered, as a number."""
    found = Cautions()
    whole = _uncut(template)
    first, second = tee(entries)
    names = ("debit", "credit", *expected(template, context.currency).names)
    written = expected(template, context.currency).rows(template, first, context)
    given = expected(whole, context.currency).rows(whole, second, context)
    pieces: set[int] = set()
    for (entry, rows), (_, whole_rows) in zip(written, given, strict=True):
        for row, whole_row in zip(rows, whole_rows, strict=True):
            if row != whole_row:
                _note_cuts(found, zip(names, row, whole_row, strict=True))
        if rows:
            _note_piece(found, pieces, entry, dict(zip(names, rows[0], strict=True)))
    return found


def can_caution(template: Template) -> bool:
    """Whether there can be anything to say: if not, looking at the entries is spared."""
    named = {each.read_as: each for record in template.records for each in record.fields if each.read_as}
    piece = next((named[name] for name in PIECE_NAMES if name in named), None)
    is_own = piece is not None and {source.name for source in piece.sources} == {"number"}
    return not is_own or any(each.overflow is not Overflow.LIMIT for each in named.values())


def _uncut(template: Template) -> Template:
    """The template with room for every text that it cuts."""
    records = tuple(
        replace(record, fields=tuple(
            each if each.overflow is Overflow.LIMIT else replace(each, width=None, longest=None)
            for each in record.fields
        ))
        for record in template.records
    )  # fmt: skip
    return replace(template, records=records)


def _note_cuts(found: Cautions, cells: Iterator[tuple[str, object, object]]) -> None:
    for name, written, given in cells:
        if written != given:
            found.cut[name] += 1
            found.examples.setdefault(name, str(given))


def _note_piece(found: Cautions, pieces: set[int], entry: EntryRecord, row: dict[str, object]) -> None:
    piece = next((row[name] for name in PIECE_NAMES if name in row), None)
    key = hash((entry.journal_code, entry.date, piece))
    if piece is None or key not in pieces:
        pieces.add(key)
        return
    found.shared_pieces += 1
    found.shared_example = found.shared_example or str(piece)
