"""Asking by the rules of the company, when a document is controlled; and trying a rule before it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import User
from ecritoire.apps.purchases.approval_rounds import Asking
from ecritoire.apps.purchases.approval_rules import approvers, as_domain_rule, rules_in_order
from ecritoire.apps.purchases.approvals import ask_in_order, is_own
from ecritoire.apps.purchases.models import ApprovalRule, Document
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain import approval_rules as domain
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Approval
from ecritoire.domain.money import convert_minor

TRIED_DAYS = 92
TRIED_DOCUMENTS = 500
EXAMPLES = 20
_ASKED_FIELDS = ("approval", "approver", "approval_asked_at", "approval_answered_at", "refusal_reason")


@dataclass(frozen=True, slots=True)
class TriedDocument:
    """One document that the rule would have been for."""

    document: Document
    asked: Sequence[User]  # in order; empty: nobody is left who may
    earlier: str  # the rule that comes before, empty: this one decides


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """What a rule would have asked of the latest documents of the company."""

    looked_at: int
    matched: int
    preceded: int
    examples: Sequence[TriedDocument]


def ask_by_rule(document: Document, *, actor: str, at: datetime) -> None:
    """Ask whom the first matching rule names, in the transaction that controls the document.

    Nobody is asked again of what was asked, approved or refused before its control. Whoever controlled the document, or
    may not approve any more, is passed over; when nobody is left, the history says so and nobody is waited for.
    """
    if document.approval != Approval.NONE or document.type == DocumentType.ORDER:
        return
    rules = [as_domain_rule(rule) for rule in rules_in_order()]
    rule = domain.rule_for(_to_approve(document), rules) if rules else None
    if rule is None:
        return
    people = people_for(document, rule, approvers())
    if not people:
        record(actor=actor, action="approval_rule_without_people", subject=document, rule=rule.name)
        return
    ask_in_order(document, Asking(people, actor, rule=rule.name), at=at)
    document.refresh_from_db(fields=_ASKED_FIELDS)


def people_for(document: Document, rule: domain.ApprovalRule, known: Mapping[int, User]) -> list[User]:
    """Whom a rule asks of a document, in order: those of its people who may answer for it."""
    people = [known[key] for key in rule.people if key in known]
    return [person for person in people if not is_own(document, person)]


def try_approval_rule(
    wanted: domain.ApprovalRule, *, supplier: Supplier | None, kept: ApprovalRule | None, today: date
) -> RuleTrial:
    """Try a rule, kept or not, on the documents of the last months; nothing is written.

    Args:
        wanted: criteria and people; its own supplier is not used.
        supplier: the one it is for, if it is for one.
        kept: the rule it would replace, whose place it takes; none: it comes last.
        today: the end of the months looked at.
    """
    wanted = replace(wanted, supplier=str(supplier.pk) if supplier else "")
    rows = rules_in_order()
    place = next((place for place, row in enumerate(rows) if kept is not None and row.pk == kept.pk), len(rows))
    earlier = [as_domain_rule(row) for row in rows[:place]]
    recent = Document.objects.filter(invoice_date__gt=today - timedelta(days=TRIED_DAYS))
    recent = recent.exclude(type=DocumentType.ORDER).select_related("supplier", "company").prefetch_related("lines")
    latest = list(recent.order_by("-invoice_date", "-pk")[:TRIED_DOCUMENTS])
    known = approvers()
    matched: list[TriedDocument] = []
    for document in latest:
        to_approve = _to_approve(document)
        if domain.matches(wanted, to_approve):
            first = domain.rule_for(to_approve, earlier)
            asked = people_for(document, wanted, known)
            matched.append(TriedDocument(document, asked, first.name if first else ""))
    return RuleTrial(
        looked_at=len(latest),
        matched=len(matched),
        preceded=sum(1 for tried in matched if tried.earlier),
        examples=matched[:EXAMPLES],
    )


def _to_approve(document: Document) -> domain.ToApprove:
    """What the rules read of a document. An account that is only proposed is the one its control would accept."""
    return domain.ToApprove(
        gross_minor=_gross_minor(document),
        supplier=str(document.supplier_id),
        supplier_category=document.supplier.category,
        accounts=frozenset(line.account or line.proposed_account for line in document.lines.all()) - {""},
    )


def _gross_minor(document: Document) -> int | None:
    """The gross amount in the company's currency; none while the rate is missing."""
    own = document.company.currency
    if document.currency == own:
        return document.total_minor
    if document.rate is None:
        return None
    return convert_minor(document.total_minor, document.rate, document.currency, own)
