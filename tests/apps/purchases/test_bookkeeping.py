"""The entries of a document through exports, changes and cancellations."""

from datetime import date

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.companies.services import set_lock_date
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.models import Export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.balancing import choose_vat_account
from ecritoire.apps.purchases.coding import CorrectedError, LineCoding, code_document, code_lines
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.dates import set_entry_date
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import accounting_state
from ecritoire.apps.suppliers.services import edit_supplier
from ecritoire.domain.lifecycle import Accounting
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import (
    ACCOUNT,
    NADIA,
    OCTOBER_14,
    balances,
    coded,
    controlled,
    export,
    fresh,
    lines_of,
    received,
)

POSTED = {"401000": -12000, "445660": 2000, ACCOUNT: 10000}
POSTED_ON_606300 = {"401000": -12000, "445660": 2000, "606300": 10000}


def recode(document: Document, account: str) -> Document:
    code_document(document, account, replace=True, actor=NADIA)
    return fresh(document)


def test_a_pending_entry_is_posted_anew(company: Company) -> None:
    document = recode(controlled(company), "606300")
    assert document.previous_entry is None
    assert Entry.objects.count() == 1
    assert balances() == POSTED_ON_606300


def test_an_exported_entry_is_reversed_and_replaced_once(company: Company) -> None:
    document = controlled(company)
    first = document.entry
    export(company)
    document = recode(document, "606300")
    assert document.previous_entry == first
    assert document.entry is not None
    assert document.entry.replaces == first
    reversal = Entry.objects.get(reversal_of=first)
    assert lines_of(reversal) == {account: -signed for account, signed in POSTED.items()}
    assert (reversal.kind, reversal.date, reversal.export_id) == ("reversal", OCTOBER_14, None)
    assert accounting_state(document) is Accounting.CHANGED_SINCE
    recode(document, "606100")
    document = recode(document, "606300")
    assert Entry.objects.filter(reversal_of=first).count() == 1
    assert Entry.objects.count() == 3
    assert balances() == POSTED_ON_606300
    export(company)
    assert accounting_state(fresh(document)) is Accounting.EXPORTED


def test_a_change_that_is_taken_back_leaves_the_exported_entry(company: Company) -> None:
    document = controlled(company)
    first = document.entry
    export(company)
    recode(document, "606300")
    document = recode(document, ACCOUNT)
    assert (document.entry, document.previous_entry) == (first, None)
    assert Entry.objects.count() == 1
    assert accounting_state(document) is Accounting.EXPORTED


def test_a_second_change_reverses_the_second_entry(company: Company) -> None:
    document = controlled(company)
    export(company)
    document = recode(document, "606300")
    second = document.entry
    export(company)
    document = recode(document, "606100")
    assert document.previous_entry == second
    assert Entry.objects.filter(reversal_of=second, export=None).count() == 1
    assert balances() == {"401000": -12000, "445660": 2000, "606100": 10000}


def test_a_change_that_cannot_be_posted_reverses_nothing_until_it_can(company: Company) -> None:
    document = controlled(company)
    first = document.entry
    export(company)
    document = code_lines(document, {1: LineCoding(vat_code="UNKNOWN")}, actor=NADIA)
    assert (document.entry, document.previous_entry) == (None, first)
    assert not Entry.objects.filter(reversal_of=first).exists()
    assert accounting_state(document) is Accounting.CHANGED_SINCE
    document = choose_vat_account(document, "UNKNOWN", "445620", actor=NADIA)
    assert document.entry is not None
    assert Entry.objects.filter(reversal_of=first, export=None).count() == 1
    assert balances() == {"401000": -12000, "445620": 2000, ACCOUNT: 10000}
    document = code_lines(document, {1: LineCoding(vat_code="EXEMPT")}, actor=NADIA)
    assert (document.entry, document.previous_entry) == (None, first)
    assert balances() == POSTED


def test_what_a_cancelled_export_took_is_changed_without_a_reversal(company: Company) -> None:
    document = controlled(company)
    cancel_export(export(company), reason="Mauvais modèle", actor=NADIA)
    document = recode(fresh(document), "606300")
    assert document.previous_entry is None
    assert Entry.objects.filter(voided_at=None).count() == 1
    assert Entry.objects.filter(voided_at__isnull=False).count() == 1
    assert balances() == POSTED_ON_606300


def test_cancelling_the_first_export_makes_the_correction_needless(company: Company) -> None:
    document = controlled(company)
    cancelled = export(company)
    document = recode(document, "606300")
    cancel_export(cancelled, reason="Mauvais modèle", actor=NADIA)
    assert balances() == POSTED_ON_606300
    assert balances_of_export(export(company)) == POSTED_ON_606300
    assert accounting_state(fresh(document)) is Accounting.EXPORTED


def balances_of_export(made: Export) -> dict[str, int]:
    total: dict[str, int] = {}
    for entry in Entry.objects.filter(export=made):
        for account, signed in lines_of(entry).items():
            total[account] = total.get(account, 0) + signed
    return total


