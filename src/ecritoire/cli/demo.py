"""The demo: a company, three months of real e-invoices in, exports out, and a reason for everything that is not."""

import click

from ecritoire.apps import clock
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.history import left_out_of
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.preview import preview
from ecritoire.apps.scope import company_scope
from ecritoire.cli.demo_play import PASSWORD, Played, play
from ecritoire.cli.demo_scenario import Scenario, load_scenario
from ecritoire.cli.reports import print_candidates, print_preview
from ecritoire.domain.language import say
from ecritoire.domain.wording import said_amount, said_date

STATUS = {"imported": say("reçu"), "duplicate": say("doublon"), "refused": say("refusé")}
ADDRESS = "http://127.0.0.1:8000"


@click.command("demo")
@click.option("--no-serve", is_flag=True, help=say("Ne pas lancer le serveur à la fin."))
@click.pass_context
def demo_command(context: click.Context, *, no_serve: bool) -> None:
    """Jouer la société de démonstration, puis ouvrir le site sur http://127.0.0.1:8000."""
    scenario = load_scenario()
    company = Company.objects.filter(siren=scenario.company["siren"]).first()
    if company is None:
        company = _play(scenario)
    else:
        click.echo(say("%(company)s est déjà là : rien n’a été rejoué.") % {"company": company})
    if no_serve:
        return
    accountant = next(person for person in scenario.people if person["role"] == "accountant")
    click.echo(
        say("\nLe site : %(address)s  (adresse %(email)s, mot de passe %(password)s)")
        % {"address": ADDRESS, "email": accountant["email"], "password": PASSWORD}
    )
    from ecritoire.cli.server import serve_command

    context.invoke(serve_command)


def _play(scenario: Scenario) -> Company:
    played = play(scenario)
    with company_scope(played.company):
        _print_received(played)
        for export in played.exports:
            _print_export(export)
        for run in scenario.dry_runs:
            click.echo(
                say("\nEssai à blanc « %(name)s », jusqu’au %(until)s")
                % {"name": run.name, "until": said_date(run.parameters.until)}
            )
            with clock.at(run.at):
                print_preview(preview(played.company, run.parameters))
    return played.company


def _print_received(played: Played) -> None:
    click.echo(
        say("%(company)s : %(received)s fichiers reçus") % {"company": played.company, "received": len(played.received)}
    )
    for received in played.received:
        document = received.document
        if received.error is not None or document is None:
            why = received.error.message if received.error else say("déjà reçu")
            click.echo(
                say("  %(status)s  %(path)s : %(why)s")
                % {"status": f"{STATUS[received.status.value]:<8}", "path": received.path, "why": why}
            )
            continue
        total = said_amount(document.total_minor, document.currency)
        flags = f"  [{', '.join(document.flags)}]" if document.flags else ""
        status, name = STATUS["imported"], document.supplier.name
        click.echo(f"  {status:<8} {name:<32.32} {document.number:<16} {total:>16}{flags}")


def _print_export(export: Export) -> None:
    total = said_amount(export.debit_minor, export.company.currency)
    click.echo(
        say(
            "\nExport n° %(number)s jusqu’au %(until)s : %(entry_count)s écritures, %(line_count)s "
            "lignes, débit = crédit = %(total)s"
        )
        % {
            "number": export.number,
            "until": said_date(export.until),
            "entry_count": export.entry_count,
            "line_count": export.line_count,
            "total": total,
        }
    )
    for file in ExportFile.objects.filter(export=export).order_by("pk"):
        click.echo(
            say("  %(name)s  %(size_bytes)s octets  sha256 %(sha256)s")
            % {"name": file.name, "size_bytes": file.size_bytes, "sha256": f"{file.sha256[:12]}…"}
        )
    print_candidates(left_out_of(export))
