"""Keying by hand a file that says nothing a program can read: a person types what the paper says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.entering import enter_document
from ecritoire.apps.purchases.models import Document, DocumentLine, DocumentVat, SourceFile
from ecritoire.apps.purchases.transcription import LABEL_LENGTH, Transcript, assess_reverse_charge
from ecritoire.apps.suppliers.identity import checked_siren, checked_vat_number
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import Address, DocumentType, Invoice, Party, Reference, Syntax, Totals
from ecritoire.domain.keying import KeyedLine, KeyedSums, KeyedVat, sums_of
from ecritoire.domain.language import say
from ecritoire.domain.vat import VAT_CODES, VatTreatment
from ecritoire.domain.wording import said_amount

# UNTDID 1001, as an e-invoice of the same kind would state it.
TYPE_CODES: Mapping[DocumentType, str] = {
    DocumentType.INVOICE: "380",
    DocumentType.CREDIT_NOTE: "381",
    DocumentType.DEPOSIT_INVOICE: "386",
    DocumentType.ORDER: "325",
}


class KeyedAlreadyError(EcritoireError):
    """Somebody keyed the file meanwhile, or cut it into several."""

    code = "keyed_already"
    template = (
        "Ce fichier a déjà été traité pendant votre saisie : %(outcome)s. Rien n’est enregistré de plus ; "
        "votre saisie est encore là."
    )


class KeyedWithoutLineError(EcritoireError):
    """A document has at least one line."""

    code = "keyed_without_line"
    template = "Donnez au moins une ligne : un libellé, un montant hors taxe et un code de TVA."


class KeyedNegativeError(EcritoireError):
    """The amounts of a document are positive; its type says the direction."""

    code = "keyed_negative"
    template = (
        "Le total fait %(total)s : il doit être positif. Pour un avoir, choisissez le type « Avoir » "
        "et écrivez les montants sans signe moins."
    )


class KeyedVatError(EcritoireError):
    """The tax on the paper is not what its rates give."""

    code = "keyed_vat_gap"
    template = (
        "Aux taux choisis la TVA fait %(computed)s, vous avez écrit %(stated)s (écart %(gap)s). Corrigez l’un des "
        "deux, ou donnez le code « TVA à préciser » à la ligne que les taux n’expliquent pas."
    )


class KeyedTotalError(EcritoireError):
    """The total on the paper is not what was typed above it."""

    code = "keyed_total_gap"
    template = (
        "Les lignes (%(net)s) et la TVA (%(vat)s) font %(computed)s, vous avez écrit %(stated)s : écart %(gap)s. "
        "Relisez les montants sur le document."
    )


@dataclass(frozen=True, slots=True)
class KeyedSupplier:
    """Who sent it, as far as the paper says."""

    name: str
    siren: str = ""
    vat_number: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class KeyedDocument:
    """What a person typed. Amounts in minor units of ``currency``; ``vat_minor`` none: computed from the rates."""

    supplier: KeyedSupplier
    type: DocumentType
    number: str
    invoice_date: date
    currency: str
    lines: Sequence[KeyedLine]
    total_minor: int
    vat_minor: int | None = None
    due_date: date | None = None
    order_reference: str = ""
    preceding: str = ""  # the number of the invoice that a credit note takes back


@transaction.atomic
def key_document(source: SourceFile, keyed: KeyedDocument, *, actor: str) -> Document:
    """Make a document of a file in the company in scope, from what a person read on it; it then waits for control.

    Raises:
        KeyedAlreadyError: the file became a document, or several files, meanwhile.
        KeyedWithoutLineError, KeyedNegativeError, KeyedVatError, KeyedTotalError: the amounts do not hold.
        InvalidSirenError, InvalidVatNumberError, VatSirenMismatchError: a key of the supplier is wrong.
        Others: see ``entering.enter_document``.
    """
    source = SourceFile.objects.select_for_update().select_related("company").get(pk=source.pk)
    refuse_treated(source)
    if parts := source.parts.filter(file__aside=None).count():
        raise KeyedAlreadyError(
            outcome=say("il est découpé en %(count)s fichiers, à saisir un par un") % {"count": parts}
        )
    sums = checked_sums(keyed)
    invoice = _invoice(keyed, sums, source.company)
    document = enter_document(
        source.company,
        invoice,
        source,
        actor=actor,
        controls=False,
        at=source.received_at,
        rows=_rows(keyed, sums),
    )
    record(actor=actor, action="key", subject=document, number=document.number)
    return document


def refuse_treated(source: SourceFile) -> None:
    """Make sure that nothing came of a file yet.

    Raises:
        KeyedAlreadyError: something did.
    """
    document = source.documents.select_related("supplier").first()
    if document is not None:
        facts = {"number": document.number, "supplier": document.supplier.name}
        raise KeyedAlreadyError(outcome=say("c’est %(number)s de %(supplier)s") % facts)


def checked_sums(keyed: KeyedDocument) -> KeyedSums:
    """Add up what was typed, and make sure that it is what the paper states.

    Raises:
        KeyedWithoutLineError, KeyedNegativeError, KeyedVatError, KeyedTotalError: see ``key_document``.
    """
    if not keyed.lines:
        raise KeyedWithoutLineError
    sums = sums_of(keyed.lines, keyed.vat_minor)

    def amount(minor: int) -> str:
        return said_amount(minor, keyed.currency)

    if sums.vat_gap_minor:
        stated = sums.vat_minor + sums.vat_gap_minor
        raise KeyedVatError(computed=amount(sums.vat_minor), stated=amount(stated), gap=amount(sums.vat_gap_minor))
    if sums.total_minor != keyed.total_minor:
        raise KeyedTotalError(
            net=amount(sums.net_minor),
            vat=amount(sums.vat_minor),
            computed=amount(sums.total_minor),
            stated=amount(keyed.total_minor),
            gap=amount(keyed.total_minor - sums.total_minor),
        )
    if sums.total_minor < 0:
        raise KeyedNegativeError(total=amount(sums.total_minor))
    return sums


def _invoice(keyed: KeyedDocument, sums: KeyedSums, company: Company) -> Invoice:
    """The same thing as an e-invoice would be read; whoever keyed it saw that it is for this company."""
    supplier = keyed.supplier
    siren = checked_siren(supplier.siren)
    vat_number = checked_vat_number(supplier.vat_number, siren)
    return Invoice(
        syntax=Syntax.KEYED,
        profile="",
        process="",
        number=keyed.number,
        type_code=TYPE_CODES[keyed.type],
        type=keyed.type,
        issue_date=keyed.invoice_date,
        due_date=keyed.due_date,
        currency=keyed.currency,
        order_reference=keyed.order_reference,
        preceding=(Reference(keyed.preceding),) if keyed.preceding else (),
        seller=Party(
            name=supplier.name,
            siren=siren,
            vat_number=vat_number,
            address=Address(country=supplier.country),
        ),
        buyer=Party(name=company.name, siren=company.siren),
        totals=Totals(
            lines_minor=sums.net_minor,
            allowances_minor=0,
            charges_minor=0,
            net_minor=sums.net_minor,
            vat_minor=sums.vat_minor,
            vat_in_tax_currency_minor=None,
            total_minor=sums.total_minor,
            prepaid_minor=0,
            rounding_minor=0,
            due_minor=sums.total_minor,
        ),
    )


def _rows(keyed: KeyedDocument, sums: KeyedSums) -> Transcript:
    lines = tuple(
        DocumentLine(
            position=position,
            label=line.label[:LABEL_LENGTH],
            net_minor=line.net_minor,
            vat_code=line.vat_code,
        )
        for position, line in enumerate(keyed.lines, start=1)
    )
    return Transcript(lines, tuple(_vat(row) for row in sums.vat), tuple(line.label for line in lines))


def _vat(row: KeyedVat) -> DocumentVat:
    code = VAT_CODES[row.vat_code]
    kept = DocumentVat(
        vat_code=row.vat_code,
        category="S" if code.treatment is VatTreatment.DEDUCTIBLE else "",
        rate_bp=code.rate_bp,
        base_minor=row.base_minor,
        vat_minor=row.vat_minor,
    )
    assess_reverse_charge(kept)
    return kept
