"""What the first page is made of: what is due, what is spent, where documents ended."""

from datetime import date

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.coverage import MONTHS, export_coverage, last_month
from ecritoire.apps.exports.queries import selection_for
from ecritoire.apps.payments.schedule import payment_schedule
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.purchases.spending import month_before, next_month, spending_by_account
from ecritoire.apps.scope import company_scope
from ecritoire.domain.exporting import ExportParameters
from tests.apps.einvoices import EInvoice
from tests.apps.ground import NADIA, coded, controlled, export, fresh
from tests.web.conftest import company, other_company

__all__ = ["company", "other_company"]

OCTOBER = date(2026, 10, 1)


def _invoice(number: str, day: date) -> EInvoice:
    return EInvoice(number=number, issue_date=day)


def test_a_month_knows_its_neighbours() -> None:
    assert (month_before(date(2026, 1, 31)), next_month(date(2026, 12, 31))) == (date(2025, 12, 1), date(2027, 1, 1))


def test_the_months_end_with_the_current_one_unless_the_chosen_one_is_older() -> None:
    assert last_month(date(2026, 10, 1), date(2026, 11, 24)) == date(2026, 11, 24)
    assert last_month(date(2025, 1, 1), date(2026, 11, 24)) == date(2025, 1, 1)


def test_what_is_paid_is_taken_off_what_is_due(company: Company) -> None:
    document = controlled(company, _invoice("FA-1", date(2026, 10, 14)))
    controlled(company, _invoice("FA-2", date(2026, 10, 14)))
    before = sum(due.left_minor for due in payment_schedule("EUR"))
    assert before == 2 * document.due_minor
    record_payment(company, allocations=[(fresh(document), 10_00)], on=date(2026, 10, 20), actor=NADIA)
    assert sum(due.left_minor for due in payment_schedule("EUR")) == before - 10_00
    assert sum(due.count for due in payment_schedule("EUR")) == 2


def test_spending_is_of_the_month_and_the_one_before(company: Company) -> None:
    now = controlled(company, _invoice("FA-1", date(2026, 10, 31)))
    before = controlled(company, _invoice("FA-2", date(2026, 9, 1)))
    controlled(company, _invoice("FA-3", date(2026, 8, 31)))
    (spent,) = spending_by_account(OCTOBER)
    assert (spent.account, spent.month_minor, spent.before_minor) == ("606400", now.net_minor, before.net_minor)


def test_documents_that_only_time_holds_wait_and_the_others_are_left(company: Company) -> None:
    controlled(company, _invoice("FA-1", date(2026, 9, 30)))
    export(company, date(2026, 9, 30))
    controlled(company, _invoice("FA-2", date(2026, 10, 1)))
    coded(company, _invoice("FA-3", date(2026, 10, 2)))
    coded(company, _invoice("FA-4", date(2025, 10, 2)))
    controlled(company, _invoice("FA-5", date(2026, 11, 2)))
    selection = selection_for(company, ExportParameters("fec", date(2026, 10, 31)))
    found = export_coverage(selection, date(2026, 11, 24))
    assert len(found.months) == MONTHS
    ended = {f"{each.start:%m}": (each.exported, each.pending, each.left_out) for each in found.months if each.total}
    assert ended == {"09": (1, 0, 0), "10": (0, 1, 1), "11": (0, 1, 0)}
    assert (found.ready, found.left_before) == (1, 1)


@pytest.mark.usefixtures("company")
def test_nothing_of_another_company_counts(other_company: Company) -> None:
    with company_scope(other_company):
        invoice = EInvoice(issue_date=OCTOBER, buyer_siren=other_company.siren, buyer_name=other_company.name)
        controlled(other_company, invoice)
    assert payment_schedule("EUR") == []
    assert spending_by_account(OCTOBER) == []
