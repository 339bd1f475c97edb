"""From dropped files to controlled documents, by keyboard alone."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

DEMO = Path(__file__).resolve().parents[2] / "samples" / "documents"


def test_documents_are_controlled_from_the_keyboard_one_after_another(fresh_page: Page) -> None:
    page = fresh_page
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + "/reception/")
    page.locator("[data-document-waiting] .row-link").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-account]").first).to_be_focused()
    first = page.locator("h1").inner_text()
    page.keyboard.type("624100")
    expect(page.locator("[data-entry-account='624100']")).to_have_attribute("data-fed", "")
    page.keyboard.press("Alt+a")
    expect(page.locator("[data-account].proposed")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).not_to_have_text(first)
    expect(page.locator(".toasts")).to_contain_text("est contrôlée")


def test_what_is_typed_survives_leaving_the_page(fresh_page: Page) -> None:
    page = fresh_page
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name=re.compile("Réception")).first.click()
    page.locator("[data-document-waiting] .row-link").first.click()
    field = page.locator("[data-account]").first
    field.fill("611000")
    address = page.url
    page.goto(address)
    page.get_by_role("button", name="La reprendre").click()
    expect(field).to_have_value("611000")
    expect(page.locator("[data-entry-account='611000']")).to_be_visible()


def test_files_are_dropped_and_each_says_what_became_of_it(fresh_page: Page) -> None:
    page = fresh_page
    page.get_by_role("link", name=re.compile("Réception")).first.click()
    chosen = [DEMO / "2026-09-14_louarn_L26-08841.xml", DEMO / "piece-jointe_tronquee.pdf"]
    page.locator("#drop-files").set_input_files(chosen)
    page.get_by_role("button", name="Importer").click()
    expect(page.locator(".outcome.info")).to_contain_text("est déjà là")
    expect(page.locator(".outcome.bad")).to_contain_text("abîmé ou incomplet")
    expect(page.get_by_role("link", name="Terminé. Voir ce qui attend")).to_be_focused()
