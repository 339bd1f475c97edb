"""Supplier documents with their coding, and the three independent axes: approval, payment, accounting.

Amounts are the sender's figures in minor units of the document's currency, positive for a credit note too.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ecritoire.apps.companies.models import User
from ecritoire.apps.ledger.models import AnalyticAxis, AnalyticSection, Entry
from ecritoire.apps.scope import CompanyOwned
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Approval, PaymentState


class SourceFile(CompanyOwned):
    """Bytes that arrived, stored by content before anything else happened to them."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)  # as the sender named it; never used as a path
    size_bytes = models.BigIntegerField()
    received_at = models.DateTimeField()
    refusal_code = models.CharField(max_length=40, blank=True)  # why no document came of it
    refusal_facts = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "sha256"], name="purchases_sourcefile_content"),
        ]
        indexes: ClassVar = [
            # Few files are refused, and they are counted on each page of the inbox.
            models.Index(
                fields=["company", "received_at", "id"],
                condition=~Q(refusal_code=""),
                name="purchases_sourcefile_refused",
            ),
        ]


class FilePart(CompanyOwned):
    """A file cut from another that holds several invoices; the whole is kept as it arrived."""

    file = models.OneToOneField(SourceFile, on_delete=models.PROTECT, related_name="part_of")
    whole = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="parts")
    first_page = models.SmallIntegerField()  # from 1
    last_page = models.SmallIntegerField()


class FileAside(CompanyOwned):
    """A file that a person took out of what waits to be keyed: no invoice, or pages cut wrongly."""

    file = models.OneToOneField(SourceFile, on_delete=models.PROTECT, related_name="aside")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)


