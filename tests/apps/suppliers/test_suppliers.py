"""Suppliers: found or made from what documents say, confirmed and edited by people."""

from dataclasses import replace

import pytest

from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.scope import company_scope
from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.naming import auxiliary_for, name_key
from ecritoire.apps.suppliers.queries import suppliers_page
from ecritoire.apps.suppliers.services import (
    AuxiliaryTakenError,
    SirenTakenError,
    SupplierWithoutNameError,
    confirm_supplier,
    edit_supplier,
    match_supplier,
    verify_bank_details,
)
from ecritoire.domain.invoice import Address, BankAccount, Party

OVH = Party(name="OVH Cloud", siren="424761419", vat_number="FR22424761419", address=Address(country="FR"))
IBAN = "FR7630006000011234567890189"
OTHER_IBAN = "FR7610107001011234567890129"


def match(company: Company, seller: Party, *ibans: str) -> tuple[Supplier, tuple[str, ...]]:
    accounts = [BankAccount(iban=iban, iban_is_valid=True) for iban in ibans]
    found = match_supplier(company, seller, accounts, actor="Nadia Ferrand")
    return found.supplier, found.flags


def test_a_new_supplier_is_made_from_what_the_document_says(company: Company) -> None:
    supplier, _ = match(company, OVH)
    assert (supplier.name, supplier.siren, supplier.vat_number, supplier.country) == (
        "OVH Cloud",
        "424761419",
        "FR22424761419",
        "FR",
    )
    assert supplier.auxiliary == "FOVHCLOU"
    assert supplier.known_at is None
    assert Event.objects.filter(action="create_supplier", subject_id=supplier.pk).count() == 1


@pytest.mark.parametrize(
    ("seller", "is_same"),
    [
        (OVH, True),
        (replace(OVH, name="OVH SAS"), True),
        (replace(OVH, siren=""), True),
        (replace(OVH, siren="", name="OVH SAS"), True),
        (replace(OVH, siren="", vat_number=""), True),
        (replace(OVH, siren="", vat_number="", name="OVH-CLOUD"), True),
        (replace(OVH, siren="", vat_number="", name="Ovh Cloud SAS"), False),
        (replace(OVH, siren="", vat_number="", address=Address(country="DE")), False),
        (replace(OVH, siren="552100554", vat_number=""), False),
        (replace(OVH, siren="552100554"), False),
        (replace(OVH, siren="", vat_number="FR96552100554"), False),
    ],
)
def test_a_supplier_is_found_by_siren_then_vat_number_then_name(company: Company, seller: Party, is_same: bool) -> None:
    first, _ = match(company, OVH)
    again, _ = match(company, seller)
    assert (again == first) is is_same
    assert Supplier.objects.count() == (1 if is_same else 2)


def test_a_supplier_known_by_name_is_found_when_its_number_comes(company: Company) -> None:
    first, _ = match(company, Party(name="OVH Cloud"))
    again, _ = match(company, OVH)
    assert again == first


def test_a_document_that_says_nothing_of_its_sender_is_refused(company: Company) -> None:
    with pytest.raises(SupplierWithoutNameError, match="ne dit pas qui l’a émis"):
        match(company, Party())
    supplier, _ = match(company, Party(siren="424761419"))
    assert supplier.name == "424761419"


def test_suppliers_of_another_company_are_others(company: Company, other_company: Company) -> None:
    first, _ = match(company, OVH)
    with company_scope(other_company):
        second, _ = match(other_company, OVH)
    assert first != second


@pytest.mark.parametrize(
    ("before", "stated", "flags"),
    [
        ((), (), ()),
        ((), (IBAN,), ("iban_unverified",)),
        ((IBAN,), (), ()),
        ((IBAN,), (IBAN,), ("iban_unverified",)),
        ((IBAN,), (OTHER_IBAN,), ("iban_changed", "iban_unverified")),
        ((IBAN,), (IBAN, OTHER_IBAN), ("iban_changed", "iban_unverified")),
        ((IBAN, OTHER_IBAN), (OTHER_IBAN,), ("iban_unverified",)),
    ],
)
def test_new_accounts_are_kept_and_said(
    company: Company, before: tuple[str, ...], stated: tuple[str, ...], flags: tuple[str, ...]
) -> None:
    match(company, OVH, *before)
    assert match(company, OVH, *stated)[1] == flags
    assert set(BankDetails.objects.values_list("iban", flat=True)) == {*before, *stated}


