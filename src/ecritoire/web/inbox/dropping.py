"""Files dropped into the inbox: each is read by itself, and what became of it is said beside its name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecritoire.apps.purchases.receiving import ReceiptStatus, Received, receive_files
from ecritoire.apps.purchases.unread import can_be_keyed
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page

STATES = {ReceiptStatus.IMPORTED: "ok", ReceiptStatus.DUPLICATE: "info", ReceiptStatus.REFUSED: "bad"}
BYTES_MOST = 50 * 1024 * 1024  # of one file; a larger one is refused before it is read


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file, as a row says it. ``tone`` is a class of the style sheet."""

    name: str
    tone: str
    sentence: str
    url: str = ""
    keying_url: str = ""


@page(Permission.IMPORT)
@require_POST
def drop(request: CompanyRequest) -> HttpResponse:
    """Take files in, one by one; what happens to one never touches another."""
    sent = request.FILES.getlist("files")
    outcomes = [_too_large(file) for file in sent if (file.size or 0) > BYTES_MOST]
    readable = ((file.name or "", file.read()) for file in sent if (file.size or 0) <= BYTES_MOST)
    outcomes += _outcomes(receive_files(request.company, readable, actor=request.actor))
    template = "inbox/outcomes.html" if request.headers.get("HX-Request") else "inbox/dropped.html"
    return render(request, template, {"outcomes": outcomes}, status=200 if sent else 422)


def _too_large(file: "UploadedFile[bytes]") -> FileOutcome:
    facts = {"size": (file.size or 0) // (1024 * 1024), "most": BYTES_MOST // (1024 * 1024)}
    sentence = _("Le fichier fait %(size)s Mo, la limite est de %(most)s Mo. Demandez-en un plus léger au fournisseur.")
    return FileOutcome(file.name or "", "bad", sentence % facts)


def _outcomes(received: Iterable[Received]) -> list[FileOutcome]:
    return [
        FileOutcome(each.path, STATES[each.status], _sentence(each), _url(each), _keying_url(each)) for each in received
    ]


def _sentence(received: Received) -> str:
    if received.error is not None:
        return received.error.message
    assert received.document is not None, "what is imported without an error is a document"
    facts = {"number": received.document.number, "supplier": received.document.supplier.name}
    return _("%(number)s de %(supplier)s") % facts


def _url(received: Received) -> str:
    document = received.document
    if document is None:
        return ""
    if document.controlled_at is not None:
        return f"{reverse('documents:list')}?doc={document.pk}"
    return reverse("control:sheet", args=[document.pk])


def _keying_url(received: Received) -> str:
    source = received.source
    return reverse("keying:key", args=[source.pk]) if source is not None and can_be_keyed(source) else ""
