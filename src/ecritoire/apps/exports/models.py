"""Exports: numbered, dated, unchangeable hand-overs of entries, with what they took and what they left and why."""

from typing import ClassVar

from django.db import models

from ecritoire.apps.companies.models import FiscalYear
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.payments.models import Payment
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import CompanyOwned


class Choice(CompanyOwned):
    """Documents that somebody chose for one export. Never changed."""

    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=200)
    document_count = models.IntegerField(default=0)


class ChosenDocument(CompanyOwned):
    """One document of a choice."""

    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="documents", db_index=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["choice", "document"], name="exports_chosendocument_document"),
        ]


class Export(CompanyOwned):
    """One export. Created with its claim in one transaction; ``completed_at`` says its files are written."""

    number = models.IntegerField()
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)
    template = models.CharField(max_length=30)
    # What the company had set of the template then. A column that can be null is added without copying the table, which
    # SQLite would refuse: a trigger of the entries looks at it.
    template_settings = models.TextField(null=True)  # noqa: DJ001
    template_version = models.IntegerField(null=True)  # of a template the company writes, none of those that ship
    until = models.DateField()
    start = models.DateField(null=True)
    journals = models.CharField(max_length=10)
    scope = models.CharField(max_length=10)
    with_documents = models.BooleanField(default=False)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    entry_count = models.BigIntegerField(default=0)
    line_count = models.BigIntegerField(default=0)
    debit_minor = models.BigIntegerField(default=0)
    credit_minor = models.BigIntegerField(default=0)
    left_out_count = models.BigIntegerField(default=0)

    completed_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)  # something of it may be at the target of a connection
    acknowledged_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=200, blank=True)
    cancel_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["company", "number"], name="exports_export_number")]

    def __str__(self) -> str:
        return f"Export n° {self.number}"


class TemplateSettings(CompanyOwned):
    """What a company sets of a template, in the language of templates."""

    template = models.CharField(max_length=30)
    text = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "template"], name="exports_templatesettings_template"),
        ]


class OwnTemplate(CompanyOwned):
    """One version of a template that a company writes. What is said never changes: an edit is the next version."""

    name = models.CharField(max_length=30)
    version = models.IntegerField()
    text = models.TextField()
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)  # no longer offered; exports written with it keep it

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "name", "version"], name="exports_owntemplate_version"),
        ]


class ExportFile(CompanyOwned):
    """A file of an export, stored by content: the same bytes for ever."""

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="files", db_index=False)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["export", "name"], name="exports_exportfile_name")]


class ExportedEntry(CompanyOwned):
    """An entry that an export took, and its number then. Stays when the export is cancelled."""

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="taken", db_index=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="exports")
    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["export", "entry"], name="exports_exportedentry_entry"),
        ]


class LeftOut(CompanyOwned):
    """A document or a payment that an export left, with all its reasons and their facts as they were then."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="left_out", db_index=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, null=True, related_name="left_out")
    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, null=True, related_name="left_out")
    reasons = models.JSONField()  # [{"code", "facts"}]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["export", "document"], name="exports_leftout_document"),
            models.UniqueConstraint(fields=["export", "payment"], name="exports_leftout_payment"),
            models.CheckConstraint(
                condition=models.Q(document=None, payment__isnull=False)
                | models.Q(document__isnull=False, payment=None),
                name="exports_leftout_one_subject",
            ),
        ]
