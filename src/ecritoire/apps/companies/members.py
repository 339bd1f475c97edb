"""Members of a company: change of role, removal. There is always an owner."""

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Membership
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Role


class LastOwnerError(EcritoireError):
    """Nobody could manage the company any more."""

    code = "last_owner"
    template = "%(person)s est le dernier responsable de la société. Donnez d’abord ce rôle à quelqu’un d’autre."


@transaction.atomic
def change_role(membership: Membership, role: Role, *, actor: str) -> None:
    """Give a member another role.

    Raises:
        LastOwnerError: the company would have no owner.
    """
    membership = _locked(membership)
    if membership.role == role:
        return
    if role != Role.OWNER:
        _keep_an_owner(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    person = membership.user.email
    record(actor=actor, action="change_role", subject=membership.company, email=person, before=before, role=role)


@transaction.atomic
def remove_member(membership: Membership, *, actor: str) -> None:
    """Take a person out of the company; the account, and what they did, stay.

    Raises:
        LastOwnerError: the company would have no owner.
    """
    membership = _locked(membership)
    _keep_an_owner(membership)
    company, email = membership.company, membership.user.email
    membership.delete()
    record(actor=actor, action="remove_member", subject=company, email=email)


def _locked(membership: Membership) -> Membership:
    """The membership as it is now. Owners are locked too: two cannot leave one another's place at once."""
    rows = list(Membership.objects.select_for_update().select_related("user", "company").order_by("pk"))
    found = next((row for row in rows if row.pk == membership.pk), None)
    if found is None:
        raise Membership.DoesNotExist
    return found


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(role=Role.OWNER)
    if membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise LastOwnerError(person=membership.user.display_name)
