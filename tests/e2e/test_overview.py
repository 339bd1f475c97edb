"""The first page, « Pourquoi ? », the choice of a template and the report, as a person goes through them."""

import re

from playwright.sync_api import Page, expect


def _home(page: Page) -> None:
    page.get_by_role("link", name="Tableau de bord", exact=True).click()
    expect(page.get_by_role("heading", name="Tableau de bord")).to_be_visible()


def test_a_card_opens_exactly_its_documents(page: Page) -> None:
    _home(page)
    card = page.locator(".card").filter(has_text="En validation")
    count = card.locator(".card-value").inner_text()
    card.click()
    expect(page).to_have_url(re.compile(r"/documents/\?approval=pending$"))
    expect(page.locator("main")).to_contain_text(re.compile(rf"\b{count} documents?\b"))


def test_one_key_shows_the_table_of_each_chart_and_hides_it_again(page: Page) -> None:
    _home(page)
    expect(page.locator("#schedule-table")).to_be_hidden()
    page.keyboard.press("t")
    expect(page.locator("#schedule-table")).to_be_visible()
    expect(page.locator("#spending-table")).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator("#spending-table")).to_be_hidden()


def test_a_month_of_the_coverage_is_looked_at_by_choosing_it(page: Page) -> None:
    _home(page)
    page.get_by_role("link", name="Septembre 2026").click()
    expect(page).to_have_url(re.compile(r"month=2026-09$"))
    expect(page.locator("tr.is-chosen")).to_contain_text("Septembre 2026")
    page.get_by_label("Mois regardé").select_option("2026-10")
    expect(page.locator("tr.is-chosen")).to_contain_text("Octobre 2026")


def test_a_number_typed_on_the_exports_page_says_where_the_invoice_went(page: Page) -> None:
    page.get_by_role("link", name="Exports", exact=True).click()
    page.get_by_label("Numéro de facture ou fournisseur").fill("10204611874")
    page.keyboard.press("Enter")
    answer = page.locator(".why-answer")
    expect(answer).to_contain_text("Export n° 1")
    expect(answer).to_contain_text("Pris, écriture n°")
    answer.get_by_role("heading").get_by_role("link").click()
    expect(page.locator(".panel")).to_contain_text("10204611874")


def test_a_template_is_found_by_its_vendor_with_the_keyboard_alone(page: Page) -> None:
    page.get_by_role("link", name="Exports", exact=True).click()
    page.get_by_role("link", name="Nouvel export").click()
    page.locator("#template-picker > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_placeholder("Chercher un logiciel")).to_be_focused()
    page.keyboard.type("quadra")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("#template-name")).to_contain_text("Cegid Quadra (ASCII)")
    expect(page.locator("#template-hint")).to_contain_text("Compte de 8 caractères au plus")
    expect(page.locator("#cautions")).to_contain_text("Ce que le fichier dira moins bien")
    expect(page).to_have_url(re.compile("template=quadra"))


def test_on_paper_the_report_stands_alone(page: Page) -> None:
    page.get_by_role("link", name="Exports", exact=True).click()
    page.get_by_role("link", name="1", exact=True).click()
    page.get_by_role("link", name="Rapport").click()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Rapport de l’export n° 1")).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()
    expect(page.locator("[data-prints]")).to_be_hidden()
