"""A file for a package that does not ship is built on the page, and shown as it is typed."""

from playwright.sync_api import Locator, Page


def column(page: Page, rank: int) -> Locator:
    """The boxes of one column of the first kind of line."""
    return page.locator(f"#r0-f{rank}")


def test_a_file_for_a_package_that_does_not_ship_is_shown_as_it_is_built(fresh_page: Page) -> None:
    page = fresh_page
    page.get_by_role("link", name="Configuration", exact=True).click()
    page.get_by_role("link", name="Vos modèles d’export").click()
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("Nom", exact=True).fill("Compta Artisan")
    page.get_by_label("Logiciel", exact=True).fill("Compta Artisan")
    page.get_by_label("Nom court, pour la ligne de commande").fill("compta-artisan")
    page.get_by_label("Séparateur").fill("|")
    page.locator("#preview").get_by_text("Date|Journal|Compte").wait_for()

    # A name that does not exist is said beside its column, and the file waits.
    content = column(page, 4).get_by_label("Ce qu’elle dit")
    content.fill("{suplier} {reference}")
    column(page, 4).get_by_label("Contenu").select_option("text")
    column(page, 4).get_by_text("vouliez-vous dire « supplier »").wait_for()
    content.fill("{supplier}[ {reference}]")
    page.locator("#preview").get_by_text("Le fichier s’écrit").wait_for()
    page.get_by_role("button", name="Ajouter une colonne").click()
    assert column(page, 7).get_by_role("textbox", name="Colonne 8").input_value() == "Champ 8"
