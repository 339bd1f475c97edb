"""Fiscal years and the lock date."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ecritoire.apps.companies.models import FiscalYear
from ecritoire.apps.companies.services import set_lock_date
from ecritoire.apps.purchases.locking_books import Locked, locked_by
from ecritoire.domain.permissions import Permission
from ecritoire.domain.wording import said_date
from ecritoire.web.shared import words
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog
from ecritoire.web.shared.fields import DayField


@dataclass(frozen=True, slots=True)
class Year:
    """One fiscal year."""

    start: date
    end: date
    numbered: int
    state: str
    is_locked: bool


class LockForm(forms.Form):
    """The last locked day; empty: nothing is locked. ``confirmed`` once the consequences were read."""

    lock_date = DayField(label=gettext_lazy("Verrouiller jusqu’au"), required=False)


@page(Permission.CONFIGURE)
@require_GET
def periods(request: CompanyRequest) -> HttpResponse:
    """The fiscal years, what is locked, and the form that asks to lock."""
    lock_date = request.company.lock_date
    years = [_year(year, lock_date) for year in FiscalYear.objects.order_by("-end")]
    context = {"years": years, "lock_date": lock_date, "form": LockForm(initial={"lock_date": lock_date})}
    return render(request, "configuration/periods.html", context)


def _year(year: FiscalYear, lock_date: date | None) -> Year:
    if lock_date is None or lock_date < year.start:
        state = _("Ouvert")
    elif lock_date >= year.end:
        state = _("Verrouillé")
    else:
        state = _("Ouvert depuis le %(day)s") % {"day": said_date(lock_date)}
    is_locked = lock_date is not None and lock_date >= year.end
    return Year(year.start, year.end, year.next_entry_number - 1, state, is_locked)


@page(Permission.CONFIGURE)
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: CompanyRequest) -> HttpResponse:
    """Say what a lock date locks, then set it."""
    sent = request.POST if request.method == "POST" else request.GET
    form = LockForm(sent if "lock_date" in sent else None, auto_id="dialog_%s")
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["lock_date"]
        set_lock_date(request.company, day, actor=request.actor)
        done = _("Verrouillé jusqu’au %(day)s") % {"day": said_date(day)} if day else _("Plus rien n’est verrouillé")
        messages.success(request, done)
        return close_dialog(request, reverse("configuration:periods"))
    if form.is_bound and not form.is_valid():
        return show_dialog(request, _dialog(_("Verrouiller jusqu’à quand ?"), [], form, _("Verrouiller")))
    day = form.cleaned_data["lock_date"] if form.is_bound else None
    if day is None:
        text = [_("Des écritures pourront être datées de tout jour.")]
        return show_dialog(request, _dialog(_("Tout déverrouiller ?"), text, None, _("Déverrouiller")))
    title = _("Verrouiller jusqu’au %(day)s ?") % {"day": said_date(day)}
    return show_dialog(request, _dialog(title, _consequences(day, locked_by(day)), None, _("Verrouiller"), day))


def _dialog(title: str, text: list[str], form: LockForm | None, verb: str, day: date | None = None) -> Dialog:
    """The question; once the day is right it only goes along, so that what was read is what is locked."""
    return Dialog(
        title=title,
        text=text,
        url=reverse("configuration:lock"),
        back_url=reverse("configuration:periods"),
        form=form,
        keep_label=_("Ne rien changer"),
        submit_label=verb,
        tone="danger-solid" if day else "primary",
        hidden=[] if form else [("lock_date", day.isoformat() if day else "")],
    )


def _consequences(day: date, locked: Locked) -> list[str]:
    facts = {"day": said_date(day), "entries": words.entries(locked.pending_entries)}
    text = [_("Plus rien de nouveau ne sera daté du %(day)s ou avant.") % facts]
    if locked.pending_entries:
        text.append(_("%(entries)s datées de ces jours attendent encore un export : il faudra les redater.") % facts)
    if locked.waiting_documents:
        facts["documents"] = words.documents(locked.waiting_documents)
        text.append(_("%(documents)s de ces jours-là ne sont pas encore contrôlés.") % facts)
    if not (locked.pending_entries or locked.waiting_documents):
        text.append(_("Rien de ces jours-là n’attend : tout est exporté."))
    return text
