"""Invitations: a signed link, by e-mail or handed over, that expires and is used once."""

import smtplib
from datetime import timedelta

import structlog
from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company, Invitation, Membership, User
from ecritoire.apps.scope import company_scope
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Role

INVITATION_DAYS = 7
_SIGNER = signing.Signer(sep=".", salt="ecritoire.invitation")
log = structlog.get_logger(__name__)


class MemberAlreadyError(EcritoireError):
    """The person is there."""

    code = "member_already"
    template = "%(email)s est déjà membre de la société : changez son rôle dans la liste."


class InvitationInvalidError(EcritoireError):
    """The link is not ours, is used, taken back or too old."""

    code = "invitation_invalid"
    template = (
        "Cette invitation n’est pas ou plus valable : incomplète, déjà utilisée, retirée, ou vieille de plus d’une "
        "semaine. Demandez-en une autre à qui vous a invité."
    )


class InvitedSomebodyElseError(EcritoireError):
    """The person who is signed in is not who was invited."""

    code = "invited_somebody_else"
    template = "Cette invitation est pour %(email)s. Connectez-vous avec cette adresse pour l’accepter."


@transaction.atomic
def invite(company: Company, email: str, role: Role, *, actor: str) -> Invitation:
    """Offer a role in the company in scope; an earlier offer to the same address is taken back.

    Raises:
        MemberAlreadyError: the person is a member.
    """
    email = email.strip().lower()
    if Membership.objects.filter(user__email__iexact=email).exists():
        raise MemberAlreadyError(email=email)
    moment = clock.now()
    open_invitations().filter(email=email).update(withdrawn_at=moment)
    invitation = Invitation.objects.create(
        company=company,
        email=email,
        role=role,
        invited_by=actor,
        expires_at=moment + timedelta(days=INVITATION_DAYS),
    )
    record(actor=actor, action="invite", subject=company, email=email, role=role)
    if settings.MAIL_IS_SENT:
        transaction.on_commit(lambda: _send(invitation))
    return invitation


def open_invitations() -> models.QuerySet[Invitation]:
    """Those of the company in scope that can still be accepted, the latest first."""
    rows = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now())
    return rows.order_by("-pk")


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: str) -> None:
    """Take an offer back."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(withdrawn_at=clock.now())
    record(actor=actor, action="withdraw_invitation", subject=invitation.company, email=invitation.email)


def invitation_path(invitation: Invitation) -> str:
    """Where it is accepted, on this site."""
    return reverse("invitation", args=[_SIGNER.sign(str(invitation.pk))])


def invitation_of(token: str) -> Invitation:
    """Return the offer a link names, of whichever company.

    Raises:
        InvitationInvalidError: it cannot be accepted.
    """
    try:
        key = int(_SIGNER.unsign(token))
    except signing.BadSignature as error:
        raise InvitationInvalidError from error
    rows = Invitation.across_companies.select_related("company")
    found = rows.filter(pk=key, accepted_at=None, withdrawn_at=None, expires_at__gt=clock.now()).first()
    if found is None:
        raise InvitationInvalidError
    return found


def account_of(invitation: Invitation) -> User | None:
    """The account that the invited address has already."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def join(token: str, person: User) -> Membership:
    """Accept an offer as the person who is signed in.

    Raises:
        InvitationInvalidError: it cannot be accepted.
        InvitedSomebodyElseError: it was made to another address.
    """
    invitation = invitation_of(token)
    if person.email.lower() != invitation.email:
        raise InvitedSomebodyElseError(email=invitation.email)
    return _accept(invitation, person)


@transaction.atomic
def join_with_new_account(token: str, name: str, password: str, language: str) -> Membership:
    """Accept an offer made to an address that has no account yet, and make it.

    Raises:
        InvitationInvalidError: it cannot be accepted.
        InvitedSomebodyElseError: the address has an account by now: its owner signs in.
    """
    invitation = invitation_of(token)
    if account_of(invitation) is not None:
        raise InvitedSomebodyElseError(email=invitation.email)
    person = User.objects.create_user(invitation.email, password, full_name=name, language=language)
    return _accept(invitation, person)


def _accept(invitation: Invitation, person: User) -> Membership:
    with company_scope(invitation.company):
        taken = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
        if not taken.update(accepted_at=clock.now()):
            raise InvitationInvalidError
        membership, _created = Membership.objects.get_or_create(
            company=invitation.company, user=person, defaults={"role": invitation.role}
        )
        record(
            actor=person.display_name,
            action="accept_invitation",
            subject=invitation.company,
            email=person.email,
            role=membership.role,
        )
    return membership


def _send(invitation: Invitation) -> None:
    """A server that does not answer stops nothing: the link is on the page of members."""
    facts = {
        "actor": invitation.invited_by,
        "company": invitation.company.name,
        "link": settings.SITE_URL + invitation_path(invitation),
    }
    subject = " ".join((_("Invitation : %(company)s dans Écritoire") % facts).split())
    body = _("%(actor)s vous invite à travailler sur %(company)s. Ce lien vaut une semaine et sert une fois :") % facts
    try:
        send_mail(subject, f"{body}\n\n{facts['link']}\n", None, [invitation.email])
    except (OSError, smtplib.SMTPException) as error:
        log.warning("invitation_mail_failed", invitation=invitation.pk, error=type(error).__name__)
