"""The commands, by the same areas as the apps. Each makes one call of a service or a query and words the answer."""

import os
import sys
from importlib import import_module
from inspect import cleandoc
from pathlib import Path

import click

from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say, sentence

# Command → module that defines it under its own name; modules load only when their command runs.
COMMANDS = {
    "company": "companies",
    "demo": "demo",
    "serve": "server",
    "import": "purchases",
    "documents": "purchases",
    "code": "purchases",
    "control": "purchases",
    "ask-approval": "purchases",
    "approve": "purchases",
    "refuse": "purchases",
    "remind": "reminders",
    "hold": "purchases",
    "release": "purchases",
    "attach": "purchases",
    "period": "purchases",
    "pay": "payments",
    "rate": "payments",
    "lock": "companies",
    "export": "exports",
    "exports": "exports",
    "connection": "connections",
    "explain": "explain",
    "check-fec": "formats",
    "templates": "formats",
    "template": "formats",
    "token": "tokens",
    "verify": "verify",
    "backup": "backup",
    "restore": "backup",
}


class _LazyGroup(click.Group):
    """Loads a command's module when it is called, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        module_name = COMMANDS.get(cmd_name)
        if module_name is None:
            return None
        _prepare(needs_database=cmd_name not in {"check-fec", "restore"})
        module = import_module(f"ecritoire.cli.{module_name}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        command.help = say(cleandoc(command.help or ""))
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _prepare(needs_database=False)
        self.help = say(cleandoc(self.help or ""))
        for option in self.params:
            if isinstance(option, click.Option):
                option.help = say(option.help or "")
        super().format_help(ctx, formatter)


def _prepare(*, needs_database: bool) -> None:
    """Set Django up on the chosen data directory; bring its database up to date; finish what a crash left open."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecritoire.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    _choose_language()
    if needs_database and not {"--help", "-h"} & set(sys.argv):
        from ecritoire.apps.exports.startup import make_ready

        make_ready()


def _choose_language() -> None:
    """Speak the language of ECRITOIRE_LANGUAGE (fr, en), else of LANG, French by default."""
    from django.conf import settings
    from django.utils import translation

    wanted = os.environ.get("ECRITOIRE_LANGUAGE") or os.environ.get("LANG") or settings.LANGUAGE_CODE
    language = wanted[:2].lower()
    translation.activate(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE)


def _choose_data(_context: click.Context, _option: click.Parameter, data: Path | None) -> None:
    """Set the data directory while options are read: the settings load with the command, before the group runs."""
    if data is not None:
        os.environ["ECRITOIRE_DATA"] = str(data.resolve())


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_choose_data,
    expose_value=False,
    help=sentence("Dossier des données (sinon ECRITOIRE_DATA, sinon ./data)."),
)
def cli() -> None:
    """Écritoire : chaque facture fournisseur arrive une fois en comptabilité, ou l’on sait pourquoi."""


def main() -> None:
    """Run the command line: status 0 done, 1 refused with a sentence, 2 bad usage."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except EcritoireError as error:
        from ecritoire.cli.output import fail

        fail(error, as_json="--json" in sys.argv)
