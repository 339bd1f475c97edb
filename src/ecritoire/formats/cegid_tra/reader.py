"""Reads Cegid's TRA: parameters on lines that begin with ``***``, then entry lines, each document after its line."""

from collections.abc import Iterator

from ecritoire.domain.language import say
from ecritoire.formats.reading import (
    Content,
    FileNotReadBackError,
    ReadEntry,
    ReadLine,
    amount,
    day,
    each_row,
    grouped,
    on_side,
    part,
    text_lines,
)

DAY = "JJMMAAAA"
NO_DAY = "01011900"
GENERAL, AUXILIARY, DOCUMENT = "", "X", "G"
Read = tuple[ReadEntry, ReadLine]


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file.

    Raises:
        FileNotReadBackError: the first line is no header of journals.
    """
    lines = text_lines(content, "cp1252")
    header = next(lines, "")
    if header[:3] != "***" or header[8:14] != "JRLSTD":
        raise FileNotReadBackError(problem=say("l’entête TRA manque"), line=1)
    yield from grouped(_with_documents(filter(None, each_row(lines, _read_record, first=2))))


def _read_record(text: str) -> Read | str | None:
    """Return a line of an entry, or the document of the line before, or nothing for a parameter."""
    if text.startswith("***"):
        return None
    kind = part(text, 31, 1)
    if kind == DOCUMENT:
        return part(text, 84, 255)
    if kind not in {GENERAL, AUXILIARY}:
        raise ValueError(kind)
    return _read_line(text)


def _read_line(text: str) -> Read:
    entry = ReadEntry(
        number=part(text, 152, 8),
        journal_code=part(text, 1, 3),
        date=day(part(text, 4, 8), DAY),
        reference=part(text, 49, 35),
    )
    debit, credit = on_side(part(text, 130, 1), amount(part(text, 131, 20)))
    due_date = part(text, 122, 8)
    return entry, ReadLine(
        debit=debit,
        credit=credit,
        account=part(text, 14, 17),
        auxiliary=part(text, 32, 17),
        label=part(text, 84, 35),
        due_date=None if due_date == NO_DAY else day(due_date, DAY),
        document_file="",
    )


def _with_documents(records: Iterator[Read | str]) -> Iterator[Read]:
    """Yield each line with the document that follows it."""
    waiting: Read | None = None
    for record in records:
        if isinstance(record, str):
            assert waiting, "a document follows its line"
            waiting = waiting[0], waiting[1]._replace(document_file=record)
            continue
        if waiting:
            yield waiting
        waiting = record
    if waiting:
        yield waiting
