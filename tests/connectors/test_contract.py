"""Every connector keeps the contract of ``connectors.target``, against a server that enforces what its target says."""

from collections.abc import Iterator

import pytest

from ecritoire.connectors.target import (
    Target,
    TargetAccessError,
    TargetAuxiliary,
    TargetRefusedError,
    TargetUnavailableError,
)
from ecritoire.formats.records import EntryRecord
from tests.connectors import contract
from tests.connectors.contract import parcel, pdf
from tests.connectors.servers import PatientHttp, TargetServer, running

IN_DOUBT = ["lost", "slow", "half"]


@pytest.fixture(
    params=contract.RIGS, ids=lambda rig: "-".join([rig.connector.name, rig.settings.get("protocol", "")]).strip("-")
)
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[Target, TargetServer]]:
    rig: contract.Rig = request.param
    with (
        running(rig.server()) as server,
        rig.connector.open({**rig.settings, "url": server.url}, PatientHttp()) as target,
    ):
        yield target, server


@pytest.mark.parametrize(
    "record",
    [contract.INVOICE, contract.CREDIT_NOTE, contract.PAYMENT, contract.IN_DOLLARS],
    ids=lambda r: r.document_type,
)
def test_an_entry_arrives_with_its_amounts_and_sides(opened: tuple[Target, TargetServer], record: EntryRecord) -> None:
    target, server = opened
    receipt = target.send(parcel(record))
    [(key, lines, _files)] = server.books()
    assert receipt.reference
    assert key == parcel().key
    assert [(debit, credit) for _account, debit, credit in lines] == [
        (line.debit_minor, line.credit_minor) for line in record.lines
    ]


def test_the_document_goes_with_the_entry(opened: tuple[Target, TargetServer]) -> None:
    target, server = opened
    receipt = target.send(parcel(contract.INVOICE, pdf()))
    target.complete(parcel(contract.INVOICE, pdf()), receipt)
    assert [files for _key, _lines, files in server.books()] == [["FA-8817.pdf"]]


def test_what_was_never_sent_is_not_found(opened: tuple[Target, TargetServer]) -> None:
    target, _server = opened
    target.send(parcel(key="EC-552100554-12-1"))
    assert target.find(parcel()) is None


def test_what_was_sent_is_found_on_a_later_page(opened: tuple[Target, TargetServer]) -> None:
    target, _server = opened
    receipts = [target.send(parcel(key=f"EC-552100554-12-{number}")) for number in range(1, 4)]
    found = target.find(parcel(key="EC-552100554-12-3"))
    assert found is not None
    assert found.reference == receipts[2].reference


def test_what_is_sent_twice_is_there_once(opened: tuple[Target, TargetServer]) -> None:
    target, server = opened
    first = target.send(parcel())
    second = target.send(parcel())
    assert len(server.books()) == 1
    assert first.reference == second.reference


@pytest.mark.parametrize("fault", IN_DOUBT)
def test_what_was_obeyed_without_a_word_is_in_doubt_then_found(opened: tuple[Target, TargetServer], fault: str) -> None:
    target, server = opened
    server.faults.append(fault)
    with pytest.raises(TargetUnavailableError) as raised:
        target.send(parcel())
    assert raised.value.is_in_doubt
    assert target.find(parcel()) is not None
    assert len(server.books()) == 1


@pytest.mark.parametrize("fault", ["error", "html"])
def test_what_may_not_have_been_obeyed_is_in_doubt_and_not_found(
    opened: tuple[Target, TargetServer], fault: str
) -> None:
    target, server = opened
    server.faults.append(fault)
    with pytest.raises(TargetUnavailableError) as raised:
        target.send(parcel())
    assert raised.value.is_in_doubt
    assert target.find(parcel()) is None
    assert target.send(parcel()).reference


def test_a_busy_target_says_how_long_to_wait(opened: tuple[Target, TargetServer]) -> None:
    target, server = opened
    server.faults.append("busy")
    with pytest.raises(TargetUnavailableError) as raised:
        target.send(parcel())
    assert raised.value.retry_after_seconds == 7
    assert not raised.value.is_in_doubt


def test_a_revoked_token_stops_the_connection(opened: tuple[Target, TargetServer]) -> None:
    target, server = opened
    server.is_revoked = True
    with pytest.raises(TargetAccessError):
        target.check()
    with pytest.raises(TargetAccessError):
        target.send(parcel())


def test_an_unknown_account_is_refused_by_name(opened: tuple[Target, TargetServer]) -> None:
    target, server = opened
    with pytest.raises(TargetRefusedError, match="699999"):
        target.send(parcel(contract.UNKNOWN_ACCOUNT))
    assert server.books() == []


def test_a_closed_year_is_refused_in_the_words_of_the_target(opened: tuple[Target, TargetServer]) -> None:
    target, server = opened
    with pytest.raises(TargetRefusedError, match="2024"):
        target.send(parcel(contract.CLOSED_YEAR))
    assert server.books() == []


def test_the_connection_says_who_we_are_there(opened: tuple[Target, TargetServer]) -> None:
    target, _server = opened
    assert target.check().identity == "SAS Lenoir et Fils"


def test_reference_data_lists_accounts_and_journals(opened: tuple[Target, TargetServer]) -> None:
    target, _server = opened
    known = target.reference_data()
    assert known.accounts
    assert "606400" in {account.number for account in known.accounts}
    assert known.journals
    assert {journal.type for journal in known.journals} == {"purchase", "bank"}
    if known.fiscal_years is None:
        assert str(known.locked_until) == "2024-12-31"
    else:
        assert [year.is_closed for year in known.fiscal_years] == [True, False]


def test_a_created_supplier_can_be_booked(opened: tuple[Target, TargetServer]) -> None:
    target, server = opened
    target.create_auxiliary(TargetAuxiliary("DUVAL", "Duval SARL"))
    target.send(
        parcel(contract.entry(contract.line("606400", debit=7), contract.line("401000", credit=7, auxiliary="DUVAL")))
    )
    assert len(server.books()) == 1
