"""A chart from and to a table: what it adds, changes and removes, and what depends on that, before anything does."""

from io import BytesIO

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.ledger.models import Account
from ecritoire.apps.purchases.chart_import import ChartPlan, PlannedAccount, import_chart, plan_chart_import
from ecritoire.apps.spreadsheets import write_csv, write_xlsx
from ecritoire.apps.suppliers.drafts import drop_draft, table_of
from ecritoire.apps.suppliers.importing import ImportChangedError
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.configuration.forms import FAMILY_LABELS
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.importing import Difference, Preview, Section, TableForm, draft_or_404, kept_table

# Whether the table is the whole chart is part of what is kept.
PARTIAL, COMPLETE = "chart", "chart_complete"
HEAD = ("Numéro", "Intitulé", "Famille")


class ChartForm(TableForm):
    """A chart to import."""

    complete = forms.BooleanField(
        label=gettext_lazy("Ce fichier est tout le plan : retirer les comptes qu’il n’a pas et dont rien ne dépend"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "box"}),
    )


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def import_chart_table(request: CompanyRequest) -> HttpResponse:
    """Ask for a table, read it, and go on to what it changes."""
    form = ChartForm(request.POST, request.FILES) if request.method == "POST" else ChartForm()
    if form.is_bound and form.is_valid():
        draft = kept_table(request, COMPLETE if form.cleaned_data["complete"] else PARTIAL, form)
        if draft is not None:
            return redirect("configuration:chart_preview", draft.pk)
    context = {
        "form": form,
        "title": _("Importer un plan comptable"),
        "back_url": reverse("configuration:home"),
        "back_label": _("Configuration"),
        "columns": ", ".join(HEAD),
        "hint": _("Sans famille, elle suit du numéro. Un compte dont quelque chose dépend n’est jamais retiré."),
    }
    return render(request, "shared/import.html", context, status=422 if form.is_bound else 200)


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def chart_preview(request: CompanyRequest, key: int) -> HttpResponse:
    """Show what a chart changes and what depends on it; a POST writes it."""
    draft = draft_or_404(key, PARTIAL, COMPLETE)
    table, complete = table_of(draft), draft.kind == COMPLETE
    refusal = ""
    if request.method == "POST":
        shown = request.POST.get("shown", "")
        try:
            plan = import_chart(request.company, table, complete=complete, shown=shown, actor=request.actor)
        except ImportChangedError as error:
            refusal = error.message
        else:
            drop_draft(draft)
            facts = {"added": len(plan.added), "changed": len(plan.changed), "removed": len(plan.removed)}
            messages.success(
                request, _("Plan importé : %(added)s ajoutés, %(changed)s modifiés, %(removed)s retirés") % facts
            )
            return redirect("configuration:home")
    try:
        plan = plan_chart_import(request.company, table, complete=complete)
    except EcritoireError as error:
        messages.error(request, error.message)
        drop_draft(draft)
        return redirect("configuration:import_chart")
    context = {
        "preview": _preview(plan),
        "refusal": refusal,
        "file_name": draft.name,
        "title": _("Ce que l’import changera"),
        "back_url": reverse("configuration:import_chart"),
        "back_label": _("Importer un plan comptable"),
    }
    return render(request, "shared/import_preview.html", context, status=422 if refusal else 200)


def _preview(plan: ChartPlan) -> Preview:
    count = len(plan.added) + len(plan.changed) + len(plan.removed)
    refused = [Difference(_("Ligne %(row)s") % {"row": row}, [sentence]) for row, sentence in plan.refused]
    return Preview(
        mark=plan.mark,
        sections=[
            Section(_("Lignes refusées"), refused, tone="bad"),
            Section(_("À retirer"), [_difference(one) for one in plan.removed], tone="bad"),
            Section(_("À modifier"), [_difference(one) for one in plan.changed], tone="warn"),
            Section(_("À ajouter"), [_difference(one) for one in plan.added], tone="ok"),
            Section(
                _("Absents du fichier, gardés parce que quelque chose en dépend"),
                [_difference(one) for one in plan.kept],
            ),
        ],
        unchanged=_("%(count)s inchangés") % {"count": plan.unchanged},
        submit_label=_("Changer %(count)s comptes") % {"count": count} if count else "",
    )


def _difference(one: PlannedAccount) -> Difference:
    lines = []
    (label_before, label_after), (family_before, family_after) = one.label, one.family
    if label_before != label_after:
        lines.append(" → ".join(filter(None, one.label)))
    if family_before != family_after:
        lines.append(" → ".join(str(FAMILY_LABELS[family]) for family in one.family if family))
    if one.uses:
        lines.append(_("En dépendent : %(uses)s") % {"uses": one.uses.in_words()})
    return Difference(one.number, lines)


@page(Permission.CONFIGURE)
@require_GET
def export_chart(request: CompanyRequest, suffix: str) -> HttpResponseBase:
    """The chart as a table that can be imported again."""
    if suffix not in {"csv", "xlsx"}:
        raise Http404
    rows = Account.objects.order_by("number").values_list("number", "label", "family")
    name = f"plan-comptable-{request.company.siren}.{suffix}"
    if suffix == "csv":
        return FileResponse(BytesIO(write_csv(HEAD, rows)), as_attachment=True, filename=name)
    workbook = BytesIO()
    write_xlsx(HEAD, rows, workbook)
    workbook.seek(0)
    return FileResponse(workbook, as_attachment=True, filename=name)