def test_a_new_name_of_the_supplier_changes_no_exported_entry(company: Company) -> None:
    document = controlled(company)
    first = document.entry
    export(company)
    edit_supplier(document.supplier, {"name": "Vismer SAS"}, actor=NADIA)
    document = recode(fresh(document), ACCOUNT)
    assert (document.entry, document.previous_entry) == (first, None)


def test_an_entry_is_reversed_on_the_first_open_day(company: Company) -> None:
    document = controlled(company)
    export(company)
    set_lock_date(company, date(2026, 10, 31), actor=NADIA)
    document = recode(document, "606300")
    assert Entry.objects.get(reversal_of__isnull=False).date == date(2026, 11, 1)
    set_entry_date(document, date(2026, 11, 5), actor=NADIA)
    assert Entry.objects.get(reversal_of__isnull=False).date == date(2026, 11, 5)
    assert fresh(document).entry is not None
    assert balances() == POSTED_ON_606300


CORRECTIVE = EInvoice(number="F-1R", type_code="384", preceding=[("F-1", OCTOBER_14)], items=(Item(net="150.00"),))
CORRECTED = {"401000": -18000, "445660": 3000, ACCOUNT: 15000}


@pytest.mark.parametrize("exported_before", [False, True])
def test_a_corrective_reverses_the_original_and_takes_its_place(company: Company, exported_before: bool) -> None:
    original = controlled(company)
    if exported_before:
        export(company)
    corrective = controlled(company, CORRECTIVE)
    assert corrective.corrects == original
    assert corrective.entry is not None
    assert corrective.entry.replaces == original.entry
    assert Entry.objects.filter(reversal_of=original.entry).count() == 1
    assert fresh(original).entry == original.entry
    assert balances() == CORRECTED
    export(company)
    assert not Entry.objects.filter(export=None).exists()
    assert balances() == CORRECTED


def test_a_corrective_in_the_inbox_changes_nothing(company: Company) -> None:
    controlled(company)
    coded(company, CORRECTIVE)
    assert balances() == POSTED


def test_a_corrective_recoded_before_its_export_still_reverses_once(company: Company) -> None:
    controlled(company)
    corrective = controlled(company, CORRECTIVE)
    recode(corrective, "606300")
    assert balances() == {"401000": -18000, "445660": 3000, "606300": 15000}
    code_lines(corrective, {1: LineCoding(vat_code="UNKNOWN")}, actor=NADIA)
    assert balances() == POSTED
    code_lines(corrective, {1: LineCoding(ACCOUNT, "FR20")}, actor=NADIA)
    assert balances() == CORRECTED
    export(company)
    recode(corrective, "606300")
    export(company)
    assert balances() == {"401000": -18000, "445660": 3000, "606300": 15000}
    assert not Entry.objects.filter(export=None).exists()


def test_what_a_corrective_replaced_is_not_changed_any_more(company: Company) -> None:
    original = controlled(company)
    controlled(company, CORRECTIVE)
    with pytest.raises(CorrectedError, match="F-1 est remplacée par la facture rectificative F-1R"):
        code_document(original, "606300", replace=True, actor=NADIA)


def test_an_original_that_comes_after_its_corrective_never_enters_the_books(company: Company) -> None:
    corrective = controlled(company, CORRECTIVE)
    assert "original_missing" in corrective.flags
    original = received(company)
    assert fresh(corrective).corrects == original
    assert "original_missing" not in fresh(corrective).flags
    original = control_document(original, actor=NADIA)
    assert original.entry is None
    assert accounting_state(original) is Accounting.HELD_BACK
    assert "rectificative F-1R" in original.held_back_reason
    assert balances() == CORRECTED


def test_an_original_without_accounts_yields_to_its_corrective(company: Company) -> None:
    original = control_document(received(company), actor=NADIA)
    controlled(company, CORRECTIVE)
    assert accounting_state(fresh(original)) is Accounting.HELD_BACK
    assert balances() == CORRECTED


def test_a_corrective_reverses_what_was_exported_of_an_original_that_does_not_post_any_more(company: Company) -> None:
    original = controlled(company)
    export(company)
    original = code_lines(original, {1: LineCoding(vat_code="UNKNOWN")}, actor=NADIA)
    exported = original.previous_entry
    controlled(company, CORRECTIVE)
    original = fresh(original)
    assert (original.entry, original.previous_entry, original.held_back_at) == (exported, None, None)
    export(company)
    assert balances() == CORRECTED
    assert not Entry.objects.filter(export=None).exists()


def test_a_second_corrective_replaces_the_first(company: Company) -> None:
    controlled(company)
    first = controlled(company, CORRECTIVE)
    second = controlled(
        company, CORRECTIVE.changed(number="F-1RR", preceding=[("F-1R", OCTOBER_14)], items=(Item(net="10.00"),))
    )
    assert second.corrects == first
    assert balances() == {"401000": -1200, "445660": 200, ACCOUNT: 1000}
