"""The side panel of one document: states, notice, why-not, and one of four tabs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.apps.companies.models import Membership
from ecritoire.apps.desk.commenting import comments_of
from ecritoire.apps.desk.meanwhile import version_of
from ecritoire.apps.desk.story import story_of
from ecritoire.apps.desk.tagging import offered_tags, tags_of
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.queries import Explanation, explain_now
from ecritoire.apps.payments.models import Allocation
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import accounting_state, document_detail
from ecritoire.domain.exporting import Scope
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, Approval
from ecritoire.domain.permissions import Permission, may
from ecritoire.domain.wording import said_date
from ecritoire.web.documents.forms import CommentForm, TagForm
from ecritoire.web.documents.notices import Notice, notice_of
from ecritoire.web.documents.rows import TYPE_LABELS, signed_total
from ecritoire.web.documents.tabs import comments_tab, details_tab, entry_tab, history_tab, payments_tab
from ecritoire.web.documents.ways_out import ReasonView, reason_views
from ecritoire.web.exports.parameters import query_of
from ecritoire.web.shared import words

_ICONS: Mapping[str, str] = {
    DocumentType.CREDIT_NOTE: "receipt-refund",
    DocumentType.ORDER: "file-description",
}
_TABS: Mapping[str, tuple[str | Promise, Callable[[Document, Selection], dict[str, Any]]]] = {
    "details": (gettext_lazy("Détails"), details_tab),
    "entry": (gettext_lazy("Écriture"), entry_tab),
    "payments": (gettext_lazy("Paiements"), payments_tab),
    "comments": (gettext_lazy("Commentaires"), comments_tab),
    "history": (gettext_lazy("Historique"), history_tab),
}
FIRST_TAB = "details"


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the panel."""

    name: str
    label: str | Promise
    url: str
    panel_url: str
    current: bool
    count: int


@dataclass(frozen=True, slots=True)
class Why:
    """The block « Pourquoi n’est-elle pas exportée ? »."""

    question: str
    count_label: str
    as_of: str
    change_url: str
    reasons: list[ReasonView]


@dataclass(frozen=True, slots=True)
class PanelAction:
    """Something that can be done to the document beyond its reasons, at once or after a question."""

    label: str
    url: str
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where the panel is open: the query of the list behind it, its tab, and the form that was refused, if any."""

    list_query: str = ""
    tab: str = FIRST_TAB
    refused: Mapping[str, Form] = field(default_factory=dict)
    error: str = ""


def document_or_404(key: int) -> Document:
    """A document of the company in scope with what the panel shows of it; another company's does not exist."""
    try:
        return document_detail(key)
    except DocumentNotFoundError as error:
        raise Http404(error.message) from error


def panel_of(document: Document, selection: Selection, membership: Membership, place: Place) -> dict[str, Any]:
    """Everything the panel shows."""
    explanation, role = explain_now(document, selection), membership.role
    tab = place.tab if place.tab in _TABS else FIRST_TAB
    list_url = reverse("documents:list")
    panel: dict[str, Any] = {
        "icon": _ICONS.get(document.type, "file-invoice"),
        "type_label": TYPE_LABELS[document.type],
        "signed_minor": signed_total(document),
        "accounting": accounting_state(document),
        "close_url": f"{list_url}?{place.list_query}" if place.list_query else list_url,
        "error": place.error,
        "notice": _notice(document, role),
        "why": _why(document, explanation, selection, role, place),
        "will_be_taken": _will_be_taken(document, explanation, selection),
        "version": version_of(document),
        "tags": tags_of([document.pk])[document.pk],
        "actions": _actions(document, membership),
        "tabs": [_tab(name, document, place, current=name == tab) for name in _TABS],
        "tab_template": f"documents/tab_{tab}.html",
    }
    return panel | _remarks(role, place) | _TABS[tab][1](document, selection)


def _remarks(role: str, place: Place) -> dict[str, Any]:
    """The forms of tags and comments, for those who may."""
    if not may(role, Permission.COMMENT):
        return {"comment_form": None, "tag_form": None}
    return {
        "comment_form": place.refused.get("comment", CommentForm(auto_id="comment_%s")),
        "tag_form": place.refused.get("tag", TagForm(auto_id="tag_%s")),
        "known_tags": list(offered_tags().values()),
    }


def _notice(document: Document, role: str) -> Notice | None:
    return notice_of(document, may_attach=may(role, Permission.CONTROL))


def _tab(name: str, document: Document, place: Place, *, current: bool) -> Tab:
    query = f"{place.list_query}&" if place.list_query else ""
    return Tab(
        name=name,
        label=_TABS[name][0],
        url=f"{reverse('documents:list')}?{query}doc={document.pk}&tab={name}",
        panel_url=f"{reverse('documents:panel', args=[document.pk])}?{query}tab={name}",
        current=current,
        count=_count(name, document),
    )


def _count(name: str, document: Document) -> int:
    if name == "payments":
        return Allocation.objects.filter(document=document).count()
    if name == "comments":
        return comments_of(document).count()
    return story_of(document).count() if name == "history" else 0


def _why(document: Document, explanation: Explanation, selection: Selection, role: str, place: Place) -> Why | None:
    if explanation.taken or not explanation.findings:
        return None
    parameters = selection.parameters
    scope = _("documents valides uniquement") if parameters.scope == Scope.VALID else _("toutes les écritures")
    return Why(
        question=_question(document),
        count_label=words.reasons(len(explanation.findings)),
        as_of=_("Au %(day)s, %(scope)s.") % {"day": said_date(parameters.until), "scope": scope},
        change_url=f"{reverse('exports:new')}?{query_of(parameters)}",
        reasons=reason_views(document, explanation.findings, parameters, role, place.refused),
    )


def _question(document: Document) -> str:
    if document.type == DocumentType.CREDIT_NOTE:
        return _("Pourquoi n’est-il pas exporté ?")
    return _("Pourquoi n’est-elle pas exportée ?")


def _will_be_taken(document: Document, explanation: Explanation, selection: Selection) -> str:
    if explanation.export is not None or explanation.findings or document.entry is None:
        return ""
    return _("Sera pris par le prochain export, au %(day)s.") % {"day": said_date(selection.parameters.until)}


def _actions(document: Document, membership: Membership) -> list[PanelAction]:
    def action(label: str, name: str, *, asks: bool = True) -> PanelAction:
        return PanelAction(label, reverse(f"documents:{name}", args=[document.pk]), asks)

    role = membership.role
    found: list[PanelAction] = []
    if document.approval == Approval.PENDING and document.approver_id == membership.user_id:
        found += [action(_("Valider"), "approve", asks=False), action(_("Refuser"), "refuse")]
    if document.approval == Approval.PENDING and may(role, Permission.ASK_APPROVAL):
        found.append(PanelAction(_("Relancer"), reverse("approvals:remind", args=[document.pk]), asks=True))
    if document.type == DocumentType.ORDER:
        return found
    if document.approval in {Approval.NONE, Approval.REFUSED} and may(role, Permission.ASK_APPROVAL):
        found.append(action(_("Demander la validation"), "ask_approval"))
    if accounting_state(document) == Accounting.NOT_EXPORTED and may(role, Permission.HOLD_BACK):
        found.append(action(_("Mettre hors export"), "hold_back"))
    return found
