"""Merging two records of one supplier: choose the other, read what moves and what stays, confirm."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from ecritoire.apps.purchases.merging import MergePlan, merge_suppliers, plan_merge
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.suppliers.choosing import supplier_named, supplier_widget
from ecritoire.web.suppliers.views import supplier_or_404


class MergeForm(forms.Form):
    """The record that disappears into this one."""

    other = forms.CharField(
        label=gettext_lazy("Fiche à fusionner dans celle-ci"),
        max_length=200,
        help_text=gettext_lazy("Son compte auxiliaire ou son nom."),
        widget=supplier_widget(reverse_lazy("suppliers:options")),
        error_messages={"required": gettext_lazy("Dites quelle fiche est la même entreprise.")},
    )

    def clean_other(self) -> Supplier:
        """The record that was meant."""
        return supplier_named(self.cleaned_data["other"])


@page(Permission.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask which record, show what moves and what stays, then merge."""
    kept = supplier_or_404(key)
    form = MergeForm(request.POST) if request.method == "POST" else MergeForm()
    plan, other = None, None
    if form.is_bound and form.is_valid():
        other = form.cleaned_data["other"]
        try:
            if request.POST.get("action") == "merge":
                merge_suppliers(kept, other, actor=request.actor)
                facts = {"other": other.name, "kept": kept.name}
                messages.success(request, _("%(other)s fusionné dans %(kept)s") % facts)
                return redirect("suppliers:record", key)
            plan = plan_merge(kept, other)
        except EcritoireError as error:
            form.add_error("other", error.message)
    context = {
        "form": form,
        "supplier": kept,
        "other": other,
        "moves": _moves(plan) if plan else [],
        "stays": _stays(plan, other) if plan and other else [],
        "planned": plan is not None,
    }
    return render(request, "suppliers/merge.html", context, status=422 if form.is_bound and plan is None else 200)


def _moves(plan: MergePlan) -> list[str]:
    said = [words.documents(plan.moving)]
    if plan.bank_details:
        said.append(ngettext("%(count)s IBAN", "%(count)s IBAN", plan.bank_details) % {"count": plan.bank_details})
    if plan.rules:
        said.append(
            ngettext("%(count)s règle d’imputation", "%(count)s règles d’imputation", plan.rules)
            % {"count": plan.rules}
        )
    said.append(_("son nom et ses numéros : ce qui arrivera encore sous eux ira à la fiche gardée"))
    return said


def _stays(plan: MergePlan, other: Supplier) -> list[str]:
    said = []
    if plan.booked:
        facts = {"documents": words.documents(plan.booked), "auxiliary": other.auxiliary}
        said.append(
            _("%(documents)s dont l’écriture est exportée ou le paiement engagé, sous le compte %(auxiliary)s") % facts
        )
    if plan.linked:
        said.append(
            _("%(documents)s liés à une commande, un acompte ou une rectification")
            % {"documents": words.documents(plan.linked)}
        )
    if plan.same_numbers:
        said.append(
            _("des numéros que les deux fiches ont, peut-être des doublons : %(numbers)s")
            % {"numbers": ", ".join(plan.same_numbers)}
        )
    return said
