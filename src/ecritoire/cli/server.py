"""Serving the pages."""

import click

from ecritoire.domain.language import say


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help=say("Adresse où répondre."))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help=say("Port où répondre."))
def serve_command(host: str, port: int) -> None:
    """Servir les pages, jusqu’à Ctrl C."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    click.echo(say("Écritoire : http://%(host)s:%(port)s (Ctrl C pour arrêter)") % {"host": host, "port": port})
    # One process is right for the embedded database; a page is short, so several threads share it.
    server = Granian(
        "ecritoire.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
    )
    server.serve()
