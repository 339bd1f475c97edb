"""Templates of accounting packages, and the check of a FEC."""

from dataclasses import asdict
from pathlib import Path

import click

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.formats import check_fec, templates
from ecritoire.apps.exports.template_settings import current_template, set_template_settings, settings_of
from ecritoire.cli.output import actor_name, emit_json, in_company, json_option
from ecritoire.domain.language import say

CARRIED = {
    "document": say("pièces jointes"),
    "due_date": say("échéances"),
    "auxiliary": say("comptes auxiliaires"),
    "currency": say("devises"),
    "validation": say("dates de validation"),
}
SEVERITIES = {"error": say("Erreur"), "warning": say("Alerte"), "info": say("Information")}


@click.command("templates")
@json_option
def templates_command(*, as_json: bool) -> None:
    """Lister les modèles d’export et ce que chacun porte."""
    found = templates()
    if as_json:
        emit_json({"templates": found})
        return
    for template in found:
        click.echo(f"{template['name']:<15} {say(str(template['label'])):<50} {_carried(template['carries'])}".rstrip())


def _carried(carries: object) -> str:
    """Say what a template carries besides accounts, dates and amounts."""
    assert isinstance(carries, list)
    return ", ".join(label for code, label in CARRIED.items() if code in carries)


@click.command("template")
@click.argument("name")
@click.option(
    "--set", "path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=say("Fichier de réglages.")
)
@click.option("--clear", is_flag=True, help=say("Revenir au modèle tel quel."))
@json_option
@in_company
def template_command(company: Company, name: str, path: Path | None, *, clear: bool, as_json: bool) -> None:
    """Montrer ou changer ce que la société règle d’un modèle d’export."""
    if path and clear:
        raise click.UsageError(say("Donnez --set ou --clear, pas les deux."))
    if path or clear:
        text = path.read_text(encoding="utf-8") if path else ""
        set_template_settings(company, name, text, actor=actor_name())
    current_template(name)
    settings = settings_of(name)
    if as_json:
        emit_json({"template": name, "settings": settings})
    else:
        click.echo(settings or say("Aucun réglage : le modèle %(name)s sert tel quel.") % {"name": name})


@click.command("check-fec")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tax", is_flag=True, help=say("Exiger ce que la loi exige du fichier légal (ValidDate …)."))
@json_option
def check_fec_command(path: Path, *, tax: bool, as_json: bool) -> None:
    """Vérifier un fichier des écritures comptables (FEC)."""
    report = check_fec(path, tax=tax)
    if as_json:
        emit_json({"conforms": report.conforms, **asdict(report)})
    else:
        for finding in report.findings:
            where = say("ligne %(line)s : ") % {"line": finding.line} if finding.line else ""
            click.echo(
                say("%(severity)s : %(what)s")
                % {"severity": SEVERITIES[finding.severity], "what": where + finding.message}
            )
        verdict = say("Conforme") if report.conforms else say("Non conforme")
        click.echo(
            say("%(verdict)s : %(entries)s écritures, %(lines)s lignes.")
            % {"verdict": verdict, "entries": report.entries, "lines": report.lines}
        )
    raise SystemExit(0 if report.conforms else 1)
