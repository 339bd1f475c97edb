"""Writing the ledger: the books of a new company, entries and their reversals, rates and VAT accounts."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.companies.services import fiscal_year_for, open_company
from ecritoire.apps.ledger.models import Account, Entry, Journal, Line, Rate, VatAccount
from ecritoire.apps.ledger.queries import as_domain_entry
from ecritoire.apps.scope import company_scope
from ecritoire.domain import entries as domain
from ecritoire.domain.chart import load_chart
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.journals import DEFAULT_JOURNALS
from ecritoire.domain.posting import PostingAccounts
from ecritoire.domain.vat import VAT_CODES, VatCode, VatTreatment

DEDUCTIBLE_VAT = "445660"
DUE_VAT = "445710"
DUE_VAT_INTRA_EU = "445200"


class EntryIsFinalError(EcritoireError):
    """An entry that an export took cannot be changed."""

    code = "entry_is_final"
    template = (
        "L’écriture n° %(number)s est exportée, donc définitive. Corrigez le document : "
        "elle sera contre-passée et remplacée."
    )


class AccountNotInChartError(EcritoireError):
    """An entry needs an account that the company's chart does not have."""

    code = "account_not_in_chart"
    template = (
        "Le compte %(account)s n’est pas dans le plan comptable de la société. Ajoutez-le, ou choisissez-en un autre."
    )


class NoBankJournalError(EcritoireError):
    """The company has no journal of the type an entry needs."""

    code = "no_journal"
    template = "La société n’a pas de journal de type « %(type)s ». Créez-le dans Comptabilité, Configuration."


@transaction.atomic
def create_company(siren: str, name: str, *, actor: str, fiscal_year_end_month: int = 12) -> Company:
    """Open a company with its books: French chart, journals, VAT accounts.

    Raises:
        InvalidSirenError, CompanyExistsError: see ``companies.services.open_company``.
    """
    company = open_company(siren, name, actor=actor, fiscal_year_end_month=fiscal_year_end_month)
    with company_scope(company):
        Account.objects.bulk_create(
            Account(company=company, number=account.number, label=account.label, family=account.family)
            for account in load_chart()
        )
        Journal.objects.bulk_create(
            Journal(
                company=company,
                code=journal.code,
                label=journal.label,
                type=journal.type,
                bank_account="512100" if journal.type == domain.JournalType.BANK else "",
            )
            for journal in DEFAULT_JOURNALS
        )
        VatAccount.objects.bulk_create(_default_vat_account(company, code) for code in VAT_CODES.values())
    return company


def _default_vat_account(company: Company, code: VatCode) -> VatAccount:
    deducts = code.treatment in {VatTreatment.DEDUCTIBLE, VatTreatment.REVERSE_CHARGE}
    due = ""
    if code.treatment is VatTreatment.REVERSE_CHARGE:
        due = DUE_VAT_INTRA_EU if code.is_intra_eu else DUE_VAT
    return VatAccount(company=company, vat_code=code.code, account=DEDUCTIBLE_VAT if deducts else "", due_account=due)


@transaction.atomic
def set_vat_account(company: Company, vat_code: str, *, account: str, due_account: str = "", actor: str) -> None:
    """Say where the VAT of one code goes; an empty account means it is missing."""
    VatAccount.objects.update_or_create(
        company=company, vat_code=vat_code, defaults={"account": account, "due_account": due_account}
    )
    record(actor=actor, action="set_vat_account", subject=company, vat_code=vat_code, account=account, due=due_account)


@transaction.atomic
def set_rate(company: Company, currency: str, day: date, rate: Decimal, *, actor: str) -> Rate:
    """Enter an exchange rate: units of ``currency`` for one unit of the company's on ``day``."""
    entered, _ = Rate.objects.update_or_create(company=company, currency=currency, day=day, defaults={"rate": rate})
    record(actor=actor, action="set_rate", subject=entered, currency=currency, day=day, rate=rate)
    return entered


def posting_accounts(company: Company) -> PostingAccounts:
    """The accounts posting uses in this company: the usual ones, and its own where it says so."""
    known = {field.name for field in fields(PostingAccounts)}
    return PostingAccounts(**{name: number for name, number in company.posting_accounts.items() if name in known})


