"""Reads Ibiza's import request: one ``importEntry`` for each accounting line, neighbours of one entry alike."""

from collections.abc import Iterator

from lxml import etree

from ecritoire.domain.language import say
from ecritoire.formats.reading import (
    Content,
    FileNotReadBackError,
    ReadEntry,
    ReadLine,
    amount,
    binary_stream,
    day,
    each_row,
    grouped,
)

DAY = "AAAA-MM-JJ"
LINE = "importEntry"
PATH = ["importEntryRequest", "wsImportEntry"]


def read(content: Content) -> Iterator[ReadEntry]:
    """Yield the entries of the file."""
    yield from grouped(each_row(_elements(content), _read_element))


def _elements(content: Content) -> Iterator[dict[str, str]]:
    """Yield what each line says, by the name of its elements, and forget it.

    Raises:
        FileNotReadBackError: it is not well-formed XML, or a line is not where it should be.
    """
    lines = etree.iterparse(
        binary_stream(content), tag=LINE, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        for _, line in lines:
            if [parent.tag for parent in line.iterancestors()] != PATH[::-1]:
                raise FileNotReadBackError(problem=say("une ligne n’est pas à sa place"), line=line.sourceline)
            yield {str(child.tag): child.text or "" for child in line}
            _forget(line)
    except etree.XMLSyntaxError as error:
        raise FileNotReadBackError(problem=say("ce n’est pas du XML bien formé"), line=error.lineno or 1) from error


def _forget(line: etree._Element) -> None:
    """Empty a line that was read and drop those before it, so that memory stays the same whatever the size."""
    line.clear()
    parent, previous = line.getparent(), line.getprevious()
    if parent is not None and previous is not None:
        parent.remove(previous)


def _read_element(found: dict[str, str]) -> tuple[ReadEntry, ReadLine]:
    if ("debit" in found) == ("credit" in found):
        raise ValueError(found)
    entry = ReadEntry(
        number=found["piece"],
        journal_code=found["journalRef"],
        date=day(found["date"], DAY),
        reference=found.get("voucherRef", ""),
    )
    return entry, ReadLine(
        debit=amount(found.get("debit", "")),
        credit=amount(found.get("credit", "")),
        account=found["accountNumber"],
        account_label=found.get("accountName", ""),
        label=found.get("description", ""),
        due_date=day(found.get("term", ""), DAY),
    )
