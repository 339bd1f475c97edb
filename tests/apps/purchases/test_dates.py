"""Accounting period and accounting date."""

from datetime import date

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.companies.services import set_lock_date
from ecritoire.apps.purchases.bookkeeping import first_open_day
from ecritoire.apps.purchases.dates import DateLockedError, PeriodReversedError, set_accounting_period, set_entry_date
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.scope import company_scope
from tests.apps.ground import NADIA, OCTOBER_14, controlled, fresh, received


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2026, 10, 1), date(2026, 12, 31)), (None, date(2026, 12, 31)), (date(2026, 10, 1), None), (None, None)],
)
def test_a_period_is_set_and_cleared(company: Company, start: date | None, end: date | None) -> None:
    document = set_accounting_period(received(company), start=start, end=end, actor=NADIA)
    assert (fresh(document).period_start, fresh(document).period_end) == (start, end)


def test_a_period_does_not_end_before_it_starts(company: Company) -> None:
    with pytest.raises(PeriodReversedError, match="finit le 01/10/26, avant son début le 31/12/26"):
        set_accounting_period(received(company), start=date(2026, 12, 31), end=date(2026, 10, 1), actor=NADIA)


def test_the_entry_takes_its_date(company: Company) -> None:
    document = set_entry_date(controlled(company), date(2026, 11, 2), actor=NADIA)
    entry = fresh(document).entry
    assert entry is not None
    assert (entry.date, entry.document_date) == (date(2026, 11, 2), OCTOBER_14)


def test_no_entry_is_dated_in_a_locked_period(company: Company) -> None:
    document = controlled(company)
    set_lock_date(company, date(2026, 10, 31), actor=NADIA)
    with pytest.raises(DateLockedError, match="à partir du 01/11/26"):
        set_entry_date(document, date(2026, 10, 31), actor=NADIA)
    assert fresh(document).entry_date == OCTOBER_14
    assert set_entry_date(document, date(2026, 11, 1), actor=NADIA).entry_date == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("lock_date", "wanted", "day"),
    [
        (None, OCTOBER_14, OCTOBER_14),
        (date(2026, 10, 13), OCTOBER_14, OCTOBER_14),
        (OCTOBER_14, OCTOBER_14, date(2026, 10, 15)),
        (date(2026, 12, 31), OCTOBER_14, date(2027, 1, 1)),
    ],
)
def test_the_first_open_day_follows_the_lock(lock_date: date | None, wanted: date, day: date) -> None:
    assert first_open_day(Company(lock_date=lock_date), wanted) == day


def test_a_document_of_another_company_is_not_found(company: Company, other_company: Company) -> None:
    document = received(company)
    with company_scope(other_company):
        with pytest.raises(DocumentNotFoundError):
            set_accounting_period(document, start=None, end=None, actor=NADIA)
        with pytest.raises(DocumentNotFoundError):
            set_entry_date(document, OCTOBER_14, actor=NADIA)
