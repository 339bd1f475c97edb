"""Who may do what, as one table."""

import pytest

from ecritoire.domain.permissions import PERMISSIONS, ROLE_LABELS, Permission, Role, may

# One letter a role: Owner, Accountant, Clerk, aPprover, paYer, Reader.
LETTERS = dict(zip("OACPYR", Role, strict=True))
TABLE = """
read                 O A C P Y R
import               O A C
control              O A C
code                 O A C
ask_approval         O A C
approve              O     P
hold_back            O A C
comment              O A C P Y
verify_bank_details  O A C
prepare_payment      O       Y
record_payment       O A     Y
export               O A
cancel_export        O A
configure            O A
manage_members       O
"""
ROWS = [(line.split()[0], line.split()[1:]) for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("permission", "letters"), ROWS, ids=[name for name, _ in ROWS])
def test_the_table_says_who_may(permission: str, letters: list[str]) -> None:
    assert {role for role in Role if may(role, permission)} == {LETTERS[letter] for letter in letters}


def test_the_table_is_complete() -> None:
    assert {name for name, _ in ROWS} == set(Permission)
    assert set(PERMISSIONS) == set(ROLE_LABELS) == set(Role)


def test_strings_from_outside_are_understood_and_unknown_ones_may_nothing() -> None:
    assert may("clerk", "control")
    assert not may("clerk", "fly")
    assert not may("intruder", "read")
    assert not may("", "")


def test_no_role_but_the_owner_both_verifies_bank_details_and_prepares_payments() -> None:
    both = {Permission.VERIFY_BANK_DETAILS, Permission.PREPARE_PAYMENT}
    assert [role for role in Role if both <= PERMISSIONS[role]] == [Role.OWNER]
