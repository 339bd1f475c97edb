"""Changing the VAT code of a line: the tax of its group goes with it, in proportion to the net amounts."""

from collections.abc import Sequence

from ecritoire.apps.purchases.models import Document, DocumentLine, DocumentVat
from ecritoire.apps.purchases.transcription import assess_reverse_charge
from ecritoire.domain.money import allocate
from ecritoire.domain.vat import VAT_CODES, VatTreatment


def change_vat_code(document: Document, lines: Sequence[DocumentLine], line: DocumentLine, wanted: str) -> None:
    """Move one line to another VAT code, and the part of its group's base and tax that is its own.

    The tax charged by the sender stays what it was: under a code that admits none, the document shows as unbalanced.
    Tax that the company assesses itself is computed anew.
    """
    if line.vat_code == wanted:
        return
    group = DocumentVat.objects.filter(document=document, vat_code=line.vat_code).order_by("pk").first()
    same = [other for other in lines if other.vat_code == line.vat_code]
    line.vat_code = wanted
    line.save(update_fields=["vat_code"])
    if group is not None:
        _move(document, group, wanted, [other.net_minor for other in same], same.index(line))


def _move(document: Document, group: DocumentVat, wanted: str, nets: Sequence[int], place: int) -> None:
    was_assessed = _is_reverse_charge(group.vat_code)
    base = allocate(group.base_minor, nets)[place]
    tax = 0 if was_assessed else allocate(group.vat_minor, nets)[place]
    group.base_minor -= base
    group.vat_minor -= tax
    assess_reverse_charge(group)
    if len(nets) == 1:
        group.delete()
    else:
        group.save(update_fields=["base_minor", "vat_minor"])
    rate_bp = VAT_CODES[wanted].rate_bp if _is_reverse_charge(wanted) else group.rate_bp
    target = DocumentVat.objects.filter(document=document, vat_code=wanted, rate_bp=rate_bp).first() or DocumentVat(
        company_id=document.company_id,
        document=document,
        vat_code=wanted,
        category=group.category,
        rate_bp=rate_bp,
        base_minor=0,
        vat_minor=0,
    )
    target.base_minor += base
    target.vat_minor += tax
    assess_reverse_charge(target)
    target.save()


def _is_reverse_charge(code: str) -> bool:
    return code in VAT_CODES and VAT_CODES[code].treatment is VatTreatment.REVERSE_CHARGE
