"""Who changed what of the company, its members and its configuration, when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ecritoire.apps.audit.queries import history_of_kinds
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.history import in_words
from ecritoire.web.shared.settings_history import SETTINGS_SUBJECTS

EVENTS_SHOWN = 50  # on one page


@page(Permission.CONFIGURE)
@require_GET
def story(request: CompanyRequest) -> HttpResponse:
    """Fifty changes, the latest first, and the way to those before them."""
    typed = request.GET.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) <= len(str(2**62)) - 1 else None
    found = history_of_kinds(SETTINGS_SUBJECTS, before, EVENTS_SHOWN + 1)
    shown, has_more = found[:EVENTS_SHOWN], len(found) > EVENTS_SHOWN
    context = {
        "section": "story",
        "events": in_words(shown[::-1]),
        "next": f"before={shown[-1].sequence}" if has_more else "",
        "is_first": before is None,
    }
    return render(request, "settings/story.html", context)
