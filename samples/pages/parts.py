"""Parts of an invoice that every layout puts somewhere: lines, totals, VAT, payment, foot of the page."""

from collections.abc import Sequence
from dataclasses import dataclass

from samples.model import Document, Line
from samples.pages import words
from samples.pages.look import Look
from samples.pages.sheet import Sheet, Type

FOOT = 268.0  # millimetres from the top: nothing of the body goes below


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: where it ends or starts, and how it is aligned."""

    label: str
    width: float
    align: str = "right"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a part goes: its left edge, its top and its width."""

    x: float
    y: float
    width: float


def address(sheet: Sheet, frame: Frame, document: Document, style: Type) -> float:
    """Write who is billed, with their SIREN and VAT number."""
    buyer = document.buyer
    bold = Type(style.size + 1, bold=True, colour=style.colour)
    sheet.text(frame.x, frame.y, f"{buyer.name} {buyer.legal_form}", bold, frame.width)
    small = Type(style.size - 1.5, colour=style.colour)
    y = sheet.rows(frame.x, frame.y + 5, [*buyer.address, f"{buyer.postcode} {buyer.city}"], style, frame.width)
    identity = f"SIREN {words.siren(buyer)}" if document.seller.country == "FR" else ""
    if buyer.vat_number and document.currency != "USD":
        identity = " · ".join(filter(None, [identity, f"TVA {buyer.vat_number}"]))
    return sheet.rows(frame.x, y + 0.5, [identity], small, frame.width)


def seller_lines(document: Document) -> list[str]:
    """Where the seller is and how to reach them."""
    seller = document.seller
    town = f"{seller.postcode} {seller.city}" if seller.country == "FR" else f"{seller.city} {seller.postcode}"
    return [*seller.address, town, f"Tél. {seller.phone}" if seller.country == "FR" else seller.phone, seller.email]


