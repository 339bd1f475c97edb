"""Terms of CII that no sample invoice uses, or uses with a figure of zero."""

from datetime import date

from ecritoire.domain.invoice import Invoice, Reference
from ecritoire.intake import read_document
from tests.intake.builders import CII, changed

SUMMATION = "<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
PREPAID = "<ram:TotalPrepaidAmount>14.00</ram:TotalPrepaidAmount><ram:RoundingAmount>-0.02</ram:RoundingAmount>"
PRECEDING = (
    "<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>AC-1</ram:IssuerAssignedID>{}"
    '<ram:FormattedIssueDateTime><qdt:DateTimeString format="102">20260901</qdt:DateTimeString>'
    "</ram:FormattedIssueDateTime></ram:InvoiceReferencedDocument>"
)


def read(*changes: tuple[str, str]) -> Invoice:
    return read_document(changed(CII, *changes)).invoice


def test_prepaid_and_rounding_count_towards_what_is_due() -> None:
    due = "<ram:DuePayableAmount>"
    invoice = read((due, PREPAID + due), (">114.00</ram:Due", ">99.98</ram:Due"))
    assert (invoice.totals.prepaid_minor, invoice.totals.rounding_minor, invoice.totals.due_minor) == (1400, -2, 9998)
    assert invoice.discrepancies == ()


def test_a_preceding_invoice_says_its_type() -> None:
    preceding = PRECEDING.format("<ram:TypeCode>386</ram:TypeCode>")
    assert read((SUMMATION, preceding + SUMMATION)).preceding == (Reference("AC-1", date(2026, 9, 1), "386"),)


def test_a_line_says_its_notes_class_and_preceding_invoice() -> None:
    notes = (
        "<ram:LineID>1</ram:LineID><ram:IncludedNote><ram:Content>DEEE</ram:Content>"
        "<ram:SubjectCode>BLU</ram:SubjectCode></ram:IncludedNote>"
        "<ram:IncludedNote><ram:Content>Lot 3</ram:Content></ram:IncludedNote>"
    )
    product = (
        "<ram:Name>Vis</ram:Name><ram:DesignatedProductClassification>"
        '<ram:ClassCode listID="TST">31161500</ram:ClassCode></ram:DesignatedProductClassification>'
    )
    end = "</ram:SpecifiedLineTradeSettlement>"
    line = read(
        ("<ram:LineID>1</ram:LineID>", notes), ("<ram:Name>Vis</ram:Name>", product), (end, PRECEDING.format("") + end)
    ).lines[0]  # fmt: skip
    assert line.note == "#BLU#DEEE\nLot 3"
    assert (line.classification, line.preceding_invoice) == ("31161500", "AC-1")


def test_the_tax_point_is_in_the_codes_of_the_standard() -> None:
    assert [read((">72<", f">{code}<")).tax_point_code for code in ("5", "29", "72", "99")] == ["3", "35", "432", "99"]
