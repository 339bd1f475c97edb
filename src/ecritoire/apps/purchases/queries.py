"""Reading documents: one by its number, lists with filters, totals, and where their accounting stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum, Value, When

from ecritoire.apps.purchases.coding import uncoded_documents
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.models import Document, DocumentLine, DocumentVat
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.naming import name_key
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.domain.lifecycle import Accounting
from ecritoire.domain.wording import said_amount, said_date

PAGE_SIZE = 50
CANDIDATES_NAMED = 5
# Where the accounting of a document stands, the first that holds. Held back is refused once it is exported.
_ACCOUNTING: tuple[tuple[Accounting, Q], ...] = (
    (Accounting.HELD_BACK, Q(held_back_at__isnull=False)),
    (Accounting.EXPORTED, Q(entry__export__isnull=False)),
    (Accounting.CHANGED_SINCE, Q(previous_entry__isnull=False)),
)


class AmbiguousNumberError(EcritoireError):
    """Several documents have this number."""

    code = "ambiguous_number"
    template = (
        "Plusieurs documents portent le numéro %(number)s : %(candidates)s. Précisez le fournisseur (--supplier)."
    )


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents are wanted; every criterion that is set must hold."""

    search: str = ""  # start of a number, or words of the supplier's name
    supplier: int | None = None
    types: Sequence[str] = ()
    invoice_from: date | None = None
    invoice_until: date | None = None
    due_from: date | None = None
    due_until: date | None = None
    min_minor: int | None = None  # of the total with VAT, positive for a credit note too
    max_minor: int | None = None
    account: str = ""  # start of the account of some line
    approval: Sequence[str] = ()
    payment: Sequence[str] = ()
    accounting: Sequence[str] = ()
    controlled: bool | None = None
    uncoded: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """Of a filter, in one currency; credit notes taken off. Amounts in minor units."""

    currency: str
    count: int
    net_minor: int
    total_minor: int


def accounting_state(document: Document) -> Accounting:
    """Where the accounting of a document stands."""
    if document.held_back_at is not None:
        return Accounting.HELD_BACK
    if document.entry is not None and document.entry.export_id is not None:
        return Accounting.EXPORTED
    return Accounting.CHANGED_SINCE if document.previous_entry_id is not None else Accounting.NOT_EXPORTED


def with_accounting(documents: QuerySet[Document]) -> QuerySet[Document]:
    """Annotate documents with their ``accounting``."""
    return documents.annotate(
        accounting=Case(
            *(When(condition, then=Value(state.value)) for state, condition in _ACCOUNTING),
            default=Value(Accounting.NOT_EXPORTED.value),
            output_field=CharField(),
        )
    )


def find_documents(chosen: DocumentFilter) -> QuerySet[Document]:
    """The documents of the company in scope that a filter chooses, latest first, each with its ``accounting``."""
    documents = with_accounting(uncoded_documents() if chosen.uncoded else Document.objects.all())
    if chosen.search:
        documents = documents.filter(matching_documents(chosen.search))
    if chosen.supplier is not None:
        documents = documents.filter(supplier=chosen.supplier)
    if chosen.controlled is not None:
        documents = documents.filter(controlled_at__isnull=not chosen.controlled)
    bounds = {
        "invoice_date__gte": chosen.invoice_from,
        "invoice_date__lte": chosen.invoice_until,
        "due_date__gte": chosen.due_from,
        "due_date__lte": chosen.due_until,
        "total_minor__gte": chosen.min_minor,
        "total_minor__lte": chosen.max_minor,
    }
    documents = documents.filter(**{lookup: bound for lookup, bound in bounds.items() if bound is not None})
    if chosen.account:
        lines = DocumentLine.objects.filter(document=OuterRef("pk"), account__startswith=chosen.account)
        documents = documents.filter(Exists(lines))
    sets = {"type": chosen.types, "approval": chosen.approval, "payment": chosen.payment}
    for field, wanted in (sets | {"accounting": chosen.accounting}).items():
        if wanted:
            documents = documents.filter(**{f"{field}__in": wanted})
    return documents.select_related("supplier").order_by("-invoice_date", "-pk")


