"""Backup and restore of everything."""

from pathlib import Path

import click

from ecritoire.apps.backup import back_up, restore
from ecritoire.cli.output import emit_json, json_option
from ecritoire.domain.language import say


@click.command("backup")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def backup_command(path: Path, *, as_json: bool) -> None:
    """Sauvegarder tout (base, fichiers, clé) dans un fichier, à garder en lieu sûr."""
    size_bytes = back_up(path)
    if as_json:
        emit_json({"backup": str(path), "bytes": size_bytes})
    else:
        click.echo(
            say("Sauvegarde écrite : %(path)s (%(size_bytes)s octets). Elle contient la clé : gardez-la en lieu sûr.")
            % {"path": path, "size_bytes": size_bytes}
        )


@click.command("restore")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def restore_command(path: Path, *, as_json: bool) -> None:
    """Restaurer une sauvegarde dans un dossier de données et une base vides."""
    restore(path)
    if as_json:
        emit_json({"restored": str(path)})
    else:
        click.echo(say("Sauvegarde restaurée. Vérifiez-la : ecritoire verify."))
