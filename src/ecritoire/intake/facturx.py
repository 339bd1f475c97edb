"""The data of the invoice inside a PDF (Factur-X, ZUGFeRD, XRechnung), and the other files attached to it.

The picture of the invoice plays no part: what counts is the attachment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from ecritoire.domain.invoice import Attachment
from ecritoire.domain.language import say
from ecritoire.intake.attachments import safe_name
from ecritoire.intake.errors import (
    EncryptedPdfError,
    NoInvoiceInPdfError,
    SeveralInvoicesInPdfError,
    UnreadablePdfError,
    excerpt,
)

INVOICE_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"})
ORDER_NAMES = frozenset({"order-x.xml"})
# One attachment may unfold to this many bytes; a PDF of a few kilobytes can claim to hold gigabytes.
MAX_UNFOLDED = 64 * 1024 * 1024
MAX_UNFOLDED_TOTAL = 2 * MAX_UNFOLDED

_END_OF_FILE = b"%%EOF"
# What pikepdf and qpdf raise on files made to confuse them.
PDF_TROUBLE = (pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)

# Limits of the whole process, meant to be set once: who else opens PDFs with pikepdf imports this module.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAX_UNFOLDED,
    png_max_memory=MAX_UNFOLDED,
    run_length_max_memory=MAX_UNFOLDED,
    tiff_max_memory=MAX_UNFOLDED,
    max_stream_filters=3,
)


@dataclass(frozen=True, slots=True)
class PdfContent:
    """What a PDF carries: the XML of the invoice, and its other attachments."""

    xml_name: str
    xml: bytes
    supporting: tuple[Attachment, ...]
    is_damaged: bool  # it was repaired to be read
    has_unreadable_attachment: bool


def open_pdf(content: bytes) -> PdfContent:
    """Find the data of the invoice in the PDF ``content``.

    Raises:
        UnreadablePdfError: the file is truncated or cannot be opened.
        EncryptedPdfError: it takes a password.
        NoInvoiceInPdfError: no attachment is the data of an invoice or an order.
        SeveralInvoicesInPdfError: more than one is.
    """
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            is_damaged = bool(pdf.get_warnings())
            attachments = list(_attachments(pdf))
    except pikepdf.PasswordError as error:
        raise EncryptedPdfError from error
    except PDF_TROUBLE as error:
        raise UnreadablePdfError from error
    if is_damaged and _END_OF_FILE not in content.rstrip(b"\0 \r\n")[-1024:]:
        # Truncated: what is missing may be the invoice, and the whole file will come again under another checksum.
        raise UnreadablePdfError
    chosen = _choose(attachments)
    if chosen.content is None:
        raise UnreadablePdfError
    others = tuple(attachment for attachment in attachments if attachment is not chosen)
    return PdfContent(
        xml_name=chosen.filename,
        xml=chosen.content,
        supporting=others,
        is_damaged=is_damaged,
        has_unreadable_attachment=any(attachment.content is None for attachment in others),
    )


def _choose(attachments: list[Attachment]) -> Attachment:
    """The one attachment that is the invoice; an order counts only where there is no invoice."""
    for names in (INVOICE_NAMES, ORDER_NAMES):
        candidates = [attachment for attachment in attachments if attachment.filename.casefold() in names]
        if len({attachment.content for attachment in candidates}) > 1:
            raise SeveralInvoicesInPdfError(found=_list_names(candidates))
        if candidates:
            return candidates[0]
    raise NoInvoiceInPdfError(found=_list_names(attachments))


def _list_names(attachments: list[Attachment]) -> str:
    return excerpt(", ".join(attachment.filename for attachment in attachments)) or say("aucune")


def _attachments(pdf: pikepdf.Pdf) -> Iterator[Attachment]:
    """Every file of the document, from the name tree and from the list of associated files, each once."""
    seen: set[tuple[int, int]] = set()
    listed: list[pikepdf.Object] = [spec.obj for spec in pdf.attachments.values()]
    associated = pdf.Root.get(pikepdf.Name.AF)
    if isinstance(associated, pikepdf.Array):
        listed += list(associated)
    budget = MAX_UNFOLDED_TOTAL
    for spec in listed:
        if not isinstance(spec, pikepdf.Dictionary) or spec.objgen in seen:
            continue
        if spec.is_indirect:
            seen.add(spec.objgen)
        attachment = _read_attachment(spec, is_within_budget=budget > 0)
        budget -= len(attachment.content or b"")
        yield attachment


def _read_attachment(spec: pikepdf.Object, *, is_within_budget: bool) -> Attachment:
    name = safe_name(str(spec.get("/UF", spec.get("/F", ""))))
    mime_type, content = "", None
    try:
        files = spec["/EF"]
        stream = files["/F"] if "/F" in files else files["/UF"]
        mime_type = str(stream.get("/Subtype", "")).removeprefix("/")
        content = stream.read_bytes() if is_within_budget else None
    except PDF_TROUBLE:
        # One bad attachment does not take the invoice with it; whoever chooses sees that this one has no content.
        content = None
    return Attachment(
        id=name, description=str(spec.get("/Desc", "")), filename=name, mime_type=mime_type, content=content
    )
