"""The screens worth looking at: where each is, and what to do there first."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page

from tests.e2e.pages import open_panel


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


def _columns(page: Page) -> None:
    page.locator("#columns > summary").click()


def _tagging(page: Page) -> None:
    panel = open_panel(page, "NG48120937")
    panel.get_by_role("link", name="Commentaires").click()
    panel.locator("summary", has_text="Étiquette").click()


def _keeping(page: Page) -> None:
    page.get_by_role("link", name="Enregistrer la vue").click()
    page.get_by_role("dialog").wait_for()


def _unfolded(page: Page) -> None:
    page.locator("[data-account] .unfold").first.click()
    page.locator("[data-group] .unfold").first.click()
    page.locator("tr.unfolded").nth(2).wait_for()


def _picking(page: Page) -> None:
    page.locator("#template-picker > summary").click()
    page.get_by_placeholder("Chercher un logiciel").fill("sage")


def _control_first(page: Page) -> None:
    page.locator("[data-document-waiting] .row-link").first.click()
    page.locator("#entry").wait_for()


def _key_first(page: Page) -> None:
    page.get_by_role("link", name="Saisir facture_garage").click()
    page.get_by_role("combobox", name="Fournisseur").fill("Garage de la Baie")
    page.get_by_label("Libellé").first.fill("Révision")
    page.get_by_label("Montant HT").first.fill("1 234,5")
    page.locator("#sums table").wait_for()


def _mistyped(page: Page) -> None:
    _key_first(page)
    page.locator("[data-keying-submit]").click()
    page.locator(".error").first.wait_for()


def _split_first(page: Page) -> None:
    page.get_by_role("link", name="Saisir facture_garage").click()
    page.goto(page.url.replace("/saisir/", "/decouper/"))


def _nothing(_page: Page) -> None:
    """The page as it opens."""


def _tables(page: Page) -> None:
    page.keyboard.press("t")
    page.locator("#schedule-table").wait_for()


def _editing(page: Page) -> None:
    page.get_by_role("link", name="Modifier").nth(3).click()
    page.get_by_role("button", name="Enregistrer").wait_for()


def _locking(page: Page) -> None:
    page.get_by_label("Verrouiller jusqu’au").fill("2026-09-30")
    page.get_by_role("button", name="Verrouiller…").click()
    page.get_by_role("dialog").wait_for()


def _tried(page: Page) -> None:
    page.get_by_label("Nom de la règle").fill("Loyers")
    page.get_by_label("Mots").fill("loyer")
    page.get_by_label("Compte d’achat").fill("613200")
    page.get_by_role("button", name="Essayer sur les documents").click()
    page.get_by_text("Rien n’a été enregistré").wait_for()


def _approval_tried(page: Page) -> None:
    page.get_by_label("Nom de la règle").fill("Tout")
    page.get_by_label("Demander à").select_option(index=1)
    page.get_by_role("button", name="Essayer sur les documents").click()
    page.get_by_text("Rien n’a été enregistré").wait_for()


def _previewed(page: Page) -> None:
    table = "Nom;SIREN;Compte d’achat\nNuagora;;613500\nPapeterie du Port;424761419;606400\nErreur;123;\n"
    page.get_by_label("Fichier CSV ou XLSX").set_input_files(
        FilePayload(name="f.csv", mimeType="text/csv", buffer=table.encode())
    )
    page.get_by_role("button", name="Voir ce qui changera").click()
    page.get_by_text("Lignes refusées").wait_for()


def _chart_previewed(page: Page) -> None:
    table = "Numéro;Intitulé\n606400;Fournitures de bureau\n606450;Encre\n"
    page.get_by_label("Fichier CSV ou XLSX").set_input_files(
        FilePayload(name="p.csv", mimeType="text/csv", buffer=table.encode())
    )
    page.get_by_label("Ce fichier est tout le plan").check()
    page.get_by_role("button", name="Voir ce qui changera").click()
    page.get_by_text("gardés parce que").wait_for()


def _merging(page: Page) -> None:
    page.get_by_label("Fiche à fusionner dans celle-ci").fill("Nuagora")
    page.get_by_role("button", name="Voir ce qui change").click()
    page.get_by_text("jamais réécrite").or_(page.get_by_text("deux entreprises")).first.wait_for()


SCREENS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "dashboard": ("/", _nothing),
    "dashboard tables": ("/", _tables),
    "documents": ("/documents/", _nothing),
    "filters": ("/documents/?accounting=not_exported", _filters),
    "columns": ("/documents/", _columns),
    "view": ("/documents/?accounting=not_exported&min=1 000&since=31/02/2026", _keeping),
    "comments": ("/documents/?columns=supplier,number,date,net,vat,total,account,tags", _tagging),
    "bulk": ("/documents/", _checked),
    "why": ("/documents/", _panel("NG48120937")),
    "green": ("/documents/?accounting=exported", _panel("10204611874", "Écriture")),
    "blue": ("/documents/?type=order", _panel("BC-2026-041", "Paiements")),
    "amber": ("/documents/?accounting=changed_since", _panel("TKG-2611", "Historique")),
    "new export": ("/exports/nouveau/", _unfolded),
    "template picker": ("/exports/nouveau/?template=quadra", _picking),
    "exports": ("/exports/", _nothing),
    "one export": ("/exports/1/", _nothing),
    "configuration": ("/configuration/", _nothing),
    "chart": ("/configuration/achats/", _editing),
    "vat": ("/configuration/tva/", _nothing),
    "posting accounts": ("/configuration/comptes-de-comptabilisation/", _nothing),
    "periods": ("/configuration/exercices/", _locking),
    "templates": ("/configuration/vos-modeles/", _nothing),
    "template builder": ("/configuration/vos-modeles/nouveau/?from=csv", _nothing),
    "template at fixed positions": ("/configuration/vos-modeles/nouveau/?from=quadra", _nothing),
    "language of templates": ("/configuration/vos-modeles/langage/", _nothing),
    "rules": ("/configuration/regles/", _nothing),
    "rule": ("/configuration/regles/nouvelle/", _tried),
    "approval rules": ("/configuration/validation/", _nothing),
    "approval rule": ("/configuration/validation/nouvelle/", _approval_tried),
    "supplier import": ("/fournisseurs/importer/", _previewed),
    "packages": ("/configuration/modeles/", _nothing),
    "package": ("/configuration/modeles/quadra/", _nothing),
    "merge": ("/fournisseurs/1/fusionner/", _merging),
    "chart import": ("/configuration/plan/importer/", _chart_previewed),
    "suppliers": ("/fournisseurs/", _nothing),
    "supplier": ("/fournisseurs/1/", _nothing),
    "new supplier": ("/fournisseurs/nouveau/", _nothing),
    "where it went": ("/exports/pourquoi/?q=10204611874", _nothing),
    "where they went": ("/exports/pourquoi/?q=e", _nothing),
    "report": ("/exports/1/rapport/", _nothing),
    "files": ("/dossiers/", _nothing),
    "profile": ("/parametres/", _nothing),
    "company": ("/parametres/societe/", _nothing),
    "history of settings": ("/parametres/historique/", _nothing),
    "to approve": ("/validation/", _nothing),
    "inbox": ("/reception/", _nothing),
    "refused files": ("/reception/?tab=refused", _nothing),
    "control": ("/reception/", _control_first),
    "keying": ("/reception/?tab=refused", _key_first),
    "keying mistakes": ("/reception/?tab=refused", _mistyped),
    "cutting": ("/reception/?tab=refused", _split_first),
}
