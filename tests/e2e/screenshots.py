"""Pictures of every page, light and dark, wide and narrow: ``python -m tests.e2e.screenshots [FOLDER]``."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.e2e.pages import context_of, sign_in
from tests.e2e.screens import SCREENS
from tests.e2e.site import CHROMIUM, Site, played, served

# At 720 pixels a page is as on a screen of 1440 at 200 %.
WINDOWS = ((1440, 900, "light"), (1440, 900, "dark"), (1200, 800, "light"), (720, 900, "light"), (360, 740, "dark"))


def take_all(browser: Browser, site: Site, folder: Path) -> None:
    """Take every screen in every window."""
    context = context_of(browser)
    sign_in(context.new_page(), site)
    kept = context.storage_state()
    for width, height, theme in WINDOWS:
        for screen in SCREENS:
            take(browser, site, kept, screen, folder / f"{screen.replace(' ', '-')}-{width}-{theme}.png", height)


def take(browser: Browser, site: Site, kept: StorageState, screen: str, file: Path, height: int) -> None:
    """Take one screen; the file's name says the width and the theme."""
    _, width, theme = file.stem.rsplit("-", 2)
    context = context_of(browser, width=int(width), height=height, theme=theme, signed_in=kept)
    page = context.new_page()
    address, prepare = SCREENS[screen]
    page.goto(site.url + address)
    prepare(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)
    context.close()


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="ecritoire-screens-"))
    folder.mkdir(parents=True, exist_ok=True)
    database_url = os.environ.get("ECRITOIRE_TEST_DATABASE_URL", "")
    with (
        tempfile.TemporaryDirectory() as data,
        played(Path(data), database_url) as ground,
        served(ground) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        take_all(browser, site, folder)
        browser.close()
    print(folder)


if __name__ == "__main__":
    main()
