"""Six ways to lay out an invoice on a page. Each gives the y where its body ends."""

from collections.abc import Callable

from samples.model import Document
from samples.pages import parts, words
from samples.pages.look import Look
from samples.pages.parts import FOOT, Frame
from samples.pages.sheet import WIDTH, Sheet, Type

Layout = Callable[[Sheet, Document, Look], float]
MARGIN = 18.0
BODY = WIDTH - 2 * MARGIN


def classic(sheet: Sheet, document: Document, look: Look) -> float:
    """Name on the left, title and references on the right, the buyer in a box."""
    look.logo(sheet, MARGIN + 6, 24, 6, look.accent, "#ffffff")
    sheet.text(MARGIN + 16, 26, document.seller.name, Type(17, bold=True, colour=look.accent))
    sheet.rows(MARGIN, 37, parts.seller_lines(document), Type(8, colour=look.soft))
    sheet.text(WIDTH - MARGIN, 40, document.title.upper(), Type(14, True, look.ink, "right"))
    parts.references_table(sheet, Frame(MARGIN, 66, 62), document, look)
    sheet.box(112, 56, 80, 31, line=look.line)
    parts.address(sheet, Frame(117, 64, 70), document, Type(9, colour=look.ink))
    y = parts.remark(sheet, Frame(MARGIN, 106, BODY), document, look)
    y = parts.lines_table(sheet, Frame(MARGIN, y, BODY), document, look) + 4
    return _totals(sheet, document, look, Frame(MARGIN, y, BODY))


def _totals(sheet: Sheet, document: Document, look: Look, frame: Frame, room: float = 76) -> float:
    left = frame.width - room - 14
    vat = parts.vat_table(sheet, Frame(frame.x, frame.y, left), document, look)
    pay = parts.payment(sheet, Frame(frame.x, vat + 8, left), document, look)
    due = parts.totals_table(sheet, Frame(frame.x + frame.width - room, frame.y, room), document, look)
    parts.foot(sheet, Frame(frame.x, FOOT, frame.width), document, look)
    return max(pay, due)


def banner(sheet: Sheet, document: Document, look: Look) -> float:
    """A coloured band across the page, a striped table."""
    sheet.box(0, 0, WIDTH, 38, fill=look.accent)
    look.logo(sheet, MARGIN + 8, 19, 8, "#ffffff", look.accent)
    sheet.text(MARGIN + 21, 20, document.seller.name, Type(17, bold=True, colour="#ffffff"))
    sheet.text(MARGIN + 21, 26, look.slogan, Type(8.5, colour="#ffffff"))
    sheet.text(WIDTH - MARGIN, 17, document.title, Type(13, True, "#ffffff", "right"))
    sheet.text(WIDTH - MARGIN, 24, document.number, Type(10, False, "#ffffff", "right"))
    sheet.rows(MARGIN, 47, parts.seller_lines(document), Type(8, colour=look.soft))
    parts.references_table(sheet, Frame(MARGIN, 76, 66), document, look)
    sheet.rounded(112, 44, 80, 34, 2, look.tint)
    sheet.text(117, 50, words.words_of(document).bill_to, Type(7.5, colour=look.soft))
    parts.address(sheet, Frame(117, 56.5, 70), document, Type(9, colour=look.ink))
    y = parts.remark(sheet, Frame(MARGIN, 116, BODY), document, look)
    y = parts.lines_table(sheet, Frame(MARGIN, y, BODY), document, look) + 4
    return _totals(sheet, document, look, Frame(MARGIN, y, BODY))


def sidebar(sheet: Sheet, document: Document, look: Look) -> float:
    """Everything about the seller and the payment in a coloured column."""
    column, x = 54.0, 64.0
    body = WIDTH - x - 14
    sheet.box(0, 0, column, 297, fill=look.tint)
    sheet.box(0, 0, 3, 297, fill=look.accent)
    look.logo(sheet, 22, 27, 11, look.accent, look.tint)
    y = sheet.paragraph(11, 50, document.seller.name, Type(13, bold=True, colour=look.accent), column - 14)
    y = sheet.rows(11, y + 3, parts.seller_lines(document), Type(7.5, colour=look.ink), column - 12)
    y = parts.references_stack(sheet, Frame(11, max(y + 8, 90), column - 15), document, look)
    parts.payment(sheet, Frame(11, max(y + 10, 150), column - 14), document, look)
    sheet.text(x, 30, document.title, Type(19, bold=True, colour=look.ink))
    sheet.rule(x, 36, 24, look.accent, 2)
    parts.address(sheet, Frame(124, 50, 72), document, Type(9, colour=look.ink))
    y = parts.remark(sheet, Frame(x, 86, body), document, look)
    y = parts.lines_table(sheet, Frame(x, max(y, 90), body), document, look) + 4
    due = parts.totals_table(sheet, Frame(x + body - 74, y, 74), document, look)
    vat = parts.vat_table(sheet, Frame(x, due + 4, body), document, look)
    parts.foot(sheet, Frame(x, FOOT, body), document, look)
    return vat


