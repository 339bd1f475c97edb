"""Analytic axes and sections: configured, given to lines, and asked for at control where they are compulsory."""

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.analytics import add_axis, add_section
from ecritoire.apps.ledger.models import AnalyticAxis, AnalyticSection
from ecritoire.apps.purchases.analytics import SectionsMissingError, UnknownSectionError, sections_of, set_sections
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from tests.apps.einvoices import EInvoice
from tests.apps.ground import coded, received

AXES, SECTIONS = (reverse("configuration:sheet", args=[name]) for name in ("axes", "sections"))


@pytest.fixture
def site(company: Company) -> AnalyticSection:
    axis = add_axis(company, "CHANTIER", "Chantier", is_compulsory=True, actor="Nadia Ferrand")
    return add_section(axis, "LORIENT", "Villa de Lorient", actor="Nadia Ferrand")


@pytest.fixture
def document(company: Company) -> Document:
    return coded(company, EInvoice("F-1"))


def test_axes_and_sections_are_configured_in_place(browser: Client, company: Company) -> None:
    browser.post(AXES, {"code": "chantier", "name": "Chantier", "is_compulsory": "on"})
    axis = AnalyticAxis.objects.get()
    assert (axis.code, axis.is_compulsory) == ("CHANTIER", True)
    assert "est déjà celui de" in browser.post(AXES, {"code": "CHANTIER", "name": "Encore"}).text
    assert "n’est pas un code" in browser.post(AXES, {"code": "<b>", "name": "Rien"}).text
    browser.post(SECTIONS, {"axis": "CHANTIER", "code": "L1", "label": "Lorient", "is_active": "on"})
    section = AnalyticSection.objects.get()
    shown = browser.get(SECTIONS, {"row": section.pk}).context["rows"][0].form["shown"].value()
    browser.post(SECTIONS, {"row": section.pk, "code": "L1", "label": "Lorient", "shown": shown})
    section.refresh_from_db()
    assert not section.is_active
    assert "Retirée" in browser.get(SECTIONS).text


def test_a_compulsory_axis_is_asked_for_at_control(browser: Client, site: AnalyticSection, document: Document) -> None:
    with pytest.raises(SectionsMissingError, match="Chantier"):
        control_document(document, actor="Nadia Ferrand")
    address = reverse("sections:document", args=[document.pk])
    form = browser.get(address).context["form"]
    assert "obligatoire" in browser.get(address).text
    browser.post(address, {each.html_name: site.pk for each in form})
    assert all(axes == {site.axis_id: site} for axes in sections_of(document).values())
    assert control_document(document, actor="Nadia Ferrand").controlled_at is not None


def test_an_optional_axis_asks_for_nothing(site: AnalyticSection, document: Document) -> None:
    AnalyticAxis.objects.update(is_compulsory=False)
    assert control_document(document, actor="Nadia Ferrand").controlled_at is not None


def test_a_section_goes_away_again_and_a_wrong_one_is_refused(
    browser: Client, site: AnalyticSection, document: Document, other_company: Company
) -> None:
    position = document.lines.order_by("position")[0].position
    set_sections(document, {position: {site.axis_id: site.pk}}, actor="Nadia Ferrand")
    set_sections(document, {position: {site.axis_id: None}}, actor="Nadia Ferrand")
    assert sections_of(document) == {}
    with company_scope(other_company):
        axis = add_axis(other_company, "A", "Autre", is_compulsory=False, actor="Paul Guillou")
        theirs = add_section(axis, "X", "Leur section", actor="Paul Guillou")
    with pytest.raises(UnknownSectionError):
        set_sections(document, {position: {site.axis_id: theirs.pk}}, actor="Nadia Ferrand")
    address = reverse("sections:document", args=[document.pk])
    name = browser.get(address).context["form"].rows()[0].fields[0].html_name
    for wrong in (theirs.pk, "x", "<b>", "9" * 50):
        assert browser.post(address, {name: wrong}).status_code == 422


def test_without_an_axis_the_page_says_where_they_come_from(browser: Client, document: Document) -> None:
    assert "ne suit aucun axe" in browser.get(reverse("sections:document", args=[document.pk])).text


def test_the_control_sheet_asks_for_sections_beside_the_accounts(browser: Client, site: AnalyticSection) -> None:
    document = received(site.company, EInvoice("F-2"))
    address = reverse("control:sheet", args=[document.pk])
    form = browser.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form} | {"account_1": "606400", "action": "control"}
    refused = browser.post(address, sent)
    assert refused.status_code == 422
    assert "il manque une section de l’axe « Chantier », ligne 1" in refused.text
    assert sections_of(document) == {}
    browser.post(address, sent | {f"line_1_axis_{site.axis_id}": site.pk})
    document.refresh_from_db()
    assert document.controlled_at is not None
    assert sections_of(document) == {1: {site.axis_id: site}}


def test_a_sheet_saved_as_shown_keeps_a_section_that_is_no_longer_used(browser: Client, site: AnalyticSection) -> None:
    document = received(site.company, EInvoice("F-2"))
    set_sections(document, {1: {site.axis_id: site.pk}}, actor="Nadia Ferrand")
    AnalyticSection.objects.update(is_active=False)
    address = reverse("control:sheet", args=[document.pk])
    form = browser.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form} | {"account_1": "606400", "action": "save"}
    events = Event.objects.filter(action="set_sections").count()
    assert browser.post(address, sent).status_code == 302
    assert sections_of(document) == {1: {site.axis_id: site}}
    assert Event.objects.filter(action="set_sections").count() == events


def test_sections_given_meanwhile_by_another_are_not_overwritten_unseen(browser: Client, site: AnalyticSection) -> None:
    document = received(site.company, EInvoice("F-2"))
    address = reverse("control:sheet", args=[document.pk])
    form = browser.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form} | {"account_1": "606400", "action": "save"}
    set_sections(document, {1: {site.axis_id: site.pk}}, actor="Paul Guillou")
    assert "a changé pendant votre saisie" in browser.post(address, sent).text
    assert sections_of(document) == {1: {site.axis_id: site}}
