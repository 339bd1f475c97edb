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
from ecritoire.domain.wording import said_amount, said_date

STATUS = {"imported": "reçu    ", "duplicate": "doublon ", "refused": "refusé  "}
ADDRESS = "http://127.0.0.1:8000"


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Ne pas lancer le serveur à la fin.")
@click.pass_context
def demo_command(context: click.Context, *, no_serve: bool) -> None:
    """Jouer la société de démonstration, puis ouvrir le site sur http://127.0.0.1:8000."""
    scenario = load_scenario()
    company = Company.objects.filter(siren=scenario.company["siren"]).first()
    if company is None:
        company = _play(scenario)
    else:
        click.echo(f"{company} est déjà là : rien n’a été rejoué.")
    if no_serve:
        return
    accountant = next(person for person in scenario.people if person["role"] == "accountant")
    click.echo(f"\nLe site : {ADDRESS}  (adresse {accountant['email']}, mot de passe {PASSWORD})")
    from ecritoire.cli.server import serve_command

    context.invoke(serve_command)


def _play(scenario: Scenario) -> Company:
    played = play(scenario)
    with company_scope(played.company):
        _print_received(played)
        for export in played.exports:
            _print_export(export)
        for run in scenario.dry_runs:
            click.echo(f"\nEssai à blanc « {run.name} », jusqu’au {said_date(run.parameters.until)}")
            with clock.at(run.at):
                print_preview(preview(played.company, run.parameters))
    return played.company


def _print_received(played: Played) -> None:
    click.echo(f"{played.company} : {len(played.received)} fichiers reçus")
    for received in played.received:
        document = received.document
        if received.error is not None or document is None:
            why = received.error.message if received.error else "déjà reçu"
            click.echo(f"  {STATUS[received.status.value]}  {received.path} : {why}")
            continue
        total = said_amount(document.total_minor, document.currency)
        flags = f"  [{', '.join(document.flags)}]" if document.flags else ""
        click.echo(f"  reçu     {document.supplier.name:<32.32} {document.number:<16} {total:>16}{flags}")


def _print_export(export: Export) -> None:
    total = said_amount(export.debit_minor, export.company.currency)
    click.echo(
        f"\nExport n° {export.number} jusqu’au {said_date(export.until)} : {export.entry_count} écritures, "
        f"{export.line_count} lignes, débit = crédit = {total}"
    )
    for file in ExportFile.objects.filter(export=export).order_by("pk"):
        click.echo(f"  {file.name}  {file.size_bytes} octets  sha256 {file.sha256[:12]}…")
    print_candidates(left_out_of(export))
