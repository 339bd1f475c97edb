"""What stops between two requests is found and finished: never twice, never without its documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from ecritoire.connectors.http import GuardedHttp
from ecritoire.connectors.target import (
    Answer,
    Http,
    Target,
    TargetRefusedError,
    TargetUnavailableError,
)
from ecritoire.connectors.tryton import CONNECTOR
from tests.connectors.contract import INVOICE, document, parcel, pdf
from tests.connectors.tryton.books import Books

pytestmark = pytest.mark.xdist_group("tryton")

CREATE, ATTACH, POST = "model.account.move.create", "model.ir.attachment.create", "model.account.move.post"


@dataclass
class CutHttp:
    """The real way out, whose answer to one method is lost after Tryton obeyed."""

    http: Http
    cut: str = ""
    asked: list[str] = field(default_factory=list)

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: object | None = None,
        content: bytes | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        data: Mapping[str, str] | None = None,
        timeout_seconds: float = 30.0,
    ) -> Answer:
        assert isinstance(json, dict)
        self.asked.append(json["method"])
        answer = self.http.request(method, url, headers=headers, json=json, timeout_seconds=timeout_seconds)
        if json["method"] == self.cut:
            self.cut = ""
            raise TargetUnavailableError(target="Tryton", words="coupé", is_in_doubt=True)
        return answer


@pytest.fixture
def cut(http: GuardedHttp) -> CutHttp:
    return CutHttp(http)


@pytest.fixture
def opened(books: Books, cut: CutHttp) -> Iterator[Target]:
    with CONNECTOR.open(books.settings, cut) as target:
        yield target


@pytest.mark.parametrize(
    ("method", "is_booked", "missing"),
    [(CREATE, False, ["FA-8817.pdf"]), (ATTACH, False, []), (POST, True, [])],
)
def test_what_was_cut_is_found_as_it_is_and_finished(
    opened: Target, cut: CutHttp, books: Books, method: str, is_booked: bool, missing: list[str]
) -> None:
    sent = parcel(INVOICE, pdf())
    cut.cut = method
    with pytest.raises(TargetUnavailableError) as raised:
        opened.send(sent)
    assert raised.value.is_in_doubt
    found = opened.find(sent)
    assert found is not None
    assert (found.is_booked, list(found.missing_attachments)) == (is_booked, missing)
    assert opened.complete(sent, found).is_booked
    assert [state for state, _description in books.moves()] == ["posted"]
    assert books.files() == ["FA-8817.pdf"]


def test_sending_again_finishes_the_draft_as_well(opened: Target, cut: CutHttp, books: Books) -> None:
    cut.cut = CREATE
    with pytest.raises(TargetUnavailableError):
        opened.send(parcel())
    assert opened.send(parcel()).is_booked
    assert cut.asked.count(CREATE) == 1
    assert len(books.moves()) == 1


def test_a_session_that_tryton_forgot_is_opened_again(opened: Target, books: Books) -> None:
    opened.check()
    books.write("DELETE FROM ir_session")
    assert opened.send(parcel()).is_booked
    assert len(books.moves()) == 1


def test_a_document_is_kept_byte_for_byte(opened: Target, books: Books) -> None:
    content = bytes(range(256)) * 40
    receipt = opened.send(
        parcel(
            INVOICE,
            document("FA-8817.pdf", "application/pdf", content),
            document("annexe.pdf", "application/pdf", b"%PDF-1.7"),
        )
    )
    assert list(receipt.missing_attachments) == []
    assert sorted(books.files()) == ["FA-8817.pdf", "annexe.pdf"]
    assert content in books.stored()
    assert receipt.is_booked


def test_what_was_deleted_there_cannot_be_completed(opened: Target, books: Books) -> None:
    receipt = opened.send(parcel())
    books.empty()
    with pytest.raises(TargetRefusedError, match="n’y est plus"):
        opened.complete(parcel(INVOICE, pdf()), receipt)


def test_a_move_cancelled_there_is_not_taken_for_ours(opened: Target, books: Books) -> None:
    receipt = opened.send(parcel())
    [(first,)] = books.rows("SELECT id FROM account_move")
    books.write(
        "INSERT INTO account_move (company, period, journal, date, description, origin, state)"
        f" SELECT company, period, journal, date, description, 'account.move,{first}', 'draft' FROM account_move"
    )
    found = opened.find(parcel())
    assert found == receipt
