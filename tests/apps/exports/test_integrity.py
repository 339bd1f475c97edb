"""``verify`` finds what somebody changed behind the product's back, and names it."""

from collections.abc import Callable

import pytest
from django.db import connection

from ecritoire.apps import files
from ecritoire.apps.audit.models import ChainHead, Event
from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.finality import install, remove
from ecritoire.apps.exports.integrity import verify
from ecritoire.apps.exports.models import Export, ExportedEntry, ExportFile
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.ledger.models import Entry, Line
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.exporting import ExportParameters
from tests.apps.exports.books import invoices


def found() -> set[str]:
    return {problem.code for problem in verify().problems}


def damage_file() -> None:
    file = ExportFile.objects.filter(name__contains="FEC").get()
    path = files.path_of(file.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])


def lose_file() -> None:
    files.path_of(ExportFile.objects.filter(name__contains="FEC").get().sha256).unlink()


def add_twice() -> None:
    taken = ExportedEntry.objects.first()
    assert taken is not None
    other = Export.objects.create(
        company=taken.company, number=9, created_at=taken.export.created_at, created_by="x", template="fec",
        until=taken.export.until, journals="all", scope="all", entry_count=1, completed_at=taken.export.created_at,
    )  # fmt: skip
    ExportedEntry.objects.create(
        company=taken.company, export=other, entry=taken.entry, fiscal_year=taken.fiscal_year, number=taken.number
    )


TAMPERING: dict[str, tuple[Callable[[], object], str]] = {
    "an event changed": (lambda: Event.objects.filter(sequence=2).update(actor="autre"), "chain_changed"),
    "an event removed": (lambda: Event.objects.filter(sequence=1)._raw_delete("default"), "chain_gap"),
    "the end of the chain cut": (
        lambda: Event.objects.filter(sequence=ChainHead.objects.get().sequence)._raw_delete("default"),
        "chain_head",
    ),
    "a stored file changed": (damage_file, "file_damaged"),
    "a stored file lost": (lose_file, "file_not_in_store"),
    "an amount changed": (lambda: Line.objects.filter(debit_minor=1000_00).update(debit_minor=1), "unbalanced_entry"),
    "an entry renumbered": (lambda: Entry.objects.filter(number=2).update(number=7), "entry_not_listed"),
    "numbers skipped": (lambda: FiscalYear.objects.update(next_entry_number=9), "number_gap"),
    "a counter put back": (lambda: FiscalYear.objects.update(next_entry_number=1), "counter_behind"),
    "an entry released": (lambda: Entry.objects.filter(number=1).update(number=None, export=None), "entry_released"),
    "an entry in two exports": (add_twice, "exported_twice"),
    "an entry lost by its document": (lambda: Document.objects.update(entry=None), "entry_missing"),
}


@pytest.mark.parametrize(("tamper", "code"), TAMPERING.values(), ids=TAMPERING.keys())
def test_what_was_tampered_with_is_found(
    company: Company, october: ExportParameters, tamper: Callable[[], object], code: str
) -> None:
    invoices(company, 2)
    create_export(company, october, actor="Nadia Ferrand")
    assert found() == set()
    remove(connection)
    tamper()
    install(connection)
    assert code in found()


def test_books_with_a_cancelled_export_are_in_order(company: Company, october: ExportParameters) -> None:
    invoices(company, 2, paid=True)
    export = create_export(company, october, actor="Nadia Ferrand").export
    assert export is not None
    cancel_export(export, reason="essai", actor="Nadia Ferrand")
    assert found() == set()
    create_export(company, october, actor="Nadia Ferrand")
    verified = verify()
    assert verified.is_ok
    assert verified.checked["entries"] == 4
