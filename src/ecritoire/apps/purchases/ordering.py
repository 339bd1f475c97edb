"""The order of rules: the first that matches wins, so a rule has a place among the others."""

from typing import TypeVar

from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.models import ApprovalRule, CodingRule

Rule = TypeVar("Rule", ApprovalRule, CodingRule)


def move_rule(kind: type[Rule], rule: Rule, steps: int, *, action: str, actor: str) -> None:
    """Move a rule up (negative ``steps``) or down among those of its kind, in the caller's transaction.

    ``action`` is what the history calls it.
    """
    rules: list[Rule] = list(kind.objects.select_for_update().order_by("position", "pk"))
    place = next(place for place, row in enumerate(rules) if row.pk == rule.pk)
    moved = rules.pop(place)
    rules.insert(min(max(place + steps, 0), len(rules)), moved)
    for position, row in enumerate(rules, start=1):
        row.position = position
    kind.objects.bulk_update(rules, ["position"], batch_size=500)
    record(actor=actor, action=action, subject=moved, name=moved.name, position=moved.position)