class Document(CompanyOwned):
    """One document of a supplier."""

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="documents", db_index=False)
    type = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in DocumentType])
    type_code = models.CharField(max_length=4, blank=True)  # BT-3
    number = models.CharField(max_length=100)  # BT-1
    year = models.SmallIntegerField()  # of issue; with supplier and number the hard key against duplicates
    invoice_date = models.DateField()  # BT-2
    entry_date = models.DateField()  # accounting date: the invoice date unless a person chose another
    due_date = models.DateField(null=True, blank=True)  # BT-9
    period_start = models.DateField(null=True, blank=True)  # accounting period
    period_end = models.DateField(null=True, blank=True)

    currency = models.CharField(max_length=3)  # BT-5
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)  # units for one of the company's
    net_minor = models.BigIntegerField()  # BT-109
    vat_minor = models.BigIntegerField()  # BT-110
    total_minor = models.BigIntegerField()  # BT-112
    prepaid_minor = models.BigIntegerField(default=0)  # BT-113
    rounding_minor = models.BigIntegerField(default=0)  # BT-114
    due_minor = models.BigIntegerField()  # BT-115

    buyer_siren = models.CharField(max_length=9, blank=True)
    buyer_name = models.CharField(max_length=200, blank=True)
    order_reference = models.CharField(max_length=100, blank=True)  # BT-13
    payment_means = models.CharField(max_length=3, blank=True)  # BT-81
    preceding = models.JSONField(default=list, blank=True)  # BG-3: [{"number", "issue_date", "type_code"}]
    discrepancies = models.JSONField(default=list, blank=True)  # our own computation against the sender's
    flags = models.JSONField(default=list, blank=True)

    source = models.ForeignKey(
        SourceFile, on_delete=models.PROTECT, null=True, related_name="documents", db_index=False
    )
    syntax = models.CharField(max_length=10, blank=True)
    profile = models.CharField(max_length=200, blank=True)
    imported_at = models.DateTimeField()

    controlled_at = models.DateTimeField(null=True, blank=True)
    controlled_by = models.CharField(max_length=200, blank=True)  # a person's name, or the rule that did it

    approval = models.CharField(max_length=8, default=Approval.NONE, choices=[(a.value, a.value) for a in Approval])
    approver = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    approval_asked_at = models.DateTimeField(null=True, blank=True)
    approval_answered_at = models.DateTimeField(null=True, blank=True)
    refusal_reason = models.CharField(max_length=500, blank=True)

    payment = models.CharField(
        max_length=12, default=PaymentState.TO_PAY, choices=[(p.value, p.value) for p in PaymentState]
    )

    held_back_at = models.DateTimeField(null=True, blank=True)
    held_back_by = models.CharField(max_length=200, blank=True)
    held_back_reason = models.CharField(max_length=500, blank=True)

    # The order this final invoice settles; an order is closed once an invoice points at it.
    order = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="final_invoices", db_index=False
    )
    # The document a corrective invoice replaces.
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="correctives", db_index=False
    )

    # The final invoice that takes this deposit invoice back (BG-3).
    settled_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="settled_deposits", db_index=False
    )
    # Paid in advance on the attached order, in the document's currency, and in the company's as the bank entries have
    # it on the deposit account, which the entry of this final invoice clears. Kept by payments.
    advance_minor = models.BigIntegerField(default=0)
    advance_book_minor = models.BigIntegerField(default=0)
    # It names a preceding document (BG-3) that has not arrived.
    awaits_preceding = models.BooleanField(default=False)

    # Outcome of posting (domain.posting): either an entry, or the problems that prevent it.
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="document")
    # The exported entry that the pending reversal undoes and the pending entry replaces.
    previous_entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    posting_problems = models.JSONField(default=list, blank=True)  # [{"code", "facts"}]
    lacks_purchase_account = models.BooleanField(default=False)
    lacks_vat_account = models.BooleanField(default=False)
    is_unbalanced = models.BooleanField(default=False)
    lacks_rate = models.BooleanField(default=False)
    books_gap = models.BooleanField(default=False)  # a person sent the cents of difference to the rounding account

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "supplier", "number", "year"], name="purchases_document_hard_key"
            ),
            models.CheckConstraint(
                condition=Q(period_start=None) | Q(period_end=None) | Q(period_start__lte=models.F("period_end")),
                name="purchases_document_period",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["company", "invoice_date", "id"], name="purchases_document_date"),
            models.Index(fields=["company", "number"], name="purchases_document_number"),
            models.Index(fields=["company", "id"], condition=Q(controlled_at=None), name="purchases_document_inbox"),
            models.Index(fields=["company", "supplier", "invoice_date", "id"], name="purchases_document_supplier"),
            models.Index(
                fields=["company", "supplier"], condition=Q(awaits_preceding=True), name="purchases_document_awaits"
            ),
            # Most documents point at none of these: indexing the empty ones too looks useless to SQLite, which scans.
            models.Index(fields=["source"], condition=Q(source__isnull=False), name="purchases_document_source"),
            models.Index(fields=["order"], condition=Q(order__isnull=False), name="purchases_document_order"),
            models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name="purchases_document_corrects"),
            models.Index(
                fields=["settled_by"], condition=Q(settled_by__isnull=False), name="purchases_document_settled_by"
            ),
            models.Index(
                fields=["previous_entry"], condition=Q(previous_entry__isnull=False), name="purchases_document_previous"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class DocumentLine(CompanyOwned):
    """One line of a document, or a document-level allowance (negative) or charge, with its coding."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.SmallIntegerField()
    label = models.CharField(max_length=300)
    quantity = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    net_minor = models.BigIntegerField()  # BT-131, or minus BT-92, or BT-99
    vat_code = models.CharField(max_length=12)
    account = models.CharField(max_length=20, blank=True)  # purchase account, empty when not coded
    # Where the account comes from: "supplier", "rule", "history", "person", empty when none; and in words.
    origin = models.CharField(max_length=10, blank=True)
    origin_label = models.CharField(max_length=120, blank=True)
    # A proposal waiting for a person.
    proposed_account = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "position"], name="purchases_documentline_position"),
        ]


class LineSection(CompanyOwned):
    """The analytic section of one line on one axis."""

    line = models.ForeignKey(DocumentLine, on_delete=models.CASCADE, related_name="sections", db_index=False)
    axis = models.ForeignKey(AnalyticAxis, on_delete=models.PROTECT, related_name="+")
    section = models.ForeignKey(AnalyticSection, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["line", "axis"], name="purchases_linesection_axis")]


class DocumentVat(CompanyOwned):
    """VAT of one code on a document; for a reverse charge ``vat_minor`` is what the company self-assesses."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="vat", db_index=False)
    vat_code = models.CharField(max_length=12)
    category = models.CharField(max_length=2, blank=True)  # BT-118
    rate_bp = models.IntegerField(default=0)  # hundredths of a percent, as stated
    base_minor = models.BigIntegerField()  # BT-116
    vat_minor = models.BigIntegerField()  # BT-117
    account = models.CharField(max_length=20, blank=True)  # set by a person; empty: the company's for the code

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "vat_code", "rate_bp"], name="purchases_documentvat_code"),
        ]


class SetAside(CompanyOwned):
    """A document that a person took out of what waits for control: a double, a mistake of the sender."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="set_aside")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)


class CodingRule(CompanyOwned):
    """A rule that proposes a coding; every criterion set must hold."""

    name = models.CharField(max_length=80)
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, null=True, related_name="coding_rules")
    words = models.CharField(max_length=200, blank=True)  # all of them in the line's text, case and accents aside
    category = models.CharField(max_length=60, blank=True)  # of the supplier
    min_minor = models.BigIntegerField(null=True, blank=True)  # of the line, net
    max_minor = models.BigIntegerField(null=True, blank=True)
    account = models.CharField(max_length=20, blank=True)
    vat_code = models.CharField(max_length=12, blank=True)
    period_months = models.SmallIntegerField(null=True, blank=True)  # accounting period from the invoice date
    position = models.IntegerField(default=0)  # the first rule that matches wins

    class Meta:
        indexes: ClassVar = [models.Index(fields=["company", "position"], name="purchases_codingrule_order")]


# Models of approvals have a module of their own; Django looks for all of an app's models here.
from ecritoire.apps.purchases.approval_models import ApprovalRequest, ApprovalRule  # noqa: E402

__all__ = [
    "ApprovalRequest",
    "ApprovalRule",
    "CodingRule",
    "Document",
    "DocumentLine",
    "DocumentVat",
    "FileAside",
    "FilePart",
    "SourceFile",
]
