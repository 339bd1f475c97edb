"""Writing suppliers: found or made from what a document says, confirmed and edited by people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.suppliers.identity import checked_auxiliary, checked_iban, checked_siren, checked_vat_number
from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.naming import auxiliary_for, name_key
from ecritoire.apps.suppliers.queries import bank_details_of, find_supplier
from ecritoire.apps.versions import require_version
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import BankAccount, Party

IBAN_CHANGED = "iban_changed"
IBAN_UNVERIFIED = "iban_unverified"
EDITABLE = frozenset(
    {
        "name",
        "trading_name",
        "siren",
        "vat_number",
        "country",
        "auxiliary",
        "supplier_account",
        "default_account",
        "default_vat_code",
        "category",
        "payment_days",
        "payment_end_of_month",
    }
)
Value = str | int | bool | None


class SupplierWithoutNameError(EcritoireError):
    """Nothing in the document says who sent it."""

    code = "supplier_unknown"
    template = (
        "Le document ne dit pas qui l’a émis : ni nom, ni SIREN, ni numéro de TVA du vendeur. "
        "Demandez au fournisseur une facture conforme, ou saisissez-la à la main."
    )


class AuxiliaryTakenError(EcritoireError):
    """Two suppliers cannot share an auxiliary account."""

    code = "auxiliary_taken"
    template = "Le compte auxiliaire %(auxiliary)s est déjà celui de %(name)s. Choisissez-en un autre."


class SirenTakenError(EcritoireError):
    """Two suppliers cannot share a SIREN."""

    code = "siren_taken"
    template = "Le SIREN %(siren)s est déjà celui de %(name)s : c’est le même fournisseur."


class SupplierNameMissingError(EcritoireError):
    """A supplier made by hand has a name."""

    code = "supplier_name_missing"
    template = "Donnez le nom du fournisseur : il est dans les listes et sur les écritures."


@dataclass(frozen=True, slots=True)
class SupplierMatch:
    """The supplier of a document, and what a person should know about the account it asks to be paid on."""

    supplier: Supplier
    flags: tuple[str, ...]


def match_supplier(company: Company, seller: Party, accounts: Sequence[BankAccount], *, actor: str) -> SupplierMatch:
    """Return the supplier a document comes from, making it when it is new, and note its bank details.

    Found by SIREN, else by VAT number, else by country and name. Runs in the caller's transaction.

    Raises:
        SupplierWithoutNameError: the document says nothing about its sender.
    """
    supplier = find_supplier(seller) or _create_supplier(company, seller, actor=actor)
    return SupplierMatch(supplier, _note_bank_details(company, supplier, accounts))


def _create_supplier(company: Company, seller: Party, *, actor: str) -> Supplier:
    """Make a supplier under the lock of its company, so that two imports at once do not make it twice."""
    name = seller.name or seller.trading_name or seller.siren or seller.vat_number
    if not name:
        raise SupplierWithoutNameError
    Company.objects.select_for_update().get(pk=company.pk)
    found = find_supplier(seller)
    if found is not None:
        return found
    supplier = Supplier.objects.create(
        company=company,
        name=name[:200],
        name_key=name_key(name)[:200],
        trading_name=seller.trading_name[:200],
        siren=seller.siren[:9],
        vat_number=seller.vat_number[:20],
        country=seller.address.country[:2] or "FR",
        auxiliary=free_auxiliary(company, name),
    )
    record(actor=actor, action="create_supplier", subject=supplier, name=name, auxiliary=supplier.auxiliary)
    return supplier


def free_auxiliary(company: Company, name: str) -> str:
    """The auxiliary account that the company's pattern proposes for a supplier of this name; nobody has it."""
    taken = set(
        Supplier.objects.filter(auxiliary__startswith=company.auxiliary_prefix).values_list("auxiliary", flat=True)
    )
    return auxiliary_for(name, company.auxiliary_prefix, taken)


def _note_bank_details(company: Company, supplier: Supplier, accounts: Sequence[BankAccount]) -> tuple[str, ...]:
    """Keep the IBANs of a document that are new, unverified, and say what is new about them."""
    stated = {account.iban: account for account in accounts if account.iban}
    if not stated:
        return ()
    known = bank_details_of(supplier)
    new = [account for iban, account in stated.items() if iban not in known]
    BankDetails.objects.bulk_create(
        BankDetails(
            company=company,
            supplier=supplier,
            iban=account.iban[:34],
            bic=account.bic[:11],
            holder=account.holder[:140],
            is_valid=account.iban_is_valid,
        )
        for account in new
    )
    flags = []
    if known and new:
        flags.append(IBAN_CHANGED)
    if not all(iban in known and known[iban].verified_at for iban in stated):
        flags.append(IBAN_UNVERIFIED)
    return tuple(flags)


def confirm_supplier(supplier: Supplier) -> None:
    """Remember that a person confirmed the record of ``supplier``: from now on a rule may control its invoices."""
    if supplier.known_at is None:
        supplier.known_at = clock.now()
        Supplier.objects.filter(pk=supplier.pk, known_at=None).update(known_at=supplier.known_at)


