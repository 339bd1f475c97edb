"""Reading the ledger."""

from datetime import date
from decimal import Decimal

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Account, Entry, Rate, VatAccount
from ecritoire.domain import entries as domain


def as_domain_entry(entry: Entry) -> domain.Entry:
    """The entry of the domain that a row and its lines stand for."""
    lines = entry.lines.select_related("account", "supplier").order_by("position")
    return domain.Entry(
        journal=domain.JournalType(entry.journal.type),
        date=entry.date,
        document_date=entry.document_date,
        reference=entry.reference,
        label=entry.label,
        currency=entry.currency,
        lines=tuple(
            domain.Line(
                account=line.account.number,
                debit_minor=line.debit_minor,
                credit_minor=line.credit_minor,
                label=line.label or entry.label,
                auxiliary=line.supplier.auxiliary if line.supplier else "",
                due_date=line.due_date,
                currency_minor=line.currency_minor,
            )
            for line in lines
        ),
    )


def account_numbers() -> frozenset[str]:
    """The numbers of the chart of the company in scope."""
    return frozenset(Account.objects.values_list("number", flat=True))


def vat_accounts() -> dict[str, VatAccount]:
    """Where the VAT of each code goes in the company in scope."""
    return {account.vat_code: account for account in VatAccount.objects.all()}


def rate_on(company: Company, currency: str, day: date) -> Decimal | None:
    """Units of ``currency`` for one unit of the company's on ``day``; none when nobody entered it.

    The day itself only: a rate of another day is a person's decision, not a default.
    """
    if currency == company.currency:
        return Decimal(1)
    return Rate.objects.filter(currency=currency, day=day).values_list("rate", flat=True).first()
