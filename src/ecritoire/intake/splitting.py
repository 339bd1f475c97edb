"""Cut a PDF that holds several invoices into one PDF for each: the same pages, nothing drawn again."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from ecritoire.intake.errors import EncryptedPdfError, UnreadablePdfError
from ecritoire.intake.facturx import PDF_TROUBLE


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages that follow one another, from 1, both ends in."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def count_pages(content: bytes) -> int:
    """How many pages a PDF has.

    Raises:
        UnreadablePdfError: it cannot be opened.
        EncryptedPdfError: it takes a password.
    """
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise EncryptedPdfError from error
    except PDF_TROUBLE as error:
        raise UnreadablePdfError from error


def split_pdf(content: bytes, parts: Sequence[Pages]) -> list[bytes]:
    """Return one PDF for each of ``parts``, the same bytes each time. Attached files stay with the whole alone.

    Raises:
        UnreadablePdfError: it cannot be opened, or has no such pages.
        EncryptedPdfError: it takes a password.
    """
    try:
        with pikepdf.open(BytesIO(content)) as whole:
            return [_part(whole, pages) for pages in parts]
    except pikepdf.PasswordError as error:
        raise EncryptedPdfError from error
    except PDF_TROUBLE as error:
        raise UnreadablePdfError from error


def _part(whole: pikepdf.Pdf, pages: Pages) -> bytes:
    written = BytesIO()
    with pikepdf.new() as part:
        for number in range(pages.first, pages.last + 1):
            part.pages.append(whole.pages[number - 1])
        part.remove_unreferenced_resources()
        part.save(written, deterministic_id=True)
    return written.getvalue()
