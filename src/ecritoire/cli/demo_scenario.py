"""The scenario of the demo, as ``samples/README.md`` describes it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

import ecritoire
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.exporting import ExportParameters, Journals, Scope

Table = Mapping[str, Any]


class SamplesMissingError(EcritoireError):
    """The documents of the demo are not installed."""

    code = "samples_missing"
    template = "Les documents de la démonstration ne sont pas dans %(folder)s. Lancez-la depuis une copie du dépôt."


@dataclass(frozen=True, slots=True)
class Run:
    """An export, or a dry run, at a moment."""

    name: str
    at: datetime
    by: str
    is_export: bool
    parameters: ExportParameters


@dataclass(frozen=True, slots=True)
class Scenario:
    """What the demo plays."""

    folder: Path
    company: Table
    people: list[Table]
    rates: list[Table]
    documents: list[Table]
    runs: list[Run]

    @property
    def dry_runs(self) -> list[Run]:
        """The runs that write nothing, in order."""
        return [run for run in self.runs if not run.is_export]


def load_scenario() -> Scenario:
    """Read the scenario.

    Raises:
        SamplesMissingError: this installation has none.
    """
    folder = _samples()
    with (folder / "scenario.toml").open("rb") as file:
        data = tomllib.load(file)
    return Scenario(
        folder=folder / "documents",
        company=data["company"],
        people=data["person"],
        rates=data.get("rate", []),
        documents=data["document"],
        runs=[_run(table) for table in data["run"]],
    )


def _samples() -> Path:
    package = Path(ecritoire.__file__).resolve().parent
    for folder in (package / "samples", package.parents[1] / "samples"):
        if (folder / "scenario.toml").is_file():
            return folder
    raise SamplesMissingError(folder=package.parents[1] / "samples")


def _run(table: Table) -> Run:
    parameters = ExportParameters(
        template=table["template"],
        until=table["until"],
        start=table.get("from"),
        journals=Journals(table["journals"]),
        scope=Scope(table["scope"]),
        with_documents=table.get("with_documents", False),
    )
    return Run(table["name"], local(table["at"]), table["by"], table["kind"] == "export", parameters)


def local(moment: datetime) -> datetime:
    """A moment of the scenario, which is told in local time."""
    return moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
