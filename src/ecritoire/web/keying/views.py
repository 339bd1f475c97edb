"""Keying a plain file: its picture on the left, what a person types on the right, then its control."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecritoire.apps.purchases.keying import key_document
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.apps.suppliers.queries import SupplierFilter, find_suppliers
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.keying.files import file_or_404, file_view
from ecritoire.web.keying.forms import Keying
from ecritoire.web.keying.proposals import proposed_for
from ecritoire.web.keying.sums import sums_so_far
from ecritoire.web.shared.access import CompanyRequest, page

SUPPLIERS_OFFERED = 30


@page(Permission.IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: CompanyRequest, key: int) -> HttpResponse:
    """Show a file with the form; make a document of what was typed, and go on to its control."""
    source = file_or_404(key)
    if request.method != "POST":
        document = source.documents.first()
        if document is not None:
            return _to(document)
        proposed = proposed_for(source, request.company)
        return _answer(request, source, Keying(currency=request.company.currency, proposed=proposed))
    keying = Keying(request.POST, currency=request.company.currency)
    if not keying.is_valid():
        return _answer(request, source, keying, status=422)
    try:
        document = key_document(source, keying.keyed(), actor=request.actor)
    except EcritoireError as error:
        keying.say(error)
        return _answer(request, source, keying, status=422)
    messages.success(request, _("%(number)s est saisi : il reste à le contrôler") % {"number": document.number})
    return _to(document)


def _to(document: Document) -> HttpResponse:
    """To its control, which sends on to the list when that is done."""
    return redirect("control:sheet", document.pk)


def _answer(request: CompanyRequest, source: SourceFile, keying: Keying, *, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "file": file_view(source),
        "head": keying.head,
        "lines": keying.lines,
        "is_proposed": keying.is_proposed,
        "sums": sums_so_far(keying) if keying.head.is_bound else None,
    }
    return render(request, "keying/key.html", context, status=status)


@page(Permission.IMPORT)
@require_POST
def sums(request: CompanyRequest, key: int) -> HttpResponse:
    """What is typed so far adds up to; nothing is kept."""
    file_or_404(key)
    keying = Keying(request.POST, currency=request.company.currency)
    return render(request, "keying/sums.html", {"sums": sums_so_far(keying)})


@page(Permission.IMPORT)
@require_GET
def suppliers(request: CompanyRequest) -> HttpResponse:
    """Suppliers whose name, SIREN or account begins like what is typed, as the options of a field."""
    search = request.GET.get("supplier", "")[:100]
    found = find_suppliers(SupplierFilter(search)).order_by("name", "pk")[:SUPPLIERS_OFFERED]
    return render(request, "keying/supplier_options.html", {"suppliers": found})
