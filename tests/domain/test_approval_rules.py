"""Which rule of approval a document answers to."""

import pytest

from ecritoire.domain.approval_rules import ApprovalRule, ToApprove, matches, rule_for

DOCUMENT = ToApprove(
    gross_minor=120_000, supplier="7", supplier_category="Énergie", accounts=frozenset({"606100", "615200"})
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ApprovalRule("tout", (1,)), True),
        (ApprovalRule("fournisseur", (1,), supplier="7"), True),
        (ApprovalRule("un autre fournisseur", (1,), supplier="8"), False),
        (ApprovalRule("catégorie sans accent", (1,), category="energie"), True),
        (ApprovalRule("une autre catégorie", (1,), category="loyer"), False),
        (ApprovalRule("compte d’une ligne", (1,), account="615200"), True),
        (ApprovalRule("début de compte", (1,), account="61"), True),
        (ApprovalRule("un autre compte", (1,), account="62"), False),
        (ApprovalRule("au moins, borne comprise", (1,), min_minor=120_000), True),
        (ApprovalRule("au moins, un centime de trop", (1,), min_minor=120_001), False),
        (ApprovalRule("au plus, borne comprise", (1,), max_minor=120_000), True),
        (ApprovalRule("au plus, un centime de moins", (1,), max_minor=119_999), False),
        (ApprovalRule("tous les critères doivent tenir", (1,), supplier="7", account="62"), False),
    ],
    ids=lambda value: value.name if isinstance(value, ApprovalRule) else None,
)
def test_every_criterion_set_must_hold(rule: ApprovalRule, expected: bool) -> None:
    assert matches(rule, DOCUMENT) is expected


def test_the_first_active_rule_wins() -> None:
    off = ApprovalRule("désactivée", (1,), is_active=False)
    second, third = ApprovalRule("deuxième", (2,)), ApprovalRule("troisième", (3,))
    assert rule_for(DOCUMENT, [off, second, third]) is second
    assert rule_for(DOCUMENT, [off]) is None


def test_an_amount_nobody_knows_yet_is_asked_about_rather_than_missed() -> None:
    assert matches(ApprovalRule("au moins", (1,), min_minor=500_000), ToApprove(gross_minor=None))
