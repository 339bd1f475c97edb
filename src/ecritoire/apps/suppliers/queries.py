"""Reading suppliers."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.naming import name_key
from ecritoire.domain.invoice import Party


def find_supplier(seller: Party) -> Supplier | None:
    """The supplier a document's seller is: by SIREN, else by VAT number, else by country and name.

    A name alone never contradicts a number: a supplier with another SIREN or VAT number is another supplier. A record
    merged into another stands for that one: its numbers and its name are still found.
    """
    found = _by_identity(seller)
    return found.merged_into if found is not None and found.merged_into is not None else found


def _by_identity(seller: Party) -> Supplier | None:
    if seller.siren:
        found = Supplier.objects.filter(siren=seller.siren).first()
        if found is not None:
            return found
    if seller.vat_number:
        found = _agreeing(Supplier.objects.filter(vat_number=seller.vat_number), seller)
        if found is not None:
            return found
    name = seller.name or seller.trading_name
    if not name:
        return None
    country = seller.address.country or "FR"
    return _agreeing(Supplier.objects.filter(country=country, name_key=name_key(name)[:200]), seller)


def _agreeing(suppliers: QuerySet[Supplier], seller: Party) -> Supplier | None:
    """The first of ``suppliers`` whose numbers, where both have one, are the seller's."""
    if seller.siren:
        suppliers = suppliers.filter(Q(siren="") | Q(siren=seller.siren))
    if seller.vat_number:
        suppliers = suppliers.filter(Q(vat_number="") | Q(vat_number=seller.vat_number))
    return suppliers.order_by("pk").first()


def bank_details_of(supplier: Supplier) -> dict[str, BankDetails]:
    """The accounts a supplier ever asked to be paid on, by IBAN."""
    return {details.iban: details for details in BankDetails.objects.filter(supplier=supplier)}


CHANGED = "changed"
UNVERIFIED = "unverified"
VERIFIED = "verified"
NO_BANK = "none"


@dataclass(frozen=True, slots=True)
class SupplierFilter:
    """Which suppliers; what is empty asks for nothing."""

    search: str = ""
    record: str = ""  # "new": nobody confirmed it yet, "known", "merged"
    bank: str = ""  # CHANGED, UNVERIFIED, VERIFIED or NO_BANK
    coding: str = ""  # "with" or "without" a default account


def find_suppliers(chosen: SupplierFilter) -> QuerySet[Supplier]:
    """The suppliers of the company in scope that a filter chooses, each with ``bank_state``; unordered."""
    suppliers = with_bank_state(Supplier.objects.filter(merged_into__isnull=chosen.record != "merged"))
    for word in chosen.search.split():
        key = name_key(word)
        number = word.upper()
        suppliers = suppliers.filter(
            Q(name_key__contains=key)
            | Q(siren__startswith=word)
            | Q(auxiliary__startswith=number)
            | Q(vat_number__startswith=number)
        )
    if chosen.record in {"new", "known"}:
        suppliers = suppliers.filter(known_at__isnull=chosen.record == "new")
    if chosen.bank:
        suppliers = suppliers.filter(Q(("bank_state", chosen.bank)))
    if chosen.coding:
        without = Q(default_account="")
        suppliers = suppliers.filter(without if chosen.coding == "without" else ~without)
    return suppliers


def with_bank_state(suppliers: QuerySet[Supplier]) -> QuerySet[Supplier]:
    """Say of each supplier how far its bank details can be trusted.

    ``CHANGED``: an account that nobody verified came after another one, which is what a fraud looks like.
    """
    details = BankDetails.objects.filter(supplier=OuterRef("pk"))
    earlier = BankDetails.objects.filter(supplier=OuterRef("supplier"), pk__lt=OuterRef("pk"))
    return suppliers.annotate(
        bank_state=Case(
            When(Exists(details.filter(Exists(earlier), verified_at=None)), then=Value(CHANGED)),
            When(Exists(details.filter(verified_at=None)), then=Value(UNVERIFIED)),
            When(Exists(details), then=Value(VERIFIED)),
            default=Value(NO_BANK),
            output_field=CharField(),
        )
    )


def changed_details(supplier: Supplier) -> list[BankDetails]:
    """Accounts that came after another one and that nobody verified yet."""
    details = list(BankDetails.objects.filter(supplier=supplier).order_by("pk"))
    return [one for one in details[1:] if one.verified_at is None]


def suppliers_page(search: str = "", *, after: tuple[str, int] | None = None, size: int = 50) -> list[Supplier]:
    """A page of suppliers in the order of their names, after the (name, key) of the page before."""
    suppliers = find_suppliers(SupplierFilter(search)).order_by("name", "pk")
    if after is not None:
        name, pk = after
        suppliers = suppliers.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk), name__gte=name)
    return list(suppliers[:size])
