"""Coding rules: their order, one rule with its trial on the documents that are there, and taking one out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecritoire.apps.purchases.models import CodingRule
from ecritoire.apps.purchases.proposing import add_coding_rule, remove_coding_rule
from ecritoire.apps.purchases.rules import RULE_FIELDS, Trial, edit_coding_rule, move_coding_rule, try_coding_rule
from ecritoire.apps.versions import ChangedMeanwhileError, version_of
from ecritoire.domain import coding as domain
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.domain.vat import VAT_CODES
from ecritoire.web.configuration.amounts import AmountField
from ecritoire.web.configuration.forms import choice, text
from ecritoire.web.configuration.ruled import (
    CriteriaForm,
    Row,
    amounts_said,
    ask_removal,
    category_said,
    steps_asked,
    supplier_said,
    supplier_typed,
)
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.suppliers.forms import account_field, vat_choices

FIELDS_OF_ERRORS = {
    "unknown_account": "account",
    "unknown_vat_code": "vat_code",
    "rule_without_coding": "account",
}


class RuleForm(CriteriaForm):
    """Criteria, all of which must hold, and what the rule then proposes."""

    words = text(
        gettext_lazy("Mots"),
        200,
        gettext_lazy("Tous dans le libellé de la ligne, sans casse ni accents."),
        required=False,
    )
    min_minor = AmountField(label=gettext_lazy("Montant HT, au moins"), required=False)
    max_minor = AmountField(label=gettext_lazy("Montant HT, au plus"), required=False)
    account = account_field(gettext_lazy("Compte d’achat"))
    vat_code = choice(gettext_lazy("Code de TVA"), vat_choices, required=False)
    period_months = forms.IntegerField(
        label=gettext_lazy("Période de comptabilisation, en mois"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=gettext_lazy("À partir de la date de facture."),
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Écrivez un nombre de mois, par exemple 12.")},
    )

    GROUPS = (
        (
            gettext_lazy("Quand une ligne répond à tout ceci"),
            ("name", "supplier", "words", "category", "min_minor", "max_minor"),
        ),
        (gettext_lazy("Proposer"), ("account", "vat_code", "period_months")),
    )

    def proposes(self) -> domain.CodingRule:
        """The rule of the domain that was typed."""
        sent = self.cleaned_data
        return domain.CodingRule(
            name=sent["name"],
            words=sent["words"],
            category=sent["category"],
            min_minor=sent["min_minor"],
            max_minor=sent["max_minor"],
            account=sent["account"].strip(),
            vat_code=sent["vat_code"],
            period_months=sent["period_months"],
        )


@page(Permission.CONFIGURE)
@require_GET
def rules(request: CompanyRequest) -> HttpResponse:
    """The rules in their order."""
    found = list(CodingRule.objects.select_related("supplier").order_by("position", "pk"))
    rows = [
        Row(
            rule.name,
            criteria_of(rule, request.company.currency),
            " · ".join(proposals_of(rule)),
            is_active=True,
            url=reverse("configuration:rule", args=[rule.pk]),
            move_url=reverse("configuration:move_rule", args=[rule.pk]),
            is_first=place == 0,
            is_last=place == len(found) - 1,
        )
        for place, rule in enumerate(found)
    ]
    context = {"rows": rows, "title": _("Règles d’imputation"), "add_url": reverse("configuration:add_rule")}
    return render(request, "configuration/rules.html", context)


def criteria_of(rule: CodingRule, currency: str) -> list[str]:
    """What must hold, in words."""
    said = supplier_said(rule)
    if rule.words:
        said.append(_("mots « %(words)s »") % {"words": rule.words})
    said += category_said(rule)
    said += amounts_said(rule, currency)
    return said or [_("toute ligne")]


def proposals_of(rule: CodingRule) -> list[str]:
    """What it proposes, in words."""
    said = [rule.account] if rule.account else []
    if rule.vat_code in VAT_CODES:
        said.append(VAT_CODES[rule.vat_code].label)
    if rule.period_months:
        said.append(_("%(months)s mois") % {"months": rule.period_months})
    return said


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_rule(request: CompanyRequest) -> HttpResponse:
    """A new rule: tried as often as one likes, then kept."""
    return _rule_page(request, None)


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: CompanyRequest, key: int) -> HttpResponse:
    """One rule: tried, then kept."""
    return _rule_page(request, _rule_or_404(key))


def _rule_or_404(key: int) -> CodingRule:
    found = CodingRule.objects.select_related("supplier").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _rule_page(request: CompanyRequest, rule: CodingRule | None) -> HttpResponse:
    form = RuleForm(request.POST) if request.method == "POST" else RuleForm(initial=_initial(rule))
    trial: Trial | None = None
    status = 200
    if form.is_bound:
        if not form.is_valid():
            status = 422
        elif request.POST.get("action") == "test":
            trial = try_coding_rule(form.proposes(), supplier=form.cleaned_data["supplier"], rule=rule)
        elif _kept(request, rule, form):
            messages.success(request, _("Règle « %(name)s » enregistrée") % {"name": form.cleaned_data["name"]})
            return redirect("configuration:rules")
        else:
            status = 422
    context = {
        "form": form,
        "rule": rule,
        "list_title": _("Règles d’imputation"),
        "list_url": reverse("configuration:rules"),
        "remove_url": reverse("configuration:remove_rule", args=[rule.pk]) if rule else "",
        "trial": _shown(trial, form.proposes().account) if trial else None,
        "title": _("Règle « %(name)s »") % {"name": rule.name} if rule else _("Nouvelle règle"),
    }
    return render(request, "configuration/rule.html", context, status=status)


def _initial(rule: CodingRule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    values = {name: getattr(rule, name) for name in RuleForm.base_fields if hasattr(rule, name)}
    return {**values, "supplier": supplier_typed(rule), "shown": version_of(rule, RULE_FIELDS)}


def _kept(request: CompanyRequest, rule: CodingRule | None, form: RuleForm) -> bool:
    sent, proposes = form.cleaned_data, form.proposes()
    try:
        if rule is None:
            add_coding_rule(
                request.company, sent["name"], proposes=proposes, supplier=sent["supplier"], actor=request.actor
            )
        else:
            edit_coding_rule(
                rule,
                sent["name"],
                proposes=proposes,
                supplier=sent["supplier"],
                actor=request.actor,
                shown=sent["shown"],
            )
    except ChangedMeanwhileError as error:
        assert rule is not None, "nobody changes what is not there yet"
        form.add_error(None, error.message)
        form.show_again(version_of(_rule_or_404(rule.pk), RULE_FIELDS))
        return False
    except EcritoireError as error:
        form.add_error(FIELDS_OF_ERRORS.get(error.code), error.message)
        return False
    return True


def _shown(trial: Trial, account: str) -> dict[str, Any]:
    facts = {
        "matched": words.grouped(trial.matched),
        "looked_at": words.grouped(trial.looked_at),
        "account": account,
        "agreeing": trial.agreeing,
        "differing": trial.differing,
        "uncoded": trial.uncoded,
        "preceded": trial.preceded,
    }
    said = []
    if trial.agreeing:
        said.append(_("%(agreeing)s déjà en %(account)s") % facts)
    if trial.differing:
        said.append(_("%(differing)s imputées ailleurs") % facts)
    if trial.uncoded:
        said.append(_("%(uncoded)s sans compte") % facts)
    if trial.preceded:
        said.append(_("%(preceded)s où une fiche ou une règle passe avant") % facts)
    return {
        "title": _("%(matched)s lignes sur les %(looked_at)s dernières répondent à la règle") % facts,
        "facts": said,
        "examples": [
            {
                "url": f"{reverse('documents:list')}?doc={tried.document.pk}",
                "number": tried.document.number,
                "supplier": tried.document.supplier.name,
                "label": tried.label,
                "net_minor": tried.net_minor,
                "currency": tried.document.currency,
                "account": tried.account or "—",
                "differs": bool(account and tried.account and tried.account != account),
                "earlier": tried.earlier,
            }
            for tried in trial.examples
        ],
        "has_more": trial.matched > len(trial.examples),
    }


@page(Permission.CONFIGURE)
@require_POST
def move_rule(request: CompanyRequest, key: int) -> HttpResponse:
    """Move a rule one place."""
    move_coding_rule(_rule_or_404(key), steps_asked(request), actor=request.actor)
    return redirect("configuration:rules")


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_rule(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask, then take a rule out."""
    rule = _rule_or_404(key)
    return ask_removal(
        request,
        rule.name,
        url=reverse("configuration:remove_rule", args=[key]),
        back="configuration:rules",
        stays=_("Ce qu’elle a déjà proposé reste proposé ; les documents à venir ne la verront plus."),
        remove=lambda: remove_coding_rule(rule, actor=request.actor),
    )
