"""Import: what becomes of each file."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from ecritoire.apps import files as store
from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.folders import gather_files
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.apps.purchases.receiving import ReceiptStatus, receive_files
from ecritoire.apps.scope import NoCompanyInScopeError, company_scope
from ecritoire.apps.suppliers.models import Supplier
from tests.apps.einvoices import SILLAGE, EInvoice, Item, files
from tests.apps.ground import NADIA, receive, received
from tests.intake.builders import CII


def test_an_invoice_becomes_a_document_with_the_figures_of_its_sender(company: Company) -> None:
    document = received(company, EInvoice(items=(Item(net="100.00"), Item(net="40.00", rate="5.5"))))
    assert (document.net_minor, document.vat_minor, document.total_minor, document.due_minor) == (
        14000,
        2220,
        16220,
        16220,
    )
    assert [(line.position, line.net_minor, line.vat_code) for line in document.lines.order_by("position")] == [
        (1, 10000, "FR20"),
        (2, 4000, "FR55"),
    ]
    assert sorted(document.vat.values_list("vat_code", "rate_bp", "base_minor", "vat_minor")) == [
        ("FR20", 2000, 10000, 2000),
        ("FR55", 550, 4000, 220),
    ]
    assert document.controlled_at is None
    assert document.entry is None


def test_the_answer_for_one_file_is_plain_data(company: Company) -> None:
    (each,) = receive(company, EInvoice())
    answer = each.as_dict()
    assert answer.pop("document") == Document.objects.get().pk
    assert answer == {
        "path": "F-1.xml",
        "status": "imported",
        "number": "F-1",
        "supplier": "Vismer Fixations",
        "type": "invoice",
        "currency": "EUR",
        "net_minor": 10000,
        "vat_minor": 2000,
        "total_minor": 12000,
        "due_minor": 12000,
        "flags": ["iban_unverified"],
        "error": None,
    }


def test_the_original_is_kept_byte_for_byte(company: Company) -> None:
    document = received(company)
    assert document.source is not None
    assert store.load(document.source.sha256) == EInvoice().xml


def test_the_same_bytes_again_change_nothing(company: Company) -> None:
    received(company)
    before = (Document.objects.count(), SourceFile.objects.count(), Event.objects.count())
    (again,) = receive_files(company, [("copie.xml", EInvoice().xml)], actor=NADIA)
    assert (again.status, again.error.code if again.error else "") == (ReceiptStatus.DUPLICATE, "duplicate_file")
    assert (Document.objects.count(), SourceFile.objects.count(), Event.objects.count()) == before


def test_other_bytes_with_the_same_number_are_a_duplicate_that_names_the_document(company: Company) -> None:
    first = received(company)
    (again,) = receive(company, EInvoice(note="duplicata"))
    assert again.status is ReceiptStatus.DUPLICATE
    assert again.document == first
    assert again.error is not None
    assert again.error.code == "duplicate_number"
    assert "F-1 en 2026" in again.error.message
    assert Document.objects.count() == 1
    assert first.source is not None
    (kept,) = SourceFile.objects.exclude(pk=first.source.pk)
    assert kept.refusal_code == "duplicate_number"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(EInvoice(issue_date=EInvoice().issue_date.replace(year=2025)), id="another year"),
        pytest.param(EInvoice(seller=SILLAGE), id="another supplier"),
        pytest.param(EInvoice(number="F-01"), id="another number"),
    ],
)
def test_what_only_resembles_is_imported(company: Company, other: EInvoice) -> None:
    received(company)
    (each,) = receive(company, other)
    assert each.status is ReceiptStatus.IMPORTED


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 an archive", "unsupported_file"),
        (b"%PDF-1.4 cut short", "unreadable_pdf"),
        (b"<?xml version='1.0'?><Invoice>", "xml_not_well_formed"),
        (CII.replace("<ram:ID>C-77</ram:ID>", "<ram:ID> </ram:ID>").encode(), "missing_number"),
        (EInvoice(number="9" * 101).xml, "number_too_long"),
        (CII.replace("Quincaillerie Leroux", "").replace("100000009", "").encode(), "supplier_unknown"),
    ],
)
def test_a_refused_file_is_kept_and_refused_again(company: Company, content: bytes, code: str) -> None:
    for _ in range(2):
        (each,) = receive_files(company, [("facture", content)], actor=NADIA)
        assert each.status is ReceiptStatus.REFUSED
        assert each.error is not None
        assert each.error.code == code
        assert each.error.message.endswith(".")
        source = SourceFile.objects.get()
        assert source.refusal_code == code
        assert store.load(source.sha256) == content
    assert not Document.objects.exists()
    assert not Supplier.objects.exists()


def test_a_refused_file_that_can_be_read_now_is_imported(company: Company) -> None:
    content = EInvoice().xml
    SourceFile.objects.create(
        company=company,
        sha256=store.store(content),
        name="f.xml",
        size_bytes=len(content),
        received_at=company.created_at,
        refusal_code="unexpected_content",
        refusal_facts={"cause": "KeyError"},
    )
    assert received(company).source == SourceFile.objects.get()
    assert SourceFile.objects.get().refusal_code == ""


def test_a_crash_after_the_original_is_stored_is_completed_by_the_next_import(company: Company) -> None:
    content = EInvoice().xml
    SourceFile.objects.create(
        company=company,
        sha256=store.store(content),
        name="f.xml",
        size_bytes=len(content),
        received_at=company.created_at,
    )
    (each,) = receive(company, EInvoice())
    assert each.status is ReceiptStatus.IMPORTED
    assert SourceFile.objects.count() == 1


def test_what_happens_to_one_file_leaves_the_others_alone(company: Company) -> None:
    run = [
        ("a.xml", EInvoice(number="A").xml),
        ("b.xml", b"<"),
        ("a2.xml", EInvoice(number="A").xml),
        *files(EInvoice()),
    ]
    statuses = [each.status.value for each in receive_files(company, run, actor=NADIA)]
    assert statuses == ["imported", "refused", "duplicate", "imported"]


def test_a_defect_of_a_reader_refuses_one_file_and_keeps_it(
    company: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(content: bytes, *, filename: str) -> None:
        raise KeyError(filename)

    monkeypatch.setattr("ecritoire.apps.purchases.receiving.read_document", broken)
    (each,) = receive(company, EInvoice())
    monkeypatch.undo()
    assert each.error is not None
    assert each.error.code == "unexpected_content"
    assert received(company).number == "F-1"


def _full_disk(descriptor: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_refuses_the_file_and_leaves_nothing_half_written(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", _full_disk)
    (each,) = receive(company, EInvoice(number="PLEIN"))
    monkeypatch.undo()
    assert each.error is not None
    assert each.error.code == "storage_full"
    assert not SourceFile.objects.exists()
    assert not list((store._root() / "drafts").iterdir())


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "x" * 300 + ".xml", "a\nb.xml"])
def test_a_name_is_never_a_path(company: Company, name: str) -> None:
    (each,) = receive_files(company, [(name, EInvoice().xml)], actor=NADIA)
    assert each.status is ReceiptStatus.IMPORTED
    source = SourceFile.objects.get()
    assert "/" not in source.name
    assert store.path_of(source.sha256).is_file()


def test_a_file_on_the_disk_is_read_from_its_path(company: Company, tmp_path: Path) -> None:
    path = tmp_path / "facture.xml"
    path.write_bytes(EInvoice().xml)
    (each,) = receive_files(company, [(str(path), path)], actor=NADIA)
    assert each.status is ReceiptStatus.IMPORTED


def _missing(path: Path) -> None:
    return


def _giant(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(65 * 1024 * 1024)  # sparse: takes no room


@pytest.mark.parametrize(("make", "code"), [(_missing, "file_unreadable"), (_giant, "file_too_large")])
def test_a_path_that_gives_nothing_is_refused(
    company: Company, tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    make(tmp_path / "facture.pdf")
    (each,) = receive_files(company, [("facture.pdf", tmp_path / "facture.pdf")], actor=NADIA)
    assert each.error is not None
    assert each.error.code == code
    assert not SourceFile.objects.exists()


def test_folders_are_walked_in_order_and_only_invoices_are_taken(tmp_path: Path) -> None:
    for name in ("b/2.xml", "a/1.PDF", "a/notes.txt", "0.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    gathered = gather_files([tmp_path, tmp_path / "a/notes.txt"])
    names = [path.relative_to(tmp_path).as_posix() for _, path in gathered.files]
    assert names == ["0.xml", "a/1.PDF", "b/2.xml", "a/notes.txt"]
    assert gathered.ignored == [str(tmp_path / "a/notes.txt")]


def test_documents_of_another_company_are_neither_seen_nor_in_the_way(company: Company, other_company: Company) -> None:
    received(company)
    with company_scope(other_company):
        assert not Document.objects.exists()
        (each,) = receive_files(other_company, files(EInvoice()), actor="Paul Guillou")
        assert each.status is ReceiptStatus.IMPORTED
    assert Document.across_companies.count() == 2


def test_receiving_for_another_company_than_the_one_in_scope_fails(company: Company, other_company: Company) -> None:
    with pytest.raises(AssertionError, match="in the scope of their company"):
        list(receive_files(other_company, files(EInvoice()), actor=NADIA))


def test_receiving_outside_any_scope_fails(other_company: Company) -> None:
    with pytest.raises(NoCompanyInScopeError):
        list(receive_files(other_company, files(EInvoice()), actor=NADIA))


# Orders are documents, but not invoices: the reader says so.
ORDERS = {"order-x-basic.xml", "order-x-comfort.xml"}


def test_every_public_sample_is_taken_once(company: Company, corpora: Path) -> None:
    gathered = gather_files([corpora])
    first = list(receive_files(company, gathered.files, actor=NADIA, control=True))
    refused = {Path(each.path).name: each.error for each in first if each.status is ReceiptStatus.REFUSED}
    assert refused.keys() == ORDERS, refused
    assert {error.code for error in refused.values() if error} == {"order_document"}
    taken = [each for each in first if each.status is ReceiptStatus.IMPORTED]
    assert len(taken) + sum(each.status is ReceiptStatus.DUPLICATE for each in first) + len(refused) == len(first)
    again = list(receive_files(company, gathered.files, actor=NADIA))
    assert {each.status for each in again} == {ReceiptStatus.DUPLICATE, ReceiptStatus.REFUSED}
    assert Document.objects.count() == len(taken)
