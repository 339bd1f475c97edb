"""Keep posted entries, the chain of events and past exports as they are, by triggers of the database."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from ecritoire.apps.exports.finality import install, remove


def _install(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    install(editor.connection)


def _remove(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    remove(editor.connection)


class Migration(migrations.Migration):
    """Install the triggers."""

    dependencies: ClassVar = [
        ("exports", "0002_initial"),
        ("audit", "0001_initial"),
        ("ledger", "0001_initial"),
    ]
    operations: ClassVar = [migrations.RunPython(_install, _remove)]
