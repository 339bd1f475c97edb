"""What each start does before anything else: bring the database up to date, finish what a crash left open."""

import fcntl
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from ecritoire.apps.bulk import refresh_statistics
from ecritoire.apps.exports.services import complete_all_interrupted
from ecritoire.apps.payments.bulk import TABLES


def make_ready() -> None:
    """Migrate the database when the programme is newer, have it count what grew, and complete interrupted exports."""
    _migrate()
    _count_what_grew()
    complete_all_interrupted()


def _migrate() -> None:
    data = Path(settings.ECRITOIRE_DATA)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_behind():
        return
    # Two programmes started at the same moment must not both migrate: the second waits, then finds nothing to do.
    with (data / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _is_behind():
            call_command("migrate", interactive=False, verbosity=0)


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _count_what_grew() -> None:
    """PostgreSQL does it by itself."""
    if connection.vendor != "sqlite":
        return
    with suppress(OperationalError):  # somebody else is writing for long: the next start will do
        refresh_statistics(*TABLES)
