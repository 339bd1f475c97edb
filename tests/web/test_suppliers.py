"""The list of suppliers and their records, as each role sees and changes them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.scope import company_scope
from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.services import add_bank_details, add_supplier, edit_supplier, verify_bank_details
from ecritoire.domain.permissions import Role
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled, member, received
from tests.web.conftest import browser_of

LIST, ADD = reverse("suppliers:list"), reverse("suppliers:add")
IBAN, OTHER_IBAN = "FR7630006000011234567890189", "FR7610107001011234567890129"
HTML = "<script>alert(1)</script>"


@pytest.fixture
def ovh(company: Company) -> Supplier:
    values = {"name": "OVH Cloud", "siren": "424761419", "vat_number": "FR22424761419", "country": "FR"}
    return add_supplier(company, values, actor="Nadia Ferrand")


def sent(browser: Client, supplier: Supplier, **changes: str) -> dict[str, str]:
    """What the form of a record sends, with changes."""
    form = browser.get(reverse("suppliers:record", args=[supplier.pk])).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields if form[name].value()} | changes


def test_the_list_shows_finds_and_sorts(browser: Client, company: Company, ovh: Supplier) -> None:
    controlled(company, EInvoice("F-1"))
    page = browser.get(LIST)
    assert [row.name for row in page.context["listing"].rows][0:1] != []
    assert "OVH Cloud" in page.text
    assert [row.name for row in browser.get(LIST, {"q": "424761"}).context["listing"].rows] == ["OVH Cloud"]
    assert [row.name for row in browser.get(LIST, {"q": "fovh"}).context["listing"].rows] == ["OVH Cloud"]
    assert "Aucun fournisseur ne répond" in browser.get(LIST, {"q": HTML}).text
    names = [row.name for row in page.context["listing"].rows]
    assert [row.name for row in browser.get(LIST, {"sort": "-name"}).context["listing"].rows] == names[::-1]


def test_pages_go_forth_and_back_without_a_gap(browser: Client, company: Company) -> None:
    for number in range(120):
        add_supplier(company, {"name": f"Fournisseur {number % 3}"}, actor="Nadia Ferrand")
    seen: list[str] = []
    query = ""
    while True:
        listing = browser.get(f"{LIST}?{query}").context["listing"]
        seen += [row.url for row in listing.rows]
        if not listing.next:
            break
        query = listing.next
    assert len(seen) == len(set(seen)) == 120
    back = browser.get(f"{LIST}?{listing.previous}").context["listing"]
    assert [row.url for row in back.rows] == seen[50:100]


@pytest.mark.parametrize("place", ["x", "_", "a_99999999999999999999999", "\x00_1", "é_²"])
def test_a_place_that_makes_no_sense_is_not_an_error(browser: Client, ovh: Supplier, place: str) -> None:
    assert browser.get(LIST, {"after": place, "sort": "nothing", "bank": HTML}).status_code == 200


def test_filters_tell_whose_iban_changed(browser: Client, company: Company, ovh: Supplier) -> None:
    verify_bank_details(add_bank_details(ovh, IBAN, actor="Nadia"), actor="Nadia")
    assert browser.get(LIST, {"bank": "verified"}).context["listing"].rows != []
    add_bank_details(ovh, OTHER_IBAN, actor="Nadia")
    assert [row.name for row in browser.get(LIST, {"bank": "changed"}).context["listing"].rows] == ["OVH Cloud"]
    assert browser.get(LIST, {"bank": "verified"}).context["listing"].rows == []
    assert "IBAN de ce fournisseur a changé" in browser.get(reverse("suppliers:record", args=[ovh.pk])).text


def test_a_record_is_saved_and_its_history_says_what_changed(browser: Client, ovh: Supplier) -> None:
    response = browser.post(
        reverse("suppliers:edit", args=[ovh.pk]),
        sent(browser, ovh, default_account="606400", payment_days="45", payment_end_of_month="on"),
        follow=True,
    )
    assert "Fiche de OVH Cloud enregistrée" in response.text
    assert "compte d’achat par défaut vide → 606400" in response.text
    saved = Supplier.objects.get(pk=ovh.pk)
    assert (saved.default_account, saved.payment_days, saved.payment_end_of_month) == ("606400", 45, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "Donnez le nom du fournisseur"),
        ({"siren": "424761418"}, "n’est pas un SIREN"),
        ({"siren": "552100554"}, "est celui du SIREN 424761419"),
        ({"vat_number": "FR00424761419"}, "n’est pas un numéro de TVA"),
        ({"vat_number": HTML}, "n’est pas un numéro de TVA"),
        ({"auxiliary": "F-OVH"}, "n’est pas un compte auxiliaire"),
        ({"default_account": "699999"}, "n’est pas dans le plan comptable"),
        ({"supplier_account": "606400"}, "n’est pas un compte de la famille"),
        ({"default_vat_code": "FR99"}, "Sélectionnez un choix valide"),
        ({"payment_days": "31/02"}, "Écrivez un nombre de jours"),
        ({"payment_days": "1 234,5"}, "Écrivez un nombre de jours"),
        ({"payment_days": "9999"}, "180 jours au plus"),
        ({"country": "France"}, "2"),
        ({"country": "F1"}, "deux lettres"),
        ({"name": "x" * 100_000}, "200"),
        ({"name": "a\x00b"}, "nul"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    browser: Client, ovh: Supplier, changes: dict[str, str], sentence: str
) -> None:
    values = sent(browser, ovh, trading_name="gardé", **changes)
    response = browser.post(reverse("suppliers:edit", args=[ovh.pk]), values)
    assert response.status_code == 422
    assert sentence in response.text
    assert 'value="gardé"' in response.text
    assert HTML not in response.text
    assert Supplier.objects.get(pk=ovh.pk).trading_name == ""


def test_two_people_on_one_record_overwrite_nothing_by_accident(browser: Client, ovh: Supplier) -> None:
    mine = sent(browser, ovh, category="hébergement")
    edit_supplier(ovh, {"default_account": "613500"}, actor="Paul Guillou")
    refused = browser.post(reverse("suppliers:edit", args=[ovh.pk]), mine)
    assert refused.status_code == 422
    assert "a changé pendant votre saisie" in refused.text
    assert 'value="hébergement"' in refused.text
    assert Supplier.objects.get(pk=ovh.pk).default_account == "613500"
    again = mine | {"shown": refused.context["form"]["shown"].value()}
    assert browser.post(reverse("suppliers:edit", args=[ovh.pk]), again).status_code == 302
    assert Supplier.objects.get(pk=ovh.pk).category == "hébergement"


def test_a_new_supplier_gets_the_account_of_the_pattern(browser: Client, ovh: Supplier) -> None:
    response = browser.post(ADD, {"name": "OVH Clouds", "country": "fr"}, follow=True)
    assert "OVH Clouds ajouté" in response.text
    assert Supplier.objects.get(name="OVH Clouds").auxiliary == "FOVHCLO2"
    taken = browser.post(ADD, {"name": "Autre", "auxiliary": "fovhclou", "siren": "424 761 419"})
    assert taken.status_code == 422
    assert "est déjà celui de OVH Cloud" in taken.text


def test_an_iban_is_checked_and_waits_for_somebody_who_may_verify_it(
    browser: Client, reader: Client, ovh: Supplier, htmx: dict[str, str]
) -> None:
    address = reverse("suppliers:add_iban", args=[ovh.pk])
    assert "n’est pas un IBAN" in browser.post(address, {"iban": "FR7630006000011234567890188"}, headers=htmx).text
    assert browser.post(address, {"iban": HTML}, headers=htmx).status_code == 422
    browser.post(address, {"iban": "FR76 3000 6000 0112 3456 7890 189"}, headers=htmx)
    details = BankDetails.objects.get(supplier=ovh)
    assert (details.iban, details.verified_at) == (IBAN, None)
    verify = reverse("suppliers:verify_iban", args=[ovh.pk, details.pk])
    assert reader.post(verify).status_code == 403
    assert "Appelez OVH Cloud" in browser.get(verify, headers=htmx).text
    browser.post(verify)
    details.refresh_from_db()
    assert details.verified_at is not None
    assert Event.objects.filter(action="verify_bank_details", subject_id=ovh.pk).count() == 1
    assert "IBAN vérifié" in browser.get(reverse("suppliers:record", args=[ovh.pk])).text


def test_a_payer_reads_a_record_without_the_means_to_change_it(company: Company, ovh: Supplier) -> None:
    payer = browser_of(member(company, "payeur@example.fr", "Paule Payeuse", Role.PAYER))
    page = payer.get(reverse("suppliers:record", args=[ovh.pk]))
    assert "Enregistrer la fiche" not in page.text
    assert payer.post(reverse("suppliers:edit", args=[ovh.pk]), {}).status_code == 403
    assert payer.get(ADD).status_code == 403


def test_the_supplier_of_another_company_does_not_exist(browser: Client, other_company: Company, ovh: Supplier) -> None:
    with company_scope(other_company):
        theirs = add_supplier(other_company, {"name": "Leur fournisseur"}, actor="Paul Guillou")
        details = add_bank_details(theirs, IBAN, actor="Paul Guillou")
    assert browser.get(reverse("suppliers:record", args=[theirs.pk])).status_code == 404
    assert browser.post(reverse("suppliers:verify_iban", args=[ovh.pk, details.pk])).status_code == 404


def test_terms_say_when_an_invoice_without_due_date_is_due(browser: Client, company: Company) -> None:
    first = received(company, EInvoice("F-1"))
    edit_supplier(first.supplier, {"payment_days": 30, "payment_end_of_month": True}, actor="Nadia Ferrand")
    second = received(company, EInvoice("F-2", issue_date=date(2026, 10, 14), due_date=None))
    assert second.due_date == date(2026, 11, 30)
