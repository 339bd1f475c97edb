"""What the commands share: the company they work in, JSON or sentences out, errors in."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say

if TYPE_CHECKING:
    from ecritoire.apps.companies.models import Company

P = ParamSpec("P")
R = TypeVar("R")

json_option = click.option("--json", "as_json", is_flag=True, help=say("Réponse en JSON."))
DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])


class DayType(click.ParamType[date]):
    """A day: 2026-10-31 or 31/10/2026."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or end with a usage error."""
        if isinstance(value, date):
            return value
        moment: datetime = DAY.convert(value, param, ctx)
        return moment.date()


def in_company(command: Callable[P, R]) -> Callable[..., R]:
    """Run a command in the scope of the company named by ``--company SIREN``, passed to it as ``company``."""

    @click.option("--company", "siren", required=True, metavar="SIREN", help=say("SIREN de la société."))
    @wraps(command)
    def wrapped(*args: Any, siren: str, **kwargs: Any) -> R:
        from ecritoire.apps.companies.services import company_by_siren
        from ecritoire.apps.scope import company_scope

        company: Company = company_by_siren(siren)
        with company_scope(company):
            return command(*args, company=company, **kwargs)  # type: ignore[arg-type]

    return wrapped


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def emit_json(payload: Mapping[str, object]) -> None:
    """Print one JSON object."""
    click.echo(json.dumps(payload, ensure_ascii=False, indent=2, default=_plain))


def fail(error: EcritoireError, *, as_json: bool) -> None:
    """Print an error as a sentence, or as JSON on the standard output, and end with status 1."""
    if as_json:
        emit_json({"error": {"code": error.code, "message": error.message}})
    else:
        click.echo(error.message, err=True)
    raise SystemExit(1)


def actor_name() -> str:
    """Who the history names for what the command line does: the account of this machine's user."""
    import getpass

    try:
        return f"{getpass.getuser()} (ligne de commande)"
    except (KeyError, OSError):
        return "ligne de commande"
