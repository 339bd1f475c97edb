"""The cards on top: how many, how much, and the list that shows exactly these documents."""

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecritoire.apps.exports.dashboard import NOT_IN_THE_BOOKS, Dashboard, Started
from ecritoire.apps.payments.schedule import PAYABLE_TYPES, UNPAID
from ecritoire.domain.lifecycle import Approval
from ecritoire.domain.permissions import Permission, may
from ecritoire.domain.wording import said_amount
from ecritoire.web.dashboard.weeks import ScheduleChart
from ecritoire.web.shared import words


@dataclass(frozen=True, slots=True)
class Card:
    """One card. ``total_minor`` in the company's currency; ``alert`` is what somebody should not let wait."""

    label: str
    icon: str
    count: int
    total_minor: int
    hint: str
    alert: str
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first things to do; its button is shown to those who may."""

    label: str
    hint: str
    done: bool
    action: str
    url: str


def cards_of(found: Dashboard, schedule: ScheduleChart, next_number: int, currency: str) -> list[Card]:
    """Réception, En validation, À payer, Non comptabilisé."""
    today = timezone.localdate()
    unpaid = sum(due.count for due in found.schedule)
    late = schedule.late
    return [
        Card(
            label=_("Réception"),
            icon="inbox",
            count=found.inbox.count,
            total_minor=found.inbox.total_minor,
            hint=_age(_("la plus ancienne"), found.inbox_oldest_at, today),
            alert="",
            url=reverse("inbox:list"),
        ),
        Card(
            label=_("En validation"),
            icon="user-check",
            count=found.approvals.amount.count,
            total_minor=found.approvals.amount.total_minor,
            hint=_approvers(found.approvals.approvers) if found.approvals.amount.count else "",
            alert="",
            url=_documents(("approval", Approval.PENDING)),
        ),
        Card(
            label=_("À payer"),
            icon="credit-card",
            count=unpaid,
            total_minor=schedule.total_minor,
            hint=schedule.foreign,
            alert=_("%(amount)s en retard") % {"amount": said_amount(late.total_minor, currency)} if late.count else "",
            url=_documents(*(("payment", state) for state in UNPAID), *(("type", kind) for kind in PAYABLE_TYPES)),
        ),
        Card(
            label=_("Non comptabilisé"),
            icon="file-export",
            count=found.not_exported.count,
            total_minor=found.not_exported.total_minor,
            hint=ngettext(
                "%(count)s prêt pour l’export n° %(number)s",
                "%(count)s prêts pour l’export n° %(number)s",
                found.coverage.ready,
            )
            % {"count": words.grouped(found.coverage.ready), "number": next_number},
            alert="",
            url=_documents(*(("accounting", state) for state in NOT_IN_THE_BOOKS)),
        ),
    ]


def _documents(*pairs: tuple[str, str]) -> str:
    return f"{reverse('documents:list')}?{urlencode([(name, str(value)) for name, value in pairs])}"


def _age(which: str, moment: datetime | None, today: date) -> str:
    if moment is None:
        return ""
    days = (today - timezone.localtime(moment).date()).days
    if days <= 0:
        return _("%(which)s : aujourd’hui") % {"which": which}
    return ngettext("%(which)s : %(days)s jour", "%(which)s : %(days)s jours", days) % {"which": which, "days": days}


def _approvers(count: int) -> str:
    return ngettext("chez %(count)s personne", "chez %(count)s personnes", count) % {"count": count}


def first_steps(started: Started, role: str) -> list[Step]:
    """What a new company does first; nothing once its first export is made."""
    if started.is_over:
        return []
    inbox, documents, new = reverse("inbox:list"), reverse("documents:list"), reverse("exports:new")
    steps = [
        (_("Recevoir les premières factures"), _("Factures électroniques et PDF, déposés en Réception."),
         started.received, Permission.IMPORT, _("Ouvrir la Réception"), inbox),
        (_("Contrôler ce qu’elles disent"), _("Une fois contrôlée, une facture entre dans les listes."),
         started.controlled, Permission.CONTROL, _("Contrôler"), inbox),
        (_("Imputer"), _("Une facture dont chaque ligne a son compte donne une écriture équilibrée."),
         started.booked, Permission.CODE, _("Imputer"), documents),
        (_("Créer le premier export"), _("Tout ce qui attend part une fois ; le reste dit pourquoi il reste."),
         started.exported, Permission.EXPORT, _("Nouvel export"), new),
    ]  # fmt: skip
    return [
        Step(label, hint, done, action if may(role, permission) and not done else "", url)
        for label, hint, done, permission, action, url in steps
    ]
