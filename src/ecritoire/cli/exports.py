"""Exports: create, list, show, download, cancel."""

from datetime import date
from pathlib import Path

import click
from django.utils import timezone

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import acknowledge_export, cancel_export
from ecritoire.apps.exports.handover import copy_files
from ecritoire.apps.exports.history import export_state, left_out_of
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE, write_legal_files
from ecritoire.apps.exports.limits import cautions
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.pending import pending_entries
from ecritoire.apps.exports.preview import preview
from ecritoire.apps.exports.queries import (
    all_left_out,
    export_by_number,
    export_list,
    selection_for,
)
from ecritoire.apps.exports.services import complete_claimed, create_export, mark_downloaded
from ecritoire.cli.output import DayType, actor_name, emit_json, in_company, json_option
from ecritoire.cli.reports import entries, lines, print_candidates, print_preview
from ecritoire.cli.shapes import created_shape, export_shape, left_shape, legal_shape, parameters_shape
from ecritoire.domain.exporting import ExportParameters, Journals, Scope
from ecritoire.domain.language import say, say_count
from ecritoire.domain.lifecycle import LABELS
from ecritoire.domain.wording import said_amount, said_date, said_moment

JOURNALS = click.Choice([choice.value for choice in Journals])
SCOPES = click.Choice([choice.value for choice in Scope])


