"""Control, by a person and by rule."""

from datetime import UTC, datetime

import pytest

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.control import RULE_NAME, ControlledAlreadyError, control_document
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.scope import company_scope
from ecritoire.apps.suppliers.models import Supplier
from tests.apps.einvoices import EInvoice
from tests.apps.ground import ACCOUNT, NADIA, coded, controlled, fresh, lines_of, receive, received


def test_a_controlled_document_is_in_the_books(company: Company) -> None:
    document = controlled(company)
    assert document.controlled_by == NADIA
    assert lines_of(document.entry) == {ACCOUNT: 10000, "445660": 2000, "401000": -12000}
    assert fresh(document).entry == document.entry


def test_a_document_without_accounts_is_controlled_and_waits_for_them(company: Company) -> None:
    document = control_document(received(company), actor=NADIA)
    assert document.controlled_at is not None
    assert document.entry is None
    assert document.lacks_purchase_account
    (problem,) = document.posting_problems
    assert problem["code"] == "purchase_account_missing"
    assert problem["facts"] == {"line": 1, "label": "Vis inox", "amount_minor": 10000, "currency": "EUR"}


def test_control_accepts_the_proposed_accounts(company: Company) -> None:
    controlled(company)
    document = received(company, EInvoice(number="F-2"))
    assert document.lines.get().proposed_account == ACCOUNT
    controlled_now = control_document(document, actor=NADIA)
    line = controlled_now.lines.get()
    assert (line.account, line.proposed_account, line.origin) == (ACCOUNT, "", "history")
    assert controlled_now.entry is not None


def test_control_makes_the_supplier_known(company: Company) -> None:
    document = coded(company)
    assert document.supplier.known_at is None
    control_document(document, actor=NADIA)
    assert Supplier.objects.get().known_at is not None


def test_the_moment_of_control_may_be_told(company: Company) -> None:
    moment = datetime(2026, 10, 15, 8, 30, tzinfo=UTC)
    assert control_document(coded(company), actor=NADIA, at=moment).controlled_at == moment


def test_a_document_is_controlled_once(company: Company) -> None:
    document = controlled(company)
    events = Event.objects.count()
    with pytest.raises(ControlledAlreadyError, match="F-1 est déjà contrôlé : Nadia Ferrand, le "):
        control_document(document, actor="Paul Guillou")
    assert (Entry.objects.count(), Event.objects.count()) == (1, events)


def test_a_document_of_another_company_is_not_found(company: Company, other_company: Company) -> None:
    document = coded(company)
    with company_scope(other_company), pytest.raises(DocumentNotFoundError):
        control_document(document, actor=NADIA)


def test_the_rule_controls_what_conforms_of_a_known_supplier(company: Company) -> None:
    controlled(company)
    (each,) = receive(company, EInvoice(number="F-2", order="BC-2"), control=True)
    assert each.document is not None
    document = fresh(each.document)
    assert document.controlled_by == RULE_NAME
    assert lines_of(document.entry) == {ACCOUNT: 10000, "445660": 2000, "401000": -12000}
    assert Event.objects.filter(action="control", actor=RULE_NAME, subject_id=document.pk).count() == 1


@pytest.mark.parametrize(
    "invoice",
    [
        EInvoice(number="F-2"),  # may be F-1 again
        EInvoice(number="F-2", order="BC-2", buyer_siren="200000008"),
        EInvoice(number="F-2", order="BC-2", buyer_siren="", buyer_name="Durand"),
        EInvoice(number="F-2", order="BC-2", cent_off="0.01"),
        EInvoice(number="F-2", order="BC-2", iban="FR7610107001011234567890129"),
        EInvoice(number="F-2", order="BC-2", prepaid="10.00"),
        EInvoice(number="F-2", order="BC-2", type_code="384", preceding=[("F-0", None)]),
        EInvoice(number="F-2", order="BC-2", type_code="999"),
        EInvoice(number="F-2", order="BC-2", currency="USD"),
    ],
)
def test_the_rule_leaves_to_a_person_what_needs_one(company: Company, invoice: EInvoice) -> None:
    controlled(company)
    (each,) = receive(company, invoice, control=True)
    assert each.document is not None
    document = fresh(each.document)
    assert (document.controlled_at, document.entry) == (None, None)
    assert document.lines.get().account == ""


def test_the_rule_waits_until_the_supplier_is_known_and_a_line_has_a_proposal(company: Company) -> None:
    (unknown,) = receive(company, EInvoice(), control=True)
    assert unknown.document is not None
    assert fresh(unknown.document).controlled_at is None
    control_document(unknown.document, actor=NADIA)
    (uncoded,) = receive(company, EInvoice(number="F-2", order="BC-2"), control=True)
    assert uncoded.document is not None
    assert fresh(uncoded.document).controlled_at is None
