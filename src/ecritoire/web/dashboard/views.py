"""The page."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from ecritoire.apps.exports.dashboard import dashboard_of
from ecritoire.apps.exports.queries import next_export_number, selection_for
from ecritoire.apps.purchases.spending import month_before
from ecritoire.domain.permissions import Permission
from ecritoire.web.dashboard.cards import cards_of, first_steps
from ecritoire.web.dashboard.months import MonthName, coverage_chart, month_name, spending_chart
from ecritoire.web.dashboard.weeks import schedule_chart
from ecritoire.web.exports.parameters import next_parameters
from ecritoire.web.shared.access import CompanyRequest, page

MONTHS_OFFERED = 13


@page(Permission.READ)
@require_GET
def dashboard(request: CompanyRequest) -> HttpResponse:
    """Show where the company stands; ``month`` in the address chooses what is looked at."""
    today, company = timezone.localdate(), request.company
    month = _month(request, today)
    found = dashboard_of(selection_for(company, next_parameters()), month, today)
    schedule = schedule_chart(found.schedule, today, company.currency)
    number = next_export_number(company)
    context: dict[str, Any] = {
        "today": today,
        "cards": cards_of(found, schedule, number, company.currency),
        "steps": first_steps(found.started, request.membership.role),
        "schedule": schedule,
        "spending": spending_chart(found.spending),
        "spending_month": MonthName.of(month),
        "spending_before": MonthName.of(month_before(month)),
        "coverage": coverage_chart(found.coverage, month, reverse("home")),
        "months": _offered(month, today),
    }
    return render(request, "dashboard/page.html", context)


def _month(request: HttpRequest, today: date) -> date:
    """The month of the address; the month before this one when there is none that makes sense."""
    try:
        chosen = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return month_before(today)
    return chosen if chosen.year >= 1900 and chosen <= today else month_before(today)


def _offered(month: date, today: date) -> list[dict[str, Any]]:
    """The months to choose from, latest first, the chosen one among them."""
    months = [today.replace(day=1)]
    while len(months) < MONTHS_OFFERED:
        months.append(month_before(months[-1]))
    if month not in months:
        months.append(month)
    return [{"value": f"{each:%Y-%m}", "label": month_name(each), "chosen": each == month} for each in months]
