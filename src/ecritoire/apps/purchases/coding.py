"""Coding (imputation): which account a line is booked on, and how its VAT is treated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ecritoire.apps.audit.services import record
from ecritoire.apps.ledger.models import Account
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document, DocumentLine
from ecritoire.apps.purchases.posting import posted_corrective, refresh_posting
from ecritoire.apps.purchases.recoding_vat import change_vat_code
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.language import say
from ecritoire.domain.vat import VAT_CODES

ORIGIN_PERSON = "person"
CLOSE_ACCOUNTS = 3


class UnknownAccountError(EcritoireError):
    """The account is not in the chart."""

    code = "unknown_account"
    template = "Le compte %(account)s n’est pas dans le plan comptable.%(close)s"


class UnknownVatCodeError(EcritoireError):
    """There is no such VAT code."""

    code = "unknown_vat_code"
    template = "Le code de TVA « %(vat_code)s » n’existe pas. Les codes sont : %(known)s."


class UnknownLineError(EcritoireError):
    """The document has no line at this position."""

    code = "unknown_line"
    template = "%(number)s n’a pas de ligne %(line)s : elle en a %(count)s."


class CorrectedError(EcritoireError):
    """A corrective invoice took the document's place in the books."""

    code = "corrected_document"
    template = "%(number)s est remplacée par la facture rectificative %(corrective)s : c’est elle qu’il faut modifier."


class OrderNotCodedError(EcritoireError):
    """An order never makes an entry."""

    code = "order_not_coded"
    template = "%(number)s est une commande : elle ne se comptabilise pas. Imputez la facture quand elle arrive."


@dataclass(frozen=True, slots=True)
class LineCoding:
    """What a person decides of one line; empty: left as it is."""

    account: str = ""
    vat_code: str = ""


@transaction.atomic
def code_document(document: Document, account: str, *, vat_code: str = "", replace: bool = False, actor: str) -> int:
    """Give an account (and a VAT code) to the lines that have none, or to all with ``replace``; return how many.

    Raises:
        UnknownAccountError, UnknownVatCodeError: the chart, or the product, knows none such.
        CorrectedError: a corrective invoice took the document's place.
        OrderNotCodedError: it is an order.
    """
    document = lock_document(document)
    lines = list(document.lines.order_by("position"))
    coding = LineCoding(account, vat_code)
    chosen = {line.position: coding for line in lines if replace or not line.account}
    return _code(document, lines, chosen, actor=actor) if chosen else 0


@transaction.atomic
def code_lines(document: Document, codings: Mapping[int, LineCoding], *, actor: str) -> Document:
    """Code lines of a document by their positions, whatever they had before.

    Raises:
        UnknownLineError: there is no such line.
        UnknownAccountError, UnknownVatCodeError, CorrectedError, OrderNotCodedError: see ``code_document``.
    """
    document = lock_document(document)
    lines = list(document.lines.order_by("position"))
    for position in codings.keys() - {line.position for line in lines}:
        raise UnknownLineError(number=document.number, line=position, count=len(lines))
    _code(document, lines, codings, actor=actor)
    return document


def _code(document: Document, lines: Sequence[DocumentLine], codings: Mapping[int, LineCoding], *, actor: str) -> int:
    refuse_uncodable(document)
    require_accounts(coding.account for coding in codings.values() if coding.account)
    require_vat_codes(coding.vat_code for coding in codings.values() if coding.vat_code)
    before, changed = {}, []
    for line in lines:
        coding = codings.get(line.position)
        if coding is None:
            continue
        before[str(line.position)] = [line.account, line.vat_code]
        if coding.account:
            line.account, line.proposed_account = coding.account, ""
            line.origin, line.origin_label = ORIGIN_PERSON, actor[:120]
        changed.append(line)
    DocumentLine.objects.bulk_update(changed, ["account", "proposed_account", "origin", "origin_label"])
    for line in changed:
        if wanted := codings[line.position].vat_code:
            change_vat_code(document, lines, line, wanted)
    after = {str(line.position): [line.account, line.vat_code] for line in changed}
    record(actor=actor, action="code", subject=document, before=before, after=after)
    refresh_posting(document)
    return len(changed)


def refuse_uncodable(document: Document) -> None:
    """Refuse to change what is booked of a document that makes no entry of its own, or none any more.

    Raises:
        CorrectedError, OrderNotCodedError: see ``code_document``.
    """
    if document.type == DocumentType.ORDER:
        raise OrderNotCodedError(number=document.number)
    corrective = posted_corrective(document)
    if corrective is not None:
        raise CorrectedError(number=document.number, corrective=corrective.number)


def require_accounts(numbers: Iterable[str]) -> None:
    """Make sure the chart of the company in scope has these accounts.

    Raises:
        UnknownAccountError: one is not there; the closest ones are named.
    """
    wanted = set(numbers)
    known = set(Account.objects.filter(number__in=wanted).values_list("number", flat=True))
    for number in sorted(wanted - known):
        raise UnknownAccountError(account=number, close=_close_accounts(number))


def _close_accounts(number: str) -> str:
    chart = dict(Account.objects.filter(number__startswith=number[:2]).values_list("number", "label"))
    close = get_close_matches(number, chart, n=CLOSE_ACCOUNTS, cutoff=0.6)
    if not close:
        return say(" Ajoutez-le dans Comptabilité, Configuration, ou choisissez-en un autre.")
    named = ", ".join(f"{found} ({chart[found]})" for found in close)
    return say(" Comptes proches : %(named)s.") % {"named": named}


def require_vat_codes(codes: Iterable[str]) -> None:
    """Make sure these VAT codes exist.

    Raises:
        UnknownVatCodeError: one does not; all are named.
    """
    for code in codes:
        if code not in VAT_CODES:
            raise UnknownVatCodeError(vat_code=code, known=", ".join(sorted(VAT_CODES)))


def uncoded_documents() -> QuerySet[Document]:
    """Documents of the company in scope with a line that has no account, orders aside."""
    uncoded = DocumentLine.objects.filter(document=OuterRef("pk"), account="")
    documents = Document.objects.exclude(type=DocumentType.ORDER).filter(Exists(uncoded))
    return documents.order_by("invoice_date", "pk")
