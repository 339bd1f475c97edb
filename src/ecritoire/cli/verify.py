"""Verification of everything kept."""

from dataclasses import asdict

import click

from ecritoire.apps.exports.integrity import verify
from ecritoire.cli.output import emit_json, json_option
from ecritoire.domain.language import say

CHECKED = {
    "companies": say("sociétés"),
    "events": say("événements"),
    "files": say("fichiers"),
    "entries": say("écritures"),
    "exports": say("exports"),
    "documents": say("documents"),
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
            click.echo(say("%(where)s : %(message)s") % {"where": problem.where, "message": problem.message}, err=True)
        looked_at = ", ".join(f"{CHECKED[what]} : {count}" for what, count in outcome.checked.items())
        click.echo(
            f"{say('Tout est en ordre') if outcome.is_ok else say('Des anomalies ont été trouvées')} ({looked_at})."
        )
    raise SystemExit(0 if outcome.is_ok else 1)
