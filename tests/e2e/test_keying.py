"""Keying a plain PDF, and cutting one that holds several invoices, by keyboard alone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.intake.test_splitting import pdf_of


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A PDF of two pages without data."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf_of(2))
    return path


def _drop(page: Page, path: Path) -> None:
    page.get_by_role("link", name=re.compile("Réception")).first.click()
    page.locator("#drop-files").set_input_files(path)
    page.get_by_role("button", name="Importer").click()
    page.get_by_role("link", name=f"Saisir {path.name}").click()
    expect(page.get_by_role("combobox", name="Fournisseur")).to_be_focused()


def test_a_plain_pdf_is_keyed_by_keyboard_and_its_control_opens(fresh_page: Page, scan: Path) -> None:
    page = fresh_page
    _drop(page, scan)
    keys = page.keyboard
    keys.type("Scierie Le Goff")
    for _ in range(4):
        keys.press("Enter")  # SIREN, VAT number, type, number
    keys.type("2026-118")
    keys.press("Enter")
    keys.type("20102026")
    page.get_by_label("Libellé").first.focus()
    for label, amount in (("Chêne avivé", "1 000"), ("Livraison", "50"), ("Quincaillerie", "10"), ("Vis", "5,5")):
        keys.type(label)
        keys.press("Enter")
        keys.type(amount)
        keys.press("Enter")
        keys.press("Enter")
    expect(page.locator(".keying-line")).to_have_count(5)
    page.get_by_label("Total TTC").focus()
    keys.type("1 278,61")
    expect(page.locator("#sums")).to_contain_text("Écart 0,01")
    keys.press("Backspace")
    keys.type("0")
    expect(page.locator("#sums")).to_contain_text("Les montants concordent")
    keys.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Contrôle de 2026-118, Scierie Le Goff")
    expect(page.locator(".control-line")).to_have_count(4)


def test_what_is_typed_comes_back_with_all_its_lines(fresh_page: Page, scan: Path) -> None:
    page = fresh_page
    page.on("dialog", lambda dialog: dialog.accept())
    _drop(page, scan)
    page.get_by_label("Numéro", exact=True).fill("2026-118")
    for rank in range(5):
        page.get_by_label("Libellé").nth(rank).fill(f"Article {rank}")
    page.goto(page.url)
    page.get_by_role("button", name="La reprendre").click()
    expect(page.get_by_label("Numéro", exact=True)).to_have_value("2026-118")
    expect(page.get_by_label("Libellé").nth(4)).to_have_value("Article 4")
    expect(page.locator(".keying-line")).to_have_count(6)


def test_a_pdf_of_several_invoices_is_cut_and_its_first_part_opened(fresh_page: Page, scan: Path) -> None:
    page = fresh_page
    _drop(page, scan)
    page.get_by_role("link", name="Découper").click()
    expect(page.get_by_label("Pages de chaque facture")).to_be_focused()
    page.keyboard.type("1-2")
    page.keyboard.press("Enter")
    expect(page.locator(".error")).to_contain_text("rien à découper")
    page.get_by_label("Pages de chaque facture").fill("1, 2")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("scan, pages 1.pdf")
    expect(page.locator(".control-form")).to_contain_text("Pages 1 de scan.pdf")
    page.get_by_role("link", name="Fichiers à saisir").click()
    expect(page.get_by_role("link", name="Saisir scan, pages 2.pdf")).to_be_visible()
    expect(page.get_by_role("link", name="Saisir scan.pdf")).to_have_count(0)
