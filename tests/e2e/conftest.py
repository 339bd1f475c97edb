"""A browser, and a site with the demo company: one that is only read, and fresh ones to be changed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState, sync_playwright

from tests.e2e.pages import context_of, sign_in
from tests.e2e.site import CHROMIUM, Ground, Site, copy_of, played, served


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep them in one process, so that the company is played once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.xdist_group("e2e"))


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with played(tmp_path_factory.mktemp("demo"), os.environ.get("ECRITOIRE_TEST_DATABASE_URL", "")) as ground:
        yield ground


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that tests only read."""
    with copy_of(ground, tmp_path_factory.mktemp("read")) as own, served(own) as site:
        yield site


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, site: Site) -> StorageState:
    """What the accountant's browser keeps once signed in on the site that is only read."""
    context = context_of(chromium)
    sign_in(context.new_page(), site)
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def fresh_site(ground: Ground, tmp_path: Path) -> Iterator[Site]:
    """A site for one test to change."""
    with copy_of(ground, tmp_path / "data") as own, served(own) as site:
        yield site


def _watched(page: Page) -> list[str]:
    """Whatever the browser complains about, but the answers that refuse a form."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page of the accountant on the site that is only read."""
    yield from _page_on(chromium, site)


@pytest.fixture
def fresh_page(chromium: Browser, fresh_site: Site) -> Iterator[Page]:
    """A page of the accountant on a site of the test's own."""
    yield from _page_on(chromium, fresh_site)


def _page_on(chromium: Browser, site: Site) -> Iterator[Page]:
    context = context_of(chromium)
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints = _watched(page)
    sign_in(page, site)
    yield page
    context.close()
    assert complaints == []
