"""Writing the second half of a large file of an export: what the process that ``entries_file`` starts does."""

import json
import os
import sys
from pathlib import Path
from threading import Thread

import django
from django.conf import settings


def main(job: str) -> None:
    """Write a half, as ``entries_file`` says it."""
    Thread(target=_end_with_parent, daemon=True).start()
    database, company_id, export_id, year_id, numbers, folder = json.loads(job)
    settings.DATABASES["default"]["NAME"] = database
    django.setup()

    from ecritoire.apps.exports.entries_file import write_half_of  # noqa: PLC0415 - needs the set-up

    sys.exit(not write_half_of(company_id, export_id, year_id, numbers, Path(folder)))


def _end_with_parent() -> None:
    os.read(0, 1)  # nothing is ever sent: reading ends when the other process does
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1])
