"""Read one file that arrived: find out what it is, get to the data inside, build the invoice.

Sizes are checked before anything is read, so a giant costs nothing.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ecritoire.domain.invoice import Attachment, Invoice
from ecritoire.intake.attachments import safe_name
from ecritoire.intake.errors import EmptyFileError, FileTooLargeError, IntakeError, UnsupportedFileError
from ecritoire.intake.facturx import PdfContent, open_pdf
from ecritoire.intake.flags import Flag
from ecritoire.intake.reader import read_invoice
from ecritoire.intake.xml_safety import is_xml, parse_xml

MEGABYTE = 1024 * 1024
MAX_PDF_SIZE = 50 * MEGABYTE
# The largest e-invoices carry their attachments in them: 3.3 MB is the largest seen, 20 MB lets a few scans pass.
MAX_XML_SIZE = 20 * MEGABYTE

_PDF_MARK = b"%PDF-"
_PDF_MARK_WITHIN = 1024  # readers accept other bytes before the mark


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a file says."""

    invoice: Invoice
    xml: bytes  # the structured data; for an XML file, the file itself
    xml_name: str
    container: Literal["pdf", "xml"]
    supporting: tuple[Attachment, ...] = ()  # the other files attached to a PDF


def read_path(path: Path) -> ReadDocument:
    """Read the file at ``path``, whose size is looked at first.

    Raises:
        IntakeError: the file is not an invoice that can be read.
        OSError: the file cannot be opened.
    """
    _check_size(path.stat().st_size, MAX_PDF_SIZE, "PDF")
    with path.open("rb") as file:
        # The file may have grown since, or be a device that never ends.
        content = file.read(MAX_PDF_SIZE + 1)
    return read_document(content, filename=path.name)


def read_document(content: bytes, *, filename: str = "") -> ReadDocument:
    """Read ``content``, a PDF or an XML document. ``filename`` only serves for sentences and for ``xml_name``.

    Raises:
        IntakeError: the file is not an invoice that can be read; the subclass says why.
    """
    name = safe_name(filename) or "sans nom"
    _check_size(len(content), MAX_PDF_SIZE, "PDF")
    if not content.strip(b"\0 \t\r\n"):
        raise EmptyFileError(filename=name)
    if is_xml(content):
        _check_size(len(content), MAX_XML_SIZE, "XML")
        return ReadDocument(read_invoice(parse_xml(content)), content, safe_name(filename) or "facture.xml", "xml")
    if _PDF_MARK in content[:_PDF_MARK_WITHIN]:
        return _read_pdf(open_pdf(content))
    raise UnsupportedFileError(filename=name)


def _check_size(size: int, limit: int, kind: str) -> None:
    if size > limit:
        raise FileTooLargeError(size_mb=-(-size // MEGABYTE), limit_mb=limit // MEGABYTE, kind=kind)


def _read_pdf(pdf: PdfContent) -> ReadDocument:
    try:
        _check_size(len(pdf.xml), MAX_XML_SIZE, "XML")
        invoice = read_invoice(parse_xml(pdf.xml))
    except IntakeError as error:
        # Whatever is wrong with the data, the PDF around it can be read by a person.
        error.keep_original = True
        raise
    flags = (
        *([Flag.PDF_DAMAGED.value] if pdf.is_damaged else []),
        *([Flag.ATTACHMENT_UNREADABLE.value] if pdf.has_unreadable_attachment else []),
    )
    invoice = replace(invoice, flags=tuple(dict.fromkeys((*invoice.flags, *flags))))
    return ReadDocument(invoice, pdf.xml, pdf.xml_name, "pdf", pdf.supporting)
