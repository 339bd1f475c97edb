"""Reading suppliers."""

from django.db.models import Q, QuerySet

from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.naming import name_key
from ecritoire.domain.invoice import Party


def find_supplier(seller: Party) -> Supplier | None:
    """The supplier a document's seller is: by SIREN, else by VAT number, else by country and name.

    A name alone never contradicts a number: a supplier with another SIREN or VAT number is another supplier.
    """
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


def suppliers_page(search: str = "", *, after: tuple[str, int] | None = None, size: int = 50) -> list[Supplier]:
    """A page of suppliers in the order of their names, after the (name, key) of the page before."""
    suppliers = Supplier.objects.order_by("name", "pk")
    for word in search.split():
        key = name_key(word)
        suppliers = suppliers.filter(
            Q(name_key__contains=key) | Q(siren__startswith=word) | Q(auxiliary__istartswith=word)
        )
    if after is not None:
        name, pk = after
        suppliers = suppliers.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))
    return list(suppliers[:size])
