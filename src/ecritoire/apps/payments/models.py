"""Payments of documents: executed through Écritoire, or made outside and only noted."""

from typing import ClassVar

from django.db import models

from ecritoire.apps.ledger.models import Entry, Journal
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import CompanyOwned
from ecritoire.domain.lifecycle import PaymentState


class Payment(CompanyOwned):
    """One movement of money for one or several documents (grouped, or net of a credit note)."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="+", db_index=False)
    # Of the states of a document's payment, those a single payment has; « paid » is executed.
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in PaymentState])
    is_outside = models.BooleanField(default=False)
    paid_on = models.DateField()  # execution date, planned until executed
    amount_minor = models.BigIntegerField()  # currency of the payment; negative for a refund
    currency = models.CharField(max_length=3)
    paid_minor = models.BigIntegerField(null=True)  # company currency, what left the bank; null: rate missing
    reference = models.CharField(max_length=100)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="payment")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["company", "paid_on"], name="payments_payment_day")]


class Allocation(CompanyOwned):
    """The part of a payment that settles one document; negative for a credit note netted inside."""

    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="allocations", db_index=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="allocations")
    amount_minor = models.BigIntegerField()  # currency of the document

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "document"], name="payments_allocation_document"),
        ]