@transaction.atomic
def set_posting_accounts(company: Company, accounts: Mapping[str, str], *, actor: str) -> Company:
    """Choose the accounts that posting uses besides those of lines and VAT codes; an empty one is the usual one.

    Raises:
        AccountNotInChartError: one is not in the chart.
    """
    company = Company.objects.select_for_update().get(pk=company.pk)
    known = {field.name: str(field.default) for field in fields(PostingAccounts)}
    chosen = {name: number for name, number in accounts.items() if number and number != known[name]}
    in_chart = set(Account.objects.filter(number__in=chosen.values()).values_list("number", flat=True))
    for number in chosen.values():
        if number not in in_chart:
            raise AccountNotInChartError(account=number)
    before, company.posting_accounts = company.posting_accounts, chosen
    company.save(update_fields=["posting_accounts"])
    record(actor=actor, action="set_posting_accounts", subject=company, before=before, after=chosen)
    return company


def journal_for(journal_type: domain.JournalType) -> Journal:
    """The first journal of a type in the company in scope.

    Raises:
        NoBankJournalError: there is none.
    """
    journal = Journal.objects.filter(type=journal_type).order_by("code").first()
    if journal is None:
        raise NoBankJournalError(type=journal_type)
    return journal


@transaction.atomic
def post_entry(
    entry: domain.Entry,
    *,
    company: Company,
    kind: str,
    suppliers: Mapping[str, int],
    supplier_id: int | None = None,
    journal: Journal | None = None,
    replaces: Entry | None = None,
    reversal_of: Entry | None = None,
) -> Entry:
    """Write an entry of the domain to the ledger of the company in scope.

    Args:
        entry: what to write; balanced by construction.
        company: the company in scope.
        kind: type of the document, ``payment`` or ``reversal``.
        suppliers: keys of the suppliers by auxiliary account, for the lines that have one.
        supplier_id: the one supplier the entry is about, when it is about one.
        journal: the journal, when not the company's first of the entry's type.
        replaces: the exported entry this one corrects.
        reversal_of: the exported entry this one undoes.

    Raises:
        AccountNotInChartError: a line's account is not in the chart.
    """
    accounts = _account_keys(entry)
    row = Entry.objects.create(
        company=company,
        fiscal_year=fiscal_year_for(company, entry.date),
        journal=journal or journal_for(entry.journal),
        date=entry.date,
        document_date=entry.document_date,
        reference=entry.reference,
        label=entry.label,
        kind=kind,
        supplier_id=supplier_id,
        currency=entry.currency,
        total_minor=entry.debit_minor,
        reversal_of=reversal_of,
        replaces=replaces,
        created_at=clock.now(),
    )
    Line.objects.bulk_create(
        Line(
            company=company,
            entry=row,
            position=position,
            account_id=accounts[line.account],
            supplier_id=suppliers[line.auxiliary] if line.auxiliary else None,
            label=own_label(line, entry),
            debit_minor=line.debit_minor,
            credit_minor=line.credit_minor,
            due_date=line.due_date,
            currency_minor=line.currency_minor,
        )
        for position, line in enumerate(entry.lines, start=1)
    )
    return row


def own_label(line: domain.Line, entry: domain.Entry) -> str:
    """The label kept for a line: none when it is the entry's, which then stands; most lines are so."""
    return "" if line.label == entry.label else line.label


def _account_keys(entry: domain.Entry) -> dict[str, int]:
    numbers = {line.account for line in entry.lines}
    keys = dict(Account.objects.filter(number__in=numbers).values_list("number", "pk"))
    for number in sorted(numbers - keys.keys()):
        raise AccountNotInChartError(account=number)
    return keys


@transaction.atomic
def reverse_entry(entry: Entry, *, company: Company, on: date) -> Entry:
    """Write the entry that undoes an exported one (contre-passation), pending until the next export."""
    suppliers = {line.supplier.auxiliary: line.supplier.pk for line in entry.lines.all() if line.supplier}
    return post_entry(
        as_domain_entry(entry).reversed(on),
        company=company,
        kind="reversal",
        suppliers=suppliers,
        supplier_id=entry.supplier_id,
        journal=entry.journal,
        reversal_of=entry,
    )


@transaction.atomic
def withdraw_entry(entry: Entry) -> None:
    """Take back an entry no export holds: forgotten if none ever did, voided if a cancelled one once did.

    Raises:
        EntryIsFinalError: an export holds it.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if entry.export_id is not None:
        raise EntryIsFinalError(number=entry.number)
    # The memory of exports belongs to a later app; its rows are reached through the relation they made.
    if entry.exports.exists():
        Entry.objects.filter(pk=entry.pk).update(voided_at=clock.now())
    else:
        entry.delete()
