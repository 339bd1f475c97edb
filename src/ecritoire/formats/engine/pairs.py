"""Lines of an entry two by two, for packages that want an account and its counterpart on each row of their file.

An entry of one supplier line and several charges gives a pair for each charge. Where both sides have several lines, those
of the same amount go together first, then what remains is shared out in the order of the lines.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ecritoire.formats.records import LineRecord

PairLine = tuple[Any, ...]  # a line, then the account and the auxiliary of its counterpart
Pair = tuple[LineRecord, LineRecord, int]  # debited line, credited line, amount


def paired_lines(lines: Iterable[tuple[Any, ...]]) -> list[PairLine]:
    """Return one line for each pair: the supplier's, else the credited one, with its counterpart."""
    return [_paired(*pair) for pair in _pairs(lines)]


def mirrored_lines(lines: Iterable[tuple[Any, ...]]) -> list[PairLine]:
    """Return each pair's line, then the same seen from its counterpart: the two lines a row of the file stands for."""
    return [line for pair in paired_lines(lines) for line in (pair, _mirrored(pair))]


def _paired(debit: LineRecord, credit: LineRecord, amount: int) -> PairLine:
    own, counterpart = (debit, credit) if debit.auxiliary and not credit.auxiliary else (credit, debit)
    whole = next((line for line in (counterpart, own) if line.debit_minor + line.credit_minor == amount), None)
    line = own._replace(
        debit_minor=amount if own is debit else 0,
        credit_minor=amount if own is credit else 0,
        label=own.label or counterpart.label,
        currency_minor=whole.currency_minor if whole else None,
    )
    return (*line, counterpart.account, counterpart.auxiliary)


def _mirrored(pair: PairLine) -> PairLine:
    *fields, counterpart_account, counterpart_auxiliary = pair
    line = LineRecord(*fields)
    seen = line._replace(
        account=counterpart_account,
        auxiliary=counterpart_auxiliary,
        debit_minor=line.credit_minor,
        credit_minor=line.debit_minor,
    )
    return (*seen, line.account, line.auxiliary)


def _pairs(lines: Iterable[tuple[Any, ...]]) -> Iterator[Pair]:
    records = [LineRecord(*line) for line in lines]
    debits = [(line, line.debit_minor) for line in records if line.debit_minor > 0]
    credits_ = [(line, line.credit_minor) for line in records if line.credit_minor > 0]
    if len(debits) > 1 and len(credits_) > 1:
        yield from _equal(debits, credits_)
    yield from _shared_out(debits, credits_)


def _equal(debits: list[tuple[LineRecord, int]], credits_: list[tuple[LineRecord, int]]) -> Iterator[Pair]:
    """Take out of both sides, and yield, the lines that have the same amount."""
    for debit in list(debits):
        credit = next((each for each in credits_ if each[1] == debit[1]), None)
        if credit:
            debits.remove(debit)
            credits_.remove(credit)
            yield debit[0], credit[0], debit[1]


def _shared_out(debits: list[tuple[LineRecord, int]], credits_: list[tuple[LineRecord, int]]) -> Iterator[Pair]:
    """Yield pairs until a side is used up; both are at once when the entry balances."""
    remaining = iter(credits_)
    credit, left = next(remaining, (None, 0))
    for debit, amount in debits:
        due = amount
        while due and credit:
            taken = min(due, left)
            yield debit, credit, taken
            due, left = due - taken, left - taken
            if not left:
                credit, left = next(remaining, (None, 0))
