"""Ways out of what keeps a document from posting."""

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.balancing import (
    GapTooLargeError,
    NoGapError,
    VatCodeNotOnDocumentError,
    book_gap,
    choose_vat_account,
    set_company_vat_account,
)
from ecritoire.apps.purchases.coding import OrderNotCodedError, UnknownAccountError, UnknownVatCodeError
from tests.apps.einvoices import EInvoice
from tests.apps.ground import ACCOUNT, NADIA, controlled, fresh, lines_of, received


@pytest.mark.parametrize(("cents", "account", "signed"), [("0.01", "658000", 1), ("-0.01", "758000", -1)])
def test_a_cent_of_difference_goes_to_the_rounding_account(
    company: Company, cents: str, account: str, signed: int
) -> None:
    document = controlled(company, EInvoice(cent_off=cents))
    assert document.is_unbalanced
    assert document.entry is None
    document = book_gap(document, actor=NADIA)
    assert not document.is_unbalanced
    assert lines_of(document.entry) == {ACCOUNT: 10000, "445660": 2000, account: signed, "401000": -12000 - signed}


@pytest.mark.parametrize(
    ("invoice", "error", "match"),
    [
        (EInvoice(), NoGapError, "F-1 est équilibrée"),
        (EInvoice(cent_off="1.01"), GapTooLargeError, "L’écart de 1,01\u00a0€ sur F-1 dépasse 1,00\u00a0€"),
        (EInvoice(type_code="325"), OrderNotCodedError, "F-1 est une commande"),
    ],
)
def test_only_a_rounding_is_booked(company: Company, invoice: EInvoice, error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        book_gap(received(company, invoice), actor=NADIA)


def test_a_document_may_have_a_vat_account_of_its_own(company: Company) -> None:
    document = choose_vat_account(controlled(company), "FR20", "445620", actor=NADIA)
    assert lines_of(fresh(document).entry) == {ACCOUNT: 10000, "445620": 2000, "401000": -12000}
    with pytest.raises(VatCodeNotOnDocumentError, match=r"Ses codes : FR20"):
        choose_vat_account(document, "FR10", "445620", actor=NADIA)
    with pytest.raises(UnknownAccountError):
        choose_vat_account(document, "FR20", "4456", actor=NADIA)


def test_a_vat_account_of_the_company_posts_what_lacked_it(company: Company) -> None:
    set_company_vat_account(company, "FR20", account="", actor=NADIA)
    documents = [controlled(company), received(company, EInvoice(number="F-2"))]
    assert [document.lacks_vat_account for document in documents] == [True, True]
    assert set_company_vat_account(company, "FR20", account="445660", actor=NADIA) == 2
    assert [fresh(document).lacks_vat_account for document in documents] == [False, False]
    assert lines_of(fresh(documents[0]).entry) == {ACCOUNT: 10000, "445660": 2000, "401000": -12000}
    assert set_company_vat_account(company, "FR20", account="445660", actor=NADIA) == 0


def test_settings_name_what_exists(company: Company) -> None:
    with pytest.raises(UnknownVatCodeError):
        set_company_vat_account(company, "TVA", account="445660", actor=NADIA)
    with pytest.raises(UnknownAccountError):
        set_company_vat_account(company, "FR20", account="44566", actor=NADIA)
