"""Coding rules: their order, one rule with its trial on the documents that are there, and taking one out."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecritoire.apps.purchases.models import CodingRule
from ecritoire.apps.purchases.proposing import add_coding_rule, remove_coding_rule
from ecritoire.apps.purchases.rules import RULE_FIELDS, Trial, edit_coding_rule, move_coding_rule, try_coding_rule
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.versions import ChangedMeanwhileError, version_of
from ecritoire.domain import coding as domain
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.domain.vat import VAT_CODES
from ecritoire.domain.wording import said_amount
from ecritoire.web.configuration.amounts import AmountField
from ecritoire.web.configuration.forms import RowForm, choice, text
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog
from ecritoire.web.suppliers.choosing import supplier_named, supplier_widget
from ecritoire.web.suppliers.forms import account_field, vat_choices

FIELDS_OF_ERRORS = {
    "unknown_account": "account",
    "unknown_vat_code": "vat_code",
    "rule_without_coding": "account",
}


class RuleForm(RowForm):
    """Criteria, all of which must hold, and what the rule then proposes."""

    name = text(gettext_lazy("Nom de la règle"), 80)
    supplier = forms.CharField(
        label=gettext_lazy("Fournisseur"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Son compte auxiliaire ou son nom ; vide : tous."),
        widget=supplier_widget(reverse_lazy("suppliers:options")),
    )
    words = text(
        gettext_lazy("Mots"),
        200,
        gettext_lazy("Tous dans le libellé de la ligne, sans casse ni accents."),
        required=False,
    )
    category = text(gettext_lazy("Catégorie du fournisseur"), 60, required=False)
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

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their titles."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean_supplier(self) -> Supplier | None:
        """The supplier that was meant."""
        wanted = str(self.cleaned_data["supplier"]).strip()
        if not wanted:
            return None
        return supplier_named(wanted)

    def clean(self) -> dict[str, Any]:
        """The range of amounts the right way round."""
        cleaned = super().clean() or {}
        low, high = cleaned.get("min_minor"), cleaned.get("max_minor")
        if low is not None and high is not None and low > high:
            self.add_error("max_minor", _("Le plus petit montant dépasse le plus grand : inversez-les."))
        return cleaned

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


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of the list."""

    key: int
    name: str
    criteria: list[str]
    proposes: list[str]
    url: str
    move_url: str
    is_first: bool
    is_last: bool


@page(Permission.CONFIGURE)
@require_GET
def rules(request: CompanyRequest) -> HttpResponse:
    """The rules in their order."""
    found = list(CodingRule.objects.select_related("supplier").order_by("position", "pk"))
    rows = [
        Row(
            rule.pk,
            rule.name,
            criteria_of(rule, request.company.currency),
            proposals_of(rule),
            reverse("configuration:rule", args=[rule.pk]),
            reverse("configuration:move_rule", args=[rule.pk]),
            is_first=place == 0,
            is_last=place == len(found) - 1,
        )
        for place, rule in enumerate(found)
    ]
    return render(request, "configuration/rules.html", {"rows": rows})


def criteria_of(rule: CodingRule, currency: str) -> list[str]:
    """What must hold, in words."""
    said = []
    if rule.supplier:
        said.append(_("fournisseur %(name)s") % {"name": rule.supplier.name})
    if rule.words:
        said.append(_("mots « %(words)s »") % {"words": rule.words})
    if rule.category:
        said.append(_("catégorie %(category)s") % {"category": rule.category})
    if rule.min_minor is not None:
        said.append(_("au moins %(amount)s") % {"amount": said_amount(rule.min_minor, currency)})
    if rule.max_minor is not None:
        said.append(_("au plus %(amount)s") % {"amount": said_amount(rule.max_minor, currency)})
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
        "trial": _shown(trial, form.proposes().account) if trial else None,
        "title": _("Règle « %(name)s »") % {"name": rule.name} if rule else _("Nouvelle règle"),
    }
    return render(request, "configuration/rule.html", context, status=status)


def _initial(rule: CodingRule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    values = {name: getattr(rule, name) for name in RuleForm.base_fields if hasattr(rule, name)}
    supplier = f"{rule.supplier.auxiliary} {rule.supplier.name}" if rule.supplier else ""
    return {**values, "supplier": supplier, "shown": version_of(rule, RULE_FIELDS)}


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
        assert isinstance(form.data, QueryDict), "only what was sent is shown again"
        again = form.data.copy()
        again["shown"] = version_of(_rule_or_404(rule.pk), RULE_FIELDS)
        form.data = again
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
    steps = {"up": -1, "down": 1}.get(request.POST.get("direction", ""), 0)
    move_coding_rule(_rule_or_404(key), steps, actor=request.actor)
    return redirect("configuration:rules")


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_rule(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask, then take a rule out."""
    rule = _rule_or_404(key)
    back = reverse("configuration:rules")
    if request.method == "POST":
        remove_coding_rule(rule, actor=request.actor)
        messages.success(request, _("Règle « %(name)s » retirée") % {"name": rule.name})
        return close_dialog(request, back)
    dialog = Dialog(
        title=_("Retirer la règle « %(name)s » ?") % {"name": rule.name},
        text=[_("Ce qu’elle a déjà proposé reste proposé ; les documents à venir ne la verront plus.")],
        url=reverse("configuration:remove_rule", args=[key]),
        back_url=back,
        form=None,
        keep_label=_("Garder"),
        submit_label=_("Retirer la règle"),
        tone="danger-solid",
    )
    return show_dialog(request, dialog)
