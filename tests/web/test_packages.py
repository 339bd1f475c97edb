"""Choosing a template: by vendor, with what each carries; cautions of the package in the page."""

import re
from datetime import date

import pytest
from django.test import Client

from ecritoire.apps.companies.models import Company
from ecritoire.web.exports.packages import vendors
from tests.apps.einvoices import EInvoice, Item, Seller
from tests.apps.ground import controlled
from tests.web.test_exports import NEW, PARAMETERS


def test_templates_are_listed_by_vendor_and_the_legal_file_is_not_among_them(company: Company) -> None:
    found = vendors("quadra")
    names = [package.name for vendor in found for package in vendor.packages]
    assert len(names) == len(set(names)) >= 30
    assert "fec-tax" not in names
    assert [package.name for vendor in found for package in vendor.packages if package.chosen] == ["quadra"]
    sage = next(vendor for vendor in found if vendor.name == "Sage 100")
    assert [package.name for package in sage.packages] == ["sage100-pnm", "sage100-text"]


def test_the_page_says_what_the_chosen_template_carries(browser: Client) -> None:
    text = browser.get(NEW, PARAMETERS | {"template": "quadra"}).text
    hint = re.sub(r"\s+", " ", text[text.index('id="template-hint"') :])
    assert "Comptes auxiliaires, échéances, lien vers le document" in hint
    assert "Compte de 8 caractères au plus" in hint


@pytest.mark.parametrize("name", ["nothing", "", "<b>", "fec-tax", "../fec"])
def test_a_template_that_is_not_there_is_refused_beside_its_field(browser: Client, name: str) -> None:
    response = browser.post(NEW, PARAMETERS | {"template": name})
    assert response.status_code == 422
    text = response.text
    assert "Choisissez un modèle" in text or "Ce modèle n’existe pas" in text


def test_texts_that_will_be_cut_are_told_before(browser: Client, company: Company) -> None:
    seller = Seller("Établissements de menuiserie et d’agencement de la presqu’île de Guérande")
    controlled(company, EInvoice("F-1", date(2026, 10, 14), seller=seller, items=(Item("Lot " + "très long " * 20),)))
    parameters = PARAMETERS | {"template": "quadra"}
    assert 'data-hx-trigger="load"' in browser.get(NEW, parameters).text
    told = browser.get("/exports/nouveau/reserves/", parameters).text
    assert "Ce que le fichier dira moins bien" in told
    assert "Coupé" in told
    assert "notice" not in browser.get("/exports/nouveau/reserves/", parameters | {"template": "xlsx"}).text
    assert browser.get("/exports/nouveau/reserves/", parameters | {"until": "31/02"}).status_code == 400
