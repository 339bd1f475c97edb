"""Two records of one supplier become one: what can move moves, what the books hold stays and is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.locking import lock_by_key
from ecritoire.apps.purchases.models import CodingRule, Document
from ecritoire.apps.purchases.posting import refresh_posting
from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.lifecycle import PaymentState

_UNPAID = (PaymentState.TO_PAY, PaymentState.PAID_OUTSIDE)
_FILLED = ("trading_name", "vat_number", "supplier_account", "default_account", "default_vat_code", "category")


class SameSupplierError(EcritoireError):
    """A record cannot be merged into itself, nor one that was merged already."""

    code = "same_supplier"
    template = "%(name)s est déjà cette fiche, ou y a déjà été fusionnée. Choisissez-en une autre."


class OtherSirenError(EcritoireError):
    """Two SIRENs are two companies."""

    code = "other_siren"
    template = (
        "%(name)s a le SIREN %(siren)s, %(other)s le SIREN %(other_siren)s : ce sont deux entreprises. "
        "Corrigez l’un des deux s’il est faux."
    )


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What merging would move, and what would stay on the old record."""

    moving: int  # documents
    booked: int  # documents that the books, or payments, hold under the old record
    linked: int  # documents tied to another one: order, deposit, correction
    same_numbers: Sequence[str]  # documents whose number the other record has too
    bank_details: int
    rules: int


def plan_merge(kept: Supplier, absorbed: Supplier) -> MergePlan:
    """Work out what merging ``absorbed`` into ``kept`` would do; nothing is written.

    Raises:
        SameSupplierError, OtherSirenError: they cannot be merged.
    """
    _refuse(kept, absorbed)
    documents = Document.objects.filter(supplier=absorbed)
    moving = _movable(documents)
    double = moving.filter(_doubled(kept))
    booked = documents.filter(~_free())
    return MergePlan(
        moving=moving.exclude(pk__in=double.values("pk")).count(),
        booked=booked.count(),
        linked=documents.filter(_free()).exclude(pk__in=moving.values("pk")).count(),
        same_numbers=list(double.order_by("number").values_list("number", flat=True)[:20]),
        bank_details=BankDetails.objects.filter(supplier=absorbed).count(),
        rules=CodingRule.objects.filter(supplier=absorbed).count(),
    )


def _refuse(kept: Supplier, absorbed: Supplier) -> None:
    if kept.pk == absorbed.pk or kept.merged_into_id is not None or absorbed.merged_into_id is not None:
        raise SameSupplierError(name=absorbed.name)
    if kept.siren and absorbed.siren and kept.siren != absorbed.siren:
        raise OtherSirenError(name=kept.name, siren=kept.siren, other=absorbed.name, other_siren=absorbed.siren)


def _free() -> Q:
    """Documents that nothing final is about: no exported entry, no payment."""
    return Q(previous_entry=None, payment__in=_UNPAID) & (Q(entry=None) | Q(entry__export=None))


def _movable(documents: QuerySet[Document]) -> QuerySet[Document]:
    tied = Document.objects.filter(Q(order=OuterRef("pk")) | Q(corrects=OuterRef("pk")) | Q(settled_by=OuterRef("pk")))
    return documents.filter(_free(), ~Exists(tied), order=None, corrects=None, settled_by=None)


def _doubled(kept: Supplier) -> Exists:
    same = Document.objects.filter(supplier=kept, number=OuterRef("number"), year=OuterRef("year"))
    return Exists(same)


@transaction.atomic
def merge_suppliers(kept: Supplier, absorbed: Supplier, *, actor: str) -> MergePlan:
    """Merge ``absorbed`` into ``kept``: documents, bank details, rules and names found move; final entries stay.

    The old record stays too, as another name of the kept one: what still arrives under its numbers or its name goes to
    the kept record. Entries that no export holds are posted anew under the kept auxiliary account.

    Raises:
        SameSupplierError, OtherSirenError: they cannot be merged.
    """
    Company.objects.select_for_update().get(pk=kept.company_id)
    kept = Supplier.objects.select_for_update().get(pk=kept.pk)
    absorbed = Supplier.objects.select_for_update().get(pk=absorbed.pk)
    plan = plan_merge(kept, absorbed)
    moving = _movable(Document.objects.filter(supplier=absorbed)).exclude(_doubled(kept))
    for key in list(moving.order_by("pk").values_list("pk", flat=True)):
        document = lock_by_key(key)
        document.supplier = kept
        document.save(update_fields=["supplier"])
        refresh_posting(document)
    _move_bank_details(kept, absorbed)
    CodingRule.objects.filter(supplier=absorbed).update(supplier=kept)
    Supplier.objects.filter(merged_into=absorbed).update(merged_into=kept)
    _join(kept, absorbed)
    facts = {"kept": kept.name, "absorbed": absorbed.name, "auxiliary": absorbed.auxiliary, "moved": plan.moving}
    facts["stayed"] = plan.booked + plan.linked + len(plan.same_numbers)
    record(actor=actor, action="merge_suppliers", subject=kept, **facts)
    record(actor=actor, action="merged_supplier", subject=absorbed, **facts)
    return plan


def _move_bank_details(kept: Supplier, absorbed: Supplier) -> None:
    own = {details.iban: details for details in BankDetails.objects.filter(supplier=kept)}
    for details in BankDetails.objects.filter(supplier=absorbed).order_by("pk"):
        same = own.get(details.iban)
        if same is None:
            details.supplier = kept
            details.save(update_fields=["supplier"])
            continue
        if same.verified_at is None and details.verified_at is not None:
            BankDetails.objects.filter(pk=same.pk).update(verified_at=details.verified_at)
        details.delete()


def _join(kept: Supplier, absorbed: Supplier) -> None:
    """Fill what the kept record leaves open from the other, which becomes another name of it."""
    siren = absorbed.siren if not kept.siren else ""
    absorbed.merged_into = kept
    if siren:
        absorbed.siren = ""
    absorbed.save(update_fields=["merged_into", "siren"])
    kept.siren = kept.siren or siren
    for name in _FILLED:
        if not getattr(kept, name):
            setattr(kept, name, getattr(absorbed, name))
    kept.save(update_fields=["siren", *_FILLED])
