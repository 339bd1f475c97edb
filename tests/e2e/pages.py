"""Finding one's way on the pages, as a person would."""

from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState

from tests.e2e.site import PASSWORD, PEOPLE, Site


def sign_in(page: Page, site: Site, who: str = "accountant") -> None:
    page.goto(f"{site.url}/")
    page.get_by_label("Adresse e-mail").fill(PEOPLE[who])
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(f"{site.url}/")
    page.goto(f"{site.url}/documents/")


def context_of(
    browser: Browser,
    *,
    width: int = 1440,
    height: int = 900,
    theme: str = "light",
    signed_in: StorageState | None = None,
) -> BrowserContext:
    """A browser window of a French person who prefers no motion."""
    dark = theme == "dark"
    return browser.new_context(
        viewport={"width": width, "height": height},
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        storage_state=signed_in,
    )


def row(page: Page, number: str) -> Locator:
    """The row of a document in the list."""
    return page.get_by_role("row").filter(has_text=number).first


def open_panel(page: Page, number: str) -> Locator:
    """Open a document from the list, and return its panel."""
    row(page, number).locator("[data-row-link]").click()
    panel = page.locator(".panel").filter(has_text=number)
    panel.wait_for()
    return panel
