"""Suppliers from and to a table: what changes is shown first, and only what was shown is written."""

import time
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.scope import company_scope
from ecritoire.apps.spreadsheets import read_table, write_csv, write_xlsx
from ecritoire.apps.suppliers.models import BankDetails, ImportDraft, Supplier
from ecritoire.apps.suppliers.services import Value, add_supplier

IMPORT = reverse("suppliers:import")
HEAD = "Nom;SIREN;Compte auxiliaire;Compte d’achat;Délai de paiement;Fin de mois;IBAN"
IBAN = "FR7630006000011234567890189"


def brought(browser: Client, *rows: str, head: str = HEAD) -> Any:  # noqa: ANN401 - the test client does not type its answers
    """Bring a CSV, and return the page of its preview."""
    file = SimpleUploadedFile("f.csv", "\r\n".join([head, *rows]).encode("cp1252"))
    return browser.post(IMPORT, {"file": file}, follow=True)


def confirm(browser: Client, preview: Any) -> Any:  # noqa: ANN401 - as above
    address = preview.redirect_chain[-1][0]
    return browser.post(address, {"shown": preview.context["preview"].mark}, follow=True)


def test_what_changes_is_shown_then_written(browser: Client, company: Company) -> None:
    ovh = add_supplier(company, {"name": "OVH Cloud", "siren": "424761419"}, actor="Nadia Ferrand")
    preview = brought(
        browser,
        f"OVH;424 761 419;;613500;45;oui;{IBAN}",
        "Papeterie du Port;;;606400;;;",
        "Faux;123456789;;;;;",
        "Sans compte;;;699999;;;",
        "OVH bis;424761419;;;;;",
    )
    sections = {str(section.title): section for section in preview.context["preview"].sections}
    assert [one.title for one in sections["À créer"].differences] == ["Papeterie du Port"]
    assert [one.title for one in sections["À modifier"].differences] == ["OVH Cloud"]
    assert "Compte d’achat : vide → 613500" in sections["À modifier"].differences[0].lines
    assert [one.title for one in sections["Lignes refusées"].differences] == ["Ligne 4", "Ligne 5", "Ligne 6"]
    assert not Supplier.objects.filter(name="Papeterie du Port").exists()
    done = confirm(browser, preview)
    assert "1 fournisseurs créés, 1 modifiés" in done.text
    ovh.refresh_from_db()
    assert (ovh.name, ovh.default_account, ovh.payment_days, ovh.payment_end_of_month) == ("OVH", "613500", 45, True)
    assert Supplier.objects.get(name="Papeterie du Port").auxiliary == "FPAPETER"
    assert BankDetails.objects.get(supplier=ovh).verified_at is None
    assert Event.objects.filter(action="edit_supplier", subject_id=ovh.pk).count() == 1
    assert not ImportDraft.objects.exists()


def test_what_changed_since_the_preview_is_shown_again(browser: Client, company: Company) -> None:
    preview = brought(browser, "Papeterie du Port;;;;;;")
    add_supplier(company, {"name": "Papeterie du Port"}, actor="Paul Guillou")
    again = confirm(browser, preview)
    assert again.status_code == 422
    assert "Rien n’a été écrit" in again.text
    assert Supplier.objects.filter(name="Papeterie du Port").count() == 1


def test_what_goes_out_comes_back_without_a_change(browser: Client, company: Company) -> None:
    values: dict[str, Value] = {
        "name": "=OVH;Cloud",
        "siren": "424761419",
        "payment_end_of_month": False,
        "payment_days": 0,
    }
    add_supplier(company, values, actor="Nadia Ferrand")
    for suffix in ("csv", "xlsx"):
        response = browser.get(reverse("suppliers:export", args=[suffix]))
        content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
        assert read_table("f", content).rows[0][0] == "=OVH;Cloud"
        preview = browser.post(IMPORT, {"file": SimpleUploadedFile(f"f.{suffix}", content)}, follow=True)
        assert "Ce fichier ne change rien" in preview.text
        assert "1 inchangés" in preview.text
    assert browser.get(reverse("suppliers:export", args=["exe"])).status_code == 404


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "il est vide"),
        (b"PK\x03\x04 not a workbook", "ce n’est pas un classeur entier"),
        (b"\x00\x01\x02", "ce n’est pas du texte"),
        (b"Prix;Couleur\n1 234,5;bleu\n", "Aucune colonne"),
        (b"Nom\n" + b"a\n" * 20_001, "20000 lignes"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 Mo"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(
    browser: Client, company: Company, content: bytes, sentence: str
) -> None:
    response = browser.post(IMPORT, {"file": SimpleUploadedFile("f.csv", content)}, follow=True)
    assert sentence in response.text


@pytest.mark.parametrize("cell", ["<script>alert(1)</script>", "x" * 100_000, "31/02", "1 234,5"])
def test_whatever_a_cell_holds_is_shown_as_text(browser: Client, company: Company, cell: str) -> None:
    preview = brought(browser, *(";".join([cell if place == n else "" for place in range(7)]) for n in range(7)))
    assert preview.status_code == 200
    assert "<script>alert" not in preview.text


def test_five_thousand_rows_take_seconds(browser: Client, company: Company) -> None:
    rows = [f"Fournisseur {number};;F{number:05};;30;non;" for number in range(5000)]
    start = time.monotonic()
    confirm(browser, brought(browser, *rows))
    changed = [row.replace(";30;", ";45;") for row in rows]
    confirm(browser, brought(browser, *changed))
    assert Supplier.objects.filter(payment_days=45).count() == 5000
    assert time.monotonic() - start < 40


def test_the_table_of_another_company_does_not_exist(browser: Client, other_company: Company, company: Company) -> None:
    preview = brought(browser, "Papeterie du Port;;;;;;")
    with company_scope(other_company):
        ImportDraft.across_companies.update(company=other_company)
    assert browser.get(preview.redirect_chain[-1][0]).status_code == 404


def test_a_written_table_is_read_back() -> None:
    rows = [["0123", "@a", 'é;"x'], ["", "-1", "b"]]
    workbook = BytesIO()
    write_xlsx(["A", "B", "C"], rows, workbook)
    for content in (workbook.getvalue(), write_csv(["A", "B", "C"], rows)):
        table = read_table("f", content)
        assert table.head == ("A", "B", "C")
        assert [list(row) for row in table.rows] == rows
