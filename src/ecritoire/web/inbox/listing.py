"""One page of the inbox: search, filters and rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecritoire.apps.purchases.checking import POSSIBLE_DUPLICATE
from ecritoire.apps.purchases.inbox import documents_aside, waiting_documents
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.apps.purchases.queries import matching_documents
from ecritoire.apps.purchases.refusals import refusal_sentence
from ecritoire.apps.purchases.unread import can_be_keyed, unread_files, unread_files_aside
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.origins import said_origin
from ecritoire.web.documents.filters import TYPE_LABELS
from ecritoire.web.documents.listing import signed_total
from ecritoire.web.shared import words

SHOWN = 100
TABS = ("", "aside", "refused", "files_aside")


@dataclass(frozen=True, slots=True)
class InboxQuery:
    """What is asked of the inbox; the address holds it all."""

    tab: str = ""
    search: str = ""
    type: str = ""
    flagged: bool = False  # only those with something to look at first
    after: int = 0  # rows to pass over: an inbox is short, or being emptied

    @classmethod
    def of(cls, query: QueryDict) -> "InboxQuery":
        """Read an address; what nobody knows is left aside."""
        after = query.get("after", "")
        kind = query.get("type", "")
        tab = query.get("tab", "")
        return cls(
            tab=tab if tab in TABS else "",
            search=query.get("q", "").strip()[:100],
            type=kind if kind in set(DocumentType) else "",
            flagged=query.get("flagged") == "1",
            after=int(after) if after.isdecimal() and len(after) < 7 else 0,
        )

    def url(self) -> str:
        """The address of this page."""
        pairs = {
            "tab": self.tab,
            "q": self.search,
            "type": self.type,
            "flagged": "1" if self.flagged else "",
            "after": str(self.after or ""),
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"{reverse('inbox:list')}?{query}" if query else reverse("inbox:list")


@dataclass(frozen=True, slots=True)
class Proposal:
    """An account proposed for some lines, and where it comes from."""

    account: str
    origin: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One document of the inbox. ``remarks`` is how much a person should look at first."""

    pk: int
    supplier: str
    number: str
    type_label: str | Promise
    invoice_date: date
    received_at: datetime
    signed_minor: int
    currency: str
    proposals: list[Proposal]
    uncoded: str
    remarks: int
    is_duplicate: bool
    url: str
    control_label: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that nothing came of, and why. ``aside`` is the reason of whoever set it aside."""

    pk: int
    name: str
    received_at: datetime
    sentence: str
    can_be_keyed: bool
    aside: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists of the inbox."""

    label: str
    url: str
    count: int
    current: bool


def waiting_page(asked: InboxQuery) -> dict[str, Any]:
    """What waits for control."""
    return _documents(asked, waiting_documents())


def aside_page(asked: InboxQuery) -> dict[str, Any]:
    """What a person set aside."""
    return _documents(asked, documents_aside().select_related("set_aside"))


def refused_page(asked: InboxQuery) -> dict[str, Any]:
    """Files that could not be read; their originals are kept."""
    return _files(asked, unread_files())


def files_aside_page(asked: InboxQuery) -> dict[str, Any]:
    """Files that could not be read and that a person set aside."""
    return _files(asked, unread_files_aside())


def _files(asked: InboxQuery, files: QuerySet[SourceFile]) -> dict[str, Any]:
    if asked.search:
        files = files.filter(name__icontains=asked.search)
    found = list(files.select_related("aside")[asked.after : asked.after + SHOWN + 1])
    return _frame(asked, [_refused(file) for file in found[:SHOWN]], has_more=len(found) > SHOWN)


def _refused(file: SourceFile) -> Refused:
    aside = getattr(file, "aside", None)
    return Refused(
        pk=file.pk,
        name=file.name,
        received_at=file.received_at,
        sentence=refusal_sentence(file.refusal_code, file.refusal_facts),
        can_be_keyed=can_be_keyed(file),
        aside=aside.reason if aside else "",
    )


def _documents(asked: InboxQuery, documents: QuerySet[Document]) -> dict[str, Any]:
    if asked.search:
        documents = documents.filter(matching_documents(asked.search))
    if asked.type:
        documents = documents.filter(type=asked.type)
    if asked.flagged:
        documents = documents.exclude(Q(flags=[]))
    documents = documents.select_related("supplier").prefetch_related("lines")
    found = list(documents[asked.after : asked.after + SHOWN + 1])
    return _frame(asked, [_waiting(document) for document in found[:SHOWN]], has_more=len(found) > SHOWN)


def _frame(asked: InboxQuery, rows: Sequence[object], *, has_more: bool) -> dict[str, Any]:
    first = replace(asked, after=0)
    counts = {
        "": waiting_documents().count(),
        "aside": documents_aside().count(),
        "refused": unread_files().count(),
        "files_aside": unread_files_aside().count(),
    }
    labels = {
        "": _("À contrôler"),
        "aside": _("Mis de côté"),
        "refused": _("Fichiers à saisir"),
        "files_aside": _("Fichiers mis de côté"),
    }
    return {
        "asked": asked,
        "rows": rows,
        "is_filtered": first != InboxQuery(tab=asked.tab),
        "clear_url": InboxQuery(tab=asked.tab).url(),
        "tabs": [
            Tab(labels[tab], InboxQuery(tab=tab).url(), counts[tab], current=tab == asked.tab)
            for tab in TABS
            if counts[tab] or tab in {asked.tab, *TABS[:3]}
        ],
        "types": [(value, label, value == asked.type) for value, label in TYPE_LABELS.items()],
        "count_label": words.documents(counts[""]),
        "older_url": replace(asked, after=asked.after + SHOWN).url() if has_more else "",
        "newer_url": replace(asked, after=max(0, asked.after - SHOWN)).url() if asked.after else "",
    }


def _waiting(document: Document) -> Waiting:
    lines = [line for line in document.lines.all() if line.net_minor]
    proposals = {line.proposed_account or line.account: said_origin(line.origin_label) for line in lines}
    uncoded = sum(1 for line in lines if not line.account and not line.proposed_account)
    facts = {"number": document.number, "supplier": document.supplier.name}
    return Waiting(
        pk=document.pk,
        supplier=document.supplier.name,
        number=document.number,
        type_label=TYPE_LABELS[document.type],
        invoice_date=document.invoice_date,
        received_at=document.imported_at,
        signed_minor=signed_total(document),
        currency=document.currency,
        proposals=[Proposal(account, origin) for account, origin in proposals.items() if account],
        uncoded=ngettext("%(count)s ligne sans compte", "%(count)s lignes sans compte", uncoded) % {"count": uncoded}
        if uncoded
        else "",
        remarks=len(document.flags),
        is_duplicate=POSSIBLE_DUPLICATE in document.flags,
        url=reverse("control:sheet", args=[document.pk]),
        control_label=_("Contrôler %(number)s de %(supplier)s") % facts,
    )
