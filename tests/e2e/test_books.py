"""An accountant keeps suppliers and the configuration of the books in a browser."""

from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.site import Site


def test_a_supplier_is_corrected_and_its_iban_verified(fresh_page: Page, fresh_site: Site) -> None:
    page = fresh_page
    page.goto(f"{fresh_site.url}/fournisseurs/")
    page.get_by_label("Chercher un fournisseur").fill("digue")
    page.get_by_role("link", name="Foncière de la Digue").click()
    page.get_by_label("SIREN").fill("298826422")
    page.get_by_role("button", name="Enregistrer la fiche").click()
    expect(page.get_by_text("n’est pas un SIREN")).to_be_visible()
    page.get_by_label("SIREN").fill("298826421")
    page.get_by_label("Compte d’achat par défaut").fill("613200")
    page.get_by_role("button", name="Enregistrer la fiche").click()
    expect(page.get_by_text("compte d’achat par défaut vide → 613200")).to_be_visible()
    page.get_by_role("link", name="Vérifier").click()
    page.get_by_role("button", name="Je l’ai vérifié").click()
    expect(page.get_by_text("Vérifié le")).to_be_visible()


def test_a_rule_is_tried_then_kept(fresh_page: Page, fresh_site: Site) -> None:
    page = fresh_page
    page.goto(f"{fresh_site.url}/configuration/")
    page.get_by_role("link", name="Règles d’imputation").click()
    page.get_by_role("link", name="Ajouter une règle").click()
    page.get_by_label("Nom de la règle").fill("Loyers")
    page.get_by_label("Mots").fill("loyer")
    page.get_by_label("Compte d’achat").fill("613200")
    page.get_by_role("button", name="Essayer sur les documents").click()
    expect(page.get_by_text("3 lignes sur les")).to_be_visible()
    page.get_by_role("button", name="Enregistrer la règle").click()
    expect(page.get_by_role("link", name="Loyers")).to_be_visible()


def test_a_chart_is_imported_after_a_look(fresh_page: Page, fresh_site: Site) -> None:
    page = fresh_page
    page.goto(f"{fresh_site.url}/configuration/plan/importer/")
    table = "Numéro;Intitulé\n606400;Bureau\n606450;Encre\n"
    file = FilePayload(name="plan.csv", mimeType="text/csv", buffer=table.encode())
    page.get_by_label("Fichier CSV ou XLSX").set_input_files(file)
    page.get_by_role("button", name="Voir ce qui changera").click()
    expect(page.get_by_text("En dépendent")).to_be_visible()
    page.get_by_role("button", name="Changer 2 comptes").click()
    page.goto(f"{fresh_site.url}/configuration/achats/?q=60645")
    page.get_by_role("link", name="Modifier 606450").click()
    page.get_by_label("Intitulé").fill("Encre et papier")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("cell", name="Encre et papier")).to_be_visible()


def test_locking_is_asked_before_it_is_done(fresh_page: Page, fresh_site: Site) -> None:
    page = fresh_page
    page.goto(f"{fresh_site.url}/configuration/exercices/")
    page.get_by_label("Verrouiller jusqu’au").fill("2026-08-31")
    page.get_by_role("button", name="Verrouiller…").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Plus rien de nouveau")).to_be_visible()
    dialog.get_by_role("button", name="Verrouiller").click()
    expect(page.get_by_text("Ouvert depuis le 31/08/26")).to_be_visible()
