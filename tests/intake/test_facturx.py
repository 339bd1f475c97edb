import zlib
from io import BytesIO

import pikepdf
import pytest

from ecritoire.intake import IntakeError, read_document
from ecritoire.intake.facturx import MAX_UNFOLDED, open_pdf
from tests.intake.builders import CII, ORDER, UBL, changed, pdf_with

INVOICE = CII.encode()


def refusal(content: bytes) -> IntakeError:
    with pytest.raises(IntakeError) as caught:
        read_document(content)
    return caught.value


@pytest.mark.parametrize(
    "name", ["factur-x.xml", "Factur-X.XML", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml"]
)
def test_the_data_is_found_under_every_name_it_goes_by(name: str) -> None:
    document = read_document(pdf_with({"bon.pdf": b"%PDF-", name: INVOICE}))
    assert (document.container, document.xml_name, document.xml) == ("pdf", name, INVOICE)
    assert [(item.filename, item.content) for item in document.supporting] == [("bon.pdf", b"%PDF-")]
    assert document.invoice.flags == ()


def test_a_pdf_that_anybody_may_open_is_read_though_only_its_owner_may_change_it() -> None:
    assert read_document(pdf_with({"factur-x.xml": INVOICE}, owner_password="secret")).invoice.number == "C-77"


def test_a_pdf_with_a_password_is_refused() -> None:
    error = refusal(pdf_with({"factur-x.xml": INVOICE}, password="secret"))
    assert (error.code, error.keep_original) == ("encrypted_pdf", True)


def test_a_pdf_without_data_lists_what_it_has() -> None:
    error = refusal(pdf_with({"plan.xml": b"<a/>"}))
    assert (error.code, error.keep_original) == ("no_invoice_in_pdf", True)
    assert "plan.xml" in error.message
    assert "aucune" in refusal(pdf_with({})).message


def test_a_pdf_with_two_different_invoices_is_refused() -> None:
    error = refusal(pdf_with({"factur-x.xml": INVOICE, "xrechnung.xml": UBL.encode()}))
    assert (error.code, error.keep_original) == ("several_invoices_in_pdf", True)
    assert "factur-x.xml, xrechnung.xml" in error.message


def test_the_same_data_under_two_names_is_one_invoice() -> None:
    document = read_document(pdf_with({"factur-x.xml": INVOICE, "zugferd-invoice.xml": INVOICE}))
    assert document.invoice.number == "C-77"


def test_an_invoice_beside_an_order_is_the_invoice() -> None:
    document = read_document(pdf_with({"order-x.xml": ORDER.encode(), "factur-x.xml": INVOICE}))
    assert document.xml_name == "factur-x.xml"
    assert [item.filename for item in document.supporting] == ["order-x.xml"]


def test_a_pdf_with_an_order_is_refused_as_an_order() -> None:
    assert refusal(pdf_with({"order-x.xml": ORDER.encode()})).code == "order_document"


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (INVOICE[:500], "xml_not_well_formed"),
        (b"<!DOCTYPE a><a/>", "xml_forbidden_dtd"),
        (b"<a/>", "not_an_invoice"),
        (b"", "empty_file"),
        (changed(CII, (">C-77<", "><")), "missing_number"),
        (b"<a>" + b" " * (21 * 1024 * 1024) + b"</a>", "file_too_large"),
    ],
)
def test_whatever_is_wrong_with_the_data_the_pdf_is_kept(xml: bytes, code: str) -> None:
    error = refusal(pdf_with({"factur-x.xml": xml}))
    assert (error.code, error.keep_original) == (code, True)


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_truncated_pdf_is_refused_even_where_its_data_could_be_saved(part: float) -> None:
    whole = pdf_with({"factur-x.xml": INVOICE})
    error = refusal(whole[: int(len(whole) * part)])
    assert (error.code, error.keep_original) == ("unreadable_pdf", True)


def test_a_pdf_with_a_wrong_table_of_objects_is_repaired_and_flagged() -> None:
    whole = pdf_with({"factur-x.xml": INVOICE})
    start = whole.rindex(b"startxref")
    document = read_document(whole[:start] + b"startxref\n7\n%%EOF\n")
    assert (document.invoice.number, document.invoice.flags) == ("C-77", ("pdf_damaged",))


def test_bytes_before_the_mark_and_blanks_after_the_end_do_no_harm() -> None:
    assert read_document(b"\r\n" + pdf_with({"factur-x.xml": INVOICE}) + b"\n\0\0").invoice.number == "C-77"


def associated(names: list[str]) -> bytes:
    """A PDF whose attachments stand only in the list of associated files."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = pdf.make_stream(INVOICE, Type=pikepdf.Name.EmbeddedFile)
    specs = [
        pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF=name, EF=pikepdf.Dictionary(UF=stream)))
        for name in names
    ]
    pdf.Root.AF = pikepdf.Array(specs)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_data_that_stands_only_among_the_associated_files_is_found() -> None:
    assert open_pdf(associated(["factur-x.xml"])).xml == INVOICE


def bomb(name: str, unfolded: int) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(pdf, INVOICE, filename="factur-x.xml")
    spec = pikepdf.AttachedFileSpec(pdf, b"", filename=name)
    stream = spec.obj.EF.F
    stream.write(zlib.compress(bytes(unfolded)), filter=pikepdf.Name.FlateDecode)
    pdf.attachments[name] = spec
    out = BytesIO()
    pdf.save(out, compress_streams=False, recompress_flate=False)
    return out.getvalue()


def test_an_attachment_that_unfolds_to_gigabytes_does_not_take_the_invoice_with_it() -> None:
    content = bomb("plan.bin", MAX_UNFOLDED + 10_000_000)
    assert len(content) < 1_000_000
    document = read_document(content)
    assert document.supporting[0].content is None
    assert document.invoice.flags == ("attachment_unreadable",)


def test_data_that_unfolds_to_gigabytes_is_refused() -> None:
    error = refusal(bomb("xrechnung.xml", MAX_UNFOLDED + 10_000_000).replace(b"factur-x.xml", b"factur-y.xml"))
    assert error.code == "unreadable_pdf"
