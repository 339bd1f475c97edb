"""Connections to accounting software: connect, export through one, deliver, decide of what was refused."""

from collections.abc import Sequence
from datetime import date

import click

from ecritoire.apps.companies.models import Company
from ecritoire.apps.deliveries.models import Delivery
from ecritoire.apps.deliveries.queries import (
    connection_called,
    connection_states,
    connectors,
    deliveries_of,
    delivery_called,
    health,
)
from ecritoire.apps.deliveries.sending import deliver
from ecritoire.apps.deliveries.services import (
    connect,
    export_to_connection,
    mark_handled,
    pause_connection,
    resend,
    resume_connection,
)
from ecritoire.cli.output import DayType, actor_name, emit_json, in_company, json_option
from ecritoire.domain.exporting import ExportParameters, Journals, Scope
from ecritoire.domain.language import say
from ecritoire.domain.lifecycle import LABELS, DeliveryState

STATES = click.Choice([state.value for state in DeliveryState])


@click.group("connection")
def connection_command() -> None:
    """Connexions aux logiciels comptables."""


@connection_command.command("kinds")
@json_option
def kinds_command(*, as_json: bool) -> None:
    """Lister les logiciels auxquels se connecter, et ce que chacun demande."""
    found = connectors()
    if as_json:
        kinds = [
            {
                "name": each.name,
                "label": each.label,
                "tested_against": each.tested_against,
                "fields": [
                    {"name": field.name, "label": field.label, "secret": field.is_secret, "required": field.is_required}
                    for field in each.fields
                ],
            }
            for each in found
        ]
        emit_json({"connectors": kinds})
        return
    for each in found:
        click.echo(f"{each.name:<14} {each.label}")
        for field in each.fields:
            click.echo(f"    {field.name:<22} {field.label}")


@connection_command.command("create")
@click.argument("label")
@click.option("--connector", required=True, help=say("Un de ceux de « ecritoire connection kinds »."))
@click.option("--set", "assigned", multiple=True, metavar="NAME=VALUE", help=say("Ce que le logiciel demande."))
@json_option
@in_company
def create_command(company: Company, label: str, connector: str, assigned: Sequence[str], *, as_json: bool) -> None:
    """Se connecter ; les secrets non donnés par --set sont demandés."""
    values = dict(pair.partition("=")[::2] for pair in assigned)
    kind = next((each for each in connectors() if each.name == connector), None)
    for field in kind.fields if kind else ():
        if field.is_secret and field.is_required and field.name not in values:
            values[field.name] = click.prompt(say(field.label), hide_input=True, err=True)
    connection = connect(company, connector, label, values, actor=actor_name())
    if as_json:
        emit_json({"connection": {"label": connection.label, "connector": connection.connector}})
    else:
        click.echo(say("Connexion « %(label)s » créée.") % {"label": connection.label})


@connection_command.command("list")
@json_option
@in_company
def list_command(company: Company, *, as_json: bool) -> None:
    """Lister les connexions : ce qui attend, ce qui est arrivé, ce qui est refusé."""
    del company
    states = connection_states()
    if as_json:
        rows = [
            {
                "label": each.connection.label,
                "connector": each.connection.connector,
                "paused_at": each.connection.paused_at,
                "stopped_at": each.connection.stopped_at,
                "stopped_words": each.connection.stopped_words,
                "deliveries": each.counts,
            }
            for each in states
        ]
        emit_json({"connections": rows})
        return
    for each in states:
        counts = ", ".join(f"{say(LABELS[DeliveryState(state)])} : {n}" for state, n in sorted(each.counts.items()))
        click.echo(f"{each.connection.label:<24} {each.connection.connector:<12} {counts}")
        if each.connection.stopped_at:
            words = each.connection.stopped_words
            click.echo(say("    Arrêtée : « %(words)s ». Corrigez, puis reprenez.") % {"words": words})
        elif each.connection.paused_at:
            click.echo(say("    En pause."))


@connection_command.command("check")
@click.argument("label")
@json_option
@in_company
def check_command(company: Company, label: str, *, as_json: bool) -> None:
    """Tester une connexion ; rien n’y change."""
    del company
    found = health(connection_called(label))
    if as_json:
        emit_json({"identity": found.identity, "version": found.version, "warnings": list(found.warnings)})
        return
    click.echo(f"{found.identity} {found.version}".strip())
    for warning in found.warnings:
        click.echo(f"  • {warning}")


