"""What a person decides of one document: approval, hold, period, the order it settles."""

from collections.abc import Callable
from datetime import date

import click

from ecritoire.apps.companies.models import Company
from ecritoire.apps.payments.attaching import attach_final_invoice
from ecritoire.apps.purchases.approvals import approve, approver_by_email, ask_approval, refuse
from ecritoire.apps.purchases.dates import set_accounting_period
from ecritoire.apps.purchases.holding import hold_back, release
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import document_by_number
from ecritoire.cli.output import DayType, actor_name, emit_json, in_company, json_option
from ecritoire.domain.language import say

supplier_option = click.option("--supplier", help=say("Quand plusieurs fournisseurs ont ce numéro."))


def _decide(
    number: str, supplier: str | None, decide: Callable[[Document], object], said: str, *, as_json: bool
) -> None:
    """Decide of the one document with this number, and say so."""
    document = document_by_number(number, supplier)
    decide(document)
    if as_json:
        emit_json({"done": [{"number": document.number}], "refused": []})
    else:
        click.echo(f"{document.number} : {said}.")


@click.command("ask-approval")
@click.argument("number")
@click.option("--to", "email", required=True, help=say("Adresse de qui doit valider."))
@supplier_option
@json_option
@in_company
def ask_approval_command(company: Company, number: str, email: str, supplier: str | None, *, as_json: bool) -> None:
    """Demander la validation d’un document à une personne."""
    del company
    person = approver_by_email(email)
    said = say("validation demandée à %(display_name)s") % {"display_name": person.display_name}
    _decide(number, supplier, lambda found: ask_approval(found, person, actor=actor_name()), said, as_json=as_json)


@click.command("approve")
@click.argument("number")
@click.option("--by", "email", required=True, help=say("Adresse de qui valide."))
@supplier_option
@json_option
@in_company
def approve_command(company: Company, number: str, email: str, supplier: str | None, *, as_json: bool) -> None:
    """Noter la validation d’un document par la personne à qui elle est demandée."""
    del company
    person = approver_by_email(email)
    _decide(number, supplier, lambda found: approve(found, person), say("validée"), as_json=as_json)


@click.command("refuse")
@click.argument("number")
@click.option("--by", "email", required=True, help=say("Adresse de qui refuse."))
@click.option("--reason", required=True, help="Motif.")
@supplier_option
@json_option
@in_company
def refuse_command(
    company: Company, number: str, email: str, reason: str, supplier: str | None, *, as_json: bool
) -> None:
    """Noter le refus de validation d’un document, et son motif."""
    del company
    person = approver_by_email(email)
    _decide(number, supplier, lambda found: refuse(found, person, reason=reason), say("refusée"), as_json=as_json)


@click.command("hold")
@click.argument("number")
@click.option("--reason", required=True, help="Motif.")
@supplier_option
@json_option
@in_company
def hold_command(company: Company, number: str, reason: str, supplier: str | None, *, as_json: bool) -> None:
    """Mettre un document hors export."""
    del company
    said = say("mise hors export")
    _decide(number, supplier, lambda found: hold_back(found, reason=reason, actor=actor_name()), said, as_json=as_json)


@click.command("release")
@click.argument("number")
@supplier_option
@json_option
@in_company
def release_command(company: Company, number: str, supplier: str | None, *, as_json: bool) -> None:
    """Remettre un document dans l’export."""
    del company
    said = say("remise dans l’export")
    _decide(number, supplier, lambda found: release(found, actor=actor_name()), said, as_json=as_json)


@click.command("period")
@click.argument("number")
@click.option("--start", type=DayType())
@click.option("--end", type=DayType())
@supplier_option
@json_option
@in_company
def period_command(
    company: Company, number: str, start: date | None, end: date | None, supplier: str | None, *, as_json: bool
) -> None:
    """Fixer la période de comptabilisation d’un document ; sans date, l’effacer."""
    del company

    def decide(document: Document) -> Document:
        return set_accounting_period(document, start=start, end=end, actor=actor_name())

    _decide(number, supplier, decide, say("période enregistrée"), as_json=as_json)


@click.command("attach")
@click.argument("order")
@click.argument("invoice")
@supplier_option
@json_option
@in_company
def attach_command(company: Company, order: str, invoice: str, supplier: str | None, *, as_json: bool) -> None:
    """Joindre à une commande (ORDER) la facture qui la solde (INVOICE)."""
    del company

    def decide(document: Document) -> Document:
        return attach_final_invoice(document, document_by_number(invoice, supplier), actor=actor_name())

    _decide(order, supplier, decide, say("soldée par %(invoice)s") % {"invoice": invoice}, as_json=as_json)
