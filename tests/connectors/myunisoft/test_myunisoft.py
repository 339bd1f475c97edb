"""What is MyUnisoft's own."""

import threading

from ecritoire.connectors.myunisoft import CONNECTOR
from ecritoire.connectors.target import Receipt
from tests.connectors import contract
from tests.connectors.contract import parcel, pdf
from tests.connectors.myunisoft.server import MyUnisoftServer
from tests.connectors.servers import PatientHttp, running

SETTINGS = {"token": "jeton", "secret": "partenaire", "auxiliary_prefix": "401"}


def test_two_workers_with_one_entry_book_it_once() -> None:
    receipts: list[Receipt] = []
    start = threading.Barrier(2)

    def work(url: str) -> None:
        with CONNECTOR.open({**SETTINGS, "url": url}, PatientHttp()) as target:
            assert target.find(parcel()) is None
            start.wait()
            receipts.append(target.send(parcel()))

    with running(MyUnisoftServer()) as server:
        workers = [threading.Thread(target=work, args=(server.url,)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert len(server.books()) == 1
    assert [receipt.reference for receipt in receipts] == ["3000", "3000"]


def test_a_foreign_amount_is_beside_the_euros() -> None:
    with running(MyUnisoftServer()) as server, CONNECTOR.open({**SETTINGS, "url": server.url}, PatientHttp()) as target:
        target.send(parcel(contract.IN_DOLLARS))
        [sent] = [asked for asked in server.asked if asked.path == "/entry"]
    assert b'"debit": 92.34' in sent.body
    assert b'"currency": "USD", "value_currency": 100.00' in sent.body


def test_an_xml_stays_here_and_the_receipt_says_so() -> None:
    xml = contract.document("FA-8817.xml", "application/xml")
    with running(MyUnisoftServer()) as server, CONNECTOR.open({**SETTINGS, "url": server.url}, PatientHttp()) as target:
        receipt = target.send(parcel(contract.INVOICE, pdf(), xml))
        assert [files for _key, _lines, files in server.books()] == [["FA-8817.pdf"]]
    assert "FA-8817.xml" in receipt.note
