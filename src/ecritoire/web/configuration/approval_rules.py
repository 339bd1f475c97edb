"""Rules of approval: their order, one rule with whom it would have asked lately, and taking one out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ecritoire.apps.companies.models import User
from ecritoire.apps.purchases.approval_asking import RuleTrial, try_approval_rule
from ecritoire.apps.purchases.approval_rules import (
    RULE_FIELDS,
    STEPS_MOST,
    Written,
    add_approval_rule,
    approvers,
    edit_approval_rule,
    move_approval_rule,
    remove_approval_rule,
)
from ecritoire.apps.purchases.models import ApprovalRule
from ecritoire.apps.versions import ChangedMeanwhileError, version_of
from ecritoire.domain import approval_rules as domain
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
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

STEPS = tuple(f"step_{number}" for number in range(1, STEPS_MOST + 1))


def _people() -> list[tuple[str, str]]:
    return [("", _("Personne")), *((str(key), person.display_name) for key, person in approvers().items())]


class ApprovalRuleForm(CriteriaForm):
    """Criteria, all of which must hold, and whom the rule then asks, one after the other."""

    account = text(
        gettext_lazy("Compte"),
        20,
        gettext_lazy("Un compte ou son début, sur une ligne au moins : 61 pour tous les 61."),
        required=False,
        inputmode="numeric",
    )
    min_minor = AmountField(label=gettext_lazy("Montant TTC, au moins"), required=False)
    max_minor = AmountField(label=gettext_lazy("Montant TTC, au plus"), required=False)
    step_1 = choice(gettext_lazy("Demander à"), [], required=False)
    step_2 = choice(gettext_lazy("Puis à"), [], required=False)
    step_3 = choice(gettext_lazy("Enfin à"), [], required=False)
    is_active = forms.BooleanField(
        label=gettext_lazy("Active : demande dès qu’un document est contrôlé"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs={"class": "box"}),
    )

    GROUPS = (
        (
            gettext_lazy("Quand un document répond à tout ceci"),
            ("name", "supplier", "category", "account", "min_minor", "max_minor"),
        ),
        (gettext_lazy("Demander la validation"), (*STEPS, "is_active")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = _people()  # read once for the three steps
        for step in STEPS:
            self.fields[step].choices = people  # type: ignore[attr-defined]

    def written(self) -> Written:
        """The rule that was typed."""
        sent = self.cleaned_data
        rule = domain.ApprovalRule(
            name=sent["name"],
            people=tuple(int(sent[step]) for step in STEPS if sent[step]),
            category=sent["category"],
            account=sent["account"].strip(),
            min_minor=sent["min_minor"],
            max_minor=sent["max_minor"],
            is_active=sent["is_active"],
        )
        return Written(rule, sent["supplier"])


@page(Permission.CONFIGURE)
@require_GET
def approval_rules(request: CompanyRequest) -> HttpResponse:
    """The rules in the order in which they are tried."""
    found = list(ApprovalRule.objects.select_related("supplier").order_by("position", "pk"))
    known = approvers()
    rows = [
        Row(
            rule.name,
            criteria_of(rule, request.company.currency),
            " → ".join(people_of(rule, known)),
            is_active=rule.is_active,
            url=reverse("configuration:approval_rule", args=[rule.pk]),
            move_url=reverse("configuration:move_approval_rule", args=[rule.pk]),
            is_first=place == 0,
            is_last=place == len(found) - 1,
        )
        for place, rule in enumerate(found)
    ]
    context = {"rows": rows, "title": _("Règles de validation"), "add_url": reverse("configuration:add_approval_rule")}
    return render(request, "configuration/approval_rules.html", context)


def criteria_of(rule: ApprovalRule, currency: str) -> list[str]:
    """What must hold, in words."""
    said = supplier_said(rule)
    said += category_said(rule)
    if rule.account:
        said.append(_("compte %(account)s") % {"account": rule.account})
    said += amounts_said(rule, currency)
    return said or [_("tout document")]


def people_of(rule: ApprovalRule, known: dict[int, User]) -> list[str]:
    """Whom it asks, in words; a step whose person may not approve any more says so."""
    return [known[key].display_name if key in known else _("(ne peut plus valider)") for key in rule.people]


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_rule(request: CompanyRequest) -> HttpResponse:
    """A new rule: tried as often as one likes, then kept."""
    return _rule_page(request, None)


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def approval_rule(request: CompanyRequest, key: int) -> HttpResponse:
    """One rule: tried, then kept."""
    return _rule_page(request, _rule_or_404(key))


def _rule_or_404(key: int) -> ApprovalRule:
    found = ApprovalRule.objects.select_related("supplier").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _rule_page(request: CompanyRequest, rule: ApprovalRule | None) -> HttpResponse:
    form = ApprovalRuleForm(request.POST) if request.method == "POST" else ApprovalRuleForm(initial=_initial(rule))
    trial: RuleTrial | None = None
    status = 200
    if form.is_bound:
        if not form.is_valid():
            status = 422
        elif request.POST.get("action") == "test":
            written, today = form.written(), timezone.localdate()
            trial = try_approval_rule(written.rule, supplier=written.supplier, kept=rule, today=today)
        elif _kept(request, rule, form):
            messages.success(request, _("Règle « %(name)s » enregistrée") % {"name": form.cleaned_data["name"]})
            return redirect("configuration:approval_rules")
        else:
            status = 422
    context = {
        "form": form,
        "rule": rule,
        "list_title": _("Règles de validation"),
        "list_url": reverse("configuration:approval_rules"),
        "remove_url": reverse("configuration:remove_approval_rule", args=[rule.pk]) if rule else "",
        "trial": _shown(trial) if trial else None,
        "title": _("Règle « %(name)s »") % {"name": rule.name} if rule else _("Nouvelle règle de validation"),
    }
    return render(request, "configuration/approval_rule.html", context, status=status)


def _initial(rule: ApprovalRule | None) -> dict[str, Any]:
    if rule is None:
        return {}
    values = {name: getattr(rule, name) for name in ApprovalRuleForm.base_fields if hasattr(rule, name)}
    steps = dict(zip(STEPS, rule.people, strict=False))
    return {**values, **steps, "supplier": supplier_typed(rule), "shown": version_of(rule, RULE_FIELDS)}


def _kept(request: CompanyRequest, rule: ApprovalRule | None, form: ApprovalRuleForm) -> bool:
    try:
        if rule is None:
            add_approval_rule(request.company, form.written(), actor=request.actor)
        else:
            edit_approval_rule(rule, form.written(), actor=request.actor, shown=form.cleaned_data["shown"])
    except ChangedMeanwhileError as error:
        assert rule is not None, "nobody changes what is not there yet"
        form.add_error(None, error.message)
        form.show_again(version_of(_rule_or_404(rule.pk), RULE_FIELDS))
        return False
    except EcritoireError as error:
        form.add_error(STEPS[0], error.message)
        return False
    return True


def _shown(trial: RuleTrial) -> dict[str, Any]:
    facts = {
        "matched": words.grouped(trial.matched),
        "looked_at": words.grouped(trial.looked_at),
        "preceded": trial.preceded,
    }
    title = _("%(matched)s documents sur les %(looked_at)s des trois derniers mois répondent à la règle") % facts
    preceded = [_("%(preceded)s où une autre règle passe avant") % facts] if trial.preceded else []
    return {
        "title": title,
        "facts": preceded,
        "examples": [
            {
                "url": f"{reverse('documents:list')}?doc={tried.document.pk}",
                "number": tried.document.number,
                "supplier": tried.document.supplier.name,
                "total_minor": tried.document.total_minor,
                "currency": tried.document.currency,
                "asked": [person.display_name for person in tried.asked],
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
    move_approval_rule(_rule_or_404(key), steps_asked(request), actor=request.actor)
    return redirect("configuration:approval_rules")


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_rule(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask, then take a rule out."""
    rule = _rule_or_404(key)
    return ask_removal(
        request,
        rule.name,
        url=reverse("configuration:remove_approval_rule", args=[key]),
        back="configuration:approval_rules",
        stays=_("Ce qu’elle a déjà demandé reste demandé ; les documents à venir ne la verront plus."),
        remove=lambda: remove_approval_rule(rule, actor=request.actor),
    )
