"""The figures of the document: totals (BG-22), VAT breakdown (BG-23), allowances and charges (BG-20, BG-21).

All of them are the sender's, in minor units; :mod:`ecritoire.intake.arithmetic` computes them again.
"""

from dataclasses import replace

from ecritoire.domain.invoice import AllowanceCharge, Totals, VatBreakdown
from ecritoire.intake.errors import MissingTotalError
from ecritoire.intake.flags import Flag
from ecritoire.intake.terms import Node
from ecritoire.intake.values import parse_decimal

_TOTAL_LABELS = {"BT-109": "total hors taxes", "BT-112": "total toutes taxes comprises"}


def read_totals(document: Node, tax_currency: str) -> Totals:
    """The totals of the document. ``tax_currency`` is BT-6, the currency of BT-111, empty when there is none.

    Raises:
        MissingTotalError: BT-109 or BT-112 is not there.
        BadAmountError: a total is no number.
    """
    net_minor = _required(document, "BT-109")
    total_minor = _required(document, "BT-112")
    prepaid_minor = document.amount("BT-113") or 0
    rounding_minor = document.amount("BT-114") or 0
    due_minor = document.amount("BT-115")
    if due_minor is None:
        document.reading.flag(Flag.AMOUNT_DUE_MISSING)
        due_minor = total_minor - prepaid_minor + rounding_minor
    vat_minor, in_tax_currency = _read_vat_totals(document, tax_currency)
    return Totals(
        lines_minor=document.amount("BT-106"),
        allowances_minor=document.amount("BT-107") or 0,
        charges_minor=document.amount("BT-108") or 0,
        net_minor=net_minor,
        vat_minor=vat_minor,
        vat_in_tax_currency_minor=in_tax_currency,
        total_minor=total_minor,
        prepaid_minor=prepaid_minor,
        rounding_minor=rounding_minor,
        due_minor=due_minor,
    )


def _required(document: Node, term: str) -> int:
    amount = document.amount(term)
    if amount is None:
        raise MissingTotalError(term=term, label=_TOTAL_LABELS[term])
    return amount


def _read_vat_totals(document: Node, tax_currency: str) -> tuple[int, int | None]:
    """BT-110 and BT-111: the same element twice, told apart by its currency. No BT-110 is no VAT."""
    currency = document.reading.currency
    vat_minor, in_tax_currency = None, None
    for node in document.nodes("BT-110"):
        text = (node.element.text or "").strip()
        stated = node.element.get("currencyID", "").strip() or currency
        if not text:
            continue
        value = parse_decimal(text, "BT-110")
        if stated == currency and vat_minor is None:
            vat_minor = document.reading.round(value, currency)
        if stated == tax_currency:
            in_tax_currency = document.reading.round(value, tax_currency)
        if stated not in {currency, tax_currency}:
            document.reading.flag(Flag.CURRENCY_CONFLICT)
    return vat_minor or 0, in_tax_currency


def read_vat(document: Node) -> tuple[VatBreakdown, ...]:
    """The VAT groups in the document's currency; UBL may repeat them in the currency of the tax.

    Raises:
        BadAmountError: a figure of a group is no number.
    """
    currency = document.reading.currency
    return tuple(
        VatBreakdown(
            category=node.text("BT-118"),
            rate=node.rate("BT-119"),
            base_minor=node.amount("BT-116") or 0,
            vat_minor=node.amount("BT-117") or 0,
            exemption_code=node.text("BT-121"),
            exemption_reason=node.block("BT-120"),
        )
        for node in document.nodes("BG-23")
        if node.attribute("BT-117", "currencyID") in {"", currency}
    )


def read_allowances_charges(document: Node) -> tuple[AllowanceCharge, ...]:
    """Allowances and charges on the whole document.

    Raises:
        BadAmountError: a figure is no number.
    """
    items = tuple(
        AllowanceCharge(
            is_charge=node.is_true("is charge"),
            amount_minor=node.amount("BT-92") or 0,
            reason=node.block("BT-97"),
            vat_category=node.text("BT-95"),
            vat_rate=node.rate("BT-96"),
        )
        for node in document.nodes("BG-20")
    )
    allowances_minor = sum(item.amount_minor for item in items if not item.is_charge)
    if allowances_minor and document.amount("BT-107") == -allowances_minor:
        # Older German senders write an allowance below zero and its total above.
        return tuple(item if item.is_charge else replace(item, amount_minor=-item.amount_minor) for item in items)
    return items
