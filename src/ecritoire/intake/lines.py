"""The lines of the document (BG-25): only those that count towards its total."""

from collections import defaultdict
from decimal import Decimal

from ecritoire.domain.invoice import InvoiceLine, Period
from ecritoire.intake.flags import Flag
from ecritoire.intake.terms import Node
from ecritoire.intake.values import MAX_AMOUNT, share_rounding

# EXT-FR-FE-163: a group repeats the sum of its details, an information has no amount of its own.
_STATUSES_LEFT_OUT = frozenset({"GROUP", "INFORMATION"})
_PRICE_DECIMALS = Decimal("1E-10")


def read_note(node: Node) -> str:
    """A note, its subject code (BT-21) in front as UBL writes it: ``#PMT#text``."""
    subject, text = node.text("BT-21"), node.block("BT-22")
    return f"#{subject}#{text}" if subject and text else text


def read_remarks(document: Node) -> tuple[str, ...]:
    """The texts of lines that are nothing but a text, as ZUGFeRD 1 has them."""
    return tuple(note for node in document.nodes("BG-25") if _is_remark(node) for note in _notes(node))


def read_lines(document: Node) -> tuple[InvoiceLine, ...]:
    """Every line that counts, in the order of the document; those left out are flagged.

    Raises:
        BadAmountError: a figure of a line is no number.
    """
    nodes: list[Node] = []
    for node in document.nodes("BG-25"):
        if node.text("EXT-FR-FE-163") in _STATUSES_LEFT_OUT:
            document.reading.flag(Flag.LINES_LEFT_OUT)
        elif not _is_remark(node):
            nodes.append(node)
    amounts = _amounts(nodes)
    return tuple(
        _read_line(node, position, net_minor)
        for position, (node, net_minor) in enumerate(zip(nodes, amounts, strict=True), start=1)
    )


def _amounts(nodes: list[Node]) -> list[int]:
    """The net amount of each line in minor units (BT-131); what rounding loses is settled within each VAT rate."""
    by_vat: dict[tuple[str, str], list[int]] = defaultdict(list)
    exact: list[Decimal] = []
    for index, node in enumerate(nodes):
        amount = node.exact_amount("BT-131")
        if amount is None:
            node.reading.flag(Flag.LINE_AMOUNT_MISSING)
        exact.append(amount or Decimal(0))
        node.reading.round(exact[-1], node.reading.currency)
        by_vat[node.text("BT-151"), node.text("BT-152")].append(index)
    rounded = [0] * len(nodes)
    for indexes in by_vat.values():
        currency = nodes[indexes[0]].reading.currency
        for index, minor in zip(indexes, share_rounding([exact[index] for index in indexes], currency), strict=True):
            rounded[index] = minor
    return rounded


def _read_line(node: Node, position: int, net_minor: int) -> InvoiceLine:
    return InvoiceLine(
        id=node.text("BT-126") or str(position),
        name=node.text("BT-153") or node.text("BT-154"),
        net_minor=net_minor,
        description=node.block("BT-154"),
        note="\n".join(_notes(node)),
        quantity=node.decimal("BT-129"),
        unit=node.attribute("BT-129", "unitCode"),
        unit_price=_price_of_one(node),
        vat_category=node.text("BT-151"),
        vat_rate=node.rate("BT-152"),
        classification=node.text("BT-158"),
        accounting_reference=node.text("BT-133"),
        period=Period(node.day("BT-134"), node.end_day("BT-135")),
        preceding_invoice=node.text("EXT-FR-FE-136"),
    )


def _price_of_one(node: Node) -> Decimal | None:
    """The net price (BT-146) of one unit; senders may state it for several (BT-149)."""
    price, quantity = node.decimal("BT-146"), node.decimal("BT-149")
    if price is None or not quantity or quantity == 1:
        return price
    one = price / quantity
    if abs(one) > MAX_AMOUNT:
        return price
    rounded = one.quantize(_PRICE_DECIMALS)
    return one if one == rounded else rounded


def _is_remark(node: Node) -> bool:
    return not (node.text("BT-131") or node.text("BT-153") or node.text("BT-154"))


def _notes(node: Node) -> list[str]:
    return [note for item in node.nodes("line notes") if (note := read_note(item))]
