"""Rules of approval: adding one, changing it, their order, taking one out. What was asked already stays asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.purchases.models import ApprovalRule
from ecritoire.apps.purchases.ordering import move_rule
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.versions import require_version
from ecritoire.domain import approval_rules as domain
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.domain.permissions import PERMISSIONS, Permission

RULE_FIELDS = frozenset({"name", "supplier_id", "category", "account", "min_minor", "max_minor", "people", "is_active"})
STEPS_MOST = 3


class RuleWithoutPeopleError(EcritoireError):
    """A rule that would ask nobody."""

    code = "approval_rule_without_people"
    template = "La règle « %(name)s » ne demande à personne : choisissez au moins un valideur."


class RulePersonTwiceError(EcritoireError):
    """The same person at two steps."""

    code = "approval_rule_person_twice"
    template = "%(person)s est à deux étapes de la règle « %(name)s » : une réponse par personne suffit."


class RulePersonNotApproverError(EcritoireError):
    """Somebody who may not approve in this company."""

    code = "approval_rule_not_an_approver"
    template = (
        "La règle « %(name)s » nomme une personne qui ne peut plus valider dans cette société. "
        "Choisissez quelqu’un d’autre, ou donnez-lui ce rôle dans Paramètres."
    )


@dataclass(frozen=True, slots=True)
class Written:
    """A rule as a person wrote it."""

    rule: domain.ApprovalRule
    supplier: Supplier | None = None


def approvers() -> dict[int, User]:
    """Who may approve in the company in scope, by key, in the order of names."""
    roles = [role for role, permissions in PERMISSIONS.items() if Permission.APPROVE in permissions]
    members = Membership.objects.filter(role__in=roles).values("user")
    return {person.pk: person for person in User.objects.filter(pk__in=members).order_by("full_name", "email")}


@transaction.atomic
def add_approval_rule(company: Company, written: Written, *, actor: str) -> ApprovalRule:
    """Add a rule after those of the company in scope.

    Raises:
        RuleWithoutPeopleError, RulePersonTwiceError, RulePersonNotApproverError: its steps do not stand.
    """
    _require_people(written.rule)
    last = ApprovalRule.objects.order_by("-position").values_list("position", flat=True).first()
    rule = ApprovalRule(company=company, position=(last or 0) + 1)
    _fill(rule, written)
    rule.save()
    record(actor=actor, action="add_approval_rule", subject=rule, name=rule.name, people=rule.people)
    return rule


@transaction.atomic
def edit_approval_rule(rule: ApprovalRule, written: Written, *, actor: str, shown: str = "") -> ApprovalRule:
    """Change a rule, or switch it off, for the documents to come.

    Raises:
        ChangedMeanwhileError: it says something else than what was shown.
        RuleWithoutPeopleError, RulePersonTwiceError, RulePersonNotApproverError: its steps do not stand.
    """
    rule = ApprovalRule.objects.select_for_update().get(pk=rule.pk)
    what = say("La règle « %(name)s »") % {"name": rule.name}
    require_version(shown, rule, RULE_FIELDS, what=what)
    _require_people(written.rule)
    _fill(rule, written)
    rule.save()
    record(
        actor=actor,
        action="edit_approval_rule",
        subject=rule,
        name=rule.name,
        people=rule.people,
        is_active=rule.is_active,
    )
    return rule


@transaction.atomic
def move_approval_rule(rule: ApprovalRule, steps: int, *, actor: str) -> None:
    """Move a rule up (negative ``steps``) or down among the others: the first that matches wins."""
    move_rule(ApprovalRule, rule, steps, action="move_approval_rule", actor=actor)


@transaction.atomic
def remove_approval_rule(rule: ApprovalRule, *, actor: str) -> None:
    """Remove a rule; what it asked stays asked."""
    record(actor=actor, action="remove_approval_rule", subject=rule, name=rule.name)
    ApprovalRule.objects.filter(pk=rule.pk).delete()


def as_domain_rule(rule: ApprovalRule) -> domain.ApprovalRule:
    """The rule as the matching takes it."""
    return domain.ApprovalRule(
        name=rule.name,
        people=tuple(rule.people),
        supplier=str(rule.supplier_id) if rule.supplier_id else "",
        category=rule.category,
        account=rule.account,
        min_minor=rule.min_minor,
        max_minor=rule.max_minor,
        is_active=rule.is_active,
    )


def rules_in_order() -> Sequence[ApprovalRule]:
    """The rules of the company in scope, as they are tried."""
    return list(ApprovalRule.objects.order_by("position", "pk"))


def _fill(rule: ApprovalRule, written: Written) -> None:
    says = written.rule
    rule.name, rule.supplier = says.name[:80], written.supplier
    rule.category, rule.account = says.category[:60], says.account[:20]
    rule.min_minor, rule.max_minor = says.min_minor, says.max_minor
    rule.people, rule.is_active = list(says.people), says.is_active


def _require_people(rule: domain.ApprovalRule) -> None:
    if not rule.people:
        raise RuleWithoutPeopleError(name=rule.name)
    known = approvers()
    if any(key not in known for key in rule.people):
        raise RulePersonNotApproverError(name=rule.name)
    twice = next((key for key in rule.people if rule.people.count(key) > 1), None)
    if twice is not None:
        raise RulePersonTwiceError(person=known[twice].display_name, name=rule.name)
