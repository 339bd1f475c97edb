"""The company's chart of accounts, one account at a time; whole charts come through ``purchases.chart``."""

import re

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Account
from ecritoire.apps.versions import require_version
from ecritoire.domain.chart import AccountFamily
from ecritoire.domain.errors import EcritoireError

ACCOUNT_FIELDS = frozenset({"label", "family"})
_NUMBER = re.compile(r"[1-8][0-9A-Z]{2,19}")


class InvalidAccountNumberError(EcritoireError):
    """A general account starts with the digit of its class."""

    code = "invalid_account_number"
    template = (
        "« %(number)s » n’est pas un numéro de compte : 3 à 20 chiffres ou lettres majuscules, "
        "le premier de 1 à 8 pour la classe, par exemple 606400."
    )


class AccountExistsError(EcritoireError):
    """The chart has the account already."""

    code = "account_exists"
    template = "Le compte %(number)s est déjà dans le plan : %(label)s."


class AccountLabelMissingError(EcritoireError):
    """An account has a label."""

    code = "account_label_missing"
    template = "Donnez l’intitulé du compte %(number)s : il est dans les fichiers d’export."


def checked_number(number: str) -> str:
    """The number as the chart writes it.

    Raises:
        InvalidAccountNumberError: it is no number of an account.
    """
    wanted = number.replace(" ", "").upper()
    if not _NUMBER.fullmatch(wanted):
        raise InvalidAccountNumberError(number=number.strip()[:40])
    return wanted


@transaction.atomic
def add_account(company: Company, number: str, label: str, family: AccountFamily, *, actor: str) -> Account:
    """Add an account to the chart of the company in scope.

    Raises:
        InvalidAccountNumberError, AccountExistsError, AccountLabelMissingError: see there.
    """
    number, label = checked_number(number), label.strip()
    existing = Account.objects.filter(number=number).first()
    if existing is not None:
        raise AccountExistsError(number=number, label=existing.label)
    if not label:
        raise AccountLabelMissingError(number=number)
    account = Account.objects.create(company=company, number=number, label=label[:120], family=family)
    record(actor=actor, action="add_account", subject=account, number=number, label=account.label, family=family)
    return account


@transaction.atomic
def edit_account(account: Account, label: str, family: AccountFamily, *, actor: str, shown: str = "") -> Account:
    """Change the label and the family of an account; its number stays, because entries are on it.

    Raises:
        ChangedMeanwhileError: it says something else than what was shown.
        AccountLabelMissingError: the label is empty.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    require_version(shown, account, ACCOUNT_FIELDS, what=account.number)
    if not label.strip():
        raise AccountLabelMissingError(number=account.number)
    before = [account.label, account.family]
    account.label, account.family = label.strip()[:120], family
    account.save(update_fields=["label", "family"])
    after = [account.label, account.family]
    record(actor=actor, action="edit_account", subject=account, number=account.number, before=before, after=after)
    return account
