"""What is Odoo's own: drafts that are gone on with, and nothing left of what was refused."""

from collections.abc import Iterator

import pytest

from ecritoire.connectors.odoo import CONNECTOR
from ecritoire.connectors.target import Target, TargetRefusedError, TargetUnavailableError
from tests.connectors import contract
from tests.connectors.contract import document, parcel, pdf
from tests.connectors.odoo.server import OdooError, OdooServer
from tests.connectors.servers import PatientHttp, running

SETTINGS = {"database": "lenoir", "login": "robot", "api_key": "cle"}


@pytest.fixture(params=["json2", "jsonrpc"])
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[Target, OdooServer]]:
    server = OdooServer()
    with running(server):
        settings = {**SETTINGS, "url": server.url, "protocol": request.param}
        with CONNECTOR.open(settings, PatientHttp()) as target:
            yield target, server


def test_a_draft_left_behind_gets_its_documents_and_is_posted(opened: tuple[Target, OdooServer]) -> None:
    target, server = opened
    whole = parcel(contract.INVOICE, pdf(), document("FA-8817.xml", "application/xml"))
    server.faults.append("lost")
    with pytest.raises(TargetUnavailableError):
        target.send(whole)
    found = target.find(whole)
    assert found is not None
    assert (found.is_booked, list(found.missing_attachments)) == (False, ["FA-8817.pdf", "FA-8817.xml"])
    assert target.complete(whole, found).is_booked
    [move] = server.records["account.move"]
    assert move["state"] == "posted"
    assert [files for _key, _lines, files in server.books()] == [["FA-8817.pdf", "FA-8817.xml"]]


def test_what_cannot_be_posted_does_not_stay_as_a_draft(
    opened: tuple[Target, OdooServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    target, server = opened

    def refuse(_ids: list[int]) -> bool:
        raise OdooError(422, "odoo.exceptions.UserError", "The account is deprecated.")

    monkeypatch.setattr(server, "_post", refuse)
    with pytest.raises(TargetRefusedError, match="deprecated"):
        target.send(parcel())
    assert server.books() == []


def test_a_foreign_amount_is_signed_and_names_its_currency(opened: tuple[Target, OdooServer]) -> None:
    target, server = opened
    target.send(parcel(contract.IN_DOLLARS))
    [move] = server.records["account.move"]
    lines = [line for _command, _zero, line in move["line_ids"]]
    assert [(line["currency_id"], line["amount_currency"]) for line in lines] == [(2, 100), (2, -100)]


def test_lines_of_a_supplier_name_the_partner(opened: tuple[Target, OdooServer]) -> None:
    target, server = opened
    target.send(parcel())
    [move] = server.records["account.move"]
    assert [line.get("partner_id") for _command, _zero, line in move["line_ids"]] == [None, None, 7]
