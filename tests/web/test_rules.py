"""Coding rules in the browser: made, tried on what is there, put in order, taken out."""

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.models import CodingRule
from ecritoire.apps.purchases.proposing import add_coding_rule
from ecritoire.apps.purchases.rules import edit_coding_rule
from ecritoire.domain import coding as domain
from tests.apps.einvoices import EInvoice
from tests.apps.ground import coded, received

RULES, ADD = reverse("configuration:rules"), reverse("configuration:add_rule")
HTML = "<script>alert(1)</script>"
RULE = domain.CodingRule(name="", words="fournitures", account="606400")


@pytest.fixture
def rule(company: Company) -> CodingRule:
    return add_coding_rule(company, "Fournitures", proposes=RULE, actor="Nadia Ferrand")


def test_a_rule_is_tried_before_it_is_kept(browser: Client, company: Company) -> None:
    document = coded(company, EInvoice("F-1"), account="606300")
    waiting = received(company, EInvoice("F-2"))
    sent = {"name": "Ce fournisseur", "supplier": document.supplier.auxiliary, "account": "606400"}
    tried = browser.post(ADD, sent | {"action": "test"})
    assert tried.status_code == 200
    assert "répondent à la règle" in tried.text
    assert "imputées ailleurs" in tried.text
    assert waiting.number in tried.text
    assert "Rien n’a été enregistré" in tried.text
    assert not CodingRule.objects.exists()
    assert browser.post(ADD, sent | {"action": "save"}).headers["Location"] == RULES
    kept = CodingRule.objects.get()
    assert (kept.supplier, kept.account) == (document.supplier, "606400")
    assert "606400" in browser.get(RULES).text


def test_what_decides_before_a_rule_is_told(browser: Client, company: Company, rule: CodingRule) -> None:
    line = received(company, EInvoice("F-1")).lines.order_by("position")[0]
    CodingRule.objects.filter(pk=rule.pk).update(words=line.label)
    tried = browser.post(ADD, {"name": "Autre", "words": line.label, "account": "606300", "action": "test"})
    assert "Règle « Fournitures »" in tried.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"account": "", "vat_code": "", "period_months": ""}, "ne propose rien"),
        ({"account": "699999"}, "n’est pas dans le plan comptable"),
        ({"min_minor": "beaucoup"}, "n’est pas un montant"),
        ({"min_minor": "1 234,567"}, "n’est pas un montant"),
        ({"min_minor": "1 234,5", "max_minor": "12"}, "Le plus petit montant dépasse"),
        ({"supplier": HTML}, "Aucun fournisseur n’a le compte auxiliaire"),
        ({"period_months": "31/02"}, "Écrivez un nombre de mois"),
        ({"name": "x" * 100_000}, "80 caractères"),
        ({"name": ""}, "obligatoire"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    browser: Client, company: Company, changes: dict[str, str], sentence: str
) -> None:
    sent = {"name": "Règle", "category": "gardée", "account": "606400", "action": "save", **changes}
    refused = browser.post(ADD, sent)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert 'value="gardée"' in refused.text
    assert HTML not in refused.text
    assert not CodingRule.objects.exists()


def test_an_amount_is_typed_the_french_way(browser: Client, company: Company) -> None:
    browser.post(ADD, {"name": "Gros", "min_minor": "1 234,5", "account": "606400", "action": "save"})
    kept = CodingRule.objects.get()
    assert kept.min_minor == 123450
    assert 'value="1\u202f234,50"' in browser.get(reverse("configuration:rule", args=[kept.pk])).text


def test_two_people_on_one_rule_overwrite_nothing_by_accident(browser: Client, rule: CodingRule) -> None:
    address = reverse("configuration:rule", args=[rule.pk])
    form = browser.get(address).context["form"]
    mine = {"name": "La mienne", "account": "606400", "shown": form["shown"].value(), "action": "save"}
    edit_coding_rule(rule, "Celle de Paul", proposes=RULE, actor="Paul Guillou")
    refused = browser.post(address, mine)
    assert refused.status_code == 422
    assert "a changé pendant votre saisie" in refused.text
    assert CodingRule.objects.get().name == "Celle de Paul"
    again = mine | {"shown": refused.context["form"]["shown"].value()}
    assert browser.post(address, again).status_code == 302
    assert CodingRule.objects.get().name == "La mienne"


def test_rules_change_places_and_one_is_taken_out(browser: Client, company: Company, rule: CodingRule) -> None:
    second = add_coding_rule(company, "Seconde", proposes=RULE, actor="Nadia Ferrand")
    browser.post(reverse("configuration:move_rule", args=[second.pk]), {"direction": "up"})
    assert [row.name for row in browser.get(RULES).context["rows"]] == ["Seconde", "Fournitures"]
    browser.post(reverse("configuration:move_rule", args=[second.pk]), {"direction": HTML})
    address = reverse("configuration:remove_rule", args=[second.pk])
    assert "Retirer la règle « Seconde » ?" in browser.get(address).text
    browser.post(address)
    assert [row.name for row in browser.get(RULES).context["rows"]] == ["Fournitures"]


def test_the_suppliers_a_rule_can_be_for_are_offered(browser: Client, company: Company) -> None:
    document = received(company, EInvoice("F-1"))
    assert document.supplier.auxiliary in browser.get(reverse("suppliers:options")).text
