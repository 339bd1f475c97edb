"""Reads an ``.ecr`` of ISACOMPTA: lines that begin with their kind, those of an entry after its header."""

from collections.abc import Callable, Iterable, Iterator

from ecritoire.domain.language import say
from ecritoire.formats.reading import (
    Content,
    FileNotReadBackError,
    ReadEntry,
    ReadLine,
    amount,
    day,
    each_row,
    part,
    text_lines,
)

DAY = "JJMMAAAA"
KEY = 6
ENTRY, LINE, INSTALMENT = "ECR", "MVT", "ECHMVT"
LENGTHS = {ENTRY: 148, LINE: 131, INSTALMENT: 37}  # at least: newer versions write more
Row = tuple[str, ReadEntry | ReadLine]


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file.

    Raises:
        FileNotReadBackError: the file does not begin with its version.
    """
    lines = text_lines(content, "ascii")
    if not next(lines, "").startswith("VER   0200000"):
        raise FileNotReadBackError(problem=say("la version du format n’est pas dite"), line=1)
    yield from _entries(each_row(lines, _read_line, first=2))


def _entries(rows: Iterable[Row]) -> Iterator[ReadEntry]:
    entry: ReadEntry | None = None
    lines: list[ReadLine] = []
    for key, row in rows:
        if isinstance(row, ReadLine):
            lines.append(lines.pop()._replace(due_date=row.due_date) if key == INSTALMENT else row)
        elif key == ENTRY:
            if entry:
                yield _with_lines(entry, lines)
            entry, lines = row, []
    if entry:
        yield _with_lines(entry, lines)


def _with_lines(entry: ReadEntry, lines: list[ReadLine]) -> ReadEntry:
    """Return an entry with its lines, which have the document that its header names."""
    (document,) = entry.lines
    named = [line._replace(document_file=document.document_file) for line in lines]
    return entry._replace(lines=tuple(named))


def _read_line(line: str) -> Row:
    key = part(line, 1, KEY)
    if len(line) < LENGTHS.get(key, 0):
        raise ValueError(line)
    return key, READERS[key](line)


def _read_nothing(_: str) -> ReadEntry:
    return ReadEntry()


def _read_header(line: str) -> ReadEntry:
    return ReadEntry(
        number=part(line, 17, 8),
        journal_code=part(line, 7, 2),
        date=day(part(line, 9, 8), DAY),
        document_date=day(part(line, 55, 8), DAY),
        validated_on=day(part(line, 93, 8), DAY),
        lines=(ReadLine(document_file=part(line, 149, 38)),),
    )


def _read_entry_line(line: str) -> ReadLine:
    return ReadLine(
        debit=amount(part(line, 47, 13)),
        credit=amount(part(line, 60, 13)),
        account=part(line, 7, 10),
        label=part(line, 17, 30),
    )


def _read_instalment(line: str) -> ReadLine:
    return ReadLine(due_date=day(part(line, 30, 8), DAY))


READERS: dict[str, Callable[[str], ReadEntry | ReadLine]] = {
    "DOS": _read_nothing,
    "EXO": _read_nothing,
    ENTRY: _read_header,
    LINE: _read_entry_line,
    INSTALMENT: _read_instalment,
}
