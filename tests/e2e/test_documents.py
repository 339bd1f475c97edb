"""Documents as one works in them: sorted, with one's columns, kept as a view, remarked upon, exported by selection."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.pages import open_panel, row


def test_the_path_of_the_help_article_word_for_word(page: Page) -> None:
    expect(page.get_by_role("navigation").get_by_text("Achats")).to_be_visible()
    page.get_by_role("link", name="Documents", exact=True).click()
    page.get_by_text("de filtres").click()
    page.get_by_label("Non comptabilisé").check()
    expect(page).to_have_url(re.compile(r"/documents/\?accounting=not_exported$"))


def test_the_list_is_sorted_and_kept_as_a_view(fresh_page: Page) -> None:
    page = fresh_page
    page.get_by_role("columnheader", name="Total TTC").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"sort=-total"))
    expect(page.get_by_role("columnheader", name="Total TTC")).to_have_attribute("aria-sort", "descending")
    page.locator("#columns > summary").click()
    page.locator("#columns").get_by_role("checkbox", name="Étiquettes").check()
    page.locator("#columns").get_by_role("button", name="Avancer Étiquettes").click()
    page.locator("#columns").get_by_role("button", name="Appliquer").click()
    expect(page.get_by_role("columnheader", name="Étiquettes")).to_be_visible()
    page.get_by_role("link", name="Enregistrer la vue").click()
    page.get_by_role("dialog").get_by_label("Nom de la vue").fill("Les plus grosses")
    page.get_by_role("dialog").get_by_label("La partager avec la société").check()
    page.get_by_role("dialog").get_by_role("button", name="Enregistrer la vue").click()
    expect(page.locator("#views .tab[aria-current=page]")).to_have_text("Les plus grosses")
    page.goto(page.url.split("?")[0])
    page.get_by_role("link", name="Les plus grosses", exact=True).click()
    expect(page).to_have_url(re.compile(r"sort=-total&columns="))


def test_a_document_is_tagged_and_commented_beside_the_list(fresh_page: Page) -> None:
    page = fresh_page
    panel = open_panel(page, "NG48120937")
    panel.locator("summary", has_text="Étiquette").click()
    panel.get_by_label("Étiquette", exact=True).fill("Litige")
    panel.get_by_role("button", name="Étiqueter").click()
    expect(panel.locator(".panel-tags .tag")).to_contain_text("Litige")
    panel.get_by_role("link", name="Commentaires").click()
    panel.get_by_label("Votre commentaire").fill("Vu avec le chantier")
    panel.get_by_role("button", name="Commenter").click()
    expect(panel.locator(".said")).to_have_text("Vu avec le chantier")
    panel.get_by_role("link", name="Historique").click()
    expect(panel.locator(".events")).to_contain_text("Étiquette « Litige » ajoutée")
    expect(row(page, "NG48120937")).to_be_visible()


def test_the_rows_that_are_checked_are_exported_alone(fresh_page: Page) -> None:
    page = fresh_page
    page.goto(f"{page.url}?accounting=not_exported")
    for box in page.locator("[data-check]").all()[:2]:
        box.check()
    expect(page.locator("[data-bulk-count]")).to_have_text("2 sélectionnés")
    page.get_by_role("button", name="Exporter la sélection").click()
    expect(page).to_have_url(re.compile(r"/exports/nouveau/\?.*choice=\d+"))
    expect(page.locator("#parameters")).to_contain_text("Limité à 2 documents choisis.")
    expect(page.locator("#dry-run")).to_contain_text("Non choisi : l’export se limite à une sélection")


def test_the_whole_filter_is_changed_at_once(fresh_page: Page) -> None:
    page = fresh_page
    page.goto(page.url.split("?")[0])
    page.locator("[data-check-all]").check()
    page.get_by_role("button", name="Tout le filtre").click()
    expect(page.locator("[data-bulk-count]")).to_contain_text("documents")
    page.get_by_role("button", name="Étiqueter").click()
    page.get_by_role("dialog").get_by_label("Étiquette").fill("Clôture")
    page.get_by_role("dialog").get_by_role("button", name="Étiqueter").click()
    expect(page.locator(".toast")).to_contain_text("Étiqueter : fait pour")
