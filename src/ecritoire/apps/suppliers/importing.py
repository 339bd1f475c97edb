"""Suppliers from a table: what would change is worked out first, then written in one go.

A row is the supplier with its SIREN, else its VAT number, else its auxiliary account, else its name. An empty cell
leaves what is there. A row with something wrong is left out, and said with its reason.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.audit.services import Happening, record_many
from ecritoire.apps.companies.models import Company
from ecritoire.apps.spreadsheets import Table
from ecritoire.apps.suppliers.identity import checked_auxiliary, checked_iban, checked_siren, checked_vat_number
from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.naming import auxiliary_for, name_key
from ecritoire.apps.suppliers.services import AuxiliaryTakenError, SirenTakenError, SupplierNameMissingError, Value
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import sentence
from ecritoire.domain.terms import MOST_DAYS
from ecritoire.domain.vat import VAT_CODES

# Column → the field it fills and the words its head is known by.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("nom", "raison sociale", "fournisseur", "name", "intitule"),
    "trading_name": ("nom commercial", "enseigne"),
    "siren": ("siren",),
    "vat_number": ("numero de tva", "tva intracommunautaire", "n tva", "vat number"),
    "country": ("pays", "country"),
    "auxiliary": ("compte auxiliaire", "auxiliaire", "code", "compte tiers", "auxiliary"),
    "supplier_account": ("compte collectif", "collectif"),
    "default_account": ("compte d achat", "compte de charge", "compte achat"),
    "default_vat_code": ("code de tva", "code tva"),
    "category": ("categorie", "category"),
    "payment_days": ("delai de paiement", "delai", "jours"),
    "payment_end_of_month": ("fin de mois",),
    "iban": ("iban",),
    "bic": ("bic", "swift"),
}
HEAD: Mapping[str, str] = {
    "name": sentence("Nom"),
    "trading_name": sentence("Nom commercial"),
    "siren": sentence("SIREN"),
    "vat_number": sentence("Numéro de TVA"),
    "country": sentence("Pays"),
    "auxiliary": sentence("Compte auxiliaire"),
    "supplier_account": sentence("Compte collectif"),
    "default_account": sentence("Compte d’achat"),
    "default_vat_code": sentence("Code de TVA"),
    "category": sentence("Catégorie"),
    "payment_days": sentence("Délai de paiement"),
    "payment_end_of_month": sentence("Fin de mois"),
    "iban": sentence("IBAN"),
    "bic": sentence("BIC"),
}
_LIMITS = {"name": 200, "trading_name": 200, "category": 60}


class NoSupplierColumnError(EcritoireError):
    """The head of the table names no column that is known."""

    code = "no_supplier_column"
    template = (
        "Aucune colonne de ce tableau ne dit de quel fournisseur il s’agit (vues : %(seen)s). "
        "Nommez-en une « Nom », « SIREN » ou « Compte auxiliaire »."
    )


class ImportChangedError(EcritoireError):
    """What the import would change is not what was shown."""

    code = "import_changed"
    template = (
        "Depuis l’aperçu, des données ont changé : l’import ne ferait plus la même chose. "
        "Rien n’a été écrit ; relisez l’aperçu, puis confirmez."
    )


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row of the table would do: ``key`` is of the supplier it changes, none when it makes one."""

    row: int  # as a spreadsheet numbers it, the head being 1
    key: int | None
    name: str
    changes: Mapping[str, tuple[Value, Value]]  # field → before, after
    iban: str = ""
    bic: str = ""


@dataclass(frozen=True, slots=True)
class SupplierPlan:
    """What an import would do, and what it would leave out with the reason."""

    created: Sequence[Planned]
    changed: Sequence[Planned]
    unchanged: int
    refused: Sequence[tuple[int, str]]

    @property
    def mark(self) -> str:
        """What tells this plan from another."""
        content = repr(
            [(one.row, one.key, sorted(one.changes.items()), one.iban) for one in (*self.created, *self.changed)]
        )
        return sha256(content.encode()).hexdigest()[:16]


@dataclass(slots=True)
class _Known:
    """The suppliers there are, by what a row may name them with."""

    by_siren: dict[str, Supplier] = field(default_factory=dict)
    by_vat: dict[str, Supplier] = field(default_factory=dict)
    by_auxiliary: dict[str, Supplier] = field(default_factory=dict)
    by_name: dict[str, Supplier] = field(default_factory=dict)
    ibans: set[tuple[int, str]] = field(default_factory=set)
    taken: dict[str, str] = field(default_factory=dict)  # auxiliary account → whose
    sirens: dict[str, str] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)  # supplier → the row that was about it
    new: dict[str, int] = field(default_factory=dict)  # what names a new supplier → the row that makes it

    @classmethod
    def load(cls) -> "_Known":
        """Read every supplier of the company in scope, once."""
        known = cls(ibans=set(BankDetails.objects.values_list("supplier_id", "iban")))
        for supplier in Supplier.objects.order_by("-pk"):
            known.taken[supplier.auxiliary] = supplier.name
            known.by_auxiliary[supplier.auxiliary] = supplier
            known.by_name[supplier.name_key] = supplier
            if supplier.siren:
                known.by_siren[supplier.siren] = supplier
                known.sirens[supplier.siren] = supplier.name
            if supplier.vat_number:
                known.by_vat[supplier.vat_number] = supplier
        return known

    def find(self, values: Mapping[str, Value]) -> Supplier | None:
        """The supplier a row is about."""
        found = (
            self.by_siren.get(str(values.get("siren", "")))
            or self.by_vat.get(str(values.get("vat_number", "")))
            or self.by_auxiliary.get(str(values.get("auxiliary", "")))
        )
        if found is None and "auxiliary" not in values:
            found = self.by_name.get(name_key(str(values.get("name", "")))[:200])
            siren = values.get("siren")
            if found is not None and siren and found.siren and found.siren != siren:
                return None
        return found