def test_a_verified_account_is_not_said_any_more(company: Company) -> None:
    match(company, OVH, IBAN)
    details = verify_bank_details(BankDetails.objects.get(), actor="Paul Guillou")
    assert details.verified_at is not None
    assert match(company, OVH, IBAN)[1] == ()
    assert match(company, OVH, OTHER_IBAN)[1] == ("iban_changed", "iban_unverified")
    events = Event.objects.count()
    assert verify_bank_details(details, actor="Paul Guillou").verified_at == details.verified_at
    assert Event.objects.count() == events


def test_bank_details_of_another_company_are_not_found(company: Company, other_company: Company) -> None:
    match(company, OVH, IBAN)
    details = BankDetails.objects.get()
    with company_scope(other_company), pytest.raises(BankDetails.DoesNotExist):
        verify_bank_details(details, actor="Paul Guillou")


def test_a_record_is_edited_and_so_confirmed(company: Company) -> None:
    supplier, _ = match(company, OVH)
    edited = edit_supplier(supplier, {"name": "OVH SAS", "default_account": "613500"}, actor="Nadia Ferrand")
    assert (edited.name, edited.name_key, edited.default_account) == ("OVH SAS", "ovh sas", "613500")
    assert edited.known_at is not None
    event = Event.objects.get(action="edit_supplier")
    assert '"before":{"default_account":"","name":"OVH Cloud"}' in event.facts


def test_a_supplier_is_confirmed_once(company: Company) -> None:
    supplier, _ = match(company, OVH)
    confirm_supplier(supplier)
    first = Supplier.objects.get().known_at
    confirm_supplier(Supplier.objects.get())
    assert first is not None
    assert Supplier.objects.get().known_at == first


def test_two_suppliers_never_share_an_auxiliary_account_or_a_siren(company: Company) -> None:
    first, _ = match(company, OVH)
    second, _ = match(company, Party(name="Vismer", siren="552100554"))
    with pytest.raises(AuxiliaryTakenError, match="FOVHCLOU est déjà celui de OVH Cloud"):
        edit_supplier(second, {"auxiliary": first.auxiliary}, actor="Nadia Ferrand")
    with pytest.raises(SirenTakenError, match="424761419 est déjà celui de OVH Cloud"):
        edit_supplier(second, {"siren": "424761419"}, actor="Nadia Ferrand")
    edit_supplier(second, {"auxiliary": second.auxiliary, "siren": second.siren}, actor="Nadia Ferrand")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Café de l’Été", "cafe de l ete"),
        ("  L'ÉTÉ -- SARL ", "l ete sarl"),
        ("Œuvre & Cie", "oeuvre cie"),
        ("株式会社", "株式会社"),
    ],
)
def test_names_are_searched_for_without_case_accents_and_signs(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("name", "taken", "auxiliary"),
    [
        ("OVH Cloud", set(), "FOVHCLOU"),
        ("Été", set(), "FETE"),
        ("OVH Cloud", {"FOVHCLOU"}, "FOVHCLO2"),
        ("OVH Cloud", {"FOVHCLOU", *(f"FOVHCLO{n}" for n in range(2, 10))}, "FOVHCL10"),
        ("Été", {"FETE"}, "FETE2"),
        ("株式会社", set(), "FFOURN"),
        ("123", {"FFOURN"}, "FFOURN2"),
    ],
)
def test_the_auxiliary_account_is_made_of_the_name(name: str, taken: set[str], auxiliary: str) -> None:
    assert auxiliary_for(name, "F", taken) == auxiliary


def test_names_that_give_the_same_account_get_different_ones(company: Company) -> None:
    accounts = [match(company, Party(name=f"Fournitures {n}"))[0].auxiliary for n in range(12)]
    assert accounts[:3] == ["FFOURNIT", "FFOURNI2", "FFOURNI3"]
    assert accounts[-1] == "FFOURN12"
    assert len(set(accounts)) == 12


def test_suppliers_are_listed_by_name_page_by_page(company: Company) -> None:
    for name in ("Vismer", "Carburants Sillage", "OVH Cloud", "Carburants Breizh"):
        match(company, Party(name=name))
    first = suppliers_page(size=2)
    assert [supplier.name for supplier in first] == ["Carburants Breizh", "Carburants Sillage"]
    second = suppliers_page(after=(first[-1].name, first[-1].pk), size=2)
    assert [supplier.name for supplier in second] == ["OVH Cloud", "Vismer"]
    assert [supplier.name for supplier in suppliers_page("carb SILL")] == ["Carburants Sillage"]
    assert [supplier.name for supplier in suppliers_page("fovh")] == ["OVH Cloud"]
