"""The month of an accountant, from the first invoice that is missing to the export that is cancelled."""

import hashlib
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.pages import open_panel, row

NUMBER = re.compile(r"n° (\d+), (\d+) écritures")


def test_what_is_not_in_the_books_is_found_and_explained(page: Page) -> None:
    page.get_by_role("link", name="Documents", exact=True).click()
    page.get_by_text("de filtres").click()
    page.get_by_label("Non comptabilisé").check()
    expect(page).to_have_url(re.compile(r"/documents/\?accounting=not_exported$"))
    expect(page.locator(".chip")).to_have_text(re.compile(r"Comptabilité :\s+Non comptabilisé\s*$"))
    page.keyboard.press("Escape")
    expect(page.get_by_label("Non comptabilisé")).to_be_hidden()
    expect(row(page, "NG48120937")).to_contain_text("2 motifs")
    expect(page.get_by_role("row").filter(has_text="10204611874")).to_have_count(0)
    panel = open_panel(page, "NG48120937")
    expect(page).to_have_url(re.compile(r"accounting=not_exported&doc=\d+$"))
    why = panel.get_by_role("region", name="Pourquoi n’est-elle pas exportée ?")
    expect(why).to_contain_text("Période de comptabilisation jusqu’au 31/12/26, postérieure à la fin d’export 31/10/26")
    expect(why).to_contain_text("Non équilibrée : compte d’achat manquant, ligne 2 (Licences logicielles, 120,00")
    for state in ("Validée", "À payer", "Non comptabilisé"):
        expect(panel.locator(".spelled")).to_contain_text(state)


def test_the_three_notices_have_their_exact_words(page: Page) -> None:
    page.goto(f"{page.url}?accounting=exported")
    green = open_panel(page, "10204611874").locator(".notice.ok")
    expect(green).to_contain_text("Document exporté en comptabilité le 05/10/26")
    expect(green.get_by_role("link", name="Export n° 1")).to_be_visible()
    page.goto(page.url.split("?")[0] + "?type=order")
    blue = open_panel(page, "BC-2026-041").locator("button.notice")
    expect(blue).to_contain_text("Acompte réglé via bon de commande. Cliquez ici pour ajouter la facture")
    blue.click()
    expect(page.get_by_role("dialog")).to_contain_text("Joindre la facture définitive à BC-2026-041 ?")
    page.keyboard.press("Escape")
    expect(blue).to_be_focused()
    page.goto(page.url.split("?")[0] + "?accounting=changed_since")
    panel = open_panel(page, "TKG-2611")
    expect(panel.locator(".notice.warn")).to_contain_text("Modifié depuis l’export n° 1 du 05/10/26")
    panel.get_by_role("link", name="Écriture").click()
    expect(panel).to_contain_text("Contre-passation, en attente")
    expect(panel).to_contain_text("Nouvelle écriture, en attente")


def test_a_reason_is_solved_where_it_is_told(fresh_page: Page) -> None:
    page = fresh_page
    panel = open_panel(page, "NG48120937")
    panel.locator("summary", has_text="Modifier la période").click()
    panel.get_by_label("Fin").fill("2026-10-31")
    panel.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".toast")).to_contain_text("Période de NG48120937 enregistrée")
    expect(panel.locator(".reason")).to_have_count(1)
    expect(row(page, "NG48120937")).to_contain_text("1 motif")
    panel.locator("summary", has_text="Imputer").click()
    account = panel.get_by_label("Compte d’achat")
    account.fill("999")
    panel.locator("details[open]").get_by_role("button", name="Imputer").click()
    expect(panel.locator(".error")).to_contain_text("Le compte 999 n’est pas dans le plan comptable")
    account.fill("651100")
    panel.locator("details[open]").get_by_role("button", name="Imputer").click()
    expect(panel.locator(".why")).to_have_count(0)
    expect(panel).to_contain_text("Sera pris par le prochain export, au 31/10/26.")


def _entries_offered(page: Page) -> tuple[int, int]:
    found = NUMBER.search(page.locator("#create button").inner_text())
    assert found is not None
    return int(found[1]), int(found[2])


def _download(page: Page) -> str:
    with page.expect_download() as started:
        page.locator(".file").first.get_by_role("button").click()
    return hashlib.sha256(Path(started.value.path()).read_bytes()).hexdigest()


def test_an_export_is_tried_created_handed_over_twice_and_cancelled(fresh_page: Page) -> None:
    page = fresh_page
    page.get_by_role("link", name="Nouvel export").click()
    number, everything = _entries_offered(page)
    assert number == 2
    expect(page.get_by_label("Date de fin")).to_have_value("2026-10-31")
    page.get_by_text("Documents valides uniquement").click()
    expect(page.locator("#create button")).not_to_contain_text(f"{everything} écritures")
    valid_only = _entries_offered(page)[1]
    assert valid_only < everything
    expect(page).to_have_url(re.compile("scope=valid"))
    page.get_by_role("button", name="Déplier : En validation").click()
    expect(page.locator("#under-approval_pending")).to_contain_text("chez")

    page.get_by_role("button", name=f"Créer l’export n° 2, {valid_only} écritures").click()
    expect(page.get_by_role("heading", name="Export n° 2")).to_be_visible()
    expect(page.locator(".toast")).to_contain_text(f"Export n° 2 créé, {valid_only} écritures")
    shown = page.locator("[data-sha256]").first.get_attribute("data-sha256")
    assert _download(page) == shown
    assert _download(page) == shown
    page.reload()
    expect(page.locator(".opened-title")).to_contain_text("Téléchargé")

    page.get_by_role("link", name="Nouvel export").click()
    expect(page.get_by_role("button", name="Rien à exporter")).to_be_disabled()
    expect(page.locator("#dry-run")).to_contain_text("au 31/10/26")

    page.get_by_role("link", name="Ouvrir l’export n° 2").click()
    page.get_by_role("button", name="Annuler l’export").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Motif")).to_be_focused()
    dialog.get_by_role("button", name="Annuler l’export").click()
    expect(dialog).to_contain_text("Dites pourquoi")
    dialog.get_by_label("Motif").fill("mauvaise date de fin")
    dialog.get_by_role("button", name="Annuler l’export").click()
    expect(page.locator(".opened-title")).to_contain_text("Annulé")
    expect(page.locator(".opened-head")).to_contain_text("mauvaise date de fin")
    page.get_by_role("link", name="Nouvel export").click()
    assert _entries_offered(page) == (3, valid_only)