def plan_supplier_import(company: Company, table: Table, accounts: Collection[str]) -> SupplierPlan:
    """Work out what a table would change; nothing is written.

    Args:
        company: the company in scope.
        table: what was read.
        accounts: the numbers of the chart.

    Raises:
        NoSupplierColumnError: no column tells one supplier from another.
    """
    columns = _columns(table)
    known = _Known.load()
    created: list[Planned] = []
    changed: list[Planned] = []
    refused: list[tuple[int, str]] = []
    unchanged = 0
    for row, cells in enumerate(table.rows, start=2):
        try:
            planned = _planned(company, row, dict(_values(columns, cells)), known, accounts)
        except EcritoireError as error:
            refused.append((row, error.message))
            continue
        if planned.key is None:
            created.append(planned)
        elif planned.changes or planned.iban:
            changed.append(planned)
        else:
            unchanged += 1
    return SupplierPlan(created, changed, unchanged, refused)


def _columns(table: Table) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, title in enumerate(table.head):
        key = name_key(title)
        name = next((name for name, words in COLUMNS.items() if key in words), None)
        if name is not None and name not in found.values():
            found[place] = name
    if not {"name", "siren", "auxiliary", "vat_number"} & set(found.values()):
        raise NoSupplierColumnError(seen=", ".join(filter(None, table.head))[:200] or "aucune")
    return found


class RowRefusedError(EcritoireError):
    """One row of a table has something wrong."""

    code = "row_refused"
    template = "%(problem)s"


def _values(columns: Mapping[int, str], cells: Sequence[str]) -> Iterator[tuple[str, Value]]:
    for place, name in columns.items():
        text = cells[place]
        if not text:
            continue
        if name == "payment_days":
            if not text.isdecimal() or int(text) > MOST_DAYS:
                raise RowRefusedError(problem=f"« {text[:40]} » n’est pas un délai en jours ({MOST_DAYS} au plus).")
            yield name, int(text)
        elif name == "payment_end_of_month":
            yield name, _yes_or_no(text)
        else:
            yield name, text[: _LIMITS.get(name, 60)]


def _yes_or_no(text: str) -> bool:
    answer = {"oui": True, "o": True, "1": True, "x": True, "non": False, "n": False, "0": False}.get(text.lower())
    if answer is None:
        raise RowRefusedError(problem=f"« {text[:40]} » : écrivez oui ou non pour « Fin de mois ».")
    return answer


def _planned(company: Company, row: int, values: dict[str, Value], known: _Known, accounts: Collection[str]) -> Planned:
    iban = checked_iban(str(values.pop("iban"))) if "iban" in values else ""
    bic = str(values.pop("bic", "")).upper()[:11]
    _check(values, accounts)
    supplier = known.find(values)
    if supplier is not None and supplier.merged_into_id is not None:
        raise RowRefusedError(problem=f"{supplier.name} a été fusionné dans une autre fiche : corrigez celle-là.")
    if supplier is None:
        return _new(company, row, values, known, iban, bic)
    if supplier.pk in known.seen:
        raise RowRefusedError(problem=f"{supplier.name} est déjà à la ligne {known.seen[supplier.pk]} du tableau.")
    _refuse_taken(values, known, supplier)
    known.seen[supplier.pk] = row
    changes = {
        name: (getattr(supplier, name), value) for name, value in values.items() if getattr(supplier, name) != value
    }
    is_new_iban = iban and (supplier.pk, iban) not in known.ibans
    _reserve(known, changes, supplier.name)
    return Planned(row, supplier.pk, supplier.name, changes, iban if is_new_iban else "", bic)


def _check(values: dict[str, Value], accounts: Collection[str]) -> None:
    """Check and normalise what the row says, as the record's form does."""
    if "siren" in values:
        values["siren"] = checked_siren(_with_zero(str(values["siren"])))
    if "vat_number" in values:
        values["vat_number"] = checked_vat_number(str(values["vat_number"]), str(values.get("siren", "")))
    if "auxiliary" in values:
        values["auxiliary"] = checked_auxiliary(str(values["auxiliary"]))
    if "country" in values:
        country = str(values["country"]).upper()
        if not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise RowRefusedError(problem=f"« {country[:40]} » n’est pas un pays en deux lettres, par exemple FR.")
        values["country"] = country
    for name in ("default_account", "supplier_account"):
        if name in values and values[name] not in accounts:
            raise RowRefusedError(problem=f"Le compte {values[name]} n’est pas dans le plan comptable.")
    if "default_vat_code" in values and values["default_vat_code"] not in VAT_CODES:
        raise RowRefusedError(problem=f"Le code de TVA « {values['default_vat_code']} » n’existe pas.")


