"""Every document adds up, but the one that is a cent off; every identifier has its key, but one IBAN."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from stdnum.eu import vat
from stdnum.fr import siren, siret
from stdnum.gb import vat as british_vat

from samples.make import DOCUMENTS
from samples.model import Document, Profile, Syntax
from samples.rules import A_CENT_OFF, WRONG_IBAN, iban_is_valid
from tests.samples.reading import read

WITH_DATA = [document for document in DOCUMENTS if document.syntax is not Syntax.PDF]
CENT = Decimal("0.01")
every_document = pytest.mark.parametrize("document", WITH_DATA, ids=lambda document: document.file_name)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@every_document
def test_totals_follow_from_one_another(document: Document) -> None:
    totals = read(document).totals
    gap = CENT if document.number in A_CENT_OFF else 0
    assert totals["net"] == totals["lines"] - totals["allowances"] + totals["charges"]
    assert totals["total"] == totals["net"] + totals["vat"] + gap
    assert totals["due"] == totals["total"] - totals["prepaid"] + totals["rounding"]


@every_document
def test_lines_follow_from_quantity_and_price(document: Document) -> None:
    stated = read(document)
    assert [net for _, _, net in stated.lines] == [cents(quantity * price) for quantity, price, _ in stated.lines]
    if document.profile is not Profile.BASIC_WL:
        assert sum(net for _, _, net in stated.lines) == stated.totals["lines"]


@every_document
def test_vat_follows_from_base_and_rate(document: Document) -> None:
    stated = read(document)
    assert sum(base for _, base, _ in stated.groups) == stated.totals["net"]
    assert sum(tax for _, _, tax in stated.groups) == stated.totals["vat"]
    wrong = [tax for rate, base, tax in stated.groups if tax != cents(base * rate / 100)]
    assert wrong == ([Decimal("1920.93")] if document.number in A_CENT_OFF else [])


@every_document
def test_identifiers_have_their_keys(document: Document) -> None:
    ids = read(document).ids
    assert all(map(siren.is_valid, ids["siren"]))
    assert all(map(siret.is_valid, ids["siret"]))
    assert {number[:9] for number in ids["siret"]} == set(ids["siren"])
    for number in ids["vat"]:
        assert british_vat.is_valid(number) if number.startswith("GB") else vat.is_valid(number), number
    assert [number for number in ids["iban"] if iban_is_valid(number) == (document.number in WRONG_IBAN)] == []


def test_the_cent_is_the_one_of_the_story() -> None:
    (document,) = (document for document in DOCUMENTS if document.number in A_CENT_OFF)
    totals = read(document).totals
    assert (totals["net"], totals["vat"], totals["total"]) == (
        Decimal("9604.57"),
        Decimal("1920.93"),
        Decimal("11525.51"),
    )