@transaction.atomic
def add_supplier(company: Company, values: Mapping[str, Value], *, actor: str) -> Supplier:
    """Make a supplier by hand, its record confirmed; without an auxiliary account it gets the company's next one.

    Raises:
        SupplierNameMissingError: it has no name.
        Others: see ``edit_supplier``.
    """
    assert values.keys() <= EDITABLE, "only the fields of the record are filled in here"
    Company.objects.select_for_update().get(pk=company.pk)
    supplier = Supplier(company=company, known_at=clock.now())
    checked = _checked(supplier, values)
    if not checked.get("auxiliary"):
        checked["auxiliary"] = free_auxiliary(company, str(checked.get("name", "")))
    _fill(supplier, checked)
    supplier.save()
    record(actor=actor, action="create_supplier", subject=supplier, name=supplier.name, auxiliary=supplier.auxiliary)
    return supplier


@transaction.atomic
def edit_supplier(supplier: Supplier, changes: Mapping[str, Value], *, actor: str, shown: str = "") -> Supplier:
    """Change fields of a supplier (those of ``EDITABLE``) and confirm its record.

    Args:
        supplier: whose record.
        changes: new values by field.
        actor: who changes it.
        shown: ``versions.version_of`` the record as the person saw it; empty: whatever it says by now.

    Raises:
        ChangedMeanwhileError: the record says something else than what was shown.
        AuxiliaryTakenError, SirenTakenError: another supplier has it.
        InvalidSirenError, InvalidVatNumberError, VatSirenMismatchError, InvalidAuxiliaryError: a key is wrong.
    """
    assert changes.keys() <= EDITABLE, "only the fields of the record are edited here"
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    require_version(shown, supplier, EDITABLE, what=supplier.name)
    checked = _checked(supplier, changes)
    before = {name: getattr(supplier, name) for name in checked if getattr(supplier, name) != checked[name]}
    _fill(supplier, checked)
    supplier.known_at = supplier.known_at or clock.now()
    supplier.save()
    after = {name: checked[name] for name in before}
    record(actor=actor, action="edit_supplier", subject=supplier, before=before, after=after)
    return supplier


def _fill(supplier: Supplier, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        setattr(supplier, name, value)
    supplier.name_key = name_key(supplier.name)[:200]


def _checked(supplier: Supplier, changes: Mapping[str, Value]) -> dict[str, Value]:
    """The changes as they are kept, once nothing is wrong with what identifies a supplier."""
    values = dict(changes)
    if "name" in values:
        values["name"] = str(values["name"]).strip()
        if not values["name"]:
            raise SupplierNameMissingError
    if "siren" in values:
        values["siren"] = checked_siren(str(values["siren"]))
    if "vat_number" in values:
        siren = str(values.get("siren", supplier.siren))
        values["vat_number"] = checked_vat_number(str(values["vat_number"]), siren)
    if values.get("auxiliary"):
        values["auxiliary"] = checked_auxiliary(str(values["auxiliary"]))
    elif supplier.auxiliary:
        values.pop("auxiliary", None)
    _refuse_taken(supplier, values)
    return values


def _refuse_taken(supplier: Supplier, changes: Mapping[str, Value]) -> None:
    others = Supplier.objects.exclude(pk=supplier.pk)
    if auxiliary := changes.get("auxiliary"):
        holder = others.filter(auxiliary=auxiliary).first()
        if holder is not None:
            raise AuxiliaryTakenError(auxiliary=auxiliary, name=holder.name)
    if siren := changes.get("siren"):
        holder = others.filter(siren=siren).first()
        if holder is not None:
            raise SirenTakenError(siren=siren, name=holder.name)


@transaction.atomic
def add_bank_details(supplier: Supplier, iban: str, *, bic: str = "", holder: str = "", actor: str) -> BankDetails:
    """Note an account that a person was given for a supplier; it waits to be verified like any other.

    Raises:
        InvalidIbanError: country, length or keys do not agree.
    """
    iban = checked_iban(iban)
    supplier = Supplier.objects.select_for_update().get(pk=supplier.pk)
    details, is_new = BankDetails.objects.get_or_create(
        company_id=supplier.company_id,
        supplier=supplier,
        iban=iban,
        defaults={"bic": bic.replace(" ", "").upper()[:11], "holder": holder.strip()[:140], "is_valid": True},
    )
    if is_new:
        record(actor=actor, action="add_bank_details", subject=supplier, iban=iban)
    return details


@transaction.atomic
def verify_bank_details(details: BankDetails, *, actor: str) -> BankDetails:
    """Note that a person made sure, by another way than the invoice, that this account is the supplier's."""
    details = BankDetails.objects.select_for_update().select_related("supplier").get(pk=details.pk)
    if details.verified_at is None:
        details.verified_at = clock.now()
        details.save(update_fields=["verified_at"])
        record(actor=actor, action="verify_bank_details", subject=details.supplier, iban=details.iban)
    return details
