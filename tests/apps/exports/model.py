"""An independent model of the export contract, in plain Python, and random worlds to compare it with.

Nothing here imports the selection, the conditions or the claim: it restates the export contract from the outside.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from ecritoire.domain.exporting import ExportParameters, Journals, Scope

NOON = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
DAYS = st.dates(date(2025, 11, 1), date(2026, 12, 31))
# Few distinct days, so that dates meet the ends of exports and of periods often.
CLOSE_DAYS = st.sampled_from(
    [date(2025, 12, 31), date(2026, 1, 1), date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)]
)
ANY_DAY = st.one_of(CLOSE_DAYS, DAYS)
PROBLEMS = ("purchase_account_missing", "vat_account_missing", "unbalanced", "currency_rate_missing")


@dataclass(frozen=True)
class DocumentCase:
    """One document as the model sees it."""

    type: str
    invoice_date: date
    entry_date: date
    period_end: date | None
    controlled_at: datetime | None
    approval: str
    held_back: bool
    problems: frozenset[str]
    paid_on_order: bool  # only for an order: a deposit was paid on it


@dataclass(frozen=True)
class PaymentCase:
    """One payment of a document, by its position among the documents."""

    document: int
    paid_on: date
    state: str
    is_outside: bool
    has_rate: bool


@dataclass(frozen=True)
class World:
    """A company with documents and payments, and what an export is asked for."""

    lock_date: date | None
    documents: tuple[DocumentCase, ...]
    payments: tuple[PaymentCase, ...]


@st.composite
def document_cases(draw: st.DrawFn) -> DocumentCase:
    """Draw a document in any state."""
    kind = draw(st.sampled_from(["invoice", "invoice", "credit_note", "deposit_invoice", "corrective", "order"]))
    invoice_date = draw(ANY_DAY)
    is_order = kind == "order"
    problems = (
        frozenset() if is_order else draw(st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(PROBLEMS))))
    )
    moved = draw(st.one_of(st.none(), ANY_DAY))
    offset = draw(st.sampled_from([None, -86400, -1, 0, 1, 86400]))
    return DocumentCase(
        type=kind,
        invoice_date=invoice_date,
        entry_date=moved or invoice_date,
        period_end=draw(st.one_of(st.none(), ANY_DAY)),
        controlled_at=None if offset is None else NOON + timedelta(seconds=offset),
        approval=draw(st.sampled_from(["none", "none", "pending", "approved", "refused"])),
        held_back=draw(st.sampled_from([False, False, False, True])),
        problems=problems,
        paid_on_order=is_order and draw(st.booleans()),
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a company's documents and payments."""
    documents = tuple(draw(st.lists(document_cases(), max_size=8)))
    payments = []
    if documents:
        for _ in range(draw(st.integers(0, 5))):
            is_outside = draw(st.sampled_from([False, False, True]))
            payments.append(
                PaymentCase(
                    document=draw(st.integers(0, len(documents) - 1)),
                    paid_on=draw(ANY_DAY),
                    state="paid"
                    if is_outside
                    else draw(st.sampled_from(["paid", "paid", "scheduled", "prepared", "sent"])),
                    is_outside=is_outside,
                    has_rate=draw(st.sampled_from([True, True, False])),
                )
            )
    lock_date = draw(st.one_of(st.none(), ANY_DAY))
    return World(lock_date, documents, tuple(payments))


PARAMETERS = st.builds(
    ExportParameters,
    template=st.just("fec"),
    until=ANY_DAY,
    start=st.one_of(st.none(), st.none(), ANY_DAY),
    journals=st.sampled_from(list(Journals)),
    scope=st.sampled_from(list(Scope)),
)


CHOSEN = st.one_of(st.none(), st.frozensets(st.integers(0, 7)))  # positions of the documents chosen by hand, or all


def document_reasons(  # noqa: C901 - the contract is a list of cases
    case: DocumentCase, world: World, asked: ExportParameters, created_at: datetime
) -> set[str]:
    """All the reasons that keep a document not exported yet out of an export."""
    found = set(case.problems)
    if case.controlled_at is None:
        found.add("not_controlled")
    elif case.controlled_at > created_at:
        found.add("controlled_after")
    if max(case.invoice_date, case.entry_date) > asked.until:
        found.add("dated_after")
    if asked.start is not None and case.entry_date < asked.start:
        found.add("dated_before")
    if case.period_end is not None and case.period_end > asked.until:
        found.add("period_ends_after")
    if case.type == "order":
        found.add("deposit_on_order" if case.paid_on_order else "order")
    if asked.scope == Scope.VALID and case.approval in {"pending", "refused"}:
        found.add(f"approval_{case.approval}")
    if case.held_back:
        found.add("held_back")
    if world.lock_date is not None and case.entry_date <= world.lock_date:
        found.add("period_locked")
    if asked.journals == Journals.BANK:
        found.add("journal_not_chosen")
    return found


def payment_reasons(case: PaymentCase, world: World, asked: ExportParameters) -> set[str]:
    """All the reasons that keep a payment not exported yet out of an export."""
    document = world.documents[case.document]
    found = set()
    if case.is_outside:
        found.add("paid_outside")
    elif case.state != "paid":
        found.add("payment_not_executed")
    else:
        if case.paid_on > asked.until:
            found.add("dated_after")
        if asked.start is not None and case.paid_on < asked.start:
            found.add("dated_before")
        if world.lock_date is not None and case.paid_on <= world.lock_date:
            found.add("period_locked")
        if not case.has_rate:
            found.add("currency_rate_missing")
    if not case.is_outside and asked.journals == Journals.PURCHASE:
        found.add("journal_not_chosen")
    if asked.scope == Scope.VALID and document.approval in {"pending", "refused"}:
        found.add(f"approval_{document.approval}")
    if document.held_back:
        found.add("held_back")
    return found
