"""Accounts proposed at import."""

from datetime import date

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.coding import UnknownAccountError, UnknownVatCodeError
from ecritoire.apps.purchases.models import CodingRule, DocumentLine
from ecritoire.apps.purchases.proposing import RuleWithoutCodingError, add_coding_rule, remove_coding_rule
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.services import edit_supplier
from ecritoire.domain.coding import CodingRule as Proposes
from tests.apps.einvoices import BRENNECKE, SILLAGE, EInvoice, Item
from tests.apps.ground import ACCOUNT, NADIA, controlled, received


def proposal(line: DocumentLine) -> tuple[str, str, str]:
    return line.proposed_account, line.origin, line.origin_label


def second(company: Company, invoice: EInvoice | None = None) -> list[DocumentLine]:
    document = received(company, invoice or EInvoice(number="F-2"))
    return list(document.lines.order_by("position"))


def test_nothing_is_proposed_for_a_stranger(company: Company) -> None:
    (line,) = second(company)
    assert proposal(line) == ("", "", "")


def test_the_last_documents_of_the_supplier_propose_their_account(company: Company) -> None:
    controlled(company)
    (line,) = second(company)
    assert proposal(line) == (ACCOUNT, "history", "1 facture sur 1")


def test_the_record_of_the_supplier_stands_before_a_rule_and_a_rule_before_history(company: Company) -> None:
    controlled(company)
    add_coding_rule(company, "Visserie", proposes=Proposes("", words="vis", account="601100"), actor=NADIA)
    (by_rule,) = second(company)
    assert proposal(by_rule) == ("601100", "rule", "Règle « Visserie »")
    edit_supplier(Supplier.objects.get(), {"default_account": "606300"}, actor=NADIA)
    (by_record,) = second(company, EInvoice(number="F-3"))
    assert proposal(by_record) == ("606300", "supplier", "Fiche du fournisseur")


def test_rules_are_tried_in_their_order_and_for_their_supplier_only(company: Company) -> None:
    vismer = received(company).supplier
    add_coding_rule(company, "Vis", proposes=Proposes("", words="vis", account="601100"), supplier=vismer, actor=NADIA)
    add_coding_rule(company, "Tout", proposes=Proposes("", account="606400"), actor=NADIA)
    lines = second(company, EInvoice(number="F-2", items=(Item("Vis inox"), Item("Papier"))))
    assert [line.proposed_account for line in lines] == ["601100", "606400"]
    (other,) = second(company, EInvoice(number="S-1", seller=SILLAGE))
    assert other.proposed_account == "606400"


def test_a_rule_may_give_a_period(company: Company) -> None:
    add_coding_rule(company, "Abonnement", proposes=Proposes("", words="abonnement", period_months=12), actor=NADIA)
    document = received(company, EInvoice(items=(Item("Abonnement annuel"),)))
    assert (document.period_start, document.period_end) == (date(2026, 10, 14), date(2027, 10, 13))


def test_a_rule_may_say_how_a_line_without_french_tax_is_treated(company: Company) -> None:
    add_coding_rule(company, "Exonéré", proposes=Proposes("", words="stage", vat_code="EXEMPT"), actor=NADIA)
    items = (Item("Bois", "100.00", "0", "K"), Item("Stage", "50.00", "0", "K"))
    document = received(company, EInvoice(seller=BRENNECKE, items=items))
    assert list(document.lines.order_by("position").values_list("vat_code", flat=True)) == ["INTRA20", "EXEMPT"]
    rows = document.vat.order_by("vat_code").values_list("vat_code", "base_minor", "vat_minor")
    assert list(rows) == [("EXEMPT", 5000, 0), ("INTRA20", 10000, 2000)]


@pytest.mark.parametrize(
    ("proposes", "error"),
    [
        (Proposes("", words="vis"), RuleWithoutCodingError),
        (Proposes("", account="6064"), UnknownAccountError),
        (Proposes("", vat_code="TVA"), UnknownVatCodeError),
    ],
)
def test_a_rule_that_proposes_nothing_that_exists_is_refused(
    company: Company, proposes: Proposes, error: type[Exception]
) -> None:
    with pytest.raises(error):
        add_coding_rule(company, "Règle", proposes=proposes, actor=NADIA)
    assert not CodingRule.objects.exists()


def test_a_rule_is_removed(company: Company) -> None:
    rule = add_coding_rule(company, "Tout", proposes=Proposes("", account=ACCOUNT), actor=NADIA)
    remove_coding_rule(rule, actor=NADIA)
    (line,) = second(company)
    assert proposal(line) == ("", "", "")
