"""Suppliers: third parties with their auxiliary account, identifiers and bank details."""

from typing import ClassVar

from django.db import models

from ecritoire.apps.scope import CompanyOwned


class Supplier(CompanyOwned):
    """A supplier (fournisseur) of one company."""

    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200, blank=True)  # the name as it is searched for: no case, accents, signs
    trading_name = models.CharField(max_length=200, blank=True)
    siren = models.CharField(max_length=9, blank=True)
    vat_number = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, default="FR")
    auxiliary = models.CharField(max_length=20)  # auxiliary account (compte auxiliaire)
    supplier_account = models.CharField(max_length=20, blank=True)  # collective account, empty: the company's
    default_account = models.CharField(max_length=20, blank=True)  # purchase account
    default_vat_code = models.CharField(max_length=12, blank=True)
    category = models.CharField(max_length=60, blank=True)
    # When an invoice that states no due date is due: so many days after it, then maybe the end of that month.
    payment_days = models.SmallIntegerField(null=True, blank=True)
    payment_end_of_month = models.BooleanField(null=True, blank=True)
    # The record that took this one's place; kept because final entries name it, and because documents still do.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    # Set when a person confirmed the record: only then may a rule control its invoices (import --control).
    known_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "auxiliary"], name="suppliers_supplier_auxiliary"),
            models.UniqueConstraint(
                fields=["company", "siren"], condition=~models.Q(siren=""), name="suppliers_supplier_siren"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["company", "vat_number"], name="suppliers_supplier_vat"),
            models.Index(fields=["company", "name"], name="suppliers_supplier_name"),
            models.Index(fields=["company", "name_key"], name="suppliers_supplier_name_key"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportDraft(CompanyOwned):
    """A table that somebody brought, until they confirm what it changes."""

    kind = models.CharField(max_length=20)  # what it is a table of
    name = models.CharField(max_length=120)  # of the file, as it was sent
    head = models.JSONField()
    rows = models.JSONField()
    actor = models.CharField(max_length=200)
    created_at = models.DateTimeField()


class BankDetails(CompanyOwned):
    """An account a document asked to be paid on. Unverified until a person says otherwise."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="bank_details")
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    holder = models.CharField(max_length=140, blank=True)
    is_valid = models.BooleanField()  # country, length and keys are right; says nothing of the owner
    verified_at = models.DateTimeField(null=True, blank=True)
    first_seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "supplier", "iban"], name="suppliers_bankdetails_iban"),
        ]
