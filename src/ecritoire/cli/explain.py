"""Why a document is, or is not, in an export."""

from collections.abc import Iterable, Iterator
from datetime import date

import click
from django.utils import timezone

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.queries import (
    Explanation,
    explain_in_export,
    explain_now,
    explain_payments,
    export_by_number,
    selection_for,
)
from ecritoire.apps.exports.selection import Candidate
from ecritoire.apps.purchases.queries import document_by_number
from ecritoire.cli.exports import JOURNALS, SCOPES
from ecritoire.cli.output import DayType, emit_json, in_company, json_option
from ecritoire.domain.exporting import ExportParameters, Journals, Scope
from ecritoire.domain.language import say
from ecritoire.domain.reasons import Finding
from ecritoire.domain.wording import said_amount, said_date


@click.command("explain")
@click.argument("number")
@click.option("--supplier", help=say("Quand plusieurs fournisseurs ont ce numéro."))
@click.option("--export", "export_number", type=int, help=say("Expliquer pour cet export, tel qu’il était."))
@click.option("--until", type=DayType())
@click.option("--from", "start", type=DayType())
@click.option("--journals", type=JOURNALS, default="all")
@click.option("--scope", type=SCOPES, default="all")
@click.option("--template", default="fec")
@json_option
@in_company
def explain_command(  # noqa: PLR0913, PLR0917 - one parameter for each option of the command
    company: Company,
    number: str,
    supplier: str | None,
    export_number: int | None,
    until: date | None,
    start: date | None,
    journals: str,
    scope: str,
    template: str,
    *,
    as_json: bool,
) -> None:
    """Dire pourquoi un document est, ou n’est pas, dans un export."""
    document = document_by_number(number, supplier=supplier)
    payments: list[Candidate] = []
    if export_number is not None:
        explanation = explain_in_export(document, export_by_number(export_number))
    else:
        end = until or timezone.localdate()
        parameters = ExportParameters(template, end, start, Journals(journals), Scope(scope))
        selection = selection_for(company, parameters)
        explanation = explain_now(document, selection)
        payments = explain_payments(document, selection)
    if as_json:
        emit_json(_explained(explanation, payments))
    else:
        _print_explanation(explanation, payments)


def _explained(explanation: Explanation, payments: Iterable[Candidate]) -> dict[str, object]:
    document = explanation.document
    return {
        "number": document.number,
        "supplier": document.supplier.name,
        "taken": explanation.taken,
        "export": explanation.export.number if explanation.export else None,
        "reasons": [_reason(finding) for finding in explanation.findings],
        "payments": [
            {"taken": not payment.findings, "total_minor": payment.total_minor,
             "reasons": [_reason(finding) for finding in payment.findings]}
            for payment in payments
        ],
    }  # fmt: skip


def _reason(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "message": finding.message,
        "facts": dict(finding.facts),
        "way_out": finding.way_out,
    }


def _print_explanation(explanation: Explanation, payments: Iterable[Candidate]) -> None:
    document = explanation.document
    total = said_amount(document.total_minor, document.currency)
    click.echo(
        say("%(name)s, %(number)s du %(invoice_date)s, %(total)s")
        % {
            "name": document.supplier.name,
            "number": document.number,
            "invoice_date": said_date(document.invoice_date),
            "total": total,
        }
    )
    for line in _sentences(explanation):
        click.echo(f"  {line}")
    for payment in payments:
        amount = said_amount(payment.total_minor, payment.currency)
        for finding in payment.findings or ():
            click.echo(say("  Paiement de %(amount)s : %(message)s") % {"amount": amount, "message": finding.message})


def _sentences(explanation: Explanation) -> Iterator[str]:
    if explanation.taken and explanation.export:
        on = said_date(timezone.localtime(explanation.export.created_at).date())
        yield say("Document exporté en comptabilité le %(on)s (export n° %(number)s)") % {
            "on": on,
            "number": explanation.export.number,
        }
    elif explanation.taken:
        yield say("Sera pris par le prochain export.")
    else:
        for finding in explanation.findings:
            way_out = f"  → {finding.way_out_label}" if finding.way_out_label else ""
            yield f"• {finding.message}{way_out}"
