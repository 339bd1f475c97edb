import base64

import pytest

from ecritoire.domain.invoice import Attachment, Invoice
from ecritoire.intake import read_document
from ecritoire.intake.attachments import safe_name
from tests.intake.builders import CII, UBL, changed


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("facture.pdf", "facture.pdf"),
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("..", ""),
        ("", ""),
        (".", ""),
        ("a\x00b\n.pdf", "a_b_.pdf"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("facture\u202efdp.exe", "facture_fdp.exe"),
        (" Reçu n° 12.pdf ", "Reçu n° 12.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("x" * 300, "x" * 200),
    ],
)
def test_a_name_from_outside_is_only_a_name(name: str, harmless: str) -> None:
    assert safe_name(name) == harmless


def ubl_attachment(binary: str, reference: str = "") -> Invoice:
    element = (
        f"<cac:AdditionalDocumentReference><cbc:ID>BL-9</cbc:ID>{reference}"
        f"<cbc:DocumentDescription>BON_LIVRAISON</cbc:DocumentDescription><cac:Attachment>{binary}</cac:Attachment>"
        "</cac:AdditionalDocumentReference><cac:AccountingSupplierParty>"
    )
    return read_document(changed(UBL, ("<cac:AccountingSupplierParty>", element))).invoice


def embedded(content: str) -> str:
    return (
        '<cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="../bl.pdf">'
        f"{content}</cbc:EmbeddedDocumentBinaryObject>"
    )


def test_a_supporting_document_is_decoded() -> None:
    content = b"%PDF-1.7 bon de livraison" * 10
    lines = base64.encodebytes(content).decode()
    assert ubl_attachment(embedded(lines)).attachments == (
        Attachment("BL-9", "BON_LIVRAISON", "", "bl.pdf", "application/pdf", content),
    )


@pytest.mark.parametrize("content", ["####", "AAA", "é"])
def test_one_that_cannot_be_decoded_is_kept_without_its_content(content: str) -> None:
    invoice = ubl_attachment(embedded(content))
    assert (invoice.attachments[0].id, invoice.attachments[0].content) == ("BL-9", None)
    assert invoice.flags == ("attachment_unreadable",)


def test_one_that_is_only_a_link_is_a_link() -> None:
    link = "<cac:ExternalReference><cbc:URI>https://example.org/bl</cbc:URI></cac:ExternalReference>"
    invoice = ubl_attachment(link)
    assert (invoice.attachments[0].url, invoice.attachments[0].content) == ("https://example.org/bl", None)
    assert invoice.flags == ()


def test_a_reference_to_an_object_is_no_attachment() -> None:
    assert ubl_attachment("", "<cbc:DocumentTypeCode>130</cbc:DocumentTypeCode>").attachments == ()


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("<ram:TypeCode>916</ram:TypeCode>", 1),
        ("<ram:TypeCode>130</ram:TypeCode>", 0),
        ("<ram:TypeCode>50</ram:TypeCode>", 0),
        ("", 0),
        ("<ram:Name>Bon</ram:Name>", 1),
    ],
)
def test_cii_tells_attachments_by_their_type(content: str, count: int) -> None:
    element = (
        "<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>BL-9</ram:IssuerAssignedID>"
        f"{content}</ram:AdditionalReferencedDocument><ram:SellerTradeParty>"
    )
    invoice = read_document(changed(CII, ("<ram:SellerTradeParty>", element))).invoice
    assert len(invoice.attachments) == count
