"""Chart of accounts, journals and entries. The ledger knows entries; documents and payments point at theirs."""

from typing import ClassVar

from django.db import models

from ecritoire.apps.companies.models import FiscalYear
from ecritoire.apps.scope import CompanyOwned
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.entries import JournalType


class Account(CompanyOwned):
    """An account of the company's chart (plan comptable)."""

    number = models.CharField(max_length=20)
    label = models.CharField(max_length=120)
    family = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "number"], name="ledger_account_number"),
        ]


class VatAccount(CompanyOwned):
    """Where the VAT of one code goes; an empty ``account`` on a deductible code is a VAT account missing."""

    vat_code = models.CharField(max_length=12)
    account = models.CharField(max_length=20, blank=True)
    due_account = models.CharField(max_length=20, blank=True)  # reverse charge only

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "vat_code"], name="ledger_vataccount_code"),
        ]


class Journal(CompanyOwned):
    """A journal. A bank journal has the general account of its bank account."""

    code = models.CharField(max_length=10)
    label = models.CharField(max_length=60)
    type = models.CharField(max_length=15, choices=[(kind.value, kind.value) for kind in JournalType])
    bank_account = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["company", "code"], name="ledger_journal_code")]


class AnalyticAxis(CompanyOwned):
    """An analytic axis: one way a company follows its expenses besides accounts, such as its building sites."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    is_compulsory = models.BooleanField(default=False)  # every line has a section before its document is controlled

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["company", "code"], name="ledger_analyticaxis_code")]


class AnalyticSection(CompanyOwned):
    """One section of an axis. An inactive one is no longer offered."""

    axis = models.ForeignKey(AnalyticAxis, on_delete=models.PROTECT, related_name="sections", db_index=False)
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=80)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["axis", "code"], name="ledger_analyticsection_code"),
        ]


class Rate(CompanyOwned):
    """An exchange rate: units of ``currency`` for one unit of the company's, on one day."""

    currency = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "currency", "day"], name="ledger_rate_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="ledger_rate_positive"),
        ]


class Entry(CompanyOwned):
    """A balanced entry. Once claimed by an export it is final: triggers refuse any change but the claim's release.

    ``number`` is given when an export claims the entry, continuous in the fiscal year.
    """

    fiscal_year = models.ForeignKey(FiscalYear, on_delete=models.PROTECT, related_name="+", db_index=False)
    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="+", db_index=False)
    date = models.DateField()
    document_date = models.DateField()
    reference = models.CharField(max_length=100)
    label = models.CharField(max_length=250)
    kind = models.CharField(max_length=20)  # type of the document, "payment", or "reversal"
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    currency = models.CharField(max_length=3, blank=True)  # foreign currency, empty when none
    total_minor = models.BigIntegerField()  # sum of the debits, company currency
    reversal_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="reversals", db_index=False
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replacements", db_index=False
    )
    created_at = models.DateTimeField()
    # Claimed once, then replaced by a corrected entry after that export was cancelled; kept for the history.
    voided_at = models.DateTimeField(null=True)
    export = models.ForeignKey(
        "exports.Export", on_delete=models.PROTECT, null=True, related_name="entries", db_index=False
    )
    number = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "fiscal_year", "number"], name="ledger_entry_number"),
            models.CheckConstraint(
                condition=models.Q(export=None, number=None) | models.Q(export__isnull=False, number__isnull=False),
                name="ledger_entry_claimed_is_numbered",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["company", "journal", "date"],
                condition=models.Q(export=None),
                name="ledger_entry_pending",
            ),
            models.Index(fields=["export", "fiscal_year", "number"], name="ledger_entry_export"),
            # Few entries point at another: indexing the others too looks useless to SQLite, which scans.
            models.Index(
                fields=["reversal_of"], condition=models.Q(reversal_of__isnull=False), name="ledger_entry_reversal_of"
            ),
            models.Index(fields=["replaces"], condition=models.Q(replaces__isnull=False), name="ledger_entry_replaces"),
        ]


class Line(CompanyOwned):
    """One line of an entry: one side positive, the other zero, in minor units of the company's currency.

    Lines are found through their entry; further indexes would only slow posting down.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.SmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )  # auxiliary
    label = models.CharField(max_length=250, blank=True)
    debit_minor = models.BigIntegerField(default=0)
    credit_minor = models.BigIntegerField(default=0)
    due_date = models.DateField(null=True)
    currency_minor = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "position"], name="ledger_line_position"),
            models.CheckConstraint(
                condition=models.Q(debit_minor__gt=0, credit_minor=0) | models.Q(debit_minor=0, credit_minor__gt=0),
                name="ledger_line_one_side",
            ),
        ]
