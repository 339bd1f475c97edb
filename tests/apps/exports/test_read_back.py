"""A file that does not say what its entries say is never offered, and its entries wait again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from ecritoire.apps import files
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports import legal
from ecritoire.apps.exports.formats import templates
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE
from ecritoire.apps.exports.limits import cautions
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.queries import selection_for
from ecritoire.apps.exports.read_back import FileDiffersError
from ecritoire.apps.exports.services import complete_interrupted, create_export
from ecritoire.apps.ledger.models import Entry
from ecritoire.domain.exporting import ExportParameters
from ecritoire.formats import own_reading
from ecritoire.formats.reading import Content, Read, ReadEntry
from ecritoire.formats.registry import load_reader
from tests.apps.exports.books import invoices

EXPORTABLE = [str(each["name"]) for each in templates() if each["name"] != LEGAL_TEMPLATE]


def losing_a_cent(read: Read) -> Read:
    """A reader that finds a cent less on the last line of each entry."""

    def read_less(content: Content) -> Iterator[ReadEntry]:
        for entry in read(content):
            *others, last = entry.lines
            yield entry._replace(lines=(*others, last._replace(credit=last.credit - last.credit / 100)))

    return read_less


@pytest.fixture
def misread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    monkeypatch.setattr(own_reading, "load_reader", lambda name: losing_a_cent(load_reader(name)))
    return monkeypatch.undo


@pytest.mark.parametrize("template", EXPORTABLE)
def test_every_package_takes_an_export_and_its_file_is_read_back(
    company: Company, october: ExportParameters, template: str
) -> None:
    invoices(company, 3, paid=True)
    outcome = create_export(company, replace(october, template=template), actor="Nadia Ferrand")
    if outcome.export is None:  # our supplier's account has no place in it, and that is said
        assert all(facts["value"] == "FLENOIR" for facts in outcome.selection.limited.values())
        assert len(outcome.selection.limited) == 6
        return
    assert outcome.export.completed_at is not None
    assert outcome.export.line_count == 15


def test_the_dry_run_warns_of_entries_that_share_a_piece(company: Company, october: ExportParameters) -> None:
    invoices(company, 2)
    Entry.objects.update(reference="FA-1", date=date(2026, 10, 2))
    selection = selection_for(company, replace(october, template="cegid-csv"))
    (sentence,) = cautions(selection)
    assert sentence.startswith("Même journal, même date et même pièce que d’autres : 1 écriture,")
    assert cautions(selection_for(company, october)) == []


def test_a_difference_stops_the_export_and_nothing_is_lost(
    company: Company, october: ExportParameters, misread: Callable[[], None]
) -> None:
    invoices(company, 2)
    with pytest.raises(FileDiffersError) as refused:
        create_export(company, october, actor="Nadia Ferrand")
    assert "(écriture 1, crédit : « 1200.00 » attendu, « 1188.00 » lu)" in refused.value.message
    export = Export.objects.get()
    assert export.completed_at is None
    assert export.cancelled_by == "Nadia Ferrand"
    assert export.cancel_reason == refused.value.message
    assert not ExportFile.objects.exists()
    assert Entry.objects.filter(export=None).count() == 2

    misread()
    again = create_export(company, october, actor="Nadia Ferrand").export
    assert again is not None
    assert (again.number, again.entry_count) == (2, 2)


def test_an_interrupted_export_whose_file_differs_is_cancelled_at_the_next_start(
    company: Company, october: ExportParameters, monkeypatch: pytest.MonkeyPatch, misread: Callable[[], None]
) -> None:
    invoices(company, 1)
    with monkeypatch.context() as patched:
        patched.setattr("ecritoire.apps.exports.services.complete_export", lambda *_: None)
        create_export(company, october, actor="Nadia Ferrand")
    assert complete_interrupted(company) == []
    assert Export.objects.get().cancelled_at is not None
    misread()
    assert complete_interrupted(company) == []


def test_the_legal_file_is_read_back_too(
    company: Company, october: ExportParameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoices(company, 2)
    create_export(company, october, actor="Nadia Ferrand")
    (written,) = legal.write_legal_files(company, date(2026, 12, 31))
    assert files.load(written.sha256)
    monkeypatch.setattr(own_reading, "load_reader", lambda name: losing_a_cent(load_reader(name)))
    with pytest.raises(FileDiffersError):
        legal.write_legal_files(company, date(2026, 12, 31))
