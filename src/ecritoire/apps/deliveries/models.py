"""Connections, the parcels that wait or went through them, and every attempt."""

from typing import ClassVar

from django.db import models

from ecritoire.apps.companies.models import FiscalYear
from ecritoire.apps.exports.models import Export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.scope import CompanyOwned
from ecritoire.domain.lifecycle import DeliveryState


class Connection(CompanyOwned):
    """The way to one account of one accounting software. Secrets are sealed (``sealing``)."""

    connector = models.CharField(max_length=30)
    label = models.CharField(max_length=60)
    settings = models.JSONField(default=dict)
    sealed_secrets = models.TextField(blank=True)
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)  # the target does not let us in
    stopped_words = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "label"], name="deliveries_connection_label"),
        ]

    def __str__(self) -> str:
        return self.label


class Delivery(CompanyOwned):
    """One entry of an export on its way to a target. Written in the transaction of the claim."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="deliveries")
    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.BigIntegerField()
    key = models.CharField(max_length=40)  # what the target keeps of us; the same for an entry for ever
    state = models.CharField(max_length=10, default=DeliveryState.READY)
    next_attempt_at = models.DateTimeField()  # while it is being sent: when the lease ends
    attempt_count = models.IntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)  # who is sending it
    reference = models.CharField(max_length=200, blank=True)  # the target's
    words = models.CharField(max_length=500, blank=True)  # the target's last ones

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["export", "fiscal_year", "number"], name="deliveries_delivery_number"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["connection", "next_attempt_at", "id"],
                condition=models.Q(state__in=["ready", "sending", "in_doubt", "received"]),
                name="deliveries_delivery_due",
            ),
        ]

    @property
    def called(self) -> str:
        """What a person calls it by: export, year its fiscal year ends in, number of the entry."""
        return f"{self.export.number}/{self.fiscal_year.end.year}/{self.number}"


class Attempt(CompanyOwned):
    """One attempt at a delivery, and what came of it. Only ever added."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    state = models.CharField(max_length=10)
    words = models.CharField(max_length=500, blank=True)
