"""« Pourquoi ? »: where documents went, or why not, over all exports there ever were and as of now."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.history import stored_findings
from ecritoire.apps.exports.models import Export, ExportedEntry, LeftOut
from ecritoire.apps.exports.selection import (
    Candidate,
    document_candidates,
    masked_documents,
    masked_payments,
    payment_candidates,
)
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.payments.models import Allocation, Payment
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import DocumentFilter, find_documents
from ecritoire.domain.reasons import Finding

SHOWN = 20
Owners = dict[int, set[int]]  # documents by the entry or the payment that is theirs


@dataclass(frozen=True, slots=True)
class Mention:
    """What one export did with a document, or with a payment of it: took it as ``entry_number``, or left it."""

    export: Export
    is_payment: bool
    entry_number: int | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where one document stands: ``now`` for the next export, and in every export that mentions it, latest first.

    ``payments`` are the payments of the document as of now.
    """

    document: Document
    now: Candidate
    mentions: list[Mention]
    payments: list[Candidate]


def whereabouts(search: str, selection: Selection) -> tuple[list[Whereabouts], bool]:
    """Find documents by the start of their number or by supplier, and say where each went; whether there are more.

    A fixed number of queries for up to ``SHOWN`` documents, whatever the number of exports.
    """
    found = find_documents(DocumentFilter(search=search)).select_related("supplier", "entry__export")
    documents = list(found[: SHOWN + 1])
    keys = [document.pk for document in documents[:SHOWN]]
    if not keys:
        return [], False
    now = {each.key: each for each in document_candidates(masked_documents(selection, _documents(keys)), selection)}
    paid = _owners(Allocation.objects.filter(document__in=keys).values_list("payment", "document"))
    payments = _payments(selection, paid)
    mentions = _mentions(keys, _entries(documents[:SHOWN]), paid)
    told = [
        Whereabouts(document, now[document.pk], mentions[document.pk], payments[document.pk])
        for document in documents[:SHOWN]
    ]
    return told, len(documents) > SHOWN


def _documents(keys: list[int]) -> QuerySet[Document]:
    return Document.objects.filter(pk__in=keys)


def _owners(pairs: Iterable[tuple[int, int]]) -> Owners:
    owners: Owners = defaultdict(set)
    for owned, document in pairs:
        owners[owned].add(document)
    return owners


def _entries(documents: list[Document]) -> Owners:
    """Every entry that documents ever caused: those of now and, one after the other, those they replaced."""
    owners: Owners = defaultdict(set)
    for document in documents:
        for key in (document.entry_id, document.previous_entry_id):
            if key is not None:
                owners[key].add(document.pk)
    waiting = set(owners)
    while waiting:
        replaced = Entry.objects.filter(pk__in=waiting, replaces__isnull=False).values_list("pk", "replaces")
        waiting = set()
        for key, older in replaced:
            if older is not None and not owners[key] <= owners[older]:
                owners[older] |= owners[key]
                waiting.add(older)
    return owners


def _payments(selection: Selection, paid: Owners) -> defaultdict[int, list[Candidate]]:
    found: defaultdict[int, list[Candidate]] = defaultdict(list)
    rows = masked_payments(selection, Payment.objects.filter(pk__in=list(paid)))
    for candidate in payment_candidates(rows, selection):
        for document in paid[candidate.key]:
            found[document].append(candidate)
    return found


def _mentions(keys: list[int], entries: Owners, paid: Owners) -> defaultdict[int, list[Mention]]:
    found: defaultdict[int, list[Mention]] = defaultdict(list)
    bank = dict(Payment.objects.filter(pk__in=list(paid), entry__isnull=False).values_list("entry", "pk"))
    taken = ExportedEntry.objects.filter(entry__in=[*entries, *bank]).select_related("export")
    for each in taken:
        is_payment = each.entry_id in bank
        owners = paid[bank[each.entry_id]] if is_payment else entries[each.entry_id]
        for document in owners:
            found[document].append(Mention(each.export, is_payment, each.number, ()))
    for left, document in _left(keys, paid):
        mention = Mention(left.export, left.payment_id is not None, None, stored_findings(left.reasons))
        found[document].append(mention)
    for mentions in found.values():
        mentions.sort(key=lambda mention: (-mention.export.number, mention.is_payment))
    return found


def _left(keys: list[int], paid: Owners) -> Iterator[tuple[LeftOut, int]]:
    for left in LeftOut.objects.filter(document__in=keys).select_related("export"):
        assert left.document_id is not None
        yield left, left.document_id
    for left in LeftOut.objects.filter(payment__in=list(paid)).select_related("export"):
        assert left.payment_id is not None
        for document in paid[left.payment_id]:
            yield left, document
