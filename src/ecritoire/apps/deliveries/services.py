"""Connecting, exporting to a connection, and what a person decides of one delivery."""

from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.deliveries.arrival import note_arrivals
from ecritoire.apps.deliveries.models import Connection, Delivery
from ecritoire.apps.deliveries.sealing import seal
from ecritoire.apps.exports.models import Export, ExportedEntry
from ecritoire.apps.exports.services import Outcome, claim_export, complete_claimed
from ecritoire.connectors.registry import load_connector
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.language import say
from ecritoire.domain.lifecycle import LABELS, DeliveryAction, DeliveryState, move_of

BATCH = 2000


class ConnectionFieldMissingError(EcritoireError):
    """Something a connector needs was not filled in."""

    code = "connection_field_missing"
    template = "Renseignez « %(field)s » pour se connecter à %(target)s."


class DeliveryMoveError(EcritoireError):
    """What is asked is not possible in the state the delivery is in."""

    code = "delivery_move"
    template = "L’écriture n° %(number)s est à l’état « %(state)s » : cette action n’est pas possible."


@transaction.atomic
def connect(company: Company, connector: str, label: str, values: Mapping[str, str], *, actor: str) -> Connection:
    """Keep a connection of the company in scope; secrets are sealed, and never in the history.

    Raises:
        UnknownConnectorError, ConnectionFieldMissingError
    """
    kind = load_connector(connector)
    filled = {field.name: values.get(field.name) or field.default for field in kind.fields}
    for field in kind.fields:
        if field.is_required and not filled[field.name]:
            raise ConnectionFieldMissingError(field=say(field.label), target=kind.label)
    hidden = {field.name for field in kind.fields if field.is_secret}
    connection = Connection.objects.create(
        company=company,
        connector=connector,
        label=label,
        settings={name: value for name, value in filled.items() if name not in hidden},
        sealed_secrets=seal({name: filled[name] for name in hidden}),
        created_at=clock.now(),
    )
    record(actor=actor, action="connect", subject=connection, connector=connector, label=label)
    return connection


@transaction.atomic
def pause_connection(connection: Connection, *, actor: str) -> None:
    """Send nothing through a connection until it is resumed."""
    Connection.objects.filter(pk=connection.pk, paused_at=None).update(paused_at=clock.now())
    record(actor=actor, action="pause_connection", subject=connection)


@transaction.atomic
def resume_connection(connection: Connection, *, actor: str) -> None:
    """Send again through a connection that was paused, or that its target had stopped."""
    Connection.objects.filter(pk=connection.pk).update(paused_at=None, stopped_at=None, stopped_words="")
    record(actor=actor, action="resume_connection", subject=connection)


def export_to_connection(connection: Connection, parameters: ExportParameters, *, actor: str) -> Outcome:
    """Create an export whose entries go to a connection; its files are written all the same, as evidence.

    The deliveries are written with the claim: an entry is in the export and on its way, or neither.

    Raises:
        EcritoireError: what ``create_export`` raises.
    """
    with transaction.atomic():
        outcome = claim_export(connection.company, parameters, actor=actor)
        if outcome.export is not None:
            _queue(outcome.export, connection)
    if outcome.export is not None:
        complete_claimed(outcome.export, actor=actor)
        outcome.export.refresh_from_db()
    return outcome


def _queue(export: Export, connection: Connection) -> None:
    taken = ExportedEntry.objects.filter(export=export).select_related("entry").order_by("fiscal_year", "number")
    siren = connection.company.siren
    rows = (
        Delivery(
            company_id=export.company_id,
            connection=connection,
            export=export,
            entry_id=each.entry_id,
            fiscal_year_id=each.fiscal_year_id,
            number=each.number,
            key=_key(siren, each),
            next_attempt_at=export.created_at,
        )
        for each in taken.iterator(BATCH)
    )
    Delivery.objects.bulk_create(rows, BATCH)


def _key(siren: str, taken: ExportedEntry) -> str:
    """What names an entry in the target for ever: also in a later export, should this one be cancelled."""
    posted_at = taken.entry.created_at.isoformat()
    return sha256(f"{siren}:{taken.entry_id}:{posted_at}".encode()).hexdigest()[:32]


def resend(delivery: Delivery, *, actor: str) -> None:
    """Send a refused delivery again, once what the target did not like was put right there.

    Raises:
        DeliveryMoveError: it was not refused.
    """
    _decide(delivery, DeliveryAction.RESEND, actor=actor, why="")


def mark_handled(delivery: Delivery, *, why: str, actor: str) -> None:
    """Note that a person entered it in the target by hand: it is never sent again.

    Raises:
        DeliveryMoveError: it is being sent, or is there already.
    """
    _decide(delivery, DeliveryAction.HANDLE, actor=actor, why=why)


@transaction.atomic
def _decide(delivery: Delivery, action: DeliveryAction, *, actor: str, why: str) -> None:
    Export.objects.select_for_update().get(pk=delivery.export_id)
    move = move_of(action)
    changed = Delivery.objects.filter(pk=delivery.pk, state__in=move.sources)
    if not changed.update(state=move.target, next_attempt_at=clock.now()):
        state = DeliveryState(Delivery.objects.get(pk=delivery.pk).state)
        raise DeliveryMoveError(number=delivery.number, state=say(LABELS[state]))
    record(actor=actor, action=f"{action.value}_delivery", subject=delivery, number=delivery.number, why=why)
    note_arrivals(delivery.export, actor=actor)
