"""Making tokens, revoking them, and recognising the one a program shows."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from ecritoire.apps import clock
from ecritoire.apps.access.models import ApiToken
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.domain.permissions import PERMISSIONS, Permission

PREFIX = "ecr_"
RANDOM_BYTES = 32
HINT_LENGTH = 10
DAYS_MOST = 366
USE_NOTED_EVERY = timedelta(minutes=5)  # a program that asks often must not write as often
# A person answers for these; a company's token is nobody.
PERSONAL_ONLY = frozenset({Permission.APPROVE, Permission.MANAGE_MEMBERS})


class UnknownScopeError(EcritoireError):
    """A token is asked for with a permission that does not exist."""

    code = "unknown_scope"
    template = "« %(scope)s » n’est pas un droit. Les droits sont : %(known)s."


class ScopeNotHeldError(EcritoireError):
    """A token would be allowed more than the one who makes it, or more than a company's token may."""

    code = "scope_not_held"
    template = "Ce jeton ne peut pas avoir le droit « %(scope)s » : %(why)s."


class TokenLifeError(EcritoireError):
    """A token would never expire, or has expired before it starts."""

    code = "token_life"
    template = "Un jeton vaut de 1 à %(most)s jours ; %(days)s est refusé."


class TokenNotFoundError(EcritoireError):
    """The company has no such token."""

    code = "token_not_found"
    template = "La société n’a pas de jeton « %(name)s » en service."


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks through a token: in which company, under which name of the history, allowed what."""

    token: ApiToken
    company: Company
    user: User | None
    actor: str
    permissions: frozenset[str]


@transaction.atomic
def create_token(
    company: Company, name: str, *, scopes: Iterable[str], days: int, actor: str, user: User | None = None
) -> tuple[ApiToken, str]:
    """Make a token of the company in scope, and return it with the secret, which nobody can read again.

    Args:
        company: the company in scope.
        name: what it is for.
        scopes: permissions it has at most; those of its person are checked again at each request.
        days: how long it works, from 1 to 366.
        actor: who makes it.
        user: whose it is; none for the company's own.

    Raises:
        UnknownScopeError, ScopeNotHeldError, TokenLifeError
    """
    wanted = _known(scopes)
    _refuse_more_than_held(company, user, wanted)
    if not 1 <= days <= DAYS_MOST:
        raise TokenLifeError(days=days, most=DAYS_MOST)
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    now = clock.now()
    token = ApiToken.objects.create(
        company=company,
        name=name.strip()[:80] or secret[:HINT_LENGTH],
        user=user,
        scopes=sorted(wanted),
        digest=_digest(secret),
        hint=secret[:HINT_LENGTH],
        created_at=now,
        created_by=actor,
        expires_at=now + timedelta(days=days),
    )
    record(actor=actor, action="create_token", subject=token, name=token.name, scopes=token.scopes, days=days)
    return token, secret


def _known(scopes: Iterable[str]) -> set[str]:
    wanted = set(scopes)
    unknown = sorted(wanted - set(Permission))
    if unknown or not wanted:
        raise UnknownScopeError(scope=unknown[0] if unknown else "", known=", ".join(Permission))
    return {str(scope) for scope in wanted}


def _refuse_more_than_held(company: Company, user: User | None, wanted: set[str]) -> None:
    held = _role_permissions(company, user) if user else frozenset(Permission) - PERSONAL_ONLY
    for scope in sorted(wanted - held):
        why = (
            say("le rôle de cette personne ne l’a pas")
            if user
            else say("une personne en répond, prenez un jeton personnel")
        )
        raise ScopeNotHeldError(scope=scope, why=why)


def _role_permissions(company: Company, user: User) -> frozenset[str]:
    roles = Membership.across_companies.filter(company=company, user=user, user__is_active=True)
    role = roles.values_list("role", flat=True).first()
    return frozenset(PERMISSIONS.get(role, frozenset())) if role else frozenset()


@transaction.atomic
def revoke_token(name: str, *, actor: str) -> ApiToken:
    """End a token of the company in scope, named by its name or its hint; the next request is refused.

    Raises:
        TokenNotFoundError: no token in use has this name.
    """
    now = clock.now()
    live = ApiToken.objects.filter(revoked_at=None).filter(Q(name=name) | Q(hint=name))
    token = live.order_by("-created_at").first()
    if token is None:
        raise TokenNotFoundError(name=name)
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    record(actor=actor, action="revoke_token", subject=token, name=token.name)
    return token


def caller_of(secret: str) -> Caller | None:
    """Who shows this token; none when it is unknown, revoked, expired, or its person has left the company."""
    if not secret.startswith(PREFIX):
        return None
    now = clock.now()
    live = ApiToken.across_companies.filter(digest=_digest(secret), revoked_at=None, expires_at__gt=now)
    token = live.select_related("company", "user").first()
    if token is None:
        return None
    permissions = frozenset(token.scopes)
    if token.user is not None:
        permissions &= _role_permissions(token.company, token.user)
        if not permissions:
            return None
    _note_use(token, now)
    actor = f"{token.user.display_name} ({token.name})" if token.user else f"API {token.name}"
    return Caller(token, token.company, token.user, actor, permissions)


def _note_use(token: ApiToken, now: datetime) -> None:
    if token.last_used_at is None or now - token.last_used_at > USE_NOTED_EVERY:
        ApiToken.across_companies.filter(pk=token.pk).update(last_used_at=now)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
