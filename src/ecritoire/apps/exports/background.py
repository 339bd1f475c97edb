"""Large exports: claimed at once, their files written by a process of their own while people go on working.

A process, not a thread: pages keep their processor time, memory is given back at the end, and neither a closed page nor
a restarted server stops it. What it leaves open when it is killed, the next start finishes.
"""

import os
import subprocess
import sys

from django.conf import settings
from django.db.models import QuerySet

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.running import announce
from ecritoire.apps.exports.services import Outcome, claim_export, complete_claimed
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.exporting import ExportParameters

_started: list[subprocess.Popen[bytes]] = []


class ExportUnderWayError(EcritoireError):
    """The files of an earlier export of the company are still being written."""

    code = "export_under_way"
    template = (
        "L’export n° %(number)s est encore en cours d’écriture. Attendez sa fin, ou annulez-le, "
        "puis recommencez : rien n’a été écrit."
    )


def start_export(company: Company, parameters: ExportParameters, *, actor: str) -> Outcome:
    """Create an export; from ``ECRITOIRE_BACKGROUND_ENTRIES`` entries on, return once they are claimed.

    Raises:
        ExportUnderWayError: another export of the company is not finished.
        EcritoireError: whatever ``create_export`` raises.
    """
    unfinished = unfinished_exports().first()
    if unfinished is not None:
        raise ExportUnderWayError(number=unfinished.number)
    outcome = claim_export(company, parameters, actor=actor)
    export = outcome.export
    if export is None:
        return outcome
    if export.entry_count >= settings.ECRITOIRE_BACKGROUND_ENTRIES:
        complete_in_background(export)
    else:
        complete_claimed(export, actor=actor)
        export.refresh_from_db()
    return outcome


def unfinished_exports() -> QuerySet[Export]:
    """The exports of the company in scope whose files are not written yet, oldest first."""
    return Export.objects.filter(completed_at=None, cancelled_at=None).order_by("number")


def complete_in_background(export: Export) -> None:
    """Start the process that writes the files of a claimed export."""
    announce(export)
    _started[:] = [process for process in _started if process.poll() is None]
    command = [sys.executable, "-m", "ecritoire", "exports", "complete", str(export.number)]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--company", export.company.siren],
        env=os.environ | {"ECRITOIRE_DATA": str(settings.ECRITOIRE_DATA)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # stopping the server does not stop it
    )
    _started.append(process)
