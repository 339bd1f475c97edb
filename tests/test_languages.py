"""Every reason and every error in both languages, and amounts and dates in each one's way."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

import ecritoire
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import in_french, say
from ecritoire.domain.reasons import REASONS, Finding
from ecritoire.domain.wording import said_amount, said_date, said_day_of_year, said_moment, said_number, said_rate
from ecritoire.formats.engine.limits import REASONS as LIMITS

ACCENTED = re.compile(r"[éèêàçùôîœ«»’]")
LINE = {"line": 2, "label": "Paper", "amount_minor": 12000, "currency": "EUR"}
LIMIT = {"field": "Le compte", "name": "compte", "value": "6064000012", "limit": 8, "vendor": "Quadra"}
FACTS: dict[str, list[dict[str, object]]] = {
    "not_controlled": [{}],
    "controlled_after": [{"controlled_at": "2026-11-03T10:42:00+01:00", "created_at": "2026-11-03T09:15:00+01:00"}],
    "dated_after": [{"of": of, "date": "2026-11-04", "until": "2026-10-31"} for of in ("payment", "entry", "")],
    "dated_before": [{"of": of, "date": "2026-09-04", "start": "2026-10-01"} for of in ("payment", "entry", "")],
    "period_ends_after": [{"period_end": "2026-12-31", "until": "2026-10-31"}],
    "purchase_account_missing": [{"lines": [LINE] * count} for count in (1, 3, 4, 5)],
    "vat_account_missing": [{"codes": [{"rate_bp": 2000, "vat_minor": 2400, "currency": "EUR"}]}],
    "unbalanced": [{"gap_minor": -1, "lines_minor": 1152550, "total_minor": 1152551, "currency": "EUR"}],
    "nothing_to_book": [{}],
    "deposit_on_order": [{}],
    "order": [{}],
    "approval_pending": [{"approver": "Paul", "since": "2026-10-14"}],
    "approval_refused": [{"approver": "Paul"}, {"approver": "Paul", "reason": "twice"}],
    "already_exported": [{"of": of, "exported_on": "2026-09-30", "export": 11} for of in ("payment", "")],
    "held_back": [{"by": "Nadia", "on": "2026-10-14", "reason": "twice"}],
    "period_locked": [{"date": "2025-12-31"}],
    "not_chosen": [{"of": "payment"}, {}],
    "journal_not_chosen": [{"journal": "bank"}, {"journal": "purchase"}],
    "paid_outside": [{}],
    "payment_not_executed": [{"date": "2026-10-14", "state": state} for state in ("rejected", "scheduled")],
    "currency_rate_missing": [{"currency": "USD", "date": "2026-10-14"}],
    "refused_by_target": [{"target": "Pennylane", "words": "closed"}],
    "template_limit": [{"sentence": said, **LIMIT} for said in LIMITS.values()],
}
CASES = [(code, facts) for code, cases in FACTS.items() for facts in cases]


def test_every_reason_has_its_facts_here() -> None:
    assert set(FACTS) == set(REASONS)


@pytest.mark.parametrize(("code", "facts"), CASES)
def test_a_reason_is_said_in_both_languages(code: str, facts: dict[str, object]) -> None:
    finding = Finding(code, facts)
    reason = REASONS[code]
    french = (finding.message, reason.group, finding.way_out_label)
    with translation.override("en"):
        english = (finding.message, reason.group, finding.way_out_label)
    assert all(there != here for there, here in zip(french, english, strict=True) if here)
    assert not any(ACCENTED.search(said.replace("Écritoire", "")) for said in english), english


def test_an_export_of_before_keeps_its_sentence() -> None:
    with translation.override("en"):
        assert Finding("template_limit", {"sentence": "Le compte « 60640000 » dépasse"}).message.startswith("Le compte")


def _errors() -> Iterator[type[EcritoireError]]:
    """Every error a user may meet."""
    for module in pkgutil.walk_packages(ecritoire.__path__, "ecritoire."):
        if not module.name.endswith(("__main__", "wsgi")):
            importlib.import_module(module.name)
    waiting: list[type[EcritoireError]] = [EcritoireError]
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        if error.__module__.startswith("ecritoire."):
            yield error


def test_every_error_is_said_in_both_languages() -> None:
    worded = [error for error in _errors() if re.sub(r"%\(\w+\)s", "", error.template)]
    with translation.override("en"):
        same = sorted({error.code for error in worded if say(error.template) == error.template})
    assert same == []


def test_a_sentence_of_a_file_stays_french_whoever_asks() -> None:
    with translation.override("en"):
        with in_french():
            assert Finding("order", {}).message == "Une commande ne se comptabilise pas"
        assert Finding("order", {}).message == "An order does not go into the books"


WRITTEN = [
    (lambda: said_date(date(2026, 10, 31)), "31/10/26", "31 Oct 2026"),
    (lambda: said_moment(datetime(2026, 11, 3, 10, 42, tzinfo=UTC)), "03/11/26 à 10:42", "3 Nov 2026 at 10:42"),
    (lambda: said_amount(11525_50), "11\u202f525,50\u00a0€", "€11,525.50"),
    (lambda: said_amount(-5, "USD"), "\u22120,05\u00a0$", "\u2212$0.05"),
    (lambda: said_amount(1200_00, "CHF"), "1\u202f200,00\u00a0CHF", "CHF\u00a01,200.00"),
    (lambda: said_number(1200, "JPY"), "1\u202f200", "1,200"),
    (lambda: said_day_of_year(date(2026, 11, 3)), "03/11", "3 Nov"),
    (lambda: said_rate(550), "5,5\u00a0%", "5.5%"),
]


@pytest.mark.parametrize(("write", "french", "english"), WRITTEN)
def test_amounts_and_dates_are_written_as_in_the_language(write: Callable[[], str], french: str, english: str) -> None:
    assert write() == french
    with translation.override("en"):
        assert write() == english
