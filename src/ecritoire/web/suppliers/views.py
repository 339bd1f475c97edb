"""The list of suppliers, a record, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.services import add_supplier, edit_supplier
from ecritoire.apps.versions import ChangedMeanwhileError
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.suppliers.forms import SupplierForm
from ecritoire.web.suppliers.listing import Filters, choices_of, headings_of, list_suppliers
from ecritoire.web.suppliers.record import record_of

SUPPLIERS_OFFERED = 500


def supplier_or_404(key: int) -> Supplier:
    """The supplier of the company in scope with this key; another company's does not exist."""
    supplier = Supplier.objects.select_related("merged_into").filter(pk=key).first()
    if supplier is None:
        raise Http404
    return supplier


@page(Permission.READ)
@require_GET
def supplier_list(request: CompanyRequest) -> HttpResponse:
    """One page of suppliers."""
    filters = Filters.of(request.GET)
    context: dict[str, Any] = {
        "filters": filters,
        "choices": choices_of(filters),
        "headings": headings_of(filters),
        "listing": list_suppliers(filters, request.GET),
    }
    return render(request, "suppliers/list.html", context)


@page(Permission.READ)
@require_GET
def supplier_record(request: CompanyRequest, key: int) -> HttpResponse:
    """One record."""
    supplier = supplier_or_404(key)
    return _show(request, supplier, SupplierForm.about(supplier))


@page(Permission.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: CompanyRequest, key: int) -> HttpResponse:
    """Save one record; what is refused is said beside its field, on the same page."""
    supplier = supplier_or_404(key)
    if request.method != "POST":
        return _show(request, supplier, SupplierForm.about(supplier))
    form = SupplierForm(request.POST)
    if form.is_valid() and _save(request, supplier, form):
        messages.success(request, _("Fiche de %(name)s enregistrée") % {"name": form.cleaned_data["name"]})
        return redirect("suppliers:record", key)
    return _show(request, supplier, form)


def _show(request: CompanyRequest, supplier: Supplier, form: SupplierForm) -> HttpResponse:
    context = {"form": form, "record": record_of(supplier)}
    return render(request, "suppliers/record.html", context, status=422 if form.is_bound else 200)


def _save(request: CompanyRequest, supplier: Supplier, form: SupplierForm) -> bool:
    try:
        edit_supplier(supplier, form.values(), actor=request.actor, shown=form.cleaned_data["shown"])
    except ChangedMeanwhileError as error:
        form.show_again(error, supplier_or_404(supplier.pk))
        return False
    except EcritoireError as error:
        form.refuse(error)
        return False
    return True


@page(Permission.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: CompanyRequest) -> HttpResponse:
    """A new record, by hand."""
    form = SupplierForm(request.POST) if request.method == "POST" else SupplierForm(initial={"country": "FR"})
    form.fields["auxiliary"].help_text = _("Vide : proposé d’après le nom.")
    if request.method == "POST" and form.is_valid():
        try:
            supplier = add_supplier(request.company, form.values(), actor=request.actor)
        except EcritoireError as error:
            form.refuse(error)
        else:
            messages.success(request, _("%(name)s ajouté") % {"name": supplier.name})
            return redirect("suppliers:record", supplier.pk)
    return render(request, "suppliers/add.html", {"form": form}, status=422 if form.is_bound else 200)


@page(Permission.READ)
@require_GET
def supplier_options(request: CompanyRequest) -> HttpResponse:
    """The suppliers, as the options of a field that names one."""
    suppliers = Supplier.objects.filter(merged_into=None).order_by("name_key", "pk")[:SUPPLIERS_OFFERED]
    return render(request, "suppliers/options.html", {"suppliers": suppliers})
