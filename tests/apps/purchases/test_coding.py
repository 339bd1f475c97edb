"""Coding lines."""

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.coding import (
    LineCoding,
    OrderNotCodedError,
    UnknownAccountError,
    UnknownLineError,
    UnknownVatCodeError,
    code_document,
    code_lines,
    uncoded_documents,
)
from ecritoire.apps.purchases.locking import DocumentNotFoundError
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import ACCOUNT, NADIA, coded, controlled, fresh, lines_of, received

TWO_LINES = EInvoice(items=(Item("Vis", "100.00"), Item("Port", "20.00")))


def accounts(document: Document) -> list[tuple[str, str]]:
    return list(document.lines.order_by("position").values_list("account", "origin"))


def test_lines_without_an_account_get_it_from_a_person(company: Company) -> None:
    document = received(company, TWO_LINES)
    assert code_document(document, ACCOUNT, actor=NADIA) == 2
    assert accounts(document) == [(ACCOUNT, "person"), (ACCOUNT, "person")]
    assert fresh(document).posting_problems == []


def test_only_lines_without_an_account_change_unless_told_to_replace(company: Company) -> None:
    document = received(company, TWO_LINES)
    code_lines(document, {2: LineCoding("624100")}, actor=NADIA)
    assert code_document(document, ACCOUNT, actor=NADIA) == 1
    assert accounts(document) == [(ACCOUNT, "person"), ("624100", "person")]
    assert code_document(document, ACCOUNT, actor=NADIA) == 0
    assert code_document(document, "606300", replace=True, actor=NADIA) == 2
    assert accounts(document) == [("606300", "person"), ("606300", "person")]


def test_an_account_that_is_not_in_the_chart_is_refused_with_close_ones(company: Company) -> None:
    document = received(company)
    with pytest.raises(UnknownAccountError, match=r"606401 n’est pas .* 606400 \(Fournitures administratives\)"):
        code_document(document, "606401", actor=NADIA)
    with pytest.raises(UnknownAccountError, match="Ajoutez-le dans Comptabilité"):
        code_document(document, "999", actor=NADIA)
    assert accounts(document) == [("", "")]


@pytest.mark.parametrize(
    ("codings", "error", "match"),
    [
        ({3: LineCoding(ACCOUNT)}, UnknownLineError, "pas de ligne 3 : elle en a 2"),
        ({1: LineCoding(ACCOUNT, "TVA20")}, UnknownVatCodeError, "« TVA20 » n’existe pas"),
        ({1: LineCoding("6064")}, UnknownAccountError, "Le compte 6064 "),
    ],
)
def test_bad_codings_change_nothing(
    company: Company, codings: dict[int, LineCoding], error: type[Exception], match: str
) -> None:
    document = received(company, TWO_LINES)
    with pytest.raises(error, match=match):
        code_lines(document, codings, actor=NADIA)
    assert accounts(document) == [("", ""), ("", "")]


def test_coding_a_controlled_document_posts_it(company: Company) -> None:
    document = controlled(company, account="606300")
    before = document.entry
    assert before is not None
    code_document(document, ACCOUNT, replace=True, actor=NADIA)
    after = fresh(document)
    assert lines_of(after.entry) == {ACCOUNT: 10000, "445660": 2000, "401000": -12000}
    assert not Entry.objects.filter(pk=before.pk).exists()
    assert Entry.objects.count() == 1


def test_a_document_of_another_company_is_not_found(company: Company, other_company: Company) -> None:
    document = received(company)
    with company_scope(other_company), pytest.raises(DocumentNotFoundError):
        code_document(document, ACCOUNT, actor=NADIA)


def test_an_order_is_not_coded(company: Company) -> None:
    with pytest.raises(OrderNotCodedError, match="est une commande"):
        code_document(received(company, EInvoice(type_code="325")), ACCOUNT, actor=NADIA)


def test_documents_that_lack_an_account_are_found(company: Company) -> None:
    coded(company)
    received(company, EInvoice(number="P-1", type_code="325"))
    second = received(company, EInvoice(number="F-2", items=(Item(net="5.00"),)))
    assert list(uncoded_documents()) == [second]


@pytest.mark.parametrize(
    ("items", "codings", "vat", "problems"),
    [
        # Three lines of one group: two move to another code, each with its part of the base and the tax.
        (
            (Item(net="100.00"), Item(net="100.00"), Item(net="1.00")),
            {1: LineCoding(vat_code="UNKNOWN"), 3: LineCoding(vat_code="UNKNOWN")},
            [("FR20", 2000, 10000, 2000), ("UNKNOWN", 2000, 10100, 2020)],
            ["vat_account_missing"],
        ),
        # A whole group becomes a reverse charge: the tax the sender charged is not deductible, so it shows.
        ((Item(),), {1: LineCoding(vat_code="REVERSE20")}, [("REVERSE20", 2000, 10000, 2000)], ["unbalanced"]),
        # From no tax to a reverse charge: the company assesses it itself.
        (
            (Item(rate="0", category="E"),),
            {1: LineCoding(vat_code="REVERSE20")},
            [("REVERSE20", 2000, 10000, 2000)],
            [],
        ),
        # And back: nothing was charged.
        ((Item(rate="0", category="AE"),), {1: LineCoding(vat_code="EXEMPT")}, [("EXEMPT", 2000, 10000, 0)], []),
    ],
)
def test_a_vat_code_takes_its_part_of_the_tax_along(
    company: Company,
    items: tuple[Item, ...],
    codings: dict[int, LineCoding],
    vat: list[tuple[str, int, int, int]],
    problems: list[str],
) -> None:
    document = coded(company, EInvoice(items=items))
    document = code_lines(document, codings, actor=NADIA)
    rows = document.vat.order_by("vat_code").values_list("vat_code", "rate_bp", "base_minor", "vat_minor")
    assert list(rows) == vat
    assert [problem["code"] for problem in document.posting_problems] == problems
