"""Journal entries: balanced sets of lines, true by construction.

An :class:`Entry` cannot be made unbalanced, empty or with a line on both sides; whoever holds one need not check again.
Amounts are minor units of the company's currency, always positive; the side says the direction.
"""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from ecritoire.domain.errors import EcritoireError

MIN_LINES = 2


class JournalType(StrEnum):
    """Kind of journal: purchases (achats), bank (banque), miscellaneous (opérations diverses)."""

    PURCHASE = "purchase"
    BANK = "bank"
    MISCELLANEOUS = "miscellaneous"


class InvalidEntryError(EcritoireError):
    """The lines do not make an entry: out of balance, or a line that says nothing."""

    code = "invalid_entry"
    template = (
        "L’écriture %(reference)s n’est pas équilibrée : débit %(debit_minor)s, crédit %(credit_minor)s (centimes)."
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry: exactly one of ``debit_minor`` and ``credit_minor`` is positive, the other is zero."""

    account: str
    debit_minor: int = 0
    credit_minor: int = 0
    label: str = ""
    auxiliary: str = ""  # auxiliary account of the third party, on collective accounts only
    due_date: dt.date | None = None
    currency_minor: int | None = None  # amount in the entry's foreign currency, same side

    def __post_init__(self) -> None:
        """Refuse a line on both sides, on none, or with a negative amount."""
        debit_minor, credit_minor = self.debit_minor, self.credit_minor
        if (debit_minor > 0 and credit_minor == 0) or (credit_minor > 0 and debit_minor == 0):
            return
        raise InvalidEntryError(reference=self.account, debit_minor=debit_minor, credit_minor=credit_minor)

    @property
    def signed_minor(self) -> int:
        """Debit positive, credit negative."""
        return self.debit_minor - self.credit_minor

    def swapped(self) -> "Line":
        """The same line on the other side."""
        return replace(self, debit_minor=self.credit_minor, credit_minor=self.debit_minor)


@dataclass(frozen=True, slots=True)
class Entry:
    """A balanced set of at least two lines in one journal on one date."""

    journal: JournalType
    date: dt.date  # posting date (EcritureDate)
    document_date: dt.date  # date of the voucher (PieceDate)
    reference: str  # number of the voucher (PieceRef)
    label: str
    lines: tuple[Line, ...]
    currency: str = ""  # foreign currency of ``currency_minor``, empty when none

    def __post_init__(self) -> None:
        """Refuse what does not balance."""
        balance_minor = 0
        for line in self.lines:
            balance_minor += line.debit_minor - line.credit_minor
        if balance_minor or len(self.lines) < MIN_LINES:
            raise InvalidEntryError(
                reference=self.reference, debit_minor=self.debit_minor, credit_minor=self.credit_minor
            )

    @property
    def debit_minor(self) -> int:
        """Sum of the debits."""
        return sum(line.debit_minor for line in self.lines)

    @property
    def credit_minor(self) -> int:
        """Sum of the credits."""
        return sum(line.credit_minor for line in self.lines)

    def reversed(self, on: dt.date) -> "Entry":
        """The entry that undoes this one (contre-passation): same accounts, sides swapped, amounts positive."""
        return replace(self, date=on, lines=tuple(line.swapped() for line in self.lines))


def line_on_side(
    account: str,
    signed_minor: int,
    *,
    label: str = "",
    auxiliary: str = "",
    due_date: dt.date | None = None,
    currency_minor: int | None = None,
) -> Line | None:
    """A line with ``signed_minor`` on the debit when positive, on the credit when negative, ``None`` when zero.

    ``currency_minor`` may carry any sign: the line keeps its amount, the side being the one of ``signed_minor``.
    """
    if signed_minor == 0:
        return None
    debit_minor, credit_minor = (signed_minor, 0) if signed_minor > 0 else (0, -signed_minor)
    currency = None if currency_minor is None else abs(currency_minor)
    return Line(account, debit_minor, credit_minor, label, auxiliary, due_date, currency)
