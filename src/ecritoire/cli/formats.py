"""Templates of accounting packages, and the check of a FEC."""

from dataclasses import asdict
from pathlib import Path

import click

from ecritoire.apps.exports.formats import check_fec, templates
from ecritoire.cli.output import emit_json, json_option

SEVERITIES = {"error": "Erreur", "warning": "Alerte", "info": "Information"}


@click.command("templates")
@json_option
def templates_command(*, as_json: bool) -> None:
    """Lister les modèles d’export et ce que chacun porte."""
    found = templates()
    if as_json:
        emit_json({"templates": found})
        return
    for template in found:
        click.echo(f"{template['name']:<14} {template['label']}")


@click.command("check-fec")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tax", is_flag=True, help="Exiger ce que la loi exige du fichier légal (ValidDate …).")
@json_option
def check_fec_command(path: Path, *, tax: bool, as_json: bool) -> None:
    """Vérifier un fichier des écritures comptables (FEC)."""
    report = check_fec(path, tax=tax)
    if as_json:
        emit_json({"conforms": report.conforms, **asdict(report)})
    else:
        for finding in report.findings:
            where = f"ligne {finding.line} : " if finding.line else ""
            click.echo(f"{SEVERITIES[finding.severity]} : {where}{finding.message}")
        verdict = "Conforme" if report.conforms else "Non conforme"
        click.echo(f"{verdict} : {report.entries} écritures, {report.lines} lignes.")
    raise SystemExit(0 if report.conforms else 1)
