"""Rules of approval: whose yes a document needs, in which order. Pure matching over a small record.

Every criterion that a rule sets must hold; the first rule that matches wins. A rule only says whom to ask when a
document is controlled: changing it changes nothing that was already asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ecritoire.domain.coding import words_of


@dataclass(frozen=True, slots=True)
class ToApprove:
    """What is known of a document when it is controlled."""

    gross_minor: int | None  # in the company's currency; none while its rate is missing
    supplier: str = ""  # any key that names the supplier, the same as in the rules
    supplier_category: str = ""
    accounts: frozenset[str] = frozenset()  # of its lines


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """Criteria, and the people to ask one after the other, by any key that names them."""

    name: str
    people: tuple[int, ...]
    supplier: str = ""
    category: str = ""  # of the supplier
    account: str = ""  # an account or its beginning, of one line at least
    min_minor: int | None = None  # of the gross amount in the company's currency, its sign aside, the bound included
    max_minor: int | None = None
    is_active: bool = True


def rule_for(document: ToApprove, rules: Sequence[ApprovalRule]) -> ApprovalRule | None:
    """The first active rule that a document answers to."""
    return next((rule for rule in rules if rule.is_active and matches(rule, document)), None)


def matches(rule: ApprovalRule, document: ToApprove) -> bool:
    """Whether every criterion that a rule sets holds for a document."""
    if rule.supplier and rule.supplier != document.supplier:
        return False
    if rule.category and words_of(rule.category) != words_of(document.supplier_category):
        return False
    if rule.account and not any(account.startswith(rule.account) for account in document.accounts):
        return False
    return _admits(rule, document.gross_minor)


def _admits(rule: ApprovalRule, gross_minor: int | None) -> bool:
    """An amount nobody knows yet answers to every range: one question too many rather than one too few."""
    if gross_minor is None:
        return True
    size_minor = abs(gross_minor)
    if rule.min_minor is not None and size_minor < rule.min_minor:
        return False
    return rule.max_minor is None or size_minor <= rule.max_minor
