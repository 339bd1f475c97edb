"""Compute every figure of the document again; each difference to the sender's is named, none is corrected.

Formulas: EN 16931-1, rules BR-CO-10 to BR-CO-17 and BR-S-08 and its sisters. Integer minor units, rates as ``Decimal``,
half up. There is no tolerance but one: VAT may be rounded on the total of a rate or line by line, and French law admits
both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ecritoire.domain.invoice import AllowanceCharge, Discrepancy, Invoice, InvoiceLine, Syntax, VatBreakdown
from ecritoire.domain.money import round_half_up
from ecritoire.intake.flags import Flag

_VatKey = tuple[str, Decimal]


def find_discrepancies(invoice: Invoice) -> tuple[Discrepancy, ...]:
    """Every figure of ``invoice`` that its other figures do not confirm.

    A profile that leaves terms out is not blamed for it: MINIMUM states only four totals, of which one check is left,
    and a document without lines is not asked for their sum.
    """
    if Flag.PROFILE_MINIMUM in invoice.flags:
        return tuple(_check_gross_total(invoice))
    return (
        *_check_lines(invoice),
        *_check_allowances_charges(invoice),
        *_check_net_total(invoice),
        *_check_bases(invoice),
        *_check_vat(invoice),
        *_check_gross_total(invoice),
        *_check_amount_due(invoice),
    )


def _check(code: str, term: str, stated_minor: int, computed_minor: int, detail: str = "") -> Iterator[Discrepancy]:
    if stated_minor != computed_minor:
        yield Discrepancy(code, term, stated_minor, computed_minor, detail)


def _check_lines(invoice: Invoice) -> Iterator[Discrepancy]:
    if invoice.lines and invoice.totals.lines_minor is not None:
        total = sum(line.net_minor for line in invoice.lines)
        yield from _check("sum_of_lines", "BT-106", invoice.totals.lines_minor, total)


def _check_allowances_charges(invoice: Invoice) -> Iterator[Discrepancy]:
    if invoice.syntax is Syntax.ZUGFERD_1 and not invoice.allowances_charges:
        return  # its BASIC profile has the totals only
    allowances = [item.amount_minor for item in invoice.allowances_charges if not item.is_charge]
    charges = [item.amount_minor for item in invoice.allowances_charges if item.is_charge]
    yield from _check("sum_of_allowances", "BT-107", invoice.totals.allowances_minor, sum(allowances))
    yield from _check("sum_of_charges", "BT-108", invoice.totals.charges_minor, sum(charges))


def _check_net_total(invoice: Invoice) -> Iterator[Discrepancy]:
    totals = invoice.totals
    if totals.lines_minor is not None:
        computed = totals.lines_minor - totals.allowances_minor + totals.charges_minor
        yield from _check("net_total", "BT-109", totals.net_minor, computed)


def _check_gross_total(invoice: Invoice) -> Iterator[Discrepancy]:
    totals = invoice.totals
    yield from _check("gross_total", "BT-112", totals.total_minor, totals.net_minor + totals.vat_minor)


def _check_amount_due(invoice: Invoice) -> Iterator[Discrepancy]:
    totals = invoice.totals
    computed = totals.total_minor - totals.prepaid_minor + totals.rounding_minor
    yield from _check("amount_due", "BT-115", totals.due_minor, computed)


def _check_bases(invoice: Invoice) -> Iterator[Discrepancy]:
    """Compare what is taxed at each rate: lines less allowances plus charges (BT-116)."""
    parts = _parts_by_rate(invoice)
    if not parts or not (invoice.vat or invoice.totals.vat_minor):
        return
    stated: Counter[_VatKey] = Counter()
    for group in invoice.vat:
        stated[_key_of_group(group)] += group.base_minor
    for key in dict.fromkeys((*stated, *parts)):
        yield from _check("base_of_rate", "BT-116", stated[key], sum(parts.get(key, ())), _describe(key))


def _check_vat(invoice: Invoice) -> Iterator[Discrepancy]:
    parts = _parts_by_rate(invoice)
    for group in invoice.vat:
        key = _key_of_group(group)
        of_total = _vat_of(group.base_minor, key[1])
        # Only parts that make up this very base speak for its tax.
        own_parts = parts.get(key, []) if sum(parts.get(key, [])) == group.base_minor else []
        line_by_line = sum(_vat_of(part, key[1]) for part in own_parts) if own_parts else of_total
        if group.vat_minor != line_by_line:
            yield from _check("vat_of_rate", "BT-117", group.vat_minor, of_total, _describe(key))
    total = sum(group.vat_minor for group in invoice.vat)
    yield from _check("vat_total", "BT-110", invoice.totals.vat_minor, total)


def _parts_by_rate(invoice: Invoice) -> dict[_VatKey, list[int]]:
    """What makes up the base of each rate, signed; nothing when the lines do not say how they are taxed."""
    if not invoice.lines or not all(line.vat_category or line.vat_rate is not None for line in invoice.lines):
        return {}
    parts: dict[_VatKey, list[int]] = defaultdict(list)
    for line in invoice.lines:
        parts[_key_of_part(line)].append(line.net_minor)
    for item in invoice.allowances_charges:
        parts[_key_of_part(item)].append(item.amount_minor if item.is_charge else -item.amount_minor)
    return dict(parts)


def _key_of_part(part: InvoiceLine | AllowanceCharge) -> _VatKey:
    return part.vat_category, part.vat_rate or Decimal(0)


def _key_of_group(group: VatBreakdown) -> _VatKey:
    return group.category, group.rate or Decimal(0)


def _vat_of(base_minor: int, rate: Decimal) -> int:
    return round_half_up(base_minor * rate / 100)


def _describe(key: _VatKey) -> str:
    category, rate = key
    return f"{category} {rate.normalize():f}".strip()
