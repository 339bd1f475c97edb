"""Amounts of money as integers in minor units (cents for the euro), never as binary fractions.

``Decimal`` appears only at the edges: when a document is read and when an amount is shown or written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ecritoire.domain.errors import EcritoireError

DEFAULT_MINOR_DIGITS = 2
# ISO 4217 minor units that differ from two.
_MINOR_DIGITS = {
    **dict.fromkeys(
        (
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}  # fmt: skip


class AmountTooPreciseError(EcritoireError):
    """An amount carries more decimals than its currency has."""

    code = "amount_too_precise"
    template = "Le montant %(amount)s a plus de décimales que la devise %(currency)s n’en admet (%(digits)s)."


class CurrencyMismatchError(EcritoireError):
    """Two amounts in different currencies were added or compared."""

    code = "currency_mismatch"
    template = "Un montant en %(left)s ne peut pas s’ajouter à un montant en %(right)s."


def minor_digits(currency: str) -> int:
    """Return how many decimals the ISO 4217 ``currency`` has: 2 for EUR, 0 for JPY, 3 for TND."""
    return _MINOR_DIGITS.get(currency, DEFAULT_MINOR_DIGITS)


def round_half_up(value: Decimal) -> int:
    """Round to the nearest integer, halves away from zero, as French tax practice does."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_minor(amount: Decimal, currency: str) -> int:
    """Turn a decimal amount into minor units.

    Raises:
        AmountTooPreciseError: the amount is finer than the currency's smallest unit.
    """
    digits = minor_digits(currency)
    scaled = amount.scaleb(digits)
    minor = int(scaled)
    if minor != scaled:
        raise AmountTooPreciseError(amount=amount, currency=currency, digits=digits)
    return minor


def round_to_minor(amount: Decimal, currency: str) -> int:
    """Turn a decimal amount into minor units, rounding halves away from zero."""
    return round_half_up(amount.scaleb(minor_digits(currency)))


def to_decimal(minor: int, currency: str) -> Decimal:
    """Turn minor units into a decimal amount with the currency's own number of decimals."""
    return Decimal(minor).scaleb(-minor_digits(currency))


def convert_minor(minor: int, rate: Decimal, source: str, target: str) -> int:
    """Convert an amount at ``rate`` (units of ``source`` for one unit of ``target``, as the ECB publishes them)."""
    return round_to_minor(to_decimal(minor, source) / rate, target)


def allocate(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Split ``total_minor`` in proportion to ``weights`` so that the parts add up exactly (largest remainder).

    With no weight at all, the whole amount goes to the first part.
    """
    if len(weights) < 2:
        return [total_minor] * len(weights)
    whole = sum(weights)
    if whole == 0:
        return [total_minor, *([0] * (len(weights) - 1))]
    shares = [total_minor * weight // whole for weight in weights]
    remainders = [total_minor * weight % whole for weight in weights]
    left = total_minor - sum(shares)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-abs(remainders[i]), i))
    for index in by_remainder[: abs(left)]:
        shares[index] += 1 if left > 0 else -1
    return shares


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one currency."""

    minor: int
    currency: str = "EUR"

    def __add__(self, other: "Money") -> "Money":
        """Add two amounts of the same currency.

        Raises:
            CurrencyMismatchError: the currencies differ.
        """
        if self.currency != other.currency:
            raise CurrencyMismatchError(left=self.currency, right=other.currency)
        return Money(self.minor + other.minor, self.currency)

    def __neg__(self) -> "Money":
        """Return the opposite amount."""
        return Money(-self.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        """Subtract an amount of the same currency."""
        return self + -other

    @property
    def amount(self) -> Decimal:
        """The decimal amount."""
        return to_decimal(self.minor, self.currency)
