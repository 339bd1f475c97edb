"""The company's journals: their codes and labels, one bank journal for each bank account."""

import re

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.chart import add_account, checked_number
from ecritoire.apps.ledger.models import Account, Entry, Journal
from ecritoire.apps.versions import require_version
from ecritoire.domain.chart import AccountFamily
from ecritoire.domain.entries import JournalType
from ecritoire.domain.errors import EcritoireError

JOURNAL_FIELDS = frozenset({"code", "label", "bank_account"})
_CODE = re.compile(r"[0-9A-Z]{1,10}")


class InvalidJournalError(EcritoireError):
    """A journal has a short code and a label."""

    code = "invalid_journal"
    template = (
        "Un journal a un code de 1 à 10 chiffres ou lettres majuscules, par exemple HA, et un intitulé ; "
        "« %(journal)s » n’en a pas."
    )


class JournalExistsError(EcritoireError):
    """Two journals cannot share a code."""

    code = "journal_exists"
    template = "Le code %(journal)s est déjà celui du journal « %(label)s ». Choisissez-en un autre."


class BankAccountTakenError(EcritoireError):
    """Each bank account has a journal of its own."""

    code = "bank_account_taken"
    template = "Le compte %(account)s est déjà celui du journal %(journal)s : chaque compte de banque a son journal."


class NotABankAccountError(EcritoireError):
    """A bank journal is kept on an account of class 51."""

    code = "not_a_bank_account"
    template = "%(account)s n’est pas un compte de banque : un journal de banque se tient sur un compte 51…"


class JournalInUseError(EcritoireError):
    """The code, or the account, of a journal with entries stays."""

    code = "journal_in_use"
    template = (
        "Le journal %(journal)s a déjà des écritures : son code et son compte ne changent plus, son intitulé oui. "
        "Créez un autre journal."
    )


@transaction.atomic
def add_journal(
    company: Company, code: str, label: str, kind: JournalType, *, bank_account: str = "", actor: str
) -> Journal:
    """Add a journal; the account of a bank journal enters the chart when it is not there.

    Raises:
        InvalidJournalError, JournalExistsError, NotABankAccountError, BankAccountTakenError: see there.
    """
    code, label = _checked(code, label)
    _refuse_taken_code(code, None)
    account = _bank_account(company, bank_account, label, None, actor=actor) if kind is JournalType.BANK else ""
    journal = Journal.objects.create(company=company, code=code, label=label, type=kind, bank_account=account)
    record(actor=actor, action="add_journal", subject=journal, code=code, label=label, account=account)
    return journal


@transaction.atomic
def edit_journal(
    journal: Journal, code: str, label: str, *, bank_account: str = "", actor: str, shown: str = ""
) -> Journal:
    """Change a journal; with entries in it, its label alone.

    Raises:
        ChangedMeanwhileError: it says something else than what was shown.
        JournalInUseError: its code or its account would change under its entries.
        InvalidJournalError, JournalExistsError, NotABankAccountError, BankAccountTakenError: see there.
    """
    journal = Journal.objects.select_for_update().select_related("company").get(pk=journal.pk)
    require_version(shown, journal, JOURNAL_FIELDS, what=journal.code)
    code, label = _checked(code, label)
    _refuse_taken_code(code, journal)
    account = ""
    if journal.type == JournalType.BANK:
        account = _bank_account(journal.company, bank_account, label, journal, actor=actor)
    moves = (code, account) != (journal.code, journal.bank_account)
    if moves and Entry.objects.filter(journal=journal).exists():
        raise JournalInUseError(journal=journal.code)
    before = [journal.code, journal.label, journal.bank_account]
    journal.code, journal.label, journal.bank_account = code, label, account
    journal.save(update_fields=["code", "label", "bank_account"])
    record(actor=actor, action="edit_journal", subject=journal, before=before, after=[code, label, account])
    return journal


def _checked(code: str, label: str) -> tuple[str, str]:
    wanted, label = code.strip().upper(), label.strip()[:60]
    if not _CODE.fullmatch(wanted) or not label:
        raise InvalidJournalError(journal=code.strip()[:40])
    return wanted, label


def _refuse_taken_code(code: str, own: Journal | None) -> None:
    other = Journal.objects.filter(code=code).exclude(pk=own.pk if own else 0).first()
    if other is not None:
        raise JournalExistsError(journal=code, label=other.label)


def _bank_account(company: Company, number: str, label: str, own: Journal | None, *, actor: str) -> str:
    number = checked_number(number)
    account = Account.objects.filter(number=number).first()
    is_bank = account.family == AccountFamily.BANK if account else number.startswith("51")
    if not is_bank:
        raise NotABankAccountError(account=number)
    other = Journal.objects.filter(bank_account=number).exclude(pk=own.pk if own else 0).first()
    if other is not None:
        raise BankAccountTakenError(account=number, journal=other.code)
    if account is None:
        add_account(company, number, label, AccountFamily.BANK, actor=actor)
    return number
