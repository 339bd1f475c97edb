"""An A4 sheet to draw on: millimetres from the top left, embedded fonts, and no text that is cut or missing."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).resolve().parent.parent / "fonts"
WIDTH, HEIGHT = 210.0, 297.0
POINT = 25.4 / 72  # millimetres


class TextTooWideError(AssertionError):
    """A text does not fit where the layout puts it."""


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set. Sizes are points."""

    size: float = 9
    bold: bool = False
    colour: str = "#1c1a1f"
    align: str = "left"


class Sheet:
    """One page. Nothing here knows what an invoice is."""

    def __init__(self, family: str) -> None:
        self._family = family
        for weight in ("Regular", "SemiBold"):
            name = f"{family}-{weight}"
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer, pagesize=A4, pageCompression=0, invariant=1, initialFontName=f"{family}-Regular"
        )

    def bytes(self) -> bytes:
        """Close the page and give the PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    def width(self, text: str, style: Type) -> float:
        """Width of a text in millimetres."""
        return float(pdfmetrics.stringWidth(text, self._font(style), style.size)) * POINT

    def text(self, x: float, y: float, text: str, style: Type, room: float | None = None) -> None:
        """Write one line with its baseline at ``y``; it must fit in ``room``."""
        font = pdfmetrics.getFont(self._font(style))
        missing = {character for character in text if ord(character) not in font.face.charToGlyph}
        assert not missing, f"{self._family} lacks {missing}"
        if room is not None and self.width(text, style) > room + 0.1:
            raise TextTooWideError(f"{text!r} needs {self.width(text, style):.1f} mm of {room:.1f}")
        self._canvas.setFont(self._font(style), style.size)
        self._canvas.setFillColor(HexColor(style.colour))
        draw = {
            "left": self._canvas.drawString,
            "right": self._canvas.drawRightString,
            "centre": self._canvas.drawCentredString,
        }[style.align]
        draw(x * mm, (HEIGHT - y) * mm, text)

    def wrap(self, text: str, style: Type, room: float) -> list[str]:
        """Break a text into lines that fit; no-break spaces hold."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, style) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def paragraph(self, x: float, y: float, text: str, style: Type, room: float) -> float:
        """Write a text on as many lines as it needs; give the baseline after the last."""
        for line in self.wrap(text, style, room):
            self.text(x, y, line, style, room)
            y += style.size * POINT * 1.4
        return y

    def rows(self, x: float, y: float, texts: Sequence[str], style: Type, room: float | None = None) -> float:
        """Write texts under one another, without the empty ones."""
        for text in filter(None, texts):
            self.text(x, y, text, style, room)
            y += style.size * POINT * 1.4
        return y

    def box(self, x: float, y: float, width: float, height: float, fill: str = "", line: str = "") -> None:
        """Draw a rectangle from its top left corner."""
        self._prepare(fill, line)
        bottom = (HEIGHT - y - height) * mm
        self._canvas.rect(x * mm, bottom, width * mm, height * mm, stroke=bool(line), fill=bool(fill))

    def rounded(self, x: float, y: float, width: float, height: float, radius: float, fill: str) -> None:
        """Draw a filled rectangle with round corners."""
        self._prepare(fill, "")
        bottom = (HEIGHT - y - height) * mm
        self._canvas.roundRect(x * mm, bottom, width * mm, height * mm, radius * mm, stroke=0, fill=1)

    def rule(self, x: float, y: float, width: float, colour: str, thickness: float = 0.5, height: float = 0) -> None:
        """Draw a line to the right, or downwards if it has a height. Thickness is in points."""
        self._prepare("", colour, thickness)
        self._canvas.line(x * mm, (HEIGHT - y) * mm, (x + width) * mm, (HEIGHT - y - height) * mm)

    def disc(self, x: float, y: float, radius: float, fill: str = "", line: str = "", thickness: float = 1) -> None:
        """Draw a circle around a point."""
        self._prepare(fill, line, thickness)
        self._canvas.circle(x * mm, (HEIGHT - y) * mm, radius * mm, stroke=bool(line), fill=bool(fill))

    def shape(
        self, points: Sequence[tuple[float, float]], fill: str = "", line: str = "", thickness: float = 1
    ) -> None:
        """Draw a closed polygon, or an open line when it has no fill."""
        self._prepare(fill, line, thickness)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0] * mm, (HEIGHT - points[0][1]) * mm)
        for x, y in points[1:]:
            path.lineTo(x * mm, (HEIGHT - y) * mm)
        if fill:
            path.close()
        self._canvas.drawPath(path, stroke=bool(line), fill=bool(fill))

    def stamp(self, x: float, y: float, text: str, colour: str) -> None:
        """Write a text across the page, as a rubber stamp does."""
        style = Type(26, bold=True, colour=colour, align="centre")
        self._canvas.saveState()
        self._canvas.translate(x * mm, (HEIGHT - y) * mm)
        self._canvas.rotate(14)
        self._canvas.setFont(self._font(style), style.size)
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.drawCentredString(0, 0, text)
        half = self.width(text, style) / 2 + 5
        self._prepare("", colour, 2)
        self._canvas.rect(-half * mm, -4 * mm, 2 * half * mm, 14 * mm, stroke=1, fill=0)
        self._canvas.restoreState()

    def _font(self, style: Type) -> str:
        return f"{self._family}-{'SemiBold' if style.bold else 'Regular'}"

    def _prepare(self, fill: str, line: str, thickness: float = 0.5) -> None:
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if line:
            self._canvas.setStrokeColor(HexColor(line))
            self._canvas.setLineWidth(thickness)
            self._canvas.setLineCap(1)
            self._canvas.setLineJoin(1)
