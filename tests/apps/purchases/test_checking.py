"""Flags that a document's own data cannot tell."""

from datetime import timedelta

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.checking import recipient_flag
from ecritoire.domain.invoice import Party
from tests.apps.einvoices import SILLAGE, EInvoice, Item
from tests.apps.ground import OCTOBER_14, received


@pytest.mark.parametrize(
    ("buyer", "flag"),
    [
        (Party(siren="552100554"), ""),
        (Party(siren="552100554", name="Autre nom"), ""),
        (Party(siren="200000008", name="Menuiserie Bréhat"), "wrong_recipient"),
        (Party(vat_number="FR96552100554"), ""),
        (Party(vat_number="FR64200000008"), "wrong_recipient"),
        (Party(name="MENUISERIE BREHAT"), ""),
        (Party(name="Boutique Durand"), "recipient_unknown"),
        (Party(), "recipient_unknown"),
    ],
)
def test_the_addressee_is_known_by_siren_then_vat_number_then_name(company: Company, buyer: Party, flag: str) -> None:
    assert company.vat_number == "FR96552100554"
    assert recipient_flag(company, buyer) == flag


@pytest.mark.parametrize(
    ("invoice", "flags"),
    [
        (EInvoice(), {"iban_unverified"}),
        (EInvoice(iban=""), set()),
        (EInvoice(buyer_siren="200000008", iban=""), {"wrong_recipient"}),
        (EInvoice(cent_off="0.01", iban=""), {"arithmetic"}),
        (EInvoice(prepaid="20.00", iban=""), {"prepaid_unexplained"}),
        (EInvoice(type_code="381", preceding=[("F-0", None)], iban=""), {"original_missing"}),
        (EInvoice(type_code="384", preceding=[("F-0", None)], iban=""), {"original_missing"}),
        (EInvoice(preceding=[("F-0", None)], iban=""), set()),
    ],
)
def test_a_document_says_what_a_person_should_look_at(company: Company, invoice: EInvoice, flags: set[str]) -> None:
    assert set(received(company, invoice).flags) == flags


@pytest.mark.parametrize(
    ("second", "resembles"),
    [
        (EInvoice(number="F-2"), True),
        (EInvoice(number="F-2", issue_date=OCTOBER_14 + timedelta(days=3)), True),
        (EInvoice(number="F-2", issue_date=OCTOBER_14 + timedelta(days=4)), False),
        (EInvoice(number="F-2", items=(Item(net="100.01"),)), False),
        (EInvoice(number="F-2", order="BC-2"), False),
        (EInvoice(number="F-2", seller=SILLAGE), False),
    ],
)
def test_the_same_total_within_a_few_days_may_be_the_same_invoice(
    company: Company, second: EInvoice, resembles: bool
) -> None:
    received(company)
    assert ("possible_duplicate" in received(company, second).flags) is resembles


def test_an_iban_that_was_never_seen_on_a_known_supplier_is_said(company: Company) -> None:
    received(company)
    changed = received(company, EInvoice(number="F-2", iban="FR7610107001011234567890129"))
    assert {"iban_changed", "iban_unverified"} <= set(changed.flags)
    same = received(company, EInvoice(number="F-3"))
    assert "iban_changed" not in same.flags
