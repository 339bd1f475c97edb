"""The way out of each reason: a button that solves it, a small form, or a link to where it is solved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecritoire.apps.ledger.models import Account
from ecritoire.apps.purchases.approval_rounds import current_request
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.origins import said_origin
from ecritoire.domain.permissions import Permission, may
from ecritoire.domain.reasons import Finding
from ecritoire.domain.wording import said_moment
from ecritoire.web.documents.forms import AccountForm, PeriodForm, RateForm, VatAccountForm
from ecritoire.web.exports.parameters import query_of
from ecritoire.web.exports.reasons import changed_parameters

_PATH = "documents/ways_out"


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason as the panel shows it; ``template`` draws its way out, empty when there is none for this person."""

    code: str
    message: str
    template: str = ""
    url: str = ""
    label: str = ""
    submit_label: str = ""
    proposal: str = ""
    proposed: str = ""
    form: Form | None = None
    other_url: str = ""  # another way out, as a link
    other_label: str = ""
    note: str = ""
    asks: bool = False  # in a dialog, rather than done at once


@dataclass(frozen=True, slots=True)
class _Case:
    """A reason of one document, with what its way out needs to know."""

    document: Document
    finding: Finding
    parameters: ExportParameters
    refused: Mapping[str, Form]
    view: ReasonView
    role: str

    def post(self, name: str, **changes: Any) -> ReasonView:
        """A button that posts to the action ``name``."""
        url = reverse(f"documents:{name}", args=[self.document.pk])
        return replace(self.view, template=f"{_PATH}/post.html", url=url, **changes)


def reason_views(
    document: Document,
    findings: Sequence[Finding],
    parameters: ExportParameters,
    role: str,
    refused: Mapping[str, Form],
) -> list[ReasonView]:
    """The reasons with their ways out, those this role may take. ``refused`` holds forms sent back, by action."""
    return [_view(_Case(document, finding, parameters, refused, _bare(finding), role), role) for finding in findings]


def _bare(finding: Finding) -> ReasonView:
    return ReasonView(finding.code, finding.message, label=finding.way_out_label)


def _view(case: _Case, role: str) -> ReasonView:
    way_out = case.finding.way_out
    if not way_out:
        return replace(case.view, template=f"{_PATH}/none.html")
    permission, draw = _WAYS_OUT.get(way_out, (Permission.READ, None))
    if draw is None or not may(role, permission):
        return case.view
    return draw(case)


def _control(case: _Case) -> ReasonView:
    return case.post("control")


def _release(case: _Case) -> ReasonView:
    return case.post("release")


def _book_gap(case: _Case) -> ReasonView:
    return case.post("book_gap")


def _first_open_day(case: _Case) -> ReasonView:
    return case.post("first_open_day")


def _unfolding(case: _Case, name: str, form: Form) -> ReasonView:
    view = case.post(name, form=case.refused.get(name, form), submit_label=_("Enregistrer"))
    return replace(view, template=f"{_PATH}/form.html")


def _edit_period(case: _Case) -> ReasonView:
    initial = {"start": case.document.period_start, "end": case.document.period_end}
    return _unfolding(case, "period", PeriodForm(initial=initial, auto_id="period_%s"))


def _enter_rate(case: _Case) -> ReasonView:
    return _unfolding(case, "rate", RateForm(auto_id="rate_%s"))


def _set_vat_account(case: _Case) -> ReasonView:
    code = case.finding.facts["codes"][0].get("vat_code", "")
    initial = {"vat_code": code, "account": ""}
    return _unfolding(case, "vat_account", VatAccountForm(initial=initial, auto_id="vat_account_%s"))


