"""No page breaks a rule of axe, in light and in dark, wide and narrow; none scrolls sideways."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState

from tests.e2e.pages import context_of, open_panel
from tests.e2e.site import Site

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def _panel(number: str, tab: str = "") -> Callable[[Page], None]:
    def show(page: Page) -> None:
        panel = open_panel(page, number)
        if tab:
            panel.get_by_role("link", name=tab).click()
            page.locator(f".tab[aria-current=page]:has-text('{tab}')").wait_for()

    return show


def _filters(page: Page) -> None:
    page.locator("#more-filters > summary").click()
    page.locator("#more-filters .axis:has-text('Motif') > summary").click()


def _checked(page: Page) -> None:
    page.locator("[data-check]").nth(2).check()
    page.get_by_role("button", name="Mettre hors export").click()
    page.get_by_role("dialog").wait_for()


def _unfolded(page: Page) -> None:
    page.locator("[data-account] .unfold").first.click()
    page.locator("[data-group] .unfold").first.click()
    page.locator("tr.unfolded").nth(2).wait_for()


def _nothing(_page: Page) -> None:
    """The page as it opens."""


SCREENS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "documents": ("/documents/", _nothing),
    "filters": ("/documents/?accounting=not_exported", _filters),
    "bulk": ("/documents/", _checked),
    "why": ("/documents/", _panel("NG48120937")),
    "green": ("/documents/?accounting=exported", _panel("10204611874", "Écriture")),
    "blue": ("/documents/?type=order", _panel("BC-2026-041", "Paiements")),
    "amber": ("/documents/?accounting=changed_since", _panel("TKG-2611", "Historique")),
    "new export": ("/exports/nouveau/", _unfolded),
    "exports": ("/exports/", _nothing),
    "one export": ("/exports/1/", _nothing),
    "inbox": ("/reception/", _nothing),
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
