"""No page breaks a rule of axe, in light and in dark, wide and narrow; none scrolls sideways."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState

from tests.e2e.pages import context_of
from tests.e2e.screens import SCREENS
from tests.e2e.site import Site

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


class Viewer:
    """Opens screens in windows of any width and theme."""

    def __init__(self, chromium: Browser, site: Site, signed_in: StorageState) -> None:
        self.chromium, self.site, self.signed_in = chromium, site, signed_in
        self.opened: list[Page] = []

    def show(self, screen: str, theme: str, width: int) -> Page:
        context = context_of(self.chromium, width=width, theme=theme, signed_in=self.signed_in)
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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("screen", list(SCREENS))
def test_axe_finds_nothing(viewer: Viewer, screen: str, theme: str, width: int) -> None:
    results = Axe().run(viewer.show(screen, theme, width), options=RULES)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_one_signs_in(chromium: Browser, site: Site, theme: str) -> None:
    page = context_of(chromium, theme=theme).new_page()
    for address in ("/compte/login/", "/compte/password/reset/"):
        page.goto(site.url + address)
        results = Axe().run(page, options=RULES)
        assert results.violations_count == 0, results.generate_report()
    page.context.close()


@pytest.mark.parametrize("width", [1440, 1200, 900, 720, 360])
@pytest.mark.parametrize("screen", list(SCREENS))
def test_no_page_scrolls_sideways(viewer: Viewer, screen: str, width: int) -> None:
    page = viewer.show(screen, "light", width)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    inside = page.evaluate(
        "(() => { const box = document.querySelector('.results .scroll');"
        " return box ? box.scrollWidth - box.clientWidth : 0; })()"
    )
    assert (overflow, inside) == (0, 0)
