"""What is sent to a real Tryton is in its books, once."""

import datetime as dt

import pytest

from ecritoire.connectors.http import GuardedHttp
from ecritoire.connectors.target import Target, TargetAccessError, TargetRefusedError
from ecritoire.connectors.tryton import CONNECTOR
from ecritoire.formats.records import EntryRecord
from tests.connectors.contract import CLOSED_YEAR, INVOICE, UNKNOWN_ACCOUNT, entry, line, parcel
from tests.connectors.tryton.books import Books

pytestmark = pytest.mark.xdist_group("tryton")


def test_the_connection_says_who_we_are_there(target: Target) -> None:
    health = target.check()
    assert (health.identity, health.version) == ("SAS Lenoir et Fils", "8.2")


def test_an_invoice_is_posted_with_its_amounts_and_supplier(target: Target, books: Books) -> None:
    receipt = target.send(parcel(INVOICE))
    assert receipt.is_booked
    assert receipt.reference.startswith("2026-")
    assert books.moves() == [("posted", "LENOIR FA-8817 Fournitures [EC-552100554-12-42]")]
    assert books.lines() == [
        ("606400", 125_000, 0, None),
        ("445660", 25_001, 0, None),
        ("401000", 0, 150_001, "LENOIR"),
    ]


def test_what_is_sent_twice_is_there_once(target: Target, books: Books) -> None:
    assert target.find(parcel()) is None
    first = target.send(parcel())
    assert target.send(parcel()) == first
    assert target.find(parcel()) == first
    assert len(books.moves()) == 1


def test_a_key_is_not_found_inside_a_longer_one(target: Target) -> None:
    target.send(parcel(key="EC-552100554-12-421"))
    assert target.find(parcel(key="EC-552100554-12-42")) is None
    assert target.find(parcel(key="C-552100554-12-421")) is None


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (UNKNOWN_ACCOUNT, "699999"),
        (CLOSED_YEAR, "2024-03"),
        (entry(*INVOICE.lines, day=dt.date(2025, 3, 1)), "01/03/2025"),
        (entry(*INVOICE.lines, journal="ZZ"), "le journal ZZ"),
        (entry(line("606400", debit=7), line("401000", credit=7, auxiliary="INCONNU")), "le tiers INCONNU"),
        (entry(line("606400", debit=7), line("401000", credit=7)), "le tiers manque"),
    ],
    ids=["account", "closed period", "no period", "journal", "supplier", "no supplier"],
)
def test_what_is_not_there_is_refused_by_name(target: Target, books: Books, record: EntryRecord, words: str) -> None:
    with pytest.raises(TargetRefusedError, match=words):
        target.send(parcel(record))
    assert books.moves() == []


@pytest.mark.parametrize("wrong", [{"password": "faux"}, {"user": "personne"}, {"database": "ailleurs"}])
def test_wrong_credentials_stop_the_connection(books: Books, http: GuardedHttp, wrong: dict[str, str]) -> None:
    with CONNECTOR.open({**books.settings, **wrong}, http) as target, pytest.raises(TargetAccessError):
        target.check()
