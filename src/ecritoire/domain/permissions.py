"""Who may do what in a company: one table, read by services, pages and commands alike."""

from collections.abc import Mapping
from enum import StrEnum

from ecritoire.domain.language import sentence


class Role(StrEnum):
    """What a member is in a company."""

    OWNER = "owner"
    ACCOUNTANT = "accountant"
    CLERK = "clerk"
    APPROVER = "approver"
    PAYER = "payer"
    READER = "reader"


class Permission(StrEnum):
    """What a member may do."""

    READ = "read"  # everything of the company, documents included
    COMMENT = "comment"  # what colleagues read: comments, tags, shared views
    IMPORT = "import"
    CONTROL = "control"
    CODE = "code"
    ASK_APPROVAL = "ask_approval"
    APPROVE = "approve"  # answer what one is asked
    HOLD_BACK = "hold_back"  # and release
    VERIFY_BANK_DETAILS = "verify_bank_details"
    PREPARE_PAYMENT = "prepare_payment"
    RECORD_PAYMENT = "record_payment"
    EXPORT = "export"
    CANCEL_EXPORT = "cancel_export"
    CONFIGURE = "configure"  # chart, journals, VAT, templates, connections, rules, lock date
    MANAGE_MEMBERS = "manage_members"


ROLE_LABELS: Mapping[Role, str] = {
    Role.OWNER: sentence("Responsable"),
    Role.ACCOUNTANT: sentence("Comptable"),
    Role.CLERK: sentence("Gestionnaire fournisseurs"),
    Role.APPROVER: sentence("Valideur"),
    Role.PAYER: sentence("Payeur"),
    Role.READER: sentence("Lecteur"),
}

_P = Permission
# Whoever enters an invoice does not pay it, and whoever pays neither codes nor verifies bank details: the two halves of
# the commonest fraud on payments are never in one role but the owner's.
PERMISSIONS: Mapping[str, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ACCOUNTANT: frozenset(Permission) - {_P.APPROVE, _P.PREPARE_PAYMENT, _P.MANAGE_MEMBERS},
    Role.CLERK: frozenset(
        {
            _P.READ,
            _P.COMMENT,
            _P.IMPORT,
            _P.CONTROL,
            _P.CODE,
            _P.ASK_APPROVAL,
            _P.HOLD_BACK,
            _P.VERIFY_BANK_DETAILS,
        }
    ),
    Role.APPROVER: frozenset({_P.READ, _P.COMMENT, _P.APPROVE}),
    Role.PAYER: frozenset({_P.READ, _P.COMMENT, _P.PREPARE_PAYMENT, _P.RECORD_PAYMENT}),
    Role.READER: frozenset({_P.READ}),
}


def may(role: Role | str, permission: Permission | str) -> bool:
    """Whether a role has a permission; a role or a permission nobody knows has none.

    >>> may("clerk", "export")
    False
    """
    return permission in PERMISSIONS.get(role, frozenset())
