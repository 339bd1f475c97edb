"""Merging two records: what moves, what stays because the books hold it, and what comes afterwards."""

from datetime import date

from django.test import Client
from django.urls import reverse

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.services import add_bank_details, add_supplier, verify_bank_details
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled, export, received

IBAN = "FR7630006000011234567890189"


def merge(browser: Client, kept: Supplier, other: str, **more: str) -> str:
    address = reverse("suppliers:merge", args=[kept.pk])
    return browser.post(address, {"other": other, **more}, follow=True).text


def test_what_moves_and_what_stays_is_told_then_done(browser: Client, company: Company) -> None:
    exported = controlled(company, EInvoice("F-1", issue_date=date(2026, 9, 1)))
    export(company)
    pending, waiting = controlled(company, EInvoice("F-2")), received(company, EInvoice("F-3"))
    old = exported.supplier
    verify_bank_details(add_bank_details(old, IBAN, actor="Nadia"), actor="Nadia")
    kept = add_supplier(company, {"name": "Nouveau nom"}, actor="Nadia Ferrand")
    told = merge(browser, kept, old.auxiliary)
    assert "2 documents" in told
    assert "1 document dont l’écriture est exportée" in told
    assert Document.objects.filter(supplier=kept).count() == 0
    assert "fusionné dans Nouveau nom" in merge(browser, kept, old.auxiliary, action="merge")
    assert set(Document.objects.filter(supplier=kept)) == {pending, waiting}
    assert Document.objects.get(pk=exported.pk).supplier == old
    moved = Document.objects.get(pk=pending.pk)
    assert moved.entry is not None
    assert moved.entry.supplier == kept
    assert {line.supplier for line in moved.entry.lines.all() if line.supplier} == {kept}
    assert Entry.objects.get(pk=exported.entry_id or 0).supplier == old
    assert BankDetails.objects.get(iban=IBAN).supplier == kept
    assert BankDetails.objects.get(iban=IBAN).verified_at is not None
    page = browser.get(reverse("suppliers:record", args=[kept.pk])).text
    assert "F-1" in page
    assert "F-2" in page
    assert Event.objects.filter(action="merge_suppliers", subject_id=kept.pk).count() == 1


def test_what_arrives_under_the_old_name_goes_to_the_kept_record(browser: Client, company: Company) -> None:
    old = received(company, EInvoice("F-1")).supplier
    siren = old.siren
    kept = add_supplier(company, {"name": "Nouveau nom"}, actor="Nadia Ferrand")
    merge(browser, kept, old.name, action="merge")
    kept.refresh_from_db()
    assert kept.siren == siren
    assert received(company, EInvoice("F-2")).supplier == kept
    assert [row.name for row in browser.get(reverse("suppliers:list")).context["listing"].rows] == ["Nouveau nom"]


def test_numbers_that_both_have_stay_and_are_named(browser: Client, company: Company) -> None:
    old = received(company, EInvoice("F-1")).supplier
    kept = add_supplier(company, {"name": "Nouveau nom"}, actor="Nadia Ferrand")
    twin = Document.objects.get()
    twin.pk, twin.supplier, twin.source = None, kept, None
    twin.save()
    assert "peut-être des doublons : F-1" in merge(browser, kept, old.auxiliary)
    merge(browser, kept, old.auxiliary, action="merge")
    assert Document.objects.filter(supplier=old).count() == 1


def test_two_companies_are_not_one(browser: Client, company: Company) -> None:
    kept = add_supplier(company, {"name": "A", "siren": "424761419"}, actor="Nadia Ferrand")
    other = add_supplier(company, {"name": "B", "siren": "552100554"}, actor="Nadia Ferrand")
    assert "ce sont deux entreprises" in merge(browser, kept, other.auxiliary, action="merge")
    assert "est déjà cette fiche" in merge(browser, kept, kept.auxiliary, action="merge")
    assert "Aucun fournisseur" in merge(browser, kept, "<b>rien</b>")
    assert "même entreprise" in merge(browser, kept, "")
