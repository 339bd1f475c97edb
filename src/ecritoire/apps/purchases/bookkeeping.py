"""Keeping the entry of a document in step with what its posting says.

An entry that no export holds is withdrawn and posted anew. One that an export holds is final: it is reversed, once, and
replaced; both wait for the next export. Whatever happens, the entries of a document add up to its posting.
"""

from dataclasses import replace
from datetime import date, timedelta

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.ledger.queries import as_domain_entry
from ecritoire.apps.ledger.services import post_entry, reverse_entry, withdraw_entry
from ecritoire.apps.purchases.models import Document
from ecritoire.domain import entries as domain


def keep_entry(document: Document, posted: domain.Entry | None) -> None:
    """Make the ledger say of ``document`` what ``posted`` says; ``None``: it cannot be posted, or not yet."""
    if posted is None:
        _take_back(document)
    elif document.entry is None:
        _post(document, posted)
    elif document.entry.export_id is None:
        if as_domain_entry(document.entry) != posted:
            _withdraw_entry(document)
            _post(document, posted)
    elif _figures(as_domain_entry(document.entry)) != _figures(posted):
        _point(document, entry=None, previous=document.entry)
        _post(document, posted)
    _reverse_what_it_replaces(document)


def first_open_day(company: Company, wanted: date) -> date:
    """``wanted``, or the day after the lock date when ``wanted`` is locked."""
    if company.lock_date is None or wanted > company.lock_date:
        return wanted
    return company.lock_date + timedelta(days=1)


def _take_back(document: Document) -> None:
    """The document has no entry any more: a pending one goes, an exported one waits for what will replace it."""
    if document.entry is None:
        return
    if document.entry.export_id is None:
        _withdraw_entry(document)
    else:
        _point(document, entry=None, previous=document.entry)


def _withdraw_entry(document: Document) -> None:
    entry = document.entry
    assert entry is not None, "only what was posted can be withdrawn"
    _point(document, entry=None, previous=document.previous_entry)
    withdraw_entry(entry)


def _post(document: Document, posted: domain.Entry) -> None:
    """Post a document, or find its exported entry right after all."""
    previous = document.previous_entry
    if previous is not None and _figures(as_domain_entry(previous)) == _figures(posted):
        reversal = _live_reversal(previous)
        if reversal is None or reversal.export_id is None:
            if reversal is not None:
                withdraw_entry(reversal)
            _point(document, entry=previous, previous=None)
            return
    entry = post_entry(
        posted,
        company=document.company,
        kind=document.type,
        suppliers={document.supplier.auxiliary: document.supplier_id},
        supplier_id=document.supplier_id,
        replaces=previous or _corrected_entry(document),
    )
    _point(document, entry=entry, previous=previous)


def _reverse_what_it_replaces(document: Document) -> None:
    """One reversal of the document's own former entry, and one of the entry of the document it corrects."""
    corrected, previous = _corrected_entry(document), document.previous_entry
    if document.entry is not None:
        for replaced in filter(None, (previous, corrected)):
            _reverse_once(replaced, document)
    elif previous is not None:
        _drop_reversal(previous)
    elif corrected is not None:
        _drop_reversal(corrected)


def _corrected_entry(document: Document) -> Entry | None:
    """The entry in the books of the document that this one corrects."""
    original = document.corrects
    return None if original is None else original.entry or original.previous_entry


def _reverse_once(entry: Entry, document: Document) -> None:
    day = first_open_day(document.company, document.entry_date)
    reversal = _live_reversal(entry)
    if reversal is not None and (reversal.export_id is not None or reversal.date == day):
        return
    if reversal is not None:
        withdraw_entry(reversal)
    reverse_entry(entry, company=document.company, on=day)


def _drop_reversal(entry: Entry) -> None:
    """What cannot be posted replaces nothing yet."""
    reversal = _live_reversal(entry)
    if reversal is not None and reversal.export_id is None:
        withdraw_entry(reversal)


def _live_reversal(entry: Entry) -> Entry | None:
    return entry.reversals.filter(voided_at=None).first()


def _point(document: Document, *, entry: Entry | None, previous: Entry | None) -> None:
    """Point at an entry at once: a row still pointed at cannot be deleted."""
    document.entry, document.previous_entry = entry, previous
    Document.objects.filter(pk=document.pk).update(entry=entry, previous_entry=previous)


def _figures(entry: domain.Entry) -> domain.Entry:
    """The entry without its words: a supplier that changes its name does not change the books."""
    lines = tuple(replace(line, label="") for line in entry.lines)
    return replace(entry, label="", lines=lines)
