"""Keying a plain PDF: it becomes a document like any other, and only when its amounts hold."""

from dataclasses import replace
from datetime import date

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.companies.services import InvalidSirenError
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.entering import DuplicateNumberError
from ecritoire.apps.purchases.keying import (
    KeyedAlreadyError,
    KeyedDocument,
    KeyedNegativeError,
    KeyedSupplier,
    KeyedTotalError,
    KeyedVatError,
    KeyedWithoutLineError,
    key_document,
)
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.apps.purchases.receiving import ReceiptStatus, receive_files
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.keying import KeyedLine
from tests.apps.ground import ACCOUNT, NADIA, fresh, lines_of, received
from tests.intake.test_splitting import pdf_of

KEYED = KeyedDocument(
    supplier=KeyedSupplier("Scierie Le Goff"),
    type=DocumentType.INVOICE,
    number="2026-118",
    invoice_date=date(2026, 10, 20),
    currency="EUR",
    lines=(KeyedLine("Chêne avivé", 100_000, "FR20"), KeyedLine("Livraison", 5_000, "FR10")),
    total_minor=125_500,
)


def plain(company: Company, pages: int = 1, name: str = "scan.pdf") -> SourceFile:
    """A PDF without data that was dropped."""
    (each,) = receive_files(company, [(name, pdf_of(pages))], actor=NADIA)
    assert each.status is ReceiptStatus.REFUSED
    return SourceFile.objects.get(name=name)


def test_a_keyed_invoice_waits_for_control_and_is_booked_like_any_other(company: Company) -> None:
    source = plain(company)
    document = key_document(source, KEYED, actor=NADIA)
    assert (document.syntax, document.type_code, document.source_id) == ("keyed", "380", source.pk)
    assert (document.net_minor, document.vat_minor, document.total_minor) == (105_000, 20_500, 125_500)
    assert document.supplier.name == "Scierie Le Goff"
    assert document.controlled_at is None
    assert SourceFile.objects.get(pk=source.pk).refusal_code == ""
    code_document(document, ACCOUNT, actor=NADIA)
    control_document(document, actor=NADIA)
    assert lines_of(fresh(document).entry)[ACCOUNT] == 105_000


def test_a_known_supplier_is_found_by_its_name_or_its_siren(company: Company) -> None:
    known = received(company).supplier
    by_name = key_document(plain(company), replace(KEYED, supplier=KeyedSupplier("VISMER  fixations")), actor=NADIA)
    other = replace(KEYED, supplier=KeyedSupplier("Autre nom", siren=known.siren), number="2026-119")
    by_siren = key_document(plain(company, 2, "autre.pdf"), other, actor=NADIA)
    assert by_name.supplier == by_siren.supplier == known
    assert Supplier.objects.count() == 1


def test_the_vat_code_a_person_chose_stays_whatever_the_supplier_proposes(company: Company) -> None:
    supplier = received(company).supplier
    supplier.default_vat_code, supplier.default_account = "REVERSE20", "606400"
    supplier.save()
    exempt = replace(
        KEYED,
        supplier=KeyedSupplier(supplier.name),
        lines=(KeyedLine("Formation", 5_000, "EXEMPT"),),
        total_minor=5_000,
    )
    document = key_document(plain(company), exempt, actor=NADIA)
    assert [(line.vat_code, line.proposed_account) for line in document.lines.all()] == [("EXEMPT", "606400")]


def test_a_reverse_charge_is_assessed_and_not_paid_to_the_supplier(company: Company) -> None:
    keyed = replace(KEYED, lines=(KeyedLine("Bois", 10_000, "INTRA20"),), total_minor=10_000)
    document = key_document(plain(company), keyed, actor=NADIA)
    assert (document.vat_minor, document.due_minor) == (0, 10_000)
    assert list(document.vat.values_list("base_minor", "vat_minor")) == [(10_000, 2_000)]


def test_a_credit_note_names_the_invoice_it_takes_back(company: Company) -> None:
    keyed = replace(KEYED, type=DocumentType.CREDIT_NOTE, preceding="2026-100")
    document = key_document(plain(company), keyed, actor=NADIA)
    assert document.type == DocumentType.CREDIT_NOTE
    assert document.preceding[0]["number"] == "2026-100"
    assert "original_missing" in document.flags


@pytest.mark.parametrize(
    ("keyed", "refusal"),
    [
        (replace(KEYED, lines=()), KeyedWithoutLineError),
        (replace(KEYED, total_minor=125_501), KeyedTotalError),
        (replace(KEYED, vat_minor=2_050), KeyedVatError),
        (replace(KEYED, lines=(KeyedLine("Remise", -1_000, "FR20"),), total_minor=-1_200), KeyedNegativeError),
    ],
)
def test_amounts_that_do_not_hold_are_refused_and_nothing_is_written(
    company: Company, keyed: KeyedDocument, refusal: type[EcritoireError]
) -> None:
    source = plain(company)
    with pytest.raises(refusal):
        key_document(source, keyed, actor=NADIA)
    assert not Document.objects.exists()
    assert not Supplier.objects.exists()


def test_the_keys_of_the_supplier_are_checked(company: Company) -> None:
    keyed = replace(KEYED, supplier=KeyedSupplier("Scierie Le Goff", siren="123 456 789"))
    with pytest.raises(InvalidSirenError):
        key_document(plain(company), keyed, actor=NADIA)


def test_a_file_is_keyed_once(company: Company) -> None:
    source = plain(company)
    key_document(source, KEYED, actor=NADIA)
    with pytest.raises(KeyedAlreadyError, match="2026-118 de Scierie Le Goff"):
        key_document(source, replace(KEYED, number="2026-119"), actor=NADIA)


def test_a_number_that_is_there_is_a_duplicate(company: Company) -> None:
    key_document(plain(company), KEYED, actor=NADIA)
    with pytest.raises(DuplicateNumberError):
        key_document(plain(company, 2, "copie.pdf"), KEYED, actor=NADIA)
