"""The list from the keyboard, end to end."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages import context_of, open_panel, sign_in
from tests.e2e.site import Site


def _focused_row(page: Page) -> int:
    position: int = page.evaluate("[...document.querySelectorAll('[data-row-link]')].indexOf(document.activeElement)")
    return position


def test_arrows_move_enter_opens_space_checks_escape_closes(page: Page) -> None:
    page.locator("[data-row-link]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert _focused_row(page) == 1
    page.keyboard.press("Space")
    expect(page.locator("[data-check]:checked")).to_have_count(1)
    expect(page.locator("#bulk")).to_contain_text("1 sélectionné")
    page.keyboard.press("Enter")
    expect(page.locator(".panel")).to_be_visible()
    expect(page.locator("tr.is-open")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)
    assert _focused_row(page) == 1
    expect(page).to_have_url(re.compile(r"/documents/$"))


def test_the_panel_follows_its_arrows_and_its_address_survives_a_reload(page: Page) -> None:
    open_panel(page, "NG48120937")
    page.get_by_role("button", name="Document suivant").click()
    expect(page.locator(".panel")).not_to_contain_text("NG48120937")
    page.get_by_role("button", name="Document précédent").click()
    expect(page.locator(".panel")).to_contain_text("NG48120937")
    page.get_by_role("link", name=re.compile("Historique")).click()
    expect(page.locator(".events")).to_contain_text("Contrôlée")
    page.reload()
    expect(page.locator(".events")).to_contain_text("Contrôlée")
    page.go_back()
    expect(page.locator("tr.is-open")).to_have_count(1)


def test_with_the_panel_open_the_word_of_a_state_is_in_a_tooltip(page: Page) -> None:
    open_panel(page, "TKG-2611")
    page.locator("tr.is-open .accounting .state").hover()
    expect(page.get_by_role("tooltip")).to_have_text("Modifié depuis l’export n° 1")


def test_a_panel_that_covers_the_list_keeps_the_focus(chromium: Browser, site: Site) -> None:
    context = context_of(chromium, width=900, height=740)
    page = context.new_page()
    sign_in(page, site)
    open_panel(page, "NG48120937")
    dialog = page.get_by_role("dialog", name="Nuagora")
    expect(dialog).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('.panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert _focused_row(page) >= 0
    context.close()


def test_the_filters_are_reached_and_left_from_the_keyboard(page: Page) -> None:
    page.locator("#more-filters > summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_placeholder("Chercher un filtre")).to_be_focused()
    page.keyboard.type("hors exp")
    expect(page.get_by_label("Non comptabilisé")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("accounting=held_back"))
    page.keyboard.press("Escape")
    expect(page.locator("#more-filters > summary")).to_be_focused()


def test_the_menu_of_a_narrow_screen_opens_and_closes(chromium: Browser, site: Site) -> None:
    context = context_of(chromium, width=360, height=740)
    page = context.new_page()
    sign_in(page, site)
    expect(page.get_by_role("link", name="Exports")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Exports").click()
    expect(page.get_by_role("heading", name="Exports", exact=True)).to_be_visible()
    context.close()
