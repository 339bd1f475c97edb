"""Tokens of the API: create, list, revoke."""

from collections.abc import Sequence

import click
from django.utils import timezone

from ecritoire.apps.access.models import ApiToken
from ecritoire.apps.access.tokens import create_token, revoke_token
from ecritoire.apps.companies.models import Company
from ecritoire.cli.output import actor_name, emit_json, in_company, json_option
from ecritoire.domain.language import say
from ecritoire.domain.permissions import Permission
from ecritoire.domain.wording import said_date


@click.group("token")
def token_command() -> None:
    """Jetons de l’API."""


@token_command.command("create")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice([str(p) for p in Permission]), required=True)
@click.option("--days", default=90, show_default=True, help=say("Durée de vie, 366 jours au plus."))
@json_option
@in_company
def create_command(company: Company, name: str, scopes: Sequence[str], days: int, *, as_json: bool) -> None:
    """Créer un jeton de la société ; il n’est montré qu’une fois."""
    token, secret = create_token(company, name, scopes=scopes, days=days, actor=actor_name())
    if as_json:
        emit_json({"token": secret, "name": token.name, "scopes": token.scopes, "expires_at": token.expires_at})
        return
    click.echo(secret)
    until = said_date(timezone.localtime(token.expires_at).date())
    click.echo(
        say("Jeton « %(name)s », valable jusqu’au %(until)s. Notez-le : il ne sera plus montré.")
        % {"name": token.name, "until": until},
        err=True,
    )


@token_command.command("list")
@json_option
@in_company
def list_command(company: Company, *, as_json: bool) -> None:
    """Lister les jetons, avec leur dernier usage."""
    del company
    tokens = list(ApiToken.objects.select_related("user").order_by("-created_at"))
    if as_json:
        emit_json({"tokens": [_shape(token) for token in tokens]})
        return
    for token in tokens:
        state = (
            say("révoqué")
            if token.revoked_at
            else say("jusqu’au %(date)s") % {"date": said_date(timezone.localtime(token.expires_at).date())}
        )
        whose = token.user.display_name if token.user else say("société")
        click.echo(f"{token.hint}…  {token.name:<30} {whose:<24} {state:<22} {', '.join(token.scopes)}")


def _shape(token: ApiToken) -> dict[str, object]:
    return {
        "name": token.name,
        "hint": token.hint,
        "person": token.user.email if token.user else None,
        "scopes": token.scopes,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
        "last_used_at": token.last_used_at,
    }


@token_command.command("revoke")
@click.argument("name")
@json_option
@in_company
def revoke_command(company: Company, name: str, *, as_json: bool) -> None:
    """Révoquer un jeton, désigné par son nom ou ses premiers caractères."""
    del company
    token = revoke_token(name, actor=actor_name())
    if as_json:
        emit_json({"token": _shape(token)})
    else:
        click.echo(say("Jeton « %(name)s » révoqué.") % {"name": token.name})
