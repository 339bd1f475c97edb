"""Coding rules: changing one, their order, and trying one on the documents that are there before it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.coding import require_accounts, require_vat_codes
from ecritoire.apps.purchases.models import CodingRule, Document, DocumentLine
from ecritoire.apps.purchases.ordering import move_rule
from ecritoire.apps.purchases.proposing import RuleWithoutCodingError, as_domain_rule
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.versions import require_version
from ecritoire.domain import coding as domain

RULE_FIELDS = frozenset(
    {
        "name",
        "supplier_id",
        "words",
        "category",
        "min_minor",
        "max_minor",
        "account",
        "vat_code",
        "period_months",
    }
)
TRIED_LINES = 2000
EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """One line that the rule would have been for."""

    document: Document
    label: str
    net_minor: int
    account: str  # where it is today, empty when nowhere
    earlier: str  # what comes before the rule, empty: it decides


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule does to the latest lines of the company."""

    looked_at: int
    matched: int
    agreeing: int  # already on the rule's account
    differing: int  # on another
    uncoded: int
    preceded: int  # where a supplier's record or an earlier rule decides
    examples: Sequence[Tried]


def try_coding_rule(
    proposes: domain.CodingRule, *, supplier: Supplier | None = None, rule: CodingRule | None = None
) -> Trial:
    """Try a rule, kept or not, on the latest lines of the company in scope; nothing is written.

    Args:
        proposes: criteria and coding; its own supplier is not used.
        supplier: the one it is for, if it is for one.
        rule: the kept rule it would replace, whose place it takes; none: it comes last.
    """
    wanted = replace(proposes, supplier=str(supplier.pk) if supplier else "")
    earlier = _earlier(rule)
    lines = DocumentLine.objects.exclude(net_minor=0).select_related("document__supplier")
    if supplier is not None:
        lines = lines.filter(document__supplier=supplier)
    latest = list(lines.order_by("-document__invoice_date", "-document", "position")[:TRIED_LINES])
    matched: list[Tried] = []
    for line in latest:
        to_code = _to_code(line)
        if domain.matches(wanted, to_code):
            first = _before(line, earlier, to_code)
            matched.append(Tried(line.document, line.label, line.net_minor, line.account, first))
    coded = [tried.account for tried in matched if tried.account]
    agreeing = sum(1 for account in coded if account == wanted.account)
    return Trial(
        looked_at=len(latest),
        matched=len(matched),
        agreeing=agreeing,
        differing=len(coded) - agreeing if wanted.account else 0,
        uncoded=len(matched) - len(coded),
        preceded=sum(1 for tried in matched if tried.earlier),
        examples=matched[:EXAMPLES],
    )


def _earlier(rule: CodingRule | None) -> list[domain.CodingRule]:
    rows = list(CodingRule.objects.order_by("position", "pk"))
    if rule is not None:
        rows = rows[: next((place for place, row in enumerate(rows) if row.pk == rule.pk), len(rows))]
    return [as_domain_rule(row) for row in rows]


def _to_code(line: DocumentLine) -> domain.LineToCode:
    document = line.document
    return domain.LineToCode(
        text=line.label,
        net_minor=line.net_minor,
        invoice_date=document.invoice_date,
        supplier=str(document.supplier_id),
        supplier_category=document.supplier.category,
        vat_code=line.vat_code,
    )


def _before(line: DocumentLine, earlier: Sequence[domain.CodingRule], to_code: domain.LineToCode) -> str:
    """What decides on a line before the rule tried."""
    if line.document.supplier.default_account:
        return "Fiche du fournisseur"
    first = next((rule for rule in earlier if domain.matches(rule, to_code)), None)
    return f"Règle « {first.name} »" if first else ""


@transaction.atomic
def edit_coding_rule(
    rule: CodingRule,
    name: str,
    *,
    proposes: domain.CodingRule,
    supplier: Supplier | None = None,
    actor: str,
    shown: str = "",
) -> CodingRule:
    """Change a rule, for the documents to come; what it proposed already stays proposed.

    Raises:
        ChangedMeanwhileError: it says something else than what was shown.
        RuleWithoutCodingError, UnknownAccountError, UnknownVatCodeError: see ``proposing.add_coding_rule``.
    """
    rule = CodingRule.objects.select_for_update().get(pk=rule.pk)
    require_version(shown, rule, RULE_FIELDS, what=f"La règle « {rule.name} »")
    if not (proposes.account or proposes.vat_code or proposes.period_months):
        raise RuleWithoutCodingError(name=name)
    require_accounts({proposes.account} - {""})
    require_vat_codes({proposes.vat_code} - {""})
    rule.name, rule.supplier = name[:80], supplier
    rule.words, rule.category = proposes.words[:200], proposes.category[:60]
    rule.min_minor, rule.max_minor = proposes.min_minor, proposes.max_minor
    rule.account, rule.vat_code, rule.period_months = proposes.account, proposes.vat_code, proposes.period_months
    rule.save()
    record(actor=actor, action="edit_coding_rule", subject=rule, name=rule.name, account=rule.account)
    return rule


@transaction.atomic
def move_coding_rule(rule: CodingRule, steps: int, *, actor: str) -> None:
    """Move a rule up (negative ``steps``) or down among the others: the first that matches wins."""
    move_rule(CodingRule, rule, steps, action="move_coding_rule", actor=actor)