def letter(sheet: Sheet, document: Document, look: Look) -> float:
    """A letterhead in the middle, hairlines, no colour but the sign."""
    middle = WIDTH / 2
    look.logo(sheet, middle, 22, 8, look.accent, "#ffffff")
    sheet.text(middle, 39, document.seller.name, Type(17, True, look.accent, "centre"))
    sheet.text(middle, 45, look.slogan, Type(8.5, False, look.soft, "centre"))
    where = " · ".join(filter(None, parts.seller_lines(document)))
    sheet.text(middle, 50, where, Type(7.5, False, look.soft, "centre"), BODY)
    sheet.rule(MARGIN, 55, BODY, look.accent, 0.8)
    sheet.text(MARGIN, 69, document.title, Type(15, bold=True, colour=look.ink))
    parts.references_table(sheet, Frame(MARGIN, 78, 68), document, look)
    parts.address(sheet, Frame(118, 69, 74), document, Type(9.5, colour=look.ink))
    y = parts.remark(sheet, Frame(MARGIN, 114, BODY), document, look)
    y = parts.lines_table(sheet, Frame(MARGIN, y + 2, BODY), document, look) + 4
    return _totals(sheet, document, look, Frame(MARGIN, y, BODY))


def form(sheet: Sheet, document: Document, look: Look) -> float:
    """Boxes with captions, as an old management program prints them."""
    look.logo(sheet, MARGIN + 9, 25, 9, look.accent, "#ffffff")
    sheet.text(MARGIN + 23, 22, document.seller.name, Type(14, bold=True, colour=look.ink))
    sheet.rows(MARGIN + 23, 27.5, parts.seller_lines(document), Type(7.5, colour=look.ink))
    sheet.box(120, 15, 72, 11, fill=look.tint, line=look.ink)
    sheet.text(156, 22.3, document.title.upper(), Type(11, True, look.ink, "centre"), 70)
    sheet.box(120, 26, 72, 33, line=look.ink)
    parts.address(sheet, Frame(125, 34, 63), document, Type(9, colour=look.ink))
    y = _captions(sheet, Frame(MARGIN, 66, BODY), document, look)
    y = parts.remark(sheet, Frame(MARGIN, y + 9, BODY), document, look)
    y = parts.lines_table(sheet, Frame(MARGIN, y + 1, BODY), document, look) + 3
    return _totals(sheet, document, look, Frame(MARGIN, y, BODY))


def _captions(sheet: Sheet, frame: Frame, document: Document, look: Look) -> float:
    pairs = words.references(document)
    per_row = 4
    width = frame.width / per_row
    for index, (label, value) in enumerate(pairs):
        x = frame.x + width * (index % per_row)
        y = frame.y + 11 * (index // per_row)
        sheet.box(x, y, width, 11, line=look.ink)
        sheet.text(x + 2, y + 4, label, Type(6.8, colour=look.soft))
        sheet.text(x + 2, y + 8.8, value, Type(8.5, bold=True, colour=look.ink), width - 3)
    return frame.y + 11 * -(-len(pairs) // per_row)


def utility(sheet: Sheet, document: Document, look: Look) -> float:
    """What is due in large, what was used in bars, details below."""
    look.logo(sheet, MARGIN + 7, 22, 7, look.accent, "#ffffff")
    sheet.text(MARGIN + 18, 24.5, document.seller.name, Type(16, bold=True, colour=look.accent))
    sheet.rows(MARGIN, 38, parts.seller_lines(document), Type(8, colour=look.soft))
    parts.address(sheet, Frame(118, 36, 74), document, Type(9.5, colour=look.ink))
    _summary(sheet, Frame(MARGIN, 66, 82), document, look)
    if document.history:
        _bars(sheet, Frame(108, 66, 84), document, look)
    else:
        _contact(sheet, Frame(112, 74, 80), document, look)
    y = parts.remark(sheet, Frame(MARGIN, 122, BODY), document, look)
    sheet.text(MARGIN, y + 2, f"Détail de votre {document.title.lower()}", Type(10, bold=True, colour=look.ink))
    y = parts.lines_table(sheet, Frame(MARGIN, y + 6, BODY), document, look) + 4
    return _totals(sheet, document, look, Frame(MARGIN, y, BODY))


def _summary(sheet: Sheet, frame: Frame, document: Document, look: Look) -> None:
    sheet.rounded(frame.x, frame.y, frame.width, 46, 3, look.tint)
    sheet.text(frame.x + 5, frame.y + 8, f"{document.title} {document.number}", Type(9, True, look.ink))
    text = words.money(document.due_minor or document.total_minor, document.currency)
    sheet.text(frame.x + 5, frame.y + 20, text, Type(22, bold=True, colour=look.accent), frame.width - 10)
    rows = [f"{label} : {value}" for label, value in words.references(document)[1:]]
    sheet.rows(frame.x + 5, frame.y + 27, rows, Type(8, colour=look.ink), frame.width - 8)


def _contact(sheet: Sheet, frame: Frame, document: Document, look: Look) -> None:
    seller = document.seller
    sheet.text(frame.x, frame.y, "Une question ?", Type(9, bold=True, colour=look.ink))
    rows = [f"Par téléphone : {seller.phone}", f"Par courriel : {seller.email}", f"Votre espace : {seller.website}"]
    sheet.rows(frame.x, frame.y + 6, rows, Type(8, colour=look.ink), frame.width)


def _bars(sheet: Sheet, frame: Frame, document: Document, look: Look) -> None:
    sheet.text(frame.x + 4, frame.y + 8, "Votre consommation, en kWh", Type(9, True, look.ink))
    most = max(used for _, used in document.history)
    step = (frame.width - 4) / len(document.history)
    for index, (month, used) in enumerate(document.history):
        x, height = frame.x + 4 + step * index, 22 * used / most
        is_last = index == len(document.history) - 1
        sheet.box(x, frame.y + 40 - height, step - 4, height, fill=look.accent if is_last else look.line)
        centre = x + (step - 4) / 2
        sheet.text(centre, frame.y + 38.5 - height, f"{used}", Type(6.8, is_last, look.ink, "centre"))
        sheet.text(centre, frame.y + 44.5, month, Type(7, False, look.soft, "centre"))
