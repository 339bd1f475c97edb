"""What a reader of a package's file gives back, and what all readers share.

A reader is written from the facts about the package, never from its template: it says what the accounting software will
see. Each package has one in its folder, ``reader.py``, with one function ``read``.

Texts come back without the spaces around them, amounts in units of their currency. A field is ``None`` when the format
does not carry it.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import BinaryIO, NamedTuple, TypeVar

from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.formats.memo import REMEMBERED_MAX

ZERO = Decimal(0)
CENTS = -2


class InCharset(NamedTuple):
    """A file in another charset than its package's usual one."""

    content: BinaryIO
    charset: str


Content = bytes | BinaryIO | InCharset
Row = TypeVar("Row")
Found = TypeVar("Found")
# 99 pairs of figures for a year: no accounting software in use read files before 2000.
CENTURY = 2000


class ReadLine(NamedTuple):
    """One line as the file says it."""

    debit: Decimal = ZERO
    credit: Decimal = ZERO
    account: str | None = None
    account_label: str | None = None
    auxiliary: str | None = None
    auxiliary_label: str | None = None
    label: str | None = None
    due_date: dt.date | None = None
    currency_amount: Decimal | None = None
    document_file: str | None = None


class ReadEntry(NamedTuple):
    """One entry as the file says it; ``number`` is whatever keeps its lines together, spelt as in the file."""

    number: str | None = None
    journal_code: str | None = None
    journal_label: str | None = None
    date: dt.date | None = None
    reference: str | None = None
    document_date: dt.date | None = None
    validated_on: dt.date | None = None
    currency: str | None = None
    supplier: str | None = None
    document_type: str | None = None
    lines: tuple[ReadLine, ...] = ()


Read = Callable[[Content], Iterator[ReadEntry]]


class FileNotReadBackError(EcritoireError):
    """A file does not say what it should: a line that is no line of its format."""

    code = "file_not_read_back"
    template = (
        "Le fichier produit ne se relit pas : %(problem)s (ligne %(line)s). Rien n’est perdu et rien n’est proposé au "
        "téléchargement : signalez ce fichier."
    )


def binary_stream(content: Content) -> BinaryIO:
    """Return what the bytes of a file are read from."""
    if isinstance(content, InCharset):
        return content.content
    return io.BytesIO(content) if isinstance(content, bytes) else content


def text_lines(content: Content, encoding: str) -> Iterator[str]:
    """Yield the lines of a file, without what ends them, a few bytes in memory at a time.

    Raises:
        FileNotReadBackError: a line is not in its charset.
    """
    if isinstance(content, InCharset):
        content, encoding = content
    stream = io.TextIOWrapper(binary_stream(content), encoding=encoding, newline="\n")
    number = 1
    try:
        for line in stream:
            yield line.rstrip("\r\n")
            number += 1
    except UnicodeDecodeError as error:
        raise FileNotReadBackError(
            problem=say("elle ou une suivante n’est pas en %(encoding)s") % {"encoding": encoding}, line=number
        ) from error
    finally:
        stream.detach()


def titled_lines(content: Content, encoding: str, separator: str, titles: int) -> Iterator[str]:
    """Yield the lines that follow the first, which has the titles of the columns.

    Raises:
        FileNotReadBackError: the first line has not ``titles`` titles; a line is not in its charset.
    """
    lines = text_lines(content, encoding)
    if len(next(lines, "").split(separator)) != titles:
        raise FileNotReadBackError(problem=f"il faut {titles} titres", line=1)
    yield from lines


def each_row(rows: Iterable[Row], read_row: Callable[[Row], Found], first: int = 1) -> Iterator[Found]:
    """Yield what ``read_row`` makes of each line, or of its cells; ``first`` is the number of the first line.

    Raises:
        FileNotReadBackError: a line is not understood; its number is told.
    """
    number = first
    try:
        for row in rows:
            yield read_row(row)
            number += 1
    except (ValueError, ArithmeticError, LookupError) as error:
        raise not_understood(number) from error


def not_understood(number: int) -> FileNotReadBackError:
    """Return what is raised of a line that is no line of its format."""
    return FileNotReadBackError(problem=say("elle n’est pas comprise"), line=number)


def grouped(lines: Iterable[tuple[ReadEntry, ReadLine]]) -> Iterator[ReadEntry]:
    """Join neighbouring lines that say the same of their entry."""
    shared, own = ReadEntry(), list[ReadLine]()
    for entry, line in lines:
        if entry is not shared and entry != shared:
            if own:
                yield with_lines(shared, own)
            shared, own = entry, []
        own.append(line)
    if own:
        yield with_lines(shared, own)


def with_lines(entry: ReadEntry, lines: list[ReadLine]) -> ReadEntry:
    """Return an entry with its lines."""
    # Made as the tuple it is: the checks of a constructor would cost as much as reading a line.
    return tuple.__new__(ReadEntry, (*entry[:-1], tuple(lines)))


def part(line: str, at: int, width: int) -> str:
    """Return what stands at a position counted from 1, without the spaces around it."""
    return line[at - 1 : at - 1 + width].strip()


@lru_cache(REMEMBERED_MAX)
def day(text: str, form: str) -> dt.date | None:
    """Return the day that ``text`` says in the form ``JJMMAA`` or any other order of ``AAAA``, ``MM`` and ``JJ``.

    Raises:
        ValueError: it says no day; an empty text says none, and gives ``None``.
    """
    if not text:
        return None
    if len(text) != len(form):
        raise ValueError(text)
    long_year = "AAAA" in form
    figures = [text[form.index(letters) :][: len(letters)] for letters in ("AAAA" if long_year else "AA", "MM", "JJ")]
    year, month, day_of_month = map(int, figures)
    return dt.date(year if long_year else CENTURY + year, month, day_of_month)


@lru_cache(REMEMBERED_MAX)
def amount(text: str) -> Decimal:
    """Return the amount spelt ``1250,00`` or ``1250.00``; nothing says zero.

    Raises:
        ArithmeticError: it is no amount.
    """
    return Decimal(text.replace(",", ".")) if text else ZERO


@lru_cache(REMEMBERED_MAX)
def cents(text: str) -> Decimal:
    """Return the amount spelt in cents, with its sign and its zeros; nothing says zero.

    Raises:
        ValueError: it is no whole number.
    """
    return Decimal(int(text)).scaleb(CENTS) if text else ZERO


def on_side(side: str, value: Decimal) -> tuple[Decimal, Decimal]:
    """Return a debit and a credit from a positive amount and ``D`` or ``C``.

    Raises:
        ValueError: the side is neither.
    """
    if side not in {"D", "C"}:
        raise ValueError(side)
    return (value, ZERO) if side == "D" else (ZERO, value)


def no_zeros(text: str) -> str:
    """Return a number without the zeros that fill its field."""
    return text.lstrip("0") or text[:1]
