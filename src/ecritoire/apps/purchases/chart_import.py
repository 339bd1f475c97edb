"""A whole chart of accounts from a table: additions, changes and removals worked out with what depends on them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from ecritoire.apps.audit.services import Happening, record_many
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.chart import AccountLabelMissingError, checked_number
from ecritoire.apps.ledger.models import Account
from ecritoire.apps.purchases.chart import Dependants, dependants_of
from ecritoire.apps.spreadsheets import Table
from ecritoire.apps.suppliers.importing import ImportChangedError
from ecritoire.apps.suppliers.naming import name_key
from ecritoire.domain.chart import AccountFamily, family_of
from ecritoire.domain.errors import EcritoireError

NUMBER_HEADS = frozenset({"numero", "compte", "numero de compte", "comptenum", "account", "number", "n compte"})
LABEL_HEADS = frozenset({"intitule", "libelle", "comptelib", "label", "nom", "designation", "intitule du compte"})
FAMILY_HEADS = frozenset({"famille", "family"})


class NoAccountColumnError(EcritoireError):
    """The head of the table does not name the two columns a chart has."""

    code = "no_account_column"
    template = (
        "Ce tableau n’a pas les colonnes d’un plan comptable (vues : %(seen)s). Nommez « Numéro » et « Intitulé »."
    )


class AccountTwiceError(EcritoireError):
    """A table has an account twice."""

    code = "account_twice"
    template = "Le compte %(number)s est déjà à la ligne %(row)s du tableau."


@dataclass(frozen=True, slots=True)
class PlannedAccount:
    """One account of the chart to be: its label and family before and after, empty where there is none."""

    number: str
    label: tuple[str, str]
    family: tuple[str, str]
    uses: Dependants = Dependants()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """What an import of a chart would do. ``kept`` would go, but for what depends on them."""

    added: Sequence[PlannedAccount]
    changed: Sequence[PlannedAccount]
    removed: Sequence[PlannedAccount]
    kept: Sequence[PlannedAccount]
    unchanged: int
    refused: Sequence[tuple[int, str]]

    @property
    def mark(self) -> str:
        """What tells this plan from another."""
        done = [(one.number, one.label, one.family) for one in (*self.added, *self.changed, *self.removed)]
        return sha256(repr(done).encode()).hexdigest()[:16]


def plan_chart_import(company: Company, table: Table, *, complete: bool) -> ChartPlan:
    """Work out what a table would change in the chart of the company in scope; nothing is written.

    Args:
        company: the company in scope.
        table: what was read; a family that is not given follows from the number.
        complete: the table is the whole chart: accounts it does not have go, unless something depends on them.

    Raises:
        NoAccountColumnError: it has no column of numbers, or none of labels.
    """
    wanted, refused = _wanted(table)
    there = {account.number: account for account in Account.objects.order_by("number")}
    added = [
        PlannedAccount(number, ("", label), ("", family or family_of(number)))
        for number, (label, family) in wanted.items()
        if number not in there
    ]
    differing = {
        number: PlannedAccount(number, (account.label, label), (account.family, family or account.family))
        for number, account in there.items()
        for label, family in [wanted.get(number, ("", ""))]
        if number in wanted and (label, family or account.family) != (account.label, account.family)
    }
    missing = [account for number, account in there.items() if number not in wanted] if complete else []
    uses = dependants_of(company, [*differing, *(account.number for account in missing)])
    gone = [
        PlannedAccount(account.number, (account.label, ""), (account.family, ""), uses[account.number])
        for account in missing
    ]
    return ChartPlan(
        added=added,
        changed=[PlannedAccount(one.number, one.label, one.family, uses[one.number]) for one in differing.values()],
        removed=[one for one in gone if not one.uses],
        kept=[one for one in gone if one.uses],
        unchanged=sum(1 for number in wanted if number in there) - len(differing),
        refused=refused,
    )


def _wanted(table: Table) -> tuple[dict[str, tuple[str, str]], list[tuple[int, str]]]:
    """Label and family by number, and the rows that are wrong with the reason."""
    heads = [name_key(title) for title in table.head]
    number_at = next((place for place, head in enumerate(heads) if head in NUMBER_HEADS), None)
    label_at = next((place for place, head in enumerate(heads) if head in LABEL_HEADS), None)
    family_at = next((place for place, head in enumerate(heads) if head in FAMILY_HEADS), None)
    if number_at is None or label_at is None:
        raise NoAccountColumnError(seen=", ".join(filter(None, table.head))[:200] or "aucune")
    families = set(AccountFamily)
    wanted: dict[str, tuple[str, str]] = {}
    rows: dict[str, int] = {}
    refused: list[tuple[int, str]] = []
    for row, cells in enumerate(table.rows, start=2):
        family = cells[family_at] if family_at is not None else ""
        try:
            number = _number(cells[number_at], cells[label_at], rows)
        except EcritoireError as error:
            refused.append((row, error.message))
            continue
        rows[number] = row
        wanted[number] = (cells[label_at][:120], family if family in families else "")
    return wanted, refused


def _number(number: str, label: str, rows: Mapping[str, int]) -> str:
    checked = checked_number(number)
    if checked in rows:
        raise AccountTwiceError(number=checked, row=rows[checked])
    if not label:
        raise AccountLabelMissingError(number=checked)
    return checked


@transaction.atomic
def import_chart(company: Company, table: Table, *, complete: bool, shown: str, actor: str) -> ChartPlan:
    """Write what a table changes in the chart; accounts that something depends on stay.

    Args:
        company: the company in scope.
        table: what was read.
        complete: see ``plan_chart_import``.
        shown: ``ChartPlan.mark`` of the plan a person saw.
        actor: who imports.

    Raises:
        ImportChangedError: it would no longer do what was shown.
    """
    Company.objects.select_for_update().get(pk=company.pk)
    plan = plan_chart_import(company, table, complete=complete)
    if plan.mark != shown:
        raise ImportChangedError
    Account.objects.bulk_create(
        (Account(company=company, number=one.number, label=one.label[1], family=one.family[1]) for one in plan.added),
        batch_size=500,
    )
    for one in plan.changed:
        Account.objects.filter(number=one.number).update(label=one.label[1], family=one.family[1])
    touched = [one.number for one in (*plan.added, *plan.changed, *plan.removed)]
    keys = dict(Account.objects.filter(number__in=touched).values_list("number", "pk"))
    record_many(actor, _happenings(plan, keys))
    Account.objects.filter(number__in=[one.number for one in plan.removed]).delete()
    return plan


def _happenings(plan: ChartPlan, keys: Mapping[str, int]) -> Iterator[Happening]:
    for action, planned in (
        ("add_account", plan.added),
        ("edit_account", plan.changed),
        ("remove_account", plan.removed),
    ):
        for one in planned:
            facts = {"number": one.number, "label": list(one.label), "family": list(one.family)}
            yield Happening(action, "account", keys[one.number], facts)
