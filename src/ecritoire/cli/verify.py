"""Verification of everything kept."""

from dataclasses import asdict

import click

from ecritoire.apps.exports.integrity import verify
from ecritoire.cli.output import emit_json, json_option

CHECKED = {
    "companies": "sociétés",
    "events": "événements",
    "files": "fichiers",
    "entries": "écritures",
    "exports": "exports",
    "documents": "documents",
}


@click.command("verify")
@json_option
def verify_command(*, as_json: bool) -> None:
    """Vérifier la chaîne des événements, les fichiers, les équilibres et les numéros."""
    outcome = verify()
    if as_json:
        problems = [asdict(problem) for problem in outcome.problems]
        emit_json({"ok": outcome.is_ok, "problems": problems, "checked": outcome.checked})
    else:
        for problem in outcome.problems:
            click.echo(f"{problem.where} : {problem.message}", err=True)
        looked_at = ", ".join(f"{CHECKED[what]} : {count}" for what, count in outcome.checked.items())
        click.echo(f"{'Tout est en ordre' if outcome.is_ok else 'Des anomalies ont été trouvées'} ({looked_at}).")
    raise SystemExit(0 if outcome.is_ok else 1)