@connection_command.command("export")
@click.argument("label")
@click.option("--until", type=DayType(), required=True, help=say("Date de fin : tout ce qui attend jusque-là."))
@click.option("--journals", type=click.Choice([each.value for each in Journals]), default="all", show_default=True)
@click.option("--scope", type=click.Choice([each.value for each in Scope]), default="all", show_default=True)
@click.option("--with-documents", is_flag=True, help=say("Avec les documents."))
@json_option
@in_company
def export_command(
    company: Company, label: str, until: date, journals: str, scope: str, *, with_documents: bool, as_json: bool
) -> None:
    """Créer un export vers une connexion ; « deliver » l’envoie."""
    del company
    parameters = ExportParameters(
        "fec", until, journals=Journals(journals), scope=Scope(scope), with_documents=with_documents
    )
    export = export_to_connection(connection_called(label), parameters, actor=actor_name()).export
    if as_json:
        shape = {"number": export.number, "entries": export.entry_count} if export else None
        emit_json({"export": shape})
    elif export is None:
        click.echo(say("Rien à exporter."))
    else:
        text = say("Export n° %(number)s : %(entries)s écritures à envoyer.")
        click.echo(text % {"number": export.number, "entries": export.entry_count})


@connection_command.command("deliver")
@click.argument("label")
@json_option
@in_company
def deliver_command(company: Company, label: str, *, as_json: bool) -> None:
    """Envoyer maintenant ce qui est dû."""
    del company
    connection = connection_called(label)
    deliver(connection)
    (state,) = [each for each in connection_states() if each.connection.pk == connection.pk]
    if as_json:
        emit_json({"deliveries": state.counts, "stopped_words": state.connection.stopped_words})
        return
    for name, count in sorted(state.counts.items()):
        click.echo(f"{say(LABELS[DeliveryState(name)]):<34} {count}")


@connection_command.command("deliveries")
@click.argument("label")
@click.option("--state", type=STATES, default=None)
@json_option
@in_company
def deliveries_command(company: Company, label: str, state: str | None, *, as_json: bool) -> None:
    """Lister ce qui passe par une connexion, avec les mots du logiciel."""
    del company
    found = deliveries_of(connection_called(label), state or "").iterator(chunk_size=2000)
    if as_json:
        emit_json({"deliveries": [_shape(each) for each in found]})
        return
    for each in found:
        words = f"  « {each.words} »" if each.words else ""
        click.echo(f"{each.called:<14} {each.entry.reference:<24} {say(LABELS[DeliveryState(each.state)])}{words}")


def _shape(delivery: Delivery) -> dict[str, object]:
    return {
        "delivery": delivery.called,
        "reference": delivery.entry.reference,
        "state": delivery.state,
        "target_reference": delivery.reference,
        "words": delivery.words,
        "attempts": delivery.attempt_count,
    }


@connection_command.command("resend")
@click.argument("delivery")
@in_company
def resend_command(company: Company, delivery: str) -> None:
    """Renvoyer une écriture refusée, une fois corrigé chez le destinataire ce qui ne lui convenait pas."""
    del company
    resend(delivery_called(delivery), actor=actor_name())


@connection_command.command("handled")
@click.argument("delivery")
@click.option("--reason", required=True, help=say("Ce qui a été saisi à la main, et où."))
@in_company
def handled_command(company: Company, delivery: str, reason: str) -> None:
    """Noter qu’une écriture a été saisie à la main : elle n’est plus jamais envoyée."""
    del company
    mark_handled(delivery_called(delivery), why=reason, actor=actor_name())


@connection_command.command("pause")
@click.argument("label")
@in_company
def pause_command(company: Company, label: str) -> None:
    """Ne plus rien envoyer."""
    del company
    pause_connection(connection_called(label), actor=actor_name())


@connection_command.command("resume")
@click.argument("label")
@in_company
def resume_command(company: Company, label: str) -> None:
    """Reprendre les envois."""
    del company
    resume_connection(connection_called(label), actor=actor_name())
