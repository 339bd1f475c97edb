"""Reminders, to be run by a timer."""

import click
from django.conf import settings

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.approval_reminders import DAYS_BETWEEN, remind_late
from ecritoire.apps.purchases.approval_tokens import link_of
from ecritoire.apps.purchases.models import ApprovalRequest
from ecritoire.apps.scope import company_scope
from ecritoire.cli.output import actor_name, emit_json, json_option
from ecritoire.domain.language import say


@click.command("remind")
@click.option("--days", type=click.IntRange(1), default=DAYS_BETWEEN, show_default=True, help=say("Jours d’attente."))
@json_option
def remind_command(days: int, *, as_json: bool) -> None:
    """Relancer, dans toutes les sociétés, qui n’a pas répondu à une demande de validation."""
    reminded: list[ApprovalRequest] = []
    for company in Company.objects.order_by("pk"):
        with company_scope(company):
            reminded += remind_late(actor=actor_name(), days=days)
    if as_json:
        emit_json({"reminded": [_shape(request) for request in reminded], "mail_is_sent": settings.MAIL_IS_SENT})
        return
    for request in reminded:
        sent = "" if settings.MAIL_IS_SENT else f"  {link_of(request)}"
        click.echo(f"{request.document.number}  {request.approver.email}{sent}")
    if not reminded:
        click.echo(say("Personne à relancer."))


def _shape(request: ApprovalRequest) -> dict[str, object]:
    return {
        "company": request.company.siren,
        "number": request.document.number,
        "approver": request.approver.email,
        "link": link_of(request),
    }
