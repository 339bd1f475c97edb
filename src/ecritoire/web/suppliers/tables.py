"""Bringing a table of suppliers in, after a look at what it changes; and taking one away."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.ledger.queries import account_numbers
from ecritoire.apps.spreadsheets import write_csv, write_xlsx
from ecritoire.apps.suppliers.drafts import drop_draft, table_of
from ecritoire.apps.suppliers.importing import (
    HEAD,
    ImportChangedError,
    Planned,
    SupplierPlan,
    import_suppliers,
    plan_supplier_import,
)
from ecritoire.apps.suppliers.models import BankDetails
from ecritoire.apps.suppliers.queries import SupplierFilter, find_suppliers
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.importing import Difference, Preview, Section, TableForm, draft_or_404, kept_table
from ecritoire.web.suppliers.listing import Filters

KIND = "suppliers"


@page(Permission.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: CompanyRequest) -> HttpResponse:
    """Ask for a table, read it, and go on to what it changes."""
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if form.is_bound and form.is_valid():
        draft = kept_table(request, KIND, form)
        if draft is not None:
            return redirect("suppliers:import_preview", draft.pk)
    context = {
        "form": form,
        "title": _("Importer des fournisseurs"),
        "back_url": reverse("suppliers:list"),
        "back_label": _("Fournisseurs"),
        "columns": ", ".join(HEAD.values()),
        "hint": _("Une cellule vide laisse ce qui est là. Les IBAN importés restent à vérifier."),
    }
    return render(request, "shared/import.html", context, status=422 if form.is_bound else 200)


@page(Permission.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request: CompanyRequest, key: int) -> HttpResponse:
    """Show what a table changes; a POST writes it."""
    draft = draft_or_404(key, KIND)
    table, accounts = table_of(draft), account_numbers()
    refusal = ""
    if request.method == "POST":
        try:
            plan = import_suppliers(
                request.company, table, accounts, shown=request.POST.get("shown", ""), actor=request.actor
            )
        except ImportChangedError as error:
            refusal = error.message
        else:
            drop_draft(draft)
            facts = {"created": len(plan.created), "changed": len(plan.changed)}
            messages.success(request, _("%(created)s fournisseurs créés, %(changed)s modifiés") % facts)
            return redirect("suppliers:list")
    try:
        plan = plan_supplier_import(request.company, table, accounts)
    except EcritoireError as error:
        messages.error(request, error.message)
        drop_draft(draft)
        return redirect("suppliers:import")
    context = {
        "preview": _preview(plan),
        "refusal": refusal,
        "file_name": draft.name,
        "title": _("Ce que l’import changera"),
        "back_url": reverse("suppliers:import"),
        "back_label": _("Importer des fournisseurs"),
    }
    return render(request, "shared/import_preview.html", context, status=422 if refusal else 200)


def _preview(plan: SupplierPlan) -> Preview:
    count = len(plan.created) + len(plan.changed)
    return Preview(
        mark=plan.mark,
        sections=[
            Section(
                _("Lignes refusées"),
                [Difference(_("Ligne %(row)s") % {"row": row}, [sentence]) for row, sentence in plan.refused],
                tone="bad",
            ),
            Section(_("À créer"), [_difference(planned) for planned in plan.created], tone="ok"),
            Section(_("À modifier"), [_difference(planned) for planned in plan.changed], tone="warn"),
        ],
        unchanged=_("%(count)s inchangés") % {"count": plan.unchanged},
        submit_label=_("Importer %(count)s fournisseurs") % {"count": count} if count else "",
    )


def _difference(planned: Planned) -> Difference:
    lines = [
        say("%(field)s : %(value)s")
        % {
            "field": say(HEAD[name]),
            "value": _shown(after) if planned.key is None else f"{_shown(before)} → {_shown(after)}",
        }
        for name, (before, after) in planned.changes.items()
        if name != "name" or planned.key is not None
    ]
    if planned.iban:
        lines.append(_("IBAN à vérifier : %(iban)s") % {"iban": planned.iban})
    return Difference(planned.name, lines)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return str(value) if value not in {None, ""} else _("vide")


@page(Permission.READ)
@require_GET
def export_table(request: CompanyRequest, suffix: str) -> HttpResponseBase:
    """The suppliers of the list's filters as a table that can be imported again."""
    if suffix not in {"csv", "xlsx"}:
        raise Http404
    filters = Filters.of(request.GET)
    rows = _rows(SupplierFilter(filters.search, filters.record, filters.bank, filters.coding))
    head = list(HEAD.values())
    name = f"fournisseurs-{timezone.localdate().isoformat()}.{suffix}"
    if suffix == "csv":
        return FileResponse(BytesIO(write_csv(head, rows)), as_attachment=True, filename=name)
    workbook = BytesIO()
    write_xlsx(head, rows, workbook)
    workbook.seek(0)
    return FileResponse(workbook, as_attachment=True, filename=name)


def _rows(chosen: SupplierFilter) -> Iterator[Sequence[str]]:
    ibans: Mapping[int, tuple[str, str]] = {
        supplier: (iban, bic)
        for supplier, iban, bic in BankDetails.objects.order_by("pk").values_list("supplier_id", "iban", "bic")
    }
    names = [name for name in HEAD if name not in {"iban", "bic"}]
    for supplier in find_suppliers(chosen).order_by("name_key", "pk").iterator(chunk_size=2000):
        yield [*(_cell(getattr(supplier, name)) for name in names), *ibans.get(supplier.pk, ("", ""))]


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if isinstance(value, bool):
        return "oui" if value else "non"
    return "" if value is None else str(value)
