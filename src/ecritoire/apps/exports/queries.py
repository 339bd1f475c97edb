"""Dry runs and explanations: what an export would take, what it would leave, and why one document is not in one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.conditions import DOCUMENT_CONDITIONS, PAYMENT_CONDITIONS, Selection
from ecritoire.apps.exports.history import live_when, stored_findings
from ecritoire.apps.exports.limits import limited_entries
from ecritoire.apps.exports.models import Export, ExportedEntry, LeftOut
from ecritoire.apps.exports.pending import pending_entries
from ecritoire.apps.exports.selection import (
    Candidate,
    document_candidates,
    held_by,
    left_out,
    masked_documents,
    masked_payments,
    payment_candidates,
    reason_bit,
)
from ecritoire.apps.ledger.models import Entry, Line
from ecritoire.apps.payments.models import Payment
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.exporting import ExportParameters, Journals, Scope
from ecritoire.domain.reasons import Finding


class ExportNotFoundError(EcritoireError):
    """The company has no export with this number."""

    code = "export_not_found"
    template = "La société n’a pas d’export n° %(number)s. La liste : ecritoire exports list."


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where one document stands: in the books through ``export``, or out of it for the reasons found."""

    document: Document
    taken: bool
    export: Export | None
    findings: tuple[Finding, ...]


def selection_for(company: Company, parameters: ExportParameters) -> Selection:
    """The selection an export created now would make, limits of the template included."""
    selection = Selection(company, parameters, created_at=clock.now())
    return replace(selection, limited=limited_entries(selection))


def export_by_number(number: int) -> Export:
    """The export of the company in scope with this number.

    Raises:
        ExportNotFoundError: there is none.
    """
    export = Export.objects.filter(number=number).select_related("company").first()
    if export is None:
        raise ExportNotFoundError(number=number)
    return export


def preview_left_out(selection: Selection, code: str) -> Iterator[Candidate]:
    """The candidates with one reason, each with all its reasons."""
    bit = reason_bit(DOCUMENT_CONDITIONS, code)
    if bit:
        yield from document_candidates(held_by(masked_documents(selection), bit), selection)
    bit = reason_bit(PAYMENT_CONDITIONS, code)
    if bit:
        yield from payment_candidates(held_by(masked_payments(selection), bit), selection)


def preview_account_entries(selection: Selection, account: str) -> QuerySet[Line]:
    """The lines on one account that the selection would take, latest entry first."""
    lines = Line.objects.filter(account__number=account, entry__in=pending_entries(selection).values("pk"))
    return lines.select_related("entry__supplier", "entry__journal").order_by("-entry__date", "entry")


def all_left_out(selection: Selection) -> Iterator[Candidate]:
    """Everything the selection leaves: what waits, and what earlier exports took already."""
    yield from left_out(selection)
    yield from document_candidates(masked_documents(selection, already_exported()), selection)


def already_exported(before: Export | None = None) -> QuerySet[Document]:
    """Documents whose entry an export holds, or an export before ``before``."""
    documents = Document.objects.filter(entry__export__isnull=False)
    return documents if before is None else documents.filter(entry__export__number__lt=before.number)


def exported_before(export: Export) -> Iterator[Candidate]:
    """What exports before ``export`` hold, each with the export that took it."""
    parameters = ExportParameters(
        export.template,
        export.until,
        export.start,
        Journals(export.journals),
        Scope(export.scope),
        choice=export.choice_id,
    )
    selection = Selection(export.company, parameters, export.created_at)
    rows = masked_documents(selection, already_exported(before=export))
    return document_candidates(rows, selection)


def explain_document(document: Document, selection: Selection) -> Explanation:
    """Say whether the selection takes ``document``, and otherwise all the reasons why not."""
    rows = masked_documents(selection, Document.objects.filter(pk=document.pk))
    (candidate,) = document_candidates(rows, selection)
    return Explanation(document, taken=not candidate.findings, export=None, findings=candidate.findings)


def explain_now(document: Document, selection: Selection) -> Explanation:
    """Like :func:`explain_document`; what an export holds already counts as taken, by that export."""
    explanation = explain_document(document, selection)
    entry = document.entry
    if entry is None or entry.export is None:
        return explanation
    return replace(explanation, taken=True, export=entry.export)


def explain_payments(document: Document, selection: Selection) -> list[Candidate]:
    """The payments of ``document`` with the reasons that keep each out of the selection."""
    payments = Payment.objects.filter(allocations__document=document)
    return list(payment_candidates(masked_payments(selection, payments), selection))


def explain_in_export(document: Document, export: Export) -> Explanation:
    """Say whether ``export`` took ``document``, or why it did not, as of that export."""
    entries = _entries_of(document)
    if ExportedEntry.objects.filter(export=export, entry__in=entries).exists():
        return Explanation(document, taken=True, export=export, findings=())
    kept = LeftOut.objects.filter(export=export, document=document).first()
    if kept is not None:
        findings = tuple(_as_seen_later(finding, document, export) for finding in stored_findings(kept.reasons))
        return Explanation(document, taken=False, export=export, findings=findings)
    return Explanation(document, taken=False, export=export, findings=_unlisted(document, entries, export))


def _entries_of(document: Document) -> list[int]:
    """Every entry the document ever caused: the one of now and those it replaced."""
    found: list[int] = []
    waiting = [key for key in (document.entry_id, document.previous_entry_id) if key is not None]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.append(key)
            older = Entry.objects.filter(pk=key, kind=document.type, replaces__isnull=False)
            same = older.filter(replaces__reference=document.number, replaces__supplier=document.supplier_id)
            waiting.extend(key for key in same.values_list("replaces", flat=True) if key is not None)
    return found


def _as_seen_later(finding: Finding, document: Document, export: Export) -> Finding:
    """Not controlled then and controlled since: say when, which is what the person asking wants to know."""
    if finding.code == "not_controlled" and document.controlled_at is not None:
        return _controlled_after(document, export)
    return finding


def _controlled_after(document: Document, export: Export) -> Finding:
    assert document.controlled_at is not None
    facts = {
        "controlled_at": timezone.localtime(document.controlled_at).isoformat(),
        "created_at": timezone.localtime(export.created_at).isoformat(),
    }
    return Finding("controlled_after", facts)


def _unlisted(document: Document, entries: list[int], export: Export) -> tuple[Finding, ...]:
    """Why an export does not list a document at all: exported before it, or not arrived yet."""
    earlier = Export.objects.filter(live_when(export), taken__entry__in=entries).order_by("-number").first()
    if earlier is not None:
        on = timezone.localtime(earlier.created_at).date().isoformat()
        return (Finding("already_exported", {"export": earlier.number, "exported_on": on, "of": "document"}),)
    if document.controlled_at is None:
        return (Finding("not_controlled", {}),)
    if document.controlled_at > export.created_at:
        return (_controlled_after(document, export),)
    return ()


def export_list() -> QuerySet[Export]:
    """The exports of the company in scope, latest first."""
    return Export.objects.order_by("-number")


def taken_entries(export: Export) -> QuerySet[Entry]:
    """The entries an export took, cancelled or not."""
    return Entry.objects.filter(pk__in=ExportedEntry.objects.filter(export=export).values("entry"))


def next_export_number(company: Company) -> int:
    """The number the next export will have."""
    return Company.objects.values_list("next_export_number", flat=True).get(pk=company.pk)


def last_day_worth_exporting(today: date) -> date:
    """The end date proposed for a new export: the last day of the month before ``today``."""
    return today.replace(day=1) - timedelta(days=1)
