"""No page breaks a rule of axe, in light and in dark, wide and narrow; none scrolls sideways."""

import os
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState

from tests.e2e.pages import context_of
from tests.e2e.screens import SCREENS
from tests.e2e.site import Site

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1440, 1200, 900, 720, 360)
# Of the page, and of the list of documents inside it, in pixels.
OVERFLOW = """() => {
  const box = document.querySelector(".results .scroll");
  return [document.documentElement.scrollWidth - innerWidth, box ? box.scrollWidth - box.clientWidth : 0];
}"""
# What a page looks like does not depend on the database.
pytestmark = pytest.mark.skipif(bool(os.environ.get("ECRITOIRE_TEST_DATABASE_URL")), reason="seen on SQLite")


class Viewer:
    """Opens screens in windows of any width and theme."""

    def __init__(self, chromium: Browser, site: Site, signed_in: StorageState) -> None:
        self.chromium, self.site, self.signed_in = chromium, site, signed_in
        self.opened: list[Page] = []

    def show(self, screen: str, width: int) -> Page:
        context = context_of(self.chromium, width=width, signed_in=self.signed_in)
        context.set_default_timeout(15_000)
        page = context.new_page()
        self.opened.append(page)
        address, prepare = SCREENS[screen]
        page.goto(self.site.url + address)
        prepare(page)
        return page


@pytest.fixture
def viewer(chromium: Browser, site: Site, signed_in: StorageState) -> Iterator[Viewer]:
    viewer = Viewer(chromium, site, signed_in)
    yield viewer
    for page in viewer.opened:
        page.context.close()


@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("screen", list(SCREENS))
def test_axe_finds_nothing(viewer: Viewer, screen: str, width: int) -> None:
    page = viewer.show(screen, width)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        results = Axe().run(page, options=RULES)
        assert results.violations_count == 0, f"{theme}: {results.generate_report()}"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_one_signs_in(chromium: Browser, site: Site, theme: str) -> None:
    page = context_of(chromium, theme=theme).new_page()
    for address in ("/compte/login/", "/compte/password/reset/"):
        page.goto(site.url + address)
        results = Axe().run(page, options=RULES)
        assert results.violations_count == 0, results.generate_report()
    page.context.close()


@pytest.mark.parametrize("screen", list(SCREENS))
def test_no_page_scrolls_sideways(viewer: Viewer, screen: str) -> None:
    page = viewer.show(screen, WIDTHS[0])
    overflows = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overflows[width] = page.evaluate(OVERFLOW)
    assert overflows == {width: [0, 0] for width in WIDTHS}
