"""Companies: create, list, lock."""

from datetime import date
from typing import TYPE_CHECKING

import click
from django.conf import settings

from ecritoire.apps.companies.invitations import invitation_path, invite
from ecritoire.apps.companies.models import Company
from ecritoire.apps.companies.services import set_lock_date
from ecritoire.apps.ledger.services import create_company
from ecritoire.cli.output import DayType, actor_name, emit_json, in_company, json_option
from ecritoire.domain.language import say
from ecritoire.domain.permissions import Role
from ecritoire.domain.wording import said_date

if TYPE_CHECKING:
    from collections.abc import Iterable

MONTHS = click.IntRange(1, 12)


@click.group("company")
def company_command() -> None:
    """Sociétés."""


@company_command.command("create")
@click.option("--siren", required=True)
@click.option("--name", required=True)
@click.option("--fiscal-year-end", type=MONTHS, default=12, help=say("Mois de clôture de l’exercice."))
@json_option
def create(siren: str, name: str, fiscal_year_end: int, *, as_json: bool) -> None:
    """Créer une société, avec son plan comptable et ses journaux."""
    company = create_company(siren, name, actor=actor_name(), fiscal_year_end_month=fiscal_year_end)
    if as_json:
        emit_json({"company": _shape(company)})
    else:
        click.echo(say("Société créée : %(company)s.") % {"company": company})
        command = f"ecritoire company invite ADRESSE --role owner --company {company.siren}"
        click.echo(say("Pour son premier responsable : %(command)s") % {"command": command})


@company_command.command("invite")
@click.argument("email")
@click.option("--role", type=click.Choice([str(role) for role in Role]), default=str(Role.OWNER), show_default=True)
@json_option
@in_company
def invite_command(company: Company, email: str, role: str, *, as_json: bool) -> None:
    """Inviter une personne : le lien affiché crée son compte, ou la fait entrer avec celui qu’elle a."""
    invitation = invite(company, email, Role(role), actor=actor_name())
    link = settings.SITE_URL + invitation_path(invitation)
    if as_json:
        emit_json({"invitation": link, "email": invitation.email, "role": role, "expires_at": invitation.expires_at})
        return
    click.echo(link)
    click.echo(say("Ce lien vaut une semaine et sert une fois. Remettez-le à %(email)s.") % {"email": email}, err=True)


@company_command.command("list")
@json_option
def list_(*, as_json: bool) -> None:
    """Lister les sociétés."""
    companies: Iterable[Company] = Company.objects.order_by("name")
    if as_json:
        emit_json({"companies": [_shape(company) for company in companies]})
        return
    for company in companies:
        click.echo(f"{company.siren}  {company.name}")


def _shape(company: Company) -> dict[str, object]:
    return {
        "siren": company.siren,
        "name": company.name,
        "vat_number": company.vat_number,
        "currency": company.currency,
        "lock_date": company.lock_date,
    }


@click.command("lock")
@click.argument("day", type=DayType())
@json_option
@in_company
def lock_command(company: Company, day: date, *, as_json: bool) -> None:
    """Verrouiller tout ce qui est daté de DAY ou avant."""
    set_lock_date(company, day, actor=actor_name())
    if as_json:
        emit_json({"company": _shape(company)})
    else:
        click.echo(
            say("%(name)s : verrouillée jusqu’au %(day)s inclus.") % {"name": company.name, "day": said_date(day)}
        )
