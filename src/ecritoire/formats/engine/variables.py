"""How generated code calls what a template names: the fields of the records, by position, and the context."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

from ecritoire.formats.engine.code import Factory
from ecritoire.formats.engine.dates import format_date
from ecritoire.formats.engine.sources import ACCOUNTS, Kind, Level, Source
from ecritoire.formats.engine.text import Cleaner
from ecritoire.formats.records import EntryRecord, LineRecord

ENTRY_VARIABLES = tuple(f"e_{name}" for name in EntryRecord._fields)
LINE_VARIABLES = tuple(f"l_{name}" for name in LineRecord._fields)
PAIR_VARIABLES = (*LINE_VARIABLES, "l_counterpart_account", "l_counterpart_auxiliary")
# Worth no memo: each entry or line has its own.
SELDOM_REPEATED = frozenset(
    {"number", "reference", "entry_label", "document_file", "document_name", "line_number", "line_sequence"}
)
# Never empty, so written as they are.
PLAIN_NUMBERS = frozenset({"number", "line_number", "line_sequence"})
# Amounts whose text depends on the side of the line.
SIDED_AMOUNTS = frozenset({"debit", "credit", "amount", "balance"})

_ALIASES = {
    "company_currency": "context.currency",
    "entry_label": "e_label",
    "document_name": "e_document_file",
    "entry_total": "e_lines",
    "period": "((e_date.year - context.fiscal_year_start.year) * 12 + e_date.month - context.fiscal_year_start.month + 1)",
    "debit": "l_debit_minor",
    "credit": "l_credit_minor",
    "line_label": "l_label",
    "currency_amount": "l_currency_minor",
}
_PREFIXES = {Level.FILE: "context.", Level.ENTRY: "e_", Level.LINE: "l_"}
_LINE_DEBIT = LineRecord._fields.index("debit_minor")


def raw_expression(source: Source) -> str:
    """Return the expression that holds what a source names, as it was given to the template."""
    return _ALIASES.get(source.name) or _PREFIXES[source.level] + source.name


def reader(source: Source, form: str) -> Factory:
    """Return what makes clean text of what a source holds; ``form`` is a pattern of dates, or a length."""
    if source.kind in {Kind.DATE, Kind.MOMENT}:
        return lambda _: partial(format_date, pattern=form)
    if source.kind is Kind.INTEGER:
        return lambda _: integer_text
    if source.name in ACCOUNTS and form.isdigit():
        return lambda cleaner: chained(cleaner.clean, partial(account_of_length, length=int(form)))
    if source.name == "document_name":
        return lambda cleaner: chained(file_stem, cleaner.clean)
    return _clean


def _clean(cleaner: Cleaner) -> Callable[[str], str]:
    return cleaner.clean


def chained(first: Callable[..., str], then: Callable[[str], str]) -> Callable[..., str]:
    """Return the function that does ``first``, then the other."""
    return lambda value: then(first(value))


def integer_text(value: int | None) -> str:
    """Write a whole number, nothing for none."""
    return "" if value is None else str(value)


def file_stem(name: str) -> str:
    """Return a file's name without its extension."""
    return PurePosixPath(name).stem


def account_of_length(account: str, length: int) -> str:
    """Bring a general account to the folder's length: zeros are added or taken at its end, other figures stay."""
    if not account.isdigit():
        return account
    return account[:length] + account[length:].rstrip("0") if len(account) > length else account.ljust(length, "0")


def debits_total(lines: list[tuple[int, ...]]) -> int:
    """Return the total of an entry, in minor units."""
    return sum(line[_LINE_DEBIT] for line in lines)
