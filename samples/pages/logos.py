"""Signs of the invented suppliers, drawn with simple shapes around a point. ``r`` is half their size."""

import math
from collections.abc import Callable

from samples.pages.sheet import Sheet, Type

Logo = Callable[[Sheet, float, float, float, str, str], None]  # sheet, x, y, r, colour, ground
Point = tuple[float, float]


def _ring(x: float, y: float, r: float, count: int, turn: float = 0) -> list[Point]:
    angles = [math.tau * (index / count) + turn for index in range(count)]
    return [(x + r * math.sin(angle), y - r * math.cos(angle)) for angle in angles]


def rings(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """Rings of a tree."""
    sheet.disc(x, y, r, fill=colour)
    for share in (0.78, 0.54, 0.3):
        sheet.disc(x + r * 0.06, y, r * share, line=ground, thickness=r * 0.22)
    sheet.shape([(x, y), (x + r, y - r * 0.12), (x + r, y + r * 0.12)], fill=ground)


def saw(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A circular saw blade."""
    outer, inner = _ring(x, y, r, 14), _ring(x, y, r * 0.76, 14, 0.02)
    sheet.shape([point for pair in zip(outer, inner, strict=True) for point in pair], fill=colour)
    sheet.disc(x, y, r * 0.5, line=ground, thickness=r * 0.2)
    sheet.disc(x, y, r * 0.2, fill=ground)


def hexagon(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """The head of a bolt."""
    sheet.shape(_ring(x, y, r, 6), fill=colour)
    sheet.shape(_ring(x, y, r * 0.5, 6, math.pi / 6), fill=ground)


def facets(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """Panes of glass."""
    sheet.shape([(x - r, y + r), (x - r, y - r * 0.4), (x, y - r), (x, y + r * 0.4)], fill=colour)
    sheet.shape([(x + r * 0.1, y + r * 0.4), (x + r * 0.1, y - r), (x + r, y - r * 0.4), (x + r, y + r)], fill=colour)
    sheet.shape([(x - r * 0.7, y + r * 0.3), (x - r * 0.3, y - r * 0.4)], line=ground, thickness=1)


def chevrons(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A road going right."""
    for start in (-1.0, -0.3, 0.4):
        left = x + start * r
        tip, back = left + r * 0.6, left + r * 0.35
        sheet.shape(
            [
                (left, y - r * 0.8),
                (back, y - r * 0.8),
                (tip + r * 0.25, y),
                (back, y + r * 0.8),
                (left, y + r * 0.8),
                (tip, y),
            ],
            fill=colour,
        )


def bolt(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A flash in a disc."""
    sheet.disc(x, y, r, fill=colour)
    flash = [(0.15, -0.75), (-0.45, 0.15), (-0.05, 0.15), (-0.15, 0.75), (0.45, -0.15), (0.05, -0.15)]
    sheet.shape([(x + r * dx, y + r * dy) for dx, dy in flash], fill=ground)


def bricks(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A wall."""
    for row in range(3):
        top = y - r + row * r * 0.7
        shift = r * 0.5 if row % 2 else 0
        sheet.box(x - r, top, r * 0.45 + shift, r * 0.55, fill=colour)
        sheet.box(x - r * 0.43 + shift, top, r * 1.43 - shift, r * 0.55, fill=colour)


def wheel(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A wheel."""
    sheet.disc(x, y, r, fill=colour)
    sheet.disc(x, y, r * 0.66, fill=ground)
    for dx, dy in _ring(0, 0, r * 0.66, 5):
        sheet.shape([(x, y), (x + dx, y + dy)], line=colour, thickness=r * 0.45)
    sheet.disc(x, y, r * 0.2, fill=colour)


def cloud(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A cloud over a rack."""
    for dx, dy, size in ((-0.5, 0, 0.42), (0.05, -0.3, 0.55), (0.58, 0.02, 0.4)):
        sheet.disc(x + r * dx, y + r * dy, r * size, fill=colour)
    sheet.box(x - r * 0.5, y, r * 1.08, r * 0.42, fill=colour)
    sheet.rule(x - r * 0.8, y + r * 0.8, r * 1.6, colour, r * 0.5)


def drop(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A drop of fuel."""
    sheet.shape([(x - r * 0.62, y + r * 0.1), (x, y - r), (x + r * 0.62, y + r * 0.1)], fill=colour)
    sheet.disc(x, y + r * 0.32, r * 0.66, fill=colour)
    sheet.disc(x - r * 0.12, y + r * 0.42, r * 0.3, fill=ground)


def peaks(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """Three peaks over a line of water."""
    for dx, top in ((-0.6, -0.2), (0.55, -0.4), (0, -1)):
        sheet.shape(
            [(x + r * (dx - 0.5), y + r * 0.5), (x + r * dx, y + r * top), (x + r * (dx + 0.5), y + r * 0.5)],
            fill=colour,
        )
    sheet.rule(x - r, y + r * 0.85, r * 2, colour, r * 0.35)


def grid(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """Boxes on a shelf, one is out."""
    for row in range(3):
        for column in range(3):
            if (row, column) != (0, 2):
                sheet.box(x - r + column * r * 0.7, y - r + row * r * 0.7, r * 0.58, r * 0.58, fill=colour)


def shield(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A shield with a lighthouse."""
    sheet.shape(
        [
            (x - r * 0.8, y - r),
            (x + r * 0.8, y - r),
            (x + r * 0.8, y + r * 0.2),
            (x, y + r),
            (x - r * 0.8, y + r * 0.2),
        ],
        fill=colour,
    )
    sheet.shape(
        [
            (x - r * 0.14, y - r * 0.4),
            (x + r * 0.14, y - r * 0.4),
            (x + r * 0.24, y + r * 0.5),
            (x - r * 0.24, y + r * 0.5),
        ],
        fill=ground,
    )
    sheet.disc(x, y - r * 0.58, r * 0.17, fill=ground)


def page(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """Sheets of paper."""
    sheet.box(x - r * 0.4, y - r, r * 1.3, r * 1.6, line=colour)
    sheet.box(x - r * 0.85, y - r * 0.6, r * 1.3, r * 1.6, fill=colour)
    for row in range(3):
        sheet.rule(x - r * 0.6, y - r * 0.15 + row * r * 0.36, r * 0.8, ground, r * 0.2)


def beams(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """The section of a steel beam."""
    sheet.box(x - r, y - r, r * 2, r * 0.45, fill=colour)
    sheet.box(x - r * 0.22, y - r, r * 0.44, r * 2, fill=colour)
    sheet.box(x - r, y + r * 0.55, r * 2, r * 0.45, fill=colour)


def dots(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """Powder settling."""
    for row in range(4):
        for column in range(4):
            left, top = x - r * 0.8 + column * r * 0.53, y - r * 0.8 + row * r * 0.53
            sheet.disc(left, top, r * (0.07 + 0.04 * (row + 1)), fill=colour)


def waves(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """Waves against a wall."""
    sheet.box(x - r, y - r, r * 2, r * 2, fill=colour)
    for row in range(3):
        level = y - r * 0.25 + row * r * 0.45
        points = [(x - r * 0.75 + step * r * 0.1, level - r * 0.12 * math.sin(step * 1.25)) for step in range(16)]
        sheet.shape(points, line=ground, thickness=r * 0.28)


def key(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A key."""
    sheet.disc(x - r * 0.5, y, r * 0.5, fill=colour)
    sheet.disc(x - r * 0.5, y, r * 0.2, fill=ground)
    sheet.box(x - r * 0.1, y - r * 0.14, r * 1.1, r * 0.28, fill=colour)
    for left in (0.45, 0.75):
        sheet.box(x + r * left, y, r * 0.18, r * 0.45, fill=colour)


def anvil(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """An anvil."""
    outline = [
        (-1, -0.5),
        (1, -0.5),
        (1, -0.1),
        (0.3, 0.1),
        (0.3, 0.4),
        (0.7, 0.8),
        (-0.7, 0.8),
        (-0.3, 0.4),
        (-0.3, 0.1),
    ]
    sheet.shape([(x + r * dx, y + r * dy) for dx, dy in outline], fill=colour)


def boat(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """A boat."""
    sheet.shape([(x - r * 0.08, y - r), (x - r * 0.08, y + r * 0.3), (x - r * 0.8, y + r * 0.3)], fill=colour)
    sheet.shape([(x + r * 0.08, y - r * 0.7), (x + r * 0.7, y + r * 0.3), (x + r * 0.08, y + r * 0.3)], fill=colour)
    sheet.shape([(x - r, y + r * 0.45), (x + r, y + r * 0.45), (x + r * 0.6, y + r), (x - r * 0.6, y + r)], fill=colour)


def letter(character: str) -> Logo:
    """A letter in a ring, for those who have no sign."""

    def draw(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
        sheet.disc(x, y, r, line=colour, thickness=1.2)
        sheet.text(x, y + r * 0.42, character, Type(r * 3.4, bold=True, colour=colour, align="centre"))

    return draw


def none(sheet: Sheet, x: float, y: float, r: float, colour: str, ground: str) -> None:
    """No sign at all."""