def references_table(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    """Write numbers and dates, label on the left, value on the right."""
    y = frame.y
    for label, value in words.references(document):
        sheet.text(frame.x, y, label, Type(8, colour=look.soft))
        room = frame.width - sheet.width(label, Type(8)) - 2
        sheet.text(frame.x + frame.width, y, value, Type(8.5, bold=True, colour=look.ink, align="right"), room)
        y += 4.6
    return y


def references_stack(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    """Write the same in a narrow column, each value under its label."""
    y = frame.y
    for label, value in words.references(document):
        sheet.text(frame.x, y, label, Type(7, colour=look.soft))
        sheet.text(frame.x, y + 3.9, value, Type(8.5, bold=True, colour=look.ink), frame.width)
        y += 9
    return y


def lines_table(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    """Draw the lines of the document; give the y below."""
    columns = _columns(document, frame.width)
    y = _head(sheet, frame, columns, look)
    for position, line in enumerate(document.lines):
        y = _row(sheet, Frame(frame.x, y, frame.width), columns, _cells(line, document), look, position)
    if look.table == "grid":
        _verticals(sheet, frame, columns, look, y)
    if look.table in {"plain", "grid"}:
        sheet.rule(frame.x, y, frame.width, look.ink, 0.6)
    return y


def _columns(document: Document, width: float) -> list[Column]:
    text = words.words_of(document)
    others = [
        Column(text.quantity, 20),
        Column(text.price, 21),
        Column(text.vat, 16),
        Column(text.amount, 25),
    ]
    return [Column(text.name, width - sum(column.width for column in others), "left"), *others]


def _cells(line: Line, document: Document) -> list[str]:
    unit = "" if line.unit == "C62" else f"{words.NO_BREAK}{words.UNITS[line.unit]}"
    return [
        line.name,
        words.decimal(line.quantity, document) + unit,
        words.decimal(line.price, document, places=2),
        words.rate(line.tax),
        words.bare(line.net_minor, document),
        " · ".join(
            filter(None, [f"{words.words_of(document).item} {line.item}" if line.item else "", line.description])
        ),
    ]


def _head(sheet: Sheet, frame: Frame, columns: Sequence[Column], look: Look) -> float:
    height = 8.0
    colour = look.ink
    if look.table == "band":
        sheet.box(frame.x, frame.y, frame.width, height, fill=look.accent)
        colour = "#ffffff"
    elif look.table == "grid":
        sheet.box(frame.x, frame.y, frame.width, height, fill=look.tint, line=look.ink)
    elif look.table == "plain":
        sheet.rule(frame.x, frame.y, frame.width, look.ink, 0.6)
        colour = look.soft
    _texts(sheet, frame.x, frame.y + 5.3, columns, [column.label for column in columns], Type(8, True, colour))
    if look.table == "rules":
        sheet.rule(frame.x, frame.y + height, frame.width, look.accent, 1.2)
    elif look.table == "plain":
        sheet.rule(frame.x, frame.y + height, frame.width, look.line)
    return frame.y + height


def _row(
    sheet: Sheet, frame: Frame, columns: Sequence[Column], cells: Sequence[str], look: Look, position: int
) -> float:
    *values, detail = cells
    name, small = Type(9, colour=look.ink), Type(7.5, colour=look.soft)
    room = columns[0].width - 4
    names = sheet.wrap(values[0], name, room)
    details = sheet.wrap(detail, small, room) if detail else []
    height = 4.2 + 4.4 * len(names) + 3.6 * len(details)
    if look.table == "band" and position % 2:
        sheet.box(frame.x, frame.y, frame.width, height, fill=look.tint)
    baseline = frame.y + 5.4
    _texts(sheet, frame.x, baseline, columns[1:], values[1:], name, offset=columns[0].width)
    y = sheet.rows(frame.x + 2, baseline, names, name, room)
    sheet.rows(frame.x + 2, y - 0.3, details, small, room)
    if look.table in {"rules", "grid"}:
        sheet.rule(frame.x, frame.y + height, frame.width, look.line)
    return frame.y + height


def _texts(
    sheet: Sheet, x: float, y: float, columns: Sequence[Column], texts: Sequence[str], style: Type, offset: float = 0
) -> None:
    left = x + offset
    for column, text in zip(columns, texts, strict=True):
        at = left + 2 if column.align == "left" else left + column.width - 2
        sheet.text(at, y, text, Type(style.size, style.bold, style.colour, column.align), column.width - 3)
        left += column.width


def _verticals(sheet: Sheet, frame: Frame, columns: Sequence[Column], look: Look, bottom: float) -> None:
    left = frame.x
    for width in [0.0, *(column.width for column in columns)]:
        left += width
        sheet.rule(left, frame.y, 0, look.ink, 0.5, height=bottom - frame.y)


def totals_table(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    """Write the totals; the last row is what is due."""
    y = frame.y + 6
    right = frame.x + frame.width - 2
    for label, value in words.totals(document):
        sheet.text(frame.x + 2, y, label, Type(8.5, colour=look.soft))
        room = frame.width - sheet.width(label, Type(8.5)) - 6
        sheet.text(right, y, value, Type(9, colour=look.ink, align="right"), room)
        y += 5.4
    return _due(sheet, Frame(frame.x, y - 2.4, frame.width), document, look)


def _due(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    colour = look.ink
    if look.table == "band":
        sheet.box(frame.x, frame.y, frame.width, 10, fill=look.accent)
        colour = "#ffffff"
    elif look.table == "grid":
        sheet.box(frame.x, frame.y, frame.width, 10, fill=look.tint, line=look.ink)
    else:
        sheet.rule(frame.x, frame.y, frame.width, look.accent if look.table == "rules" else look.ink, 1.2)
    label = words.due_label(document)
    value = words.money(document.due_minor, document.currency)
    bold = Type(10.5, bold=True, colour=colour)
    sheet.text(frame.x + 2, frame.y + 6.6, label, bold)
    room = frame.width - sheet.width(label, bold) - 6
    sheet.text(frame.x + frame.width - 2, frame.y + 6.6, value, Type(11, True, colour, "right"), room)
    return frame.y + 12


def vat_table(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    """Write base and VAT of each rate."""
    text = words.words_of(document)
    if document.currency != "EUR":
        return frame.y
    third = frame.width / 3
    y = frame.y + 6
    heads = (text.vat, text.base, f"Montant {text.vat}")
    for index, head in enumerate(heads):
        align = "left" if index == 0 else "right"
        sheet.text(frame.x + third * (index + (index > 0)), y, head, Type(7.5, True, look.soft, align), third)
    y += 1.6
    sheet.rule(frame.x, y, frame.width, look.line)
    for group in document.vat_groups:
        y += 4.4
        values = (words.rate(group.tax), words.bare(group.base_minor, document), words.bare(group.vat_minor, document))
        for index, value in enumerate(values):
            align = "left" if index == 0 else "right"
            sheet.text(frame.x + third * (index + (index > 0)), y, value, Type(8, False, look.ink, align), third)
    return y + 2


def payment(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    """Write how to pay."""
    sheet.text(frame.x, frame.y, words.words_of(document).payment, Type(8.5, bold=True, colour=look.ink))
    y = frame.y + 4.6
    for row in words.payment_rows(document):
        y = sheet.paragraph(frame.x, y, row, Type(8, colour=look.ink), frame.width)
    return y


def remark(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    """Write what the sender wants to add."""
    if not document.remark:
        return frame.y
    return sheet.paragraph(frame.x, frame.y, document.remark, Type(8.5, colour=look.ink), frame.width) + 1.5


def foot(sheet: Sheet, frame: Frame, document: Document, look: Look) -> None:
    """Write legal mentions and the company's identity at the foot of the page."""
    small = Type(6.8, colour=look.soft)
    sheet.rule(frame.x, frame.y, frame.width, look.line)
    y = frame.y + 4.2
    for mention in words.mentions(document):
        y = sheet.paragraph(frame.x, y, mention, small, frame.width)
    y = sheet.paragraph(frame.x, y + 0.8, words.legal_footer(document.seller), small, frame.width)
    assert y < 294, f"{document.number}: the foot of the page runs off"
