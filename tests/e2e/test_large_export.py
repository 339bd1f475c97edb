"""A large export as a person sees it: it goes on in a process of its own, and the page shows its end by itself."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.pages import context_of, sign_in
from tests.e2e.site import Ground, Site, copy_of, served


@pytest.fixture
def large_site(ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site for which one entry is many."""
    monkeypatch.setattr(Ground, "environment", property(_environment))
    with copy_of(ground, tmp_path / "data") as own, served(own) as site:
        yield site


def _environment(ground: Ground) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ECRITOIRE_")}
    own = {"ECRITOIRE_DATA": str(ground.data), "ECRITOIRE_DATABASE_URL": ground.database_url}
    return kept | own | {"ECRITOIRE_BACKGROUND_ENTRIES": "1"}


def test_a_large_export_is_written_in_the_background_and_its_page_ends_by_itself(
    chromium: Browser, large_site: Site
) -> None:
    context = context_of(chromium)
    page = context.new_page()
    sign_in(page, large_site)
    page.goto(f"{large_site.url}/exports/nouveau/")
    page.get_by_role("button", name="Créer l’export").click()
    page.wait_for_url("**/exports/2/")
    expect(page.get_by_role("button", name="Tout télécharger")).to_be_visible(timeout=30_000)
    expect(page.locator("#running")).to_have_count(0)
    expect(page.locator(".files")).to_contain_text("RAPPORT2.csv")
    context.close()
