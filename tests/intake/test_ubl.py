"""Terms of UBL that no sample invoice uses."""

from datetime import date

import pytest

from ecritoire.domain.invoice import Invoice, Reference
from ecritoire.intake import read_document
from tests.intake.builders import UBL, changed

SUPPLIER = "<cac:AccountingSupplierParty>"


def read(*changes: tuple[str, str]) -> Invoice:
    return read_document(changed(UBL, *changes)).invoice


def test_the_tax_point_is_a_code_or_a_day() -> None:
    period = "<cac:InvoicePeriod><cbc:DescriptionCode>432</cbc:DescriptionCode></cac:InvoicePeriod>"
    assert read((SUPPLIER, period + SUPPLIER)).tax_point_code == "432"
    day = "<cbc:TaxPointDate>2026-10-31</cbc:TaxPointDate><cbc:DocumentCurrencyCode>"
    assert read(("<cbc:DocumentCurrencyCode>", day)).tax_point_date == date(2026, 10, 31)


@pytest.mark.parametrize("kind", ["Invoice", "CreditNote"])
def test_a_preceding_document_may_be_an_invoice_or_a_credit_note(kind: str) -> None:
    reference = (
        f"<cac:BillingReference><cac:{kind}DocumentReference><cbc:ID>F-0</cbc:ID><cbc:IssueDate>2026-09-01"
        f"</cbc:IssueDate></cac:{kind}DocumentReference></cac:BillingReference>"
    )
    assert read((SUPPLIER, reference + SUPPLIER)).preceding == (Reference("F-0", date(2026, 9, 1)),)


@pytest.mark.parametrize("status", ["GROUP", "INFORMATION"])
def test_a_line_that_does_not_count_is_left_out(status: str) -> None:
    reference = (
        "<cbc:ID>2</cbc:ID><cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>1</cbc:ID>"
        f"<cbc:DocumentStatusCode>{status}</cbc:DocumentStatusCode></cac:InvoiceDocumentReference>"
        "</cac:BillingReference>"
    )
    invoice = read(("<cbc:ID>2</cbc:ID>", reference))
    assert [line.id for line in invoice.lines] == ["1"]
    assert "lines_left_out" in invoice.flags


def test_the_name_of_a_party_is_the_registered_one_or_else_the_one_it_trades_under() -> None:
    trading = "<cac:PartyName><cbc:Name>Chez Martin</cbc:Name></cac:PartyName><cac:PartyIdentification>"
    both = read(("<cac:PartyIdentification>", trading)).seller
    assert (both.name, both.trading_name) == ("Atelier Martin", "Chez Martin")
    registered = "<cbc:RegistrationName>Atelier Martin</cbc:RegistrationName>"
    assert read(("<cac:PartyIdentification>", trading), (registered, "")).seller.name == "Chez Martin"


def test_a_line_keeps_the_number_its_sender_gave_it() -> None:
    assert [line.id for line in read(("<cbc:ID>2</cbc:ID>", "<cbc:ID>20</cbc:ID>")).lines] == ["1", "20"]


def test_an_exemption_says_its_reason_and_its_code() -> None:
    exempt = (
        "<cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent>"
        "<cbc:TaxExemptionReasonCode>VATEX-FR-FRANCHISE</cbc:TaxExemptionReasonCode>"
        "<cbc:TaxExemptionReason>TVA non applicable, art. 293 B du CGI</cbc:TaxExemptionReason>"
    )
    group = read(("<cbc:ID>S</cbc:ID><cbc:Percent>5.5</cbc:Percent></cac:TaxC", f"{exempt}</cac:TaxC")).vat[1]
    assert (group.category, group.exemption_code) == ("E", "VATEX-FR-FRANCHISE")
    assert group.exemption_reason == "TVA non applicable, art. 293 B du CGI"
