"""The pages of a PDF: their pictures, and where their words are, so that text can be selected on a picture."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2

THUMBNAIL = 464  # pixels: four for each of the 116 shown, so that a dense screen stays sharp
WIDTHS = (THUMBNAIL, 900, 1400, 2000)  # pixels a page may be drawn at
LARGEST_SIDE_POINTS = 20_000  # a page larger than this is not drawn
PAGES_MOST = 200
WORDS_MOST = 3000  # of a page: beyond, it is a drawing
# PDFium keeps state of its own: one page at a time.
_drawing = threading.Lock()


class UnreadablePdfError(Exception):
    """No page can be drawn of these bytes."""


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text on a page, in points from the top left; ``y`` is its base line."""

    text: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layer:
    """The text of a page. Sizes in points."""

    width: float
    height: float
    words: tuple[Word, ...]


def page_count(content: bytes) -> int:
    """How many pages a PDF has, up to ``PAGES_MOST``; none when it cannot be read."""
    try:
        with _opened(content) as document:
            return min(len(document), PAGES_MOST)
    except UnreadablePdfError:
        return 0


def draw_page(content: bytes, number: int, width: int) -> bytes:
    """Draw one page, from 1, as PNG.

    Raises:
        UnreadablePdfError: there is no such page, or it cannot be drawn.
    """
    assert width in WIDTHS, "the widths are few, so that browsers keep pictures"
    with _opened(content) as document:
        page = _page(document, number)
        page_width, _height = page.get_size()
        image = page.render(scale=width / page_width).to_pil().convert("RGB")
    drawn = io.BytesIO()
    image.save(drawn, "PNG")
    return drawn.getvalue()


def text_of_page(content: bytes, number: int) -> Layer:
    """Where the words of one page are; none where the page is an image.

    Raises:
        UnreadablePdfError: there is no such page.
    """
    with _opened(content) as document:
        page = _page(document, number)
        width, height = page.get_size()
        text = page.get_textpage()
        words = tuple(_words(text, height))
    return Layer(width, height, words)


def _words(text: pypdfium2.PdfTextPage, page_height: float) -> Iterator[Word]:
    for index in range(min(text.count_rects(), WORDS_MOST)):
        left, bottom, right, top = text.get_rect(index)
        content = text.get_text_bounded(left, bottom, right, top).strip()
        if content:
            yield Word(content, left, page_height - bottom, right - left, top - bottom)


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _drawing:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise UnreadablePdfError from error
        try:
            yield document
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise UnreadablePdfError from error
        finally:
            document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    if not 1 <= number <= min(len(document), PAGES_MOST):
        raise UnreadablePdfError
    page = document[number - 1]
    width, height = page.get_size()
    if not 0 < max(width, height) <= LARGEST_SIDE_POINTS or height > 4 * width:
        raise UnreadablePdfError
    return page
