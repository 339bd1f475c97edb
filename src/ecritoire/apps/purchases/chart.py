"""What depends on an account of the chart, and taking one out of it when nothing does."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Account, Journal, Line, VatAccount
from ecritoire.apps.ledger.services import posting_accounts
from ecritoire.apps.purchases.models import CodingRule, DocumentLine, DocumentVat
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.errors import EcritoireError


class AccountInUseError(EcritoireError):
    """Something is booked on the account, or will be."""

    code = "account_in_use"
    template = "Le compte %(number)s sert encore : %(uses)s. Retirez-le d’abord de là, ou gardez-le."


@dataclass(frozen=True, slots=True)
class Dependants:
    """How many of each thing name an account."""

    entry_lines: int = 0
    document_lines: int = 0
    rules: int = 0
    suppliers: int = 0
    vat_codes: int = 0
    journals: int = 0
    settings: int = 0

    def __bool__(self) -> bool:
        return any(count for _label, count in self.named())

    def named(self) -> list[tuple[str, int]]:
        """Each kind of dependant with its French name, and how many."""
        return [
            ("lignes d’écriture", self.entry_lines),
            ("lignes de document", self.document_lines),
            ("règles d’imputation", self.rules),
            ("fournisseurs", self.suppliers),
            ("codes de TVA", self.vat_codes),
            ("journaux", self.journals),
            ("réglages de la société", self.settings),
        ]

    def in_words(self) -> str:
        """What depends on the account, for example « 3 règles d’imputation, 1 fournisseurs »."""
        return ", ".join(f"{label} : {count}" for label, count in self.named() if count)


def dependants_of(company: Company, numbers: Collection[str]) -> dict[str, Dependants]:
    """What depends on each of some accounts of the company in scope; one query for each kind of thing."""
    counts: Mapping[str, Counter[str]] = {
        "entry_lines": _counted(Line.objects.filter(account__number__in=numbers), "account__number"),
        "document_lines": _sum(
            _counted(DocumentLine.objects.filter(account__in=numbers), "account"),
            _counted(DocumentVat.objects.filter(account__in=numbers), "account"),
        ),
        "rules": _counted(CodingRule.objects.filter(account__in=numbers), "account"),
        "suppliers": _sum(
            _counted(Supplier.objects.filter(default_account__in=numbers), "default_account"),
            _counted(Supplier.objects.filter(supplier_account__in=numbers), "supplier_account"),
        ),
        "vat_codes": _sum(
            _counted(VatAccount.objects.filter(account__in=numbers), "account"),
            _counted(VatAccount.objects.filter(due_account__in=numbers), "due_account"),
        ),
        "journals": _counted(Journal.objects.filter(bank_account__in=numbers), "bank_account"),
        "settings": Counter(_posting_numbers(company)),
    }
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, by_number in counts.items():
        for number, count in by_number.items():
            found[number][kind] = count
    return {number: Dependants(**found.get(number, {})) for number in numbers}


def _posting_numbers(company: Company) -> Iterable[str]:
    accounts = posting_accounts(company)
    return [getattr(accounts, name) for name in accounts.__dataclass_fields__]


def _counted(rows: QuerySet[Any], field: str) -> Counter[str]:
    found = rows.exclude(Q((field, ""))).order_by().values_list(field).annotate(n=Count("pk"))
    return Counter(dict(found))


def _sum(*counters: Counter[str]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total


@transaction.atomic
def remove_account(account: Account, *, actor: str) -> None:
    """Take an account nobody uses out of the chart.

    Raises:
        AccountInUseError: something depends on it.
    """
    account = Account.objects.select_for_update().select_related("company").get(pk=account.pk)
    uses = dependants_of(account.company, [account.number])[account.number]
    if uses:
        raise AccountInUseError(number=account.number, uses=uses.in_words())
    record(actor=actor, action="remove_account", subject=account, number=account.number, label=account.label)
    account.delete()
