"""The database itself refuses to change what is final, whoever asks."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import ExportedEntry, ExportFile
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.ledger.models import Account, Entry, Line
from ecritoire.domain.exporting import ExportParameters
from tests.apps.exports.books import invoices


def add_line() -> None:
    entry = Entry.objects.filter(export__isnull=False).first()
    account = Account.objects.first()
    assert entry is not None
    assert account is not None
    Line.objects.create(company=entry.company, entry=entry, position=9, account=account, debit_minor=1)


ATTEMPTS: dict[str, Callable[[], object]] = {
    "change an exported entry": lambda: Entry.objects.filter(export__isnull=False).update(label="autre"),
    "release an exported entry without cancelling": lambda: Entry.objects.update(export=None, number=None),
    "renumber an exported entry": lambda: Entry.objects.filter(export__isnull=False).update(number=99),
    "delete an exported entry": lambda: Entry.objects.filter(export__isnull=False)._raw_delete("default"),
    "change a line": lambda: Line.objects.update(label="autre"),
    "delete a line": lambda: Line.objects.all()._raw_delete("default"),
    "add a line": add_line,
    "change the chain of events": lambda: Event.objects.update(actor="autre"),
    "cut the chain of events": lambda: Event.objects.all()._raw_delete("default"),
    "change what an export took": lambda: ExportedEntry.objects.update(number=99),
    "change a file of an export": lambda: ExportFile.objects.update(sha256="0" * 64),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_nobody_can(company: Company, october: ExportParameters, attempt: Callable[[], object]) -> None:
    invoices(company, 1)
    create_export(company, october, actor="Nadia Ferrand")
    with pytest.raises(DatabaseError, match="this row is final"), transaction.atomic():
        attempt()


def test_an_entry_still_waiting_can_be_changed_and_withdrawn(company: Company) -> None:
    (document,) = invoices(company, 1).documents
    entry = document.entry
    assert entry is not None
    Entry.objects.filter(pk=entry.pk).update(label="autre")
    Line.objects.filter(entry=entry).update(label="autre")
    document.entry = None
    document.save()
    entry.delete()
    assert not Line.objects.exists()
