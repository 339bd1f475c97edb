"""Reading connections: the kinds there are, those of the company, what waits or went through them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ecritoire.apps.deliveries.leasing import UNDECIDED
from ecritoire.apps.deliveries.models import Connection, Delivery
from ecritoire.apps.deliveries.sending import opening_of
from ecritoire.connectors.registry import all_connectors
from ecritoire.connectors.target import Connector, Health
from ecritoire.domain.errors import EcritoireError


class ConnectionNotFoundError(EcritoireError):
    """The company has no connection of that name."""

    code = "connection_not_found"
    template = "La société n’a pas de connexion « %(label)s ». Les siennes : ecritoire connection list."


class DeliveryNotFoundError(EcritoireError):
    """No delivery of that entry."""

    code = "delivery_not_found"
    template = "Aucune écriture « %(reference)s » à remettre. La liste : ecritoire connection deliveries."


@dataclass(frozen=True, slots=True)
class ConnectionState:
    """A connection and how many of its deliveries are in each state."""

    connection: Connection
    counts: Mapping[str, int]

    @property
    def waiting_count(self) -> int:
        """How many are not settled: to be sent, being sent, or in doubt."""
        return sum(self.counts.get(state, 0) for state in UNDECIDED)


def connectors() -> Sequence[Connector]:
    """Every kind of target, by label."""
    return list(all_connectors().values())


def connection_called(label: str) -> Connection:
    """A connection of the company in scope.

    Raises:
        ConnectionNotFoundError: it has none of that name.
    """
    found = Connection.objects.select_related("company").filter(label=label).first()
    if found is None:
        raise ConnectionNotFoundError(label=label)
    return found


def connection_states() -> list[ConnectionState]:
    """The connections of the company in scope, by name."""
    rows = (
        Delivery.objects.filter(export__cancelled_at=None)
        .order_by()
        .values_list("connection", "state")
        .annotate(count=Count("pk"))
    )
    counts: dict[int, dict[str, int]] = {}
    for connection, state, count in rows:
        counts.setdefault(connection, {})[state] = count
    return [ConnectionState(each, counts.get(each.pk, {})) for each in Connection.objects.order_by("label")]


def deliveries_of(connection: Connection, state: str = "") -> QuerySet[Delivery]:
    """The deliveries of a connection in one state or in all, in the order of exports and numbers."""
    found = Delivery.objects.filter(connection=connection).select_related("export", "fiscal_year", "entry")
    return (found.filter(state=state) if state else found).order_by("export__number", "fiscal_year", "number")


def delivery_called(reference: str) -> Delivery:
    """The delivery of one entry, by the reference the list shows: export, year its fiscal year ends in, number.

    Raises:
        DeliveryNotFoundError: there is none.
    """
    export, year, number = (int(part) if part.isdecimal() else 0 for part in f"{reference}//".split("/")[:3])
    named = Delivery.objects.select_related("export", "fiscal_year", "entry").filter(
        export__number=export, fiscal_year__end__year=year, number=number
    )
    found = named.first()
    if found is None:
        raise DeliveryNotFoundError(reference=reference)
    return found


def health(connection: Connection) -> Health:
    """Ask the target who we are there. Changes nothing in it.

    Raises:
        TargetUnavailableError, TargetAccessError, TargetRefusedError: in the target's words.
        SecretsUnreadableError: the secret key of the installation has changed.
    """
    with opening_of(connection)() as target:
        return target.check()
