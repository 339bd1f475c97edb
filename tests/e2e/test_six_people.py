"""A month as the six people of a company live it: dropped, controlled, approved by phone, paid, exported, undone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.pages import context_of, open_panel, sign_in
from tests.e2e.site import Site

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "documents" / "2026-09-14_louarn_L26-08841.xml"
NUMBER = "L26-09915"
PLANNED = "H-2026-188"  # its payment waits for the bank
OFFERED = re.compile(r"n° (\d+), (\d+) écritures")
ADDRESS = re.compile(r"http://\S+/\S+")
PHONE = (390, 844)


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    """An e-invoice of October that the company has not received yet."""
    text = SAMPLE.read_text(encoding="utf-8").replace("L26-08841", NUMBER)
    path = tmp_path / "louarn_octobre.xml"
    path.write_text(re.sub(r"2026-09-(\d\d)", r"2026-10-\1", text), encoding="utf-8")
    return path


@contextmanager
def _as(chromium: Browser, site: Site, who: str) -> Iterator[Page]:
    """The browser of one of the six, who meets no error."""
    context = context_of(chromium)
    context.set_default_timeout(15_000)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    sign_in(page, site, who)
    yield page
    context.close()
    assert broken == []


def _navigation(page: Page) -> set[str]:
    """What the navigation offers, without its counts."""
    words = page.get_by_role("navigation", name="Navigation").get_by_role("link").all_inner_texts()
    return {re.sub(r"\s*\d+$", "", word.strip()) for word in words if word.strip()}


def _drop_and_control(page: Page, invoice: Path) -> None:
    page.get_by_role("link", name=re.compile("Réception")).first.click()
    page.locator("#drop-files").set_input_files(invoice)
    page.get_by_role("button", name="Importer").click()
    page.get_by_role("link", name="Terminé. Voir ce qui attend").click()
    page.locator("[data-document-waiting]").filter(has_text=NUMBER).locator(".row-link").click()
    for account in page.locator("[data-account]").all():
        account.fill("613500")
        account.press("Tab")
    expect(page.locator("[data-entry-account='613500']")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toasts")).to_contain_text(f"{NUMBER} est contrôlée")


def _ask_approval(page: Page, site: Site) -> str:
    """Ask Claire, and return the link to hand over: no e-mail leaves this site."""
    page.goto(f"{site.url}/documents/?q={NUMBER}")
    open_panel(page, NUMBER).get_by_role("button", name="Demander la validation").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Demander à").select_option(label="Claire Morel")
    dialog.get_by_role("button", name="Demander la validation").click()
    page.get_by_role("link", name="Voir le lien").click()
    shown = page.get_by_text(ADDRESS).first
    found = ADDRESS.search(shown.inner_text())
    assert found is not None
    return found[0]


def _answer_on_a_phone(chromium: Browser, link: str) -> None:
    context = context_of(chromium, width=PHONE[0], height=PHONE[1])
    page = context.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", name="Louarn Location")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    button = page.get_by_role("button", name="Valider", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Validation enregistrée")).to_be_visible()
    page.goto(link)
    expect(page.get_by_text("Vous avez déjà répondu")).to_be_visible()
    context.close()


def _note_payment(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/documents/?q={PLANNED}")
    panel = open_panel(page, PLANNED)
    panel.get_by_role("link", name="Paiements").click()
    panel.get_by_role("button", name="Noter l’exécution").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Exécuté le").fill("2026-10-30")
    dialog.get_by_role("button", name="Noter l’exécution").click()
    expect(page.locator(".toast")).to_contain_text("noté exécuté")
    expect(open_panel(page, PLANNED).locator(".spelled")).to_contain_text("Payé")


def _offered(page: Page) -> tuple[int, int]:
    found = OFFERED.search(page.locator("#create button").inner_text())
    assert found is not None
    return int(found[1]), int(found[2])


def _export(page: Page) -> tuple[int, int, bytes]:
    """Export all that is offered; the export's number, its entries, and the file."""
    page.get_by_role("link", name="Nouvel export").click()
    number, entries = _offered(page)
    page.locator("#create button").click()
    expect(page.get_by_role("heading", name=f"Export n° {number}")).to_be_visible()
    with page.expect_download() as started:
        page.locator(".file").first.get_by_role("button").click()
    return number, entries, Path(started.value.path()).read_bytes()