@click.command("export")
@click.option("--until", type=DayType(), required=True, help=say("Date de fin : tout ce qui attend jusque-là."))
@click.option("--from", "start", type=DayType(), help=say("Date de début, rarement utile."))
@click.option("--journals", type=JOURNALS, default="all", show_default=True)
@click.option("--scope", type=SCOPES, default="all", show_default=True)
@click.option("--template", "template", default="fec", show_default=True)
@click.option("--with-documents", is_flag=True, help=say("Avec les documents, dans un ZIP."))
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help=say("Dossier des fichiers."))
@click.option("--dry-run", is_flag=True, help=say("Montrer ce qui serait pris et laissé ; ne rien écrire."))
@json_option
@in_company
def export_command(  # noqa: PLR0913 - one parameter for each option of the command
    company: Company,
    until: date,
    start: date | None,
    journals: str,
    scope: str,
    template: str,
    output: Path | None,
    *,
    with_documents: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Exporter vers le logiciel comptable tout ce qui attend, une fois, et dire pourquoi le reste reste."""
    if output is None and not dry_run:
        raise click.UsageError(say("Donnez --output DOSSIER, ou --dry-run pour ne rien écrire."))
    if template == LEGAL_TEMPLATE:
        _legal(company, until, output, as_json=as_json)
        return
    parameters = ExportParameters(template, until, start, Journals(journals), Scope(scope), with_documents)
    if dry_run or output is None:
        _dry_run(company, parameters, as_json=as_json)
        return
    warned = cautions(selection_for(company, parameters)) if as_json else []
    outcome = create_export(company, parameters, actor=actor_name())
    if outcome.export is None:
        _nothing(company, parameters, as_json=as_json)
        return
    copy_files(_named_files(outcome.export), output)
    if as_json:
        emit_json(created_shape(outcome.export) | {"cautions": warned})
    else:
        _print_export(outcome.export)
        click.echo(
            say("Fichiers dans %(folder)s : %(names)s.")
            % {"folder": output, "names": ", ".join(name for name, _ in _named_files(outcome.export))}
        )


def _named_files(export: Export) -> list[tuple[str, str]]:
    return list(ExportFile.objects.filter(export=export).order_by("pk").values_list("name", "sha256"))


def _dry_run(company: Company, parameters: ExportParameters, *, as_json: bool) -> None:
    if not as_json:
        print_preview(preview(company, parameters))
        return
    seen = preview(company, parameters)
    debit_minor = seen.counts.debit_minor
    totals = {"entries": seen.counts.entry_count, "lines": seen.line_count, "debit_minor": debit_minor}
    waiting = pending_entries(seen.selection).select_related("supplier", "journal").order_by("date", "pk")
    emit_json(
        {
            "export": parameters_shape(parameters) | totals | {"credit_minor": debit_minor, "files": []},
            "taken": [
                {"number": entry.reference, "supplier": entry.supplier.name if entry.supplier else "",
                 "kind": entry.kind, "journal": entry.journal.code}
                for entry in waiting
            ],
            "left_out": [left_shape(candidate) for candidate in all_left_out(seen.selection)],
            "cautions": cautions(seen.selection),
        }
    )  # fmt: skip


def _nothing(company: Company, parameters: ExportParameters, *, as_json: bool) -> None:
    """Say that there is nothing to take: no export is created, no number is used."""
    if as_json:
        _dry_run(company, parameters, as_json=True)
        return
    click.echo(
        say("Rien à exporter jusqu’au %(until)s : aucun export n’a été créé.") % {"until": said_date(parameters.until)}
    )
    print_preview(preview(company, parameters))


def _legal(company: Company, until: date, output: Path | None, *, as_json: bool) -> None:
    written = write_legal_files(company, until)
    if output is not None:
        copy_files(((file.name, file.sha256) for file in written), output)
    if as_json:
        emit_json({"export": legal_shape(written, until), "taken": [], "left_out": []})
        return
    for file in written:
        total = said_amount(file.debit_minor, company.currency)
        click.echo(
            say("%(name)s : %(entries)s, %(lines)s, %(total)s.")
            % {"name": file.name, "entries": entries(file.entries), "lines": lines(file.lines), "total": total}
        )


def _print_export(export: Export) -> None:
    created = said_moment(timezone.localtime(export.created_at))
    click.echo(
        say("Export n° %(number)s, %(labels)s, créé le %(created)s par %(created_by)s.")
        % {
            "number": export.number,
            "labels": say(LABELS[export_state(export)]),
            "created": created,
            "created_by": export.created_by,
        }
    )
    total = said_amount(export.debit_minor, export.company.currency)
    click.echo(
        say("  %(entries)s, %(lines)s, débit = crédit = %(total)s.")
        % {"entries": entries(export.entry_count), "lines": lines(export.line_count), "total": total}
    )
    if export.cancelled_at:
        moment = said_moment(timezone.localtime(export.cancelled_at))
        click.echo(
            say("  Annulé le %(moment)s par %(cancelled_by)s : %(cancel_reason)s")
            % {"moment": moment, "cancelled_by": export.cancelled_by, "cancel_reason": export.cancel_reason}
        )
    for file in ExportFile.objects.filter(export=export).order_by("pk"):
        click.echo(
            say("  %(name)s  %(size_bytes)s octets  sha256 %(sha256)s")
            % {"name": file.name, "size_bytes": file.size_bytes, "sha256": file.sha256}
        )
    print_candidates(left_out_of(export))


@click.group("exports")
def exports_command() -> None:
    """Historique des exports."""


@exports_command.command("list")
@json_option
@in_company
def list_(company: Company, *, as_json: bool) -> None:
    """Lister les exports, le dernier d’abord."""
    del company
    exports = list(export_list())
    if as_json:
        emit_json({"exports": [export_shape(export) for export in exports]})
        return
    for export in exports:
        created = said_date(timezone.localtime(export.created_at).date())
        click.echo(
            say(
                "n° %(number)s  %(created)s  jusqu’au %(until)s  %(template)s %(entry_count)s prises  "
                "%(left_out_count)s laissés  %(labels)s"
            )
            % {
                "number": f"{export.number:>3}",
                "created": created,
                "until": said_date(export.until),
                "template": f"{export.template:<10}",
                "entry_count": f"{export.entry_count:>6}",
                "left_out_count": f"{export.left_out_count:>5}",
                "labels": say(LABELS[export_state(export)]),
            }
        )


@exports_command.command("show")
@click.argument("number", type=int)
@json_option
@in_company
def show(company: Company, number: int, *, as_json: bool) -> None:
    """Montrer un export : pris, laissés et pourquoi, fichiers."""
    del company
    export = export_by_number(number)
    if as_json:
        emit_json(created_shape(export))
    else:
        _print_export(export)


@exports_command.command("download")
@click.argument("number", type=int)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=say("Dossier."))
@json_option
@in_company
def download(company: Company, number: int, output: Path, *, as_json: bool) -> None:
    """Copier les fichiers d’un export : toujours les mêmes octets."""
    del company
    export = export_by_number(number)
    copied = copy_files(_named_files(export), output)
    mark_downloaded(export, file_name=", ".join(path.name for path in copied), actor=actor_name())
    if as_json:
        emit_json({"export": export_shape(export), "copied": [str(path) for path in copied]})
        return
    for path in copied:
        click.echo(str(path))


@exports_command.command("cancel")
@click.argument("number", type=int)
@click.option("--reason", required=True, help=say("Motif, gardé dans l’historique."))
@json_option
@in_company
def cancel(company: Company, number: int, reason: str, *, as_json: bool) -> None:
    """Annuler un export : ses écritures attendent de nouveau ; numéro, fichiers et historique restent."""
    del company
    export = cancel_export(export_by_number(number), reason=reason, actor=actor_name())
    if as_json:
        emit_json({"export": export_shape(export)})
    else:
        click.echo(
            say_count(
                "Export n° %(number)s annulé : son écriture attend de nouveau.",
                "Export n° %(number)s annulé : ses %(count)s écritures attendent de nouveau.",
                export.entry_count,
            )
            % {"number": export.number, "count": export.entry_count}
        )


@exports_command.command("acknowledge")
@click.argument("number", type=int)
@json_option
@in_company
def acknowledge(company: Company, number: int, *, as_json: bool) -> None:
    """Noter que le logiciel comptable a pris l’export : il ne peut plus être annulé."""
    del company
    export = acknowledge_export(export_by_number(number), actor=actor_name())
    if as_json:
        emit_json({"export": export_shape(export)})
    else:
        click.echo(
            say("Export n° %(number)s : %(labels)s.")
            % {"number": export.number, "labels": say(LABELS[export_state(export)])}
        )


@exports_command.command("complete")
@click.argument("number", type=int)
@json_option
@in_company
def complete(company: Company, number: int, *, as_json: bool) -> None:
    """Écrire les fichiers d’un export interrompu ; ne fait rien s’ils le sont déjà."""
    del company
    export = export_by_number(number)
    complete_claimed(export, actor=export.created_by)
    export.refresh_from_db()
    if as_json:
        emit_json({"export": export_shape(export)})
    else:
        _print_export(export)
