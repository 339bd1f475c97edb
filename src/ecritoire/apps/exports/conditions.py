"""The one definition of why something is not in an export.

Each reason is one declaration: its code (words in ``domain.reasons``), the database condition that decides it, and the
facts of a case. The selection, the dry run, ``explain`` and the report of an export are all queries over these two
tuples; nothing else in the product decides whether an entry leaves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import ChosenDocument
from ecritoire.apps.payments.models import Allocation
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.exporting import ExportParameters, Journals, Scope
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Approval, PaymentState

Row = Mapping[str, Any]
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a selection is made with: the company, the parameters, and the moment the export is created.

    ``limited`` holds, for entries that the template cannot carry, the facts that say what and why, by entry key.
    """

    company: Company
    parameters: ExportParameters
    created_at: datetime
    limited: Mapping[int, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """One reason. ``when`` gives ``None`` where the parameters rule the reason out altogether."""

    code: str
    when: Callable[[Selection], Q | None]
    facts: Callable[[Row, Selection], Facts] = lambda _row, _selection: {}


PAID_STATES = (PaymentState.PAID, PaymentState.PARTLY_PAID, PaymentState.PAID_OUTSIDE)
NOTHING_AMISS = Q(lacks_purchase_account=False, lacks_vat_account=False, is_unbalanced=False, lacks_rate=False)
EXECUTED = Q(is_outside=False, state=PaymentState.PAID)


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat()


def _problem_facts(row: Row, code: str) -> list[Facts]:
    return [problem["facts"] for problem in row["posting_problems"] if problem["code"] == code]


def _late_date(row: Row, selection: Selection) -> Facts:
    until = selection.parameters.until
    of = "document" if row["invoice_date"] > until else "entry"
    day = row["invoice_date"] if of == "document" else row["entry_date"]
    return {"date": day.isoformat(), "until": until.isoformat(), "of": of}


def _early_date(row: Row, selection: Selection) -> Facts:
    start = selection.parameters.start
    assert start is not None
    return {"date": row["entry_date"].isoformat(), "start": start.isoformat(), "of": "document"}


def _before_start(field: str, selection: Selection) -> Q | None:
    start = selection.parameters.start
    return Q(**{f"{field}__lt": start}) if start else None


def _in_locked_period(field: str, selection: Selection) -> Q | None:
    lock_date = selection.company.lock_date
    return Q(**{f"{field}__lte": lock_date}) if lock_date else None


def _executed(condition: Q | None) -> Q | None:
    """A day counts for a payment once the bank executed it; a planned one has none yet, one outside never enters."""
    return None if condition is None else condition & EXECUTED


def _valid_only(condition: Q, selection: Selection) -> Q | None:
    return condition if selection.parameters.scope == Scope.VALID else None


def _rate_facts(row: Row, _selection: Selection) -> Facts:
    return _problem_facts(row, "currency_rate_missing")[0]


def _exported_facts(row: Row, of: str) -> Facts:
    exported_on = timezone.localtime(row["entry__export__created_at"]).date()
    return {"export": row["entry__export__number"], "exported_on": exported_on.isoformat(), "of": of}


def _held_facts(row: Row) -> Facts:
    on = timezone.localtime(row["held_back_at"]).date()
    return {"by": row["held_back_by"], "on": on.isoformat(), "reason": row["held_back_reason"]}


def _approver(row: Row) -> str:
    return row["approver__full_name"] or row["approver__email"] or ""


def _pending_facts(row: Row) -> Facts:
    since = timezone.localtime(row["approval_asked_at"]).date()
    return {"approver": _approver(row), "since": since.isoformat()}


def _refused_facts(row: Row) -> Facts:
    return {"approver": _approver(row), "reason": row["refusal_reason"]}


def _awaited_invoice() -> Q:
    """An order on which a deposit was paid, and no invoice has come yet."""
    return Q(type=DocumentType.ORDER, payment__in=PAID_STATES) & ~settled_order()


def settled_order() -> Q:
    """An invoice settles it. Asked after what is cheap to know, and without the company, which would hide the index."""
    return Q(type=DocumentType.ORDER) & Q(Exists(Document.across_companies.filter(order=OuterRef("pk"))))


_TEMPLATE_LIMIT = Condition(
    "template_limit",
    lambda s: Q(entry__in=list(s.limited)) if s.limited else None,
    lambda row, s: s.limited[row["entry"]],
)


def _not_chosen(selection: Selection) -> Q | None:
    """The export is limited to documents chosen by hand, and this is none of them."""
    choice = selection.parameters.choice
    return None if choice is None else ~Q(Exists(_chosen(choice, "pk")))


def _pays_not_chosen(selection: Selection) -> Q | None:
    """Some document that the payment pays is not chosen, or it pays none: nothing not chosen leaves with another."""
    choice = selection.parameters.choice
    if choice is None:
        return None
    pays = Allocation.objects.filter(payment=OuterRef("pk"))
    return ~Q(Exists(pays)) | Q(Exists(pays.filter(~Exists(_chosen(choice, "document")))))


def _chosen(choice: int, document: str) -> QuerySet[ChosenDocument]:
    return ChosenDocument.objects.filter(choice=choice, document=OuterRef(document))


DOCUMENT_CONDITIONS = (
    Condition("not_chosen", _not_chosen, lambda _row, _selection: {"of": "document"}),
    Condition("not_controlled", lambda _: Q(controlled_at=None)),
    Condition(
        "controlled_after",
        lambda s: Q(controlled_at__gt=s.created_at),
        lambda row, s: {"controlled_at": _local(row["controlled_at"]), "created_at": _local(s.created_at)},
    ),
    Condition(
        "dated_after",
        lambda s: Q(invoice_date__gt=s.parameters.until) | Q(entry_date__gt=s.parameters.until),
        _late_date,
    ),
    Condition("dated_before", lambda s: _before_start("entry_date", s), _early_date),
    Condition(
        "period_ends_after",
        lambda s: Q(period_end__gt=s.parameters.until),
        lambda row, s: {"period_end": row["period_end"].isoformat(), "until": s.parameters.until.isoformat()},
    ),
    Condition(
        "purchase_account_missing",
        lambda _: Q(lacks_purchase_account=True),
        lambda row, _: {"lines": _problem_facts(row, "purchase_account_missing")},
    ),
    Condition(
        "vat_account_missing",
        lambda _: Q(lacks_vat_account=True),
        lambda row, _: {"codes": _problem_facts(row, "vat_account_missing")},
    ),
    Condition("unbalanced", lambda _: Q(is_unbalanced=True), lambda row, _: _problem_facts(row, "unbalanced")[0]),
    # With this one every candidate is taken or has a reason: no entry and nothing wrong means nothing to book.
    Condition(
        "nothing_to_book",
        lambda _: Q(entry=None, controlled_at__isnull=False) & NOTHING_AMISS & ~Q(type=DocumentType.ORDER),
    ),
    Condition("deposit_on_order", lambda _: _awaited_invoice()),
    # An order with a deposit says what is awaited; that orders are not booked would only repeat it.
    Condition("order", lambda _: Q(type=DocumentType.ORDER) & ~_awaited_invoice()),
    Condition(
        "approval_pending",
        lambda s: _valid_only(Q(approval=Approval.PENDING), s),
        lambda row, _: _pending_facts(row),
    ),
    Condition(
        "approval_refused",
        lambda s: _valid_only(Q(approval=Approval.REFUSED), s),
        lambda row, _: _refused_facts(row),
    ),
    Condition(
        "already_exported",
        lambda _: Q(entry__export__isnull=False),
        lambda row, _: _exported_facts(row, "document"),
    ),
    Condition("held_back", lambda _: Q(held_back_at__isnull=False), lambda row, _: _held_facts(row)),
    Condition(
        "period_locked",
        lambda s: _in_locked_period("entry_date", s),
        lambda row, _: {"date": row["entry_date"].isoformat()},
    ),
    Condition(
        "journal_not_chosen",
        lambda s: Q(pk__isnull=False) if s.parameters.journals == Journals.BANK else None,
        lambda _row, _selection: {"journal": "purchase"},
    ),
    Condition("currency_rate_missing", lambda _: Q(lacks_rate=True), _rate_facts),
    _TEMPLATE_LIMIT,
)


def _of_document(**lookups: object) -> Q:
    """Some document of the payment answers the lookups."""
    on_document = {f"document__{name}": value for name, value in lookups.items()}
    return Q(Exists(Allocation.objects.filter(payment=OuterRef("pk"), **on_document)))


def _first_document(row: Row, **wanted: object) -> Row:
    """The first document of the payment that a condition on its documents was about."""
    for document in row["documents"]:
        if all(document[name] == value for name, value in wanted.items()):
            return document  # type: ignore[no-any-return]
    raise LookupError(wanted)


def _held_document(row: Row) -> Row:
    return next(document for document in row["documents"] if document["held_back_at"] is not None)


PAYMENT_CONDITIONS = (
    Condition("not_chosen", _pays_not_chosen, lambda _row, _selection: {"of": "payment"}),
    Condition(
        "dated_after",
        lambda s: _executed(Q(paid_on__gt=s.parameters.until)),
        lambda row, s: {
            "date": row["paid_on"].isoformat(),
            "until": s.parameters.until.isoformat(),
            "of": "payment",
        },
    ),
    Condition(
        "dated_before",
        lambda s: _executed(_before_start("paid_on", s)),
        lambda row, s: {
            "date": row["paid_on"].isoformat(),
            "start": str(s.parameters.start),
            "of": "payment",
        },
    ),
    Condition(
        "approval_pending",
        lambda s: _valid_only(_of_document(approval=Approval.PENDING), s),
        lambda row, _: _pending_facts(_first_document(row, approval=Approval.PENDING)),
    ),
    Condition(
        "approval_refused",
        lambda s: _valid_only(_of_document(approval=Approval.REFUSED), s),
        lambda row, _: _refused_facts(_first_document(row, approval=Approval.REFUSED)),
    ),
    Condition(
        "already_exported",
        lambda _: Q(entry__export__isnull=False),
        lambda row, _: _exported_facts(row, "payment"),
    ),
    Condition(
        "held_back",
        lambda _: _of_document(held_back_at__isnull=False),
        lambda row, _: _held_facts(_held_document(row)),
    ),
    Condition(
        "period_locked",
        lambda s: _executed(_in_locked_period("paid_on", s)),
        lambda row, _: {"date": row["paid_on"].isoformat()},
    ),
    Condition(
        "journal_not_chosen",
        lambda s: Q(is_outside=False) if s.parameters.journals == Journals.PURCHASE else None,
        lambda _row, _selection: {"journal": "bank"},
    ),
    Condition("paid_outside", lambda _: Q(is_outside=True)),
    Condition(
        "payment_not_executed",
        lambda _: Q(is_outside=False) & ~Q(state=PaymentState.PAID),
        lambda row, _: {"date": row["paid_on"].isoformat(), "state": row["state"]},
    ),
    Condition(
        "currency_rate_missing",
        lambda _: EXECUTED & Q(paid_minor=None),
        lambda row, _: {"currency": row["currency"], "date": row["paid_on"].isoformat()},
    ),
    _TEMPLATE_LIMIT,
)