def _with_zero(siren: str) -> str:
    """A SIREN whose leading zero a spreadsheet took for nothing."""
    digits = siren.replace(" ", "")
    return f"0{digits}" if len(digits) == 8 and digits.isdecimal() else siren


def _refuse_taken(values: Mapping[str, Value], known: _Known, supplier: Supplier | None) -> None:
    auxiliary, siren = str(values.get("auxiliary", "")), str(values.get("siren", ""))
    if auxiliary in known.taken and (supplier is None or auxiliary != supplier.auxiliary):
        raise AuxiliaryTakenError(auxiliary=auxiliary, name=known.taken[auxiliary])
    if siren in known.sirens and (supplier is None or siren != supplier.siren):
        raise SirenTakenError(siren=siren, name=known.sirens[siren])


def _new(company: Company, row: int, values: dict[str, Value], known: _Known, iban: str, bic: str) -> Planned:
    name = str(values.get("name", ""))
    if not name:
        raise SupplierNameMissingError
    _refuse_taken(values, known, None)
    identity = str(values.get("siren") or values.get("vat_number") or values.get("auxiliary") or name_key(name))
    if identity in known.new:
        raise RowRefusedError(problem=f"{name} est déjà à la ligne {known.new[identity]} du tableau.")
    known.new[identity] = row
    values.setdefault("auxiliary", auxiliary_for(name, company.auxiliary_prefix, known.taken))
    values.setdefault("country", "FR")
    changes: dict[str, tuple[Value, Value]] = {field: ("", value) for field, value in values.items()}
    _reserve(known, changes, name)
    return Planned(row, None, name, changes, iban, bic)


def _reserve(known: _Known, changes: Mapping[str, tuple[Value, Value]], name: str) -> None:
    """Keep later rows from taking what this one takes."""
    if "auxiliary" in changes:
        known.taken[str(changes["auxiliary"][1])] = name
    if "siren" in changes:
        known.sirens[str(changes["siren"][1])] = name


@transaction.atomic
def import_suppliers(
    company: Company, table: Table, accounts: Collection[str], *, shown: str, actor: str
) -> SupplierPlan:
    """Write what a table changes; accounts to be paid on come in unverified.

    Args:
        company: the company in scope.
        table: what was read.
        accounts: the numbers of the chart.
        shown: ``SupplierPlan.mark`` of the plan a person saw.
        actor: who imports.

    Raises:
        ImportChangedError: it would no longer do what was shown.
    """
    Company.objects.select_for_update().get(pk=company.pk)
    plan = plan_supplier_import(company, table, accounts)
    if plan.mark != shown:
        raise ImportChangedError
    made = _create(company, plan.created)
    for planned in plan.changed:
        after = {name: value for name, (_before, value) in planned.changes.items()}
        if "name" in after:
            after["name_key"] = name_key(str(after["name"]))[:200]
        if after:
            Supplier.objects.filter(pk=planned.key or 0).update(**after)
    changed = [(planned.key or 0, planned) for planned in plan.changed]
    BankDetails.objects.bulk_create(
        (
            BankDetails(company=company, supplier_id=key, iban=planned.iban, bic=planned.bic, is_valid=True)
            for key, planned in (*made, *changed)
            if planned.iban
        ),
        batch_size=500,
    )
    record_many(actor, _happenings(made, changed))
    return plan


def _create(company: Company, created: Sequence[Planned]) -> list[tuple[int, Planned]]:
    now = clock.now()
    rows = [
        Supplier(
            company=company,
            known_at=now,
            name_key=name_key(planned.name)[:200],
            **{name: after for name, (_before, after) in planned.changes.items()},
        )
        for planned in created
    ]
    made = Supplier.objects.bulk_create(rows, batch_size=500)
    return [(supplier.pk, planned) for supplier, planned in zip(made, created, strict=True)]


def _happenings(made: Sequence[tuple[int, Planned]], changed: Sequence[tuple[int, Planned]]) -> Iterator[Happening]:
    for key, planned in made:
        facts = {"name": planned.name, "auxiliary": planned.changes["auxiliary"][1]}
        yield Happening("create_supplier", "supplier", key, facts)
    for key, planned in changed:
        if planned.changes:
            before = {name: old for name, (old, _new) in planned.changes.items()}
            after = {name: new for name, (_old, new) in planned.changes.items()}
            yield Happening("edit_supplier", "supplier", key, {"before": before, "after": after})
    for key, planned in (*made, *changed):
        if planned.iban:
            yield Happening("add_bank_details", "supplier", key, {"iban": planned.iban})