def _code_line(case: _Case) -> ReasonView:
    lines = list(case.document.lines.filter(account="").exclude(net_minor=0).order_by("position"))
    proposed = {line.proposed_account for line in lines}
    form = case.refused.get("code", AccountForm(auto_id="code_%s"))
    view = case.post("code", form=form)
    view = replace(view, template=f"{_PATH}/code_line.html")
    if len(proposed) != 1 or not (account := proposed.pop()):
        return view
    label = Account.objects.filter(number=account).values_list("label", flat=True).first() or ""
    origin = said_origin(lines[0].origin_label)
    proposal = f"{account} {label} : {origin}" if origin else f"{account} {label}"
    return replace(view, proposed=account, proposal=proposal, label=_("Imputer en %(account)s") % {"account": account})


def _attach(case: _Case) -> ReasonView:
    url = reverse("documents:attach", args=[case.document.pk])
    return replace(case.view, template=f"{_PATH}/dialog.html", url=url)


def _link(case: _Case, url: str, label: str = "") -> ReasonView:
    return replace(case.view, template=f"{_PATH}/link.html", url=url, label=label or case.view.label)


def _other_parameters(case: _Case) -> ReasonView:
    late = date.fromisoformat(str(case.finding.facts["date"])) if case.finding.way_out == "later_end" else None
    parameters = changed_parameters(case.finding.way_out, case.parameters, late)
    if parameters is None:
        return case.view
    return _link(case, f"{reverse('exports:new')}?{query_of(parameters)}")


def _remind(case: _Case) -> ReasonView:
    """One click reminds whoever is asked; an export of everything is the other way out."""
    view = _export_of_everything(case) if may(case.role, Permission.EXPORT) else case.view
    if not may(case.role, Permission.ASK_APPROVAL):
        return view
    current = current_request(case.document)
    note = ""
    if current is not None and current.reminded_at is not None:
        said = said_moment(timezone.localtime(current.reminded_at))
        note = _("Dernière relance le %(at)s.") % {"at": said}
    return replace(
        view,
        template=f"{_PATH}/remind.html",
        # Without a mail server a person hands the link over: the dialog shows it.
        url=reverse("approvals:remind", args=[case.document.pk]),
        label=case.view.label,
        other_url=view.url,
        other_label=view.label if view.url else "",
        note=note,
        asks=not settings.MAIL_IS_SENT,
    )


def _export_of_everything(case: _Case) -> ReasonView:
    parameters = changed_parameters("scope_all", case.parameters)
    assert parameters is not None
    return _link(case, f"{reverse('exports:new')}?{query_of(parameters)}", label=_("Exporter tout"))


def _open_export(case: _Case) -> ReasonView:
    return _link(case, reverse("exports:detail", args=[case.finding.facts["export"]]))


def _open_payment(case: _Case) -> ReasonView:
    return _link(case, f"{reverse('documents:list')}?doc={case.document.pk}&tab=payments")


Draw = Callable[[_Case], ReasonView]
_WAYS_OUT: Mapping[str, tuple[Permission, Draw]] = {
    "control": (Permission.CONTROL, _control),
    "code_line": (Permission.CODE, _code_line),
    "set_vat_account": (Permission.CODE, _set_vat_account),
    "edit_period": (Permission.CODE, _edit_period),
    "book_gap": (Permission.CODE, _book_gap),
    "attach_invoice": (Permission.CONTROL, _attach),
    "release": (Permission.HOLD_BACK, _release),
    "date_first_open_day": (Permission.CODE, _first_open_day),
    "enter_rate": (Permission.CODE, _enter_rate),
    "remind": (Permission.READ, _remind),
    "new_export": (Permission.EXPORT, _other_parameters),
    "later_end": (Permission.EXPORT, _other_parameters),
    "drop_start": (Permission.EXPORT, _other_parameters),
    "scope_all": (Permission.EXPORT, _other_parameters),
    "all_journals": (Permission.EXPORT, _other_parameters),
    "drop_choice": (Permission.EXPORT, _other_parameters),
    "open_export": (Permission.READ, _open_export),
    "open_payment": (Permission.READ, _open_payment),
}
