"""From invoices to another company's books: exported to a real Tryton by the services, entry by entry."""

from datetime import date
from typing import Any

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.deliveries.models import Connection, Delivery
from ecritoire.apps.deliveries.queries import connection_states, deliveries_of, delivery_called, health
from ecritoire.apps.deliveries.sending import deliver
from ecritoire.apps.deliveries.services import connect, export_to_connection, mark_handled, resend
from ecritoire.apps.exports.models import Export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.lifecycle import DeliveryState
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import company, controlled, lines_of
from tests.connectors.tryton.books import Books

__all__ = ["company"]

OCTOBER = ExportParameters("fec", date(2026, 10, 31), with_documents=True)
pytestmark = pytest.mark.xdist_group("tryton")


@pytest.fixture
def tryton(company: Company, books: Books, settings: Any) -> Connection:  # noqa: ANN401 - the fixture has no type of its own
    """A connection of the company to the test's Tryton, which knows its supplier."""
    settings.ECRITOIRE_ALLOWED_TARGETS = {books.url.removeprefix("http://")}
    return connect(company, "tryton", "Tryton", books.settings, actor="Paul Guillou")


def _invoices(company: Company) -> None:
    for number in range(1, 4):
        controlled(company, EInvoice(number=f"F-{number}", items=[Item(net=f"{number}00.00")]))
    controlled(company, EInvoice(number="A-1", type_code="381", items=[Item(net="50.00")]))
    Supplier.objects.update(auxiliary="LENOIR")  # as the books call it


def test_a_month_arrives_once_and_both_books_agree(company: Company, tryton: Connection, books: Books) -> None:
    _invoices(company)
    assert health(tryton).identity
    export = export_to_connection(tryton, OCTOBER, actor="Paul Guillou").export
    assert export is not None
    deliver(tryton)
    deliver(tryton)  # nothing is due any more
    assert [state for state, _ in books.moves()] == ["posted"] * 4
    assert len(books.files()) == 4
    assert _by_account(books) == _ours(export)
    [state] = connection_states()
    assert (state.counts, state.waiting_count) == ({DeliveryState.BOOKED: 4}, 0)
    assert Export.objects.get(pk=export.pk).acknowledged_at is not None


def test_what_tryton_refuses_says_why_and_goes_once_it_is_put_right(
    company: Company, tryton: Connection, books: Books
) -> None:
    controlled(company, EInvoice(number="F-1"))
    export = export_to_connection(tryton, OCTOBER, actor="Paul Guillou").export
    assert export is not None
    deliver(tryton)
    [refused] = deliveries_of(tryton, DeliveryState.REFUSED)
    assert refused.words
    assert books.moves() == []
    auxiliary = refused.entry.lines.exclude(supplier=None).values_list("supplier__auxiliary", flat=True).get()
    books.write(f"UPDATE party_party SET code = '{auxiliary}' WHERE code = 'LENOIR'")
    try:
        resend(delivery_called(refused.called), actor="Paul Guillou")
        deliver(tryton)
        assert [state for state, _ in books.moves()] == ["posted"]
    finally:
        books.write(f"UPDATE party_party SET code = 'LENOIR' WHERE code = '{auxiliary}'")


def test_what_was_entered_by_hand_is_never_sent(company: Company, tryton: Connection, books: Books) -> None:
    controlled(company, EInvoice(number="F-1"))
    export_to_connection(tryton, OCTOBER, actor="Paul Guillou")
    [waiting] = deliveries_of(tryton)
    mark_handled(waiting, why="Saisie par le cabinet", actor="Paul Guillou")
    deliver(tryton)
    assert books.moves() == []
    assert Delivery.objects.get(pk=waiting.pk).state == DeliveryState.HANDLED


def _by_account(books: Books) -> dict[str, int]:
    total: dict[str, int] = {}
    for account, debit, credit, _party in books.lines():
        total[account] = total.get(account, 0) + debit - credit
    return total


def _ours(export: Export) -> dict[str, int]:
    """The same from our ledger, accounts as the file of an export has them."""
    total: dict[str, int] = {}
    for entry in Entry.objects.filter(export=export):
        for account, signed in lines_of(entry).items():
            total[account] = total.get(account, 0) + signed
    return total
