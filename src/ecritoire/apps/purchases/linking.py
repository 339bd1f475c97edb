"""Documents that refer to one another (BG-3): a corrective to what it replaces, a final invoice to its deposits.

They arrive in any order. Whoever comes second makes the link; until then the first is known to wait.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from ecritoire.apps.purchases.checking import PREPAID_UNEXPLAINED
from ecritoire.apps.purchases.locking import lock_by_key
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.posting import refresh_posting
from ecritoire.domain.invoice import DocumentType, Reference

ORIGINAL_MISSING = "original_missing"
_NEED_ORIGINAL = frozenset({DocumentType.CREDIT_NOTE, DocumentType.CORRECTIVE})
_TAKE_DEPOSITS_BACK = frozenset({DocumentType.INVOICE, DocumentType.CORRECTIVE})


def stored_references(references: Sequence[Reference]) -> list[dict[str, str]]:
    """The preceding documents of an invoice as a document keeps them."""
    return [
        {
            "number": reference.number,
            "issue_date": reference.issue_date.isoformat() if reference.issue_date else "",
            "type_code": reference.type_code,
        }
        for reference in references
    ]


def find_preceding(document: Document) -> list[Document]:
    """The documents of the same supplier that this one refers to, those that have arrived."""
    if not document.preceding:
        return []
    numbers = {reference["number"] for reference in document.preceding}
    found = Document.objects.filter(supplier=document.supplier_id, number__in=numbers).exclude(pk=document.pk)
    found = found.select_related("company", "supplier").order_by("year", "pk")
    return [other for other in found if _refers_to(document, other)]


def _refers_to(document: Document, other: Document) -> bool:
    """By number, and by year of issue where the reference is dated."""
    return any(
        reference["number"] == other.number
        and (not reference["issue_date"] or date.fromisoformat(reference["issue_date"]).year == other.year)
        for reference in document.preceding
    )


def note_missing(document: Document, preceding: Sequence[Document]) -> None:
    """Set whether a document waits for one it refers to, and flag it where it cannot be understood without."""
    stated = {reference["number"] for reference in document.preceding}
    document.awaits_preceding = not stated <= {other.number for other in preceding}
    flags = [flag for flag in document.flags if flag != ORIGINAL_MISSING]
    if document.awaits_preceding and document.type in _NEED_ORIGINAL:
        flags.append(ORIGINAL_MISSING)
    document.flags = flags


def link(document: Document, preceding: Sequence[Document]) -> None:
    """Link a saved document to those it refers to: the one it corrects, the deposits it takes back."""
    if document.type == DocumentType.CORRECTIVE and document.corrects_id is None:
        document.corrects = next(_originals(preceding), None)
        document.save(update_fields=["corrects"])
    if document.type in _TAKE_DEPOSITS_BACK:
        deposits = [other.pk for other in preceding if other.type == DocumentType.DEPOSIT_INVOICE]
        if deposits:
            Document.objects.filter(pk__in=deposits, settled_by=None).update(settled_by=document)


def _originals(preceding: Sequence[Document]) -> Iterator[Document]:
    """What a corrective may replace: not an order, not a deposit, not what another corrective replaces already."""
    for other in preceding:
        is_replaceable = other.type in {DocumentType.INVOICE, DocumentType.CORRECTIVE, DocumentType.CREDIT_NOTE}
        if is_replaceable and not other.correctives.exists():
            yield other


def link_waiting(arrived: Document) -> None:
    """Link the documents that waited for the one that has just arrived, and post them anew."""
    waiting = Document.objects.filter(supplier=arrived.supplier_id, awaits_preceding=True).order_by("pk")
    for key in waiting.values_list("pk", flat=True):
        document = lock_by_key(key)
        if key == arrived.pk or not _refers_to(document, arrived):
            continue
        preceding = find_preceding(document)
        note_missing(document, preceding)
        _explain_prepaid(document, preceding)
        document.save(update_fields=["awaits_preceding", "flags"])
        link(document, preceding)
        arrived.refresh_from_db(fields=["settled_by"])
        refresh_posting(document)


def _explain_prepaid(document: Document, preceding: Sequence[Document]) -> None:
    deposits = [other for other in preceding if other.type == DocumentType.DEPOSIT_INVOICE]
    if deposits and sum(deposit.total_minor for deposit in deposits) == document.prepaid_minor:
        document.flags = [flag for flag in document.flags if flag != PREPAID_UNEXPLAINED]