def _cancel(page: Page) -> None:
    page.reload()
    page.get_by_role("button", name="Annuler l’export").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Motif").fill("le logiciel attend un autre modèle")
    dialog.get_by_role("button", name="Annuler l’export").click()
    expect(page.locator(".opened-title")).to_contain_text("Annulé")


def test_six_people_live_a_month(chromium: Browser, fresh_site: Site, invoice: Path) -> None:
    site = fresh_site
    with _as(chromium, site, "clerk") as page:
        _drop_and_control(page, invoice)
        link = _ask_approval(page, site)
    _answer_on_a_phone(chromium, link)
    with _as(chromium, site, "payer") as page:
        _note_payment(page, site)
    with _as(chromium, site, "accountant") as page:
        panel = open_panel(page, NUMBER)
        expect(panel.locator(".spelled")).to_contain_text("Validée")
        first = _export(page)
        assert NUMBER.encode() in first[2]
        _cancel(page)
        again = _export(page)
        assert again[0] == first[0] + 1
        assert again[1:] == first[1:]  # the same entries, under the same numbers, to the byte
    with _as(chromium, site, "reader") as page:
        expect(open_panel(page, NUMBER).locator(".notice.ok")).to_contain_text("Document exporté en comptabilité")
    with _as(chromium, site, "owner") as page:
        _invite_and_promote(page, site)


def _invite_and_promote(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/parametres/membres/")
    page.get_by_label("Adresse e-mail").fill("lena.prigent@menuiserie-brehat.example")
    page.get_by_label("Rôle", exact=True).select_option(label="Lecteur")
    page.get_by_role("button", name="Inviter").click()
    expect(page.get_by_label(re.compile("^Lien à remettre"))).to_have_value(re.compile("/invitation/"))
    page.get_by_label("Rôle : Anne Rolland").select_option(label="Comptable")
    page.get_by_role("button", name="Changer Anne Rolland").click()
    expect(page.locator(".toast")).to_contain_text("Rôle de Anne Rolland enregistré")
    page.goto(f"{site.url}/parametres/historique/")
    expect(page.locator("#story-title + * table")).to_contain_text(
        "Rôle de anne.rolland@menuiserie-brehat.example : Lecteur → Comptable"
    )


@pytest.mark.parametrize(
    ("who", "offered", "withheld"),
    [
        ("owner", {"À valider", "Exports", "Configuration"}, set()),
        ("accountant", {"Exports", "Configuration"}, {"À valider"}),
        ("clerk", {"Réception", "Fournisseurs"}, {"À valider", "Configuration"}),
        ("approver", {"À valider", "Documents"}, {"Configuration"}),
        ("payer", {"Documents", "Fournisseurs"}, {"À valider", "Configuration"}),
        ("reader", {"Documents", "Fournisseurs"}, {"À valider", "Configuration"}),
    ],
)
def test_nobody_is_offered_a_page_that_refuses_them(
    chromium: Browser, site: Site, who: str, offered: set[str], withheld: set[str]
) -> None:
    with _as(chromium, site, who) as page:
        shown = _navigation(page)
        assert offered <= shown
        assert not withheld & shown
        page.goto(f"{site.url}/parametres/")
        addresses = set(page.locator("nav a").evaluate_all("links => links.map(link => link.href)"))
        assert len(addresses) >= len(offered)
        assert [address for address in addresses if not page.request.get(address).ok] == []


def test_a_reader_is_offered_nothing_that_changes_the_books(chromium: Browser, site: Site) -> None:
    with _as(chromium, site, "reader") as page:
        panel = open_panel(page, "NG48120937")
        for button in ("Demander la validation", "Mettre hors export", "Imputer"):
            expect(panel.get_by_role("button", name=button)).to_have_count(0)
        refused = page.goto(f"{site.url}/configuration/")
        assert refused is not None
        assert refused.status == 403
        page.goto(f"{site.url}/exports/")
        expect(page.get_by_role("button", name="Annuler l’export")).to_have_count(0)