def documents_page(
    chosen: DocumentFilter, *, after: tuple[date, int] | None = None, size: int = PAGE_SIZE
) -> list[Document]:
    """One page of a filter, after the (invoice date, key) of the last document of the page before."""
    documents = find_documents(chosen)
    if after is not None:
        day, key = after
        # That the day is not later follows from the rest; said apart, the index is entered there and not at its start.
        documents = documents.filter(Q(invoice_date__lt=day) | Q(invoice_date=day, pk__lt=key), invoice_date__lte=day)
    return list(documents[:size])


def totals_of(chosen: DocumentFilter) -> list[Totals]:
    """Totals of a whole filter, one for each currency."""
    is_credit_note = Q(type="credit_note")
    rows = find_documents(chosen).order_by().values("currency")
    rows = rows.annotate(
        count=Count("pk"),
        net=Sum("net_minor", filter=~is_credit_note, default=0),
        net_credit=Sum("net_minor", filter=is_credit_note, default=0),
        total=Sum("total_minor", filter=~is_credit_note, default=0),
        total_credit=Sum("total_minor", filter=is_credit_note, default=0),
    )
    return [
        Totals(
            row["currency"],
            row["count"],
            int(row["net"] - row["net_credit"]),
            int(row["total"] - row["total_credit"]),
        )
        for row in rows.order_by("currency")
    ]


def document_detail(key: int) -> Document:
    """One document with all that a panel shows of it, in a fixed number of queries.

    Raises:
        DocumentNotFoundError: the company in scope has none with this key.
    """
    documents = with_accounting(Document.objects.filter(pk=key)).select_related(
        "company", "supplier", "source", "approver", "order", "corrects", "settled_by",
        "entry__journal", "entry__export", "previous_entry__export",
    )  # fmt: skip
    documents = documents.prefetch_related(
        Prefetch("lines", DocumentLine.objects.order_by("position")),
        Prefetch("vat", DocumentVat.objects.order_by("pk")),
        Prefetch("final_invoices", Document.objects.order_by("pk")),
        Prefetch("correctives", Document.objects.order_by("pk")),
        Prefetch("settled_deposits", Document.objects.order_by("invoice_date", "pk")),
    )
    found = documents.first()
    if found is None:
        raise DocumentNotFoundError(document=key)
    return found


def document_by_number(number: str, supplier: str | None = None) -> Document:
    """The one document of the company in scope with this number.

    Args:
        number: as the supplier writes it; case is forgiven when nothing has it exactly.
        supplier: a part of the name, the SIREN or the auxiliary account, when several have the number.

    Raises:
        DocumentNotFoundError: there is none.
        AmbiguousNumberError: there are several; they are named.
    """
    documents = Document.objects.select_related("company", "supplier", "entry", "previous_entry", "order")
    if supplier:
        is_it = Q(name_key__contains=name_key(supplier)) | Q(siren=supplier) | Q(auxiliary__iexact=supplier)
        documents = documents.filter(supplier__in=Supplier.objects.filter(is_it).values("pk"))
    found = list(documents.filter(number=number).order_by("-invoice_date", "pk")[: CANDIDATES_NAMED + 1])
    if not found:
        found = list(documents.filter(number__iexact=number).order_by("-invoice_date", "pk")[: CANDIDATES_NAMED + 1])
    if not found:
        raise DocumentNotFoundError(document=number)
    if len(found) > 1:
        raise AmbiguousNumberError(number=number, candidates=" ; ".join(map(_named, found[:CANDIDATES_NAMED])))
    return found[0]


def matching_documents(search: str) -> Q:
    """Documents whose number begins with the text searched for, or whose supplier has its words."""
    key = name_key(search)
    suppliers = Supplier.objects.filter(Q(name_key__contains=key) | Q(auxiliary__iexact=search))
    return Q(number__istartswith=search.strip()) | Q(supplier__in=suppliers.values("pk"))


def _named(document: Document) -> str:
    total = said_amount(document.total_minor, document.currency)
    return say("%(supplier)s du %(day)s, %(total)s") % {
        "supplier": document.supplier.name,
        "day": said_date(document.invoice_date),
        "total": total,
    }
