"""A document keyed by hand: what its lines add up to, and the sums that it states.

A person types the lines and the total of the paper. The tax of each rate is computed; where the paper rounds otherwise,
the total of tax that it states decides, within a cent for each line. Amounts are in minor units of the document's
currency, positive for a credit note too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ecritoire.domain.money import round_half_up
from ecritoire.domain.vat import VAT_CODES, VatTreatment

# Tax that only the paper knows: of another country, or at a rate that a person has yet to settle.
_STATED_ONLY = frozenset({VatTreatment.FOREIGN, VatTreatment.UNKNOWN})


@dataclass(frozen=True, slots=True)
class KeyedLine:
    """One line as a person typed it."""

    label: str
    net_minor: int
    vat_code: str


@dataclass(frozen=True, slots=True)
class KeyedVat:
    """The tax of one code. For a reverse charge nothing is on the paper, and ``vat_minor`` is 0."""

    vat_code: str
    base_minor: int
    vat_minor: int


@dataclass(frozen=True, slots=True)
class KeyedSums:
    """What keyed lines add up to. ``vat_gap_minor`` is the stated tax less what the rates explain."""

    net_minor: int
    vat: tuple[KeyedVat, ...]
    vat_gap_minor: int

    @property
    def vat_minor(self) -> int:
        """The tax on the paper."""
        return sum(row.vat_minor for row in self.vat)

    @property
    def total_minor(self) -> int:
        """What the paper asks for."""
        return self.net_minor + self.vat_minor


def sums_of(lines: Sequence[KeyedLine], stated_vat_minor: int | None) -> KeyedSums:
    """Add up ``lines``; ``stated_vat_minor`` is the total of tax on the paper, none where it was not typed."""
    bases: dict[str, int] = {}
    for line in lines:
        bases[line.vat_code] = bases.get(line.vat_code, 0) + line.net_minor
    taxes = {code: _tax(code, base_minor) for code, base_minor in bases.items()}
    gap_minor = 0
    if stated_vat_minor is not None:
        gap_minor = _settle(taxes, bases, stated_vat_minor - sum(taxes.values()), tolerance_minor=len(lines))
    rows = tuple(KeyedVat(code, base_minor, taxes[code]) for code, base_minor in bases.items())
    return KeyedSums(sum(bases.values()), rows, gap_minor)


def _tax(name: str, base_minor: int) -> int:
    code = VAT_CODES[name]
    if code.treatment is not VatTreatment.DEDUCTIBLE:
        return 0
    return round_half_up(Decimal(base_minor) * code.rate_bp / 10_000)


def _settle(taxes: dict[str, int], bases: Mapping[str, int], gap_minor: int, *, tolerance_minor: int) -> int:
    """Give the gap to the tax that may hold it; return what none may."""
    stated_only = [name for name in taxes if VAT_CODES[name].treatment in _STATED_ONLY]
    rounded = [name for name in taxes if VAT_CODES[name].treatment is VatTreatment.DEDUCTIBLE]
    if stated_only:
        taxes[max(stated_only, key=lambda name: abs(bases[name]))] += gap_minor
        return 0
    if rounded and abs(gap_minor) <= tolerance_minor:
        taxes[max(rounded, key=lambda name: abs(bases[name]))] += gap_minor
        return 0
    return gap_minor
