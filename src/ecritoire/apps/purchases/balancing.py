"""Ways out of what keeps a document from posting: a missing VAT account, a cent of difference, a missing rate."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from ecritoire.apps.audit.services import record
from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import VatAccount
from ecritoire.apps.ledger.services import set_vat_account
from ecritoire.apps.purchases.coding import refuse_uncodable, require_accounts, require_vat_codes
from ecritoire.apps.purchases.locking import lock_by_key, lock_document
from ecritoire.apps.purchases.models import Document, DocumentVat
from ecritoire.apps.purchases.posting import refresh_posting
from ecritoire.apps.versions import require_version
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.posting.problems import BOOKED_GAP_MAX_MINOR
from ecritoire.domain.wording import said_amount


class NoGapError(EcritoireError):
    """Lines and total agree."""

    code = "no_gap"
    template = "%(number)s est équilibrée : il n’y a pas d’écart à porter au compte d’arrondi."


class GapTooLargeError(EcritoireError):
    """Only a difference of rounding goes to the rounding account."""

    code = "gap_too_large"
    template = (
        "L’écart de %(gap)s sur %(number)s dépasse %(limit)s : ce n’est pas un arrondi. "
        "Corrigez l’imputation, ou demandez une facture rectificative au fournisseur."
    )


class VatCodeNotOnDocumentError(EcritoireError):
    """The document has no VAT under this code."""

    code = "vat_code_not_on_document"
    template = "%(number)s n’a pas de TVA sous le code %(vat_code)s. Ses codes : %(present)s."


@transaction.atomic
def book_gap(document: Document, *, actor: str) -> Document:
    """Send the cents between the lines and the total to the rounding account (658, 758).

    Raises:
        NoGapError: there is no difference.
        GapTooLargeError: it is no rounding.
        CorrectedError, OrderNotCodedError: see ``coding.refuse_uncodable``.
    """
    document = lock_document(document)
    refuse_uncodable(document)
    gaps = [problem["facts"]["gap_minor"] for problem in document.posting_problems if problem["code"] == "unbalanced"]
    if not gaps:
        raise NoGapError(number=document.number)
    if abs(gaps[0]) > BOOKED_GAP_MAX_MINOR:
        raise GapTooLargeError(
            number=document.number,
            gap=said_amount(abs(gaps[0]), document.currency),
            limit=said_amount(BOOKED_GAP_MAX_MINOR, document.currency),
        )
    document.books_gap = True
    document.save(update_fields=["books_gap"])
    record(actor=actor, action="book_gap", subject=document, gap_minor=gaps[0])
    refresh_posting(document)
    return document


@transaction.atomic
def choose_vat_account(document: Document, vat_code: str, account: str, *, actor: str) -> Document:
    """Book the VAT of one code of a document on an account of its own choice, whatever the company's setting.

    Raises:
        UnknownAccountError: it is not in the chart.
        VatCodeNotOnDocumentError: the document has no such VAT.
        CorrectedError, OrderNotCodedError: see ``coding.refuse_uncodable``.
    """
    document = lock_document(document)
    refuse_uncodable(document)
    require_accounts([account])
    if not DocumentVat.objects.filter(document=document, vat_code=vat_code).update(account=account):
        present = DocumentVat.objects.filter(document=document).order_by("vat_code").values_list("vat_code", flat=True)
        raise VatCodeNotOnDocumentError(number=document.number, vat_code=vat_code, present=", ".join(present))
    record(actor=actor, action="choose_vat_account", subject=document, vat_code=vat_code, account=account)
    refresh_posting(document)
    return document


@transaction.atomic
def set_company_vat_account(
    company: Company, vat_code: str, *, account: str, due_account: str = "", actor: str, shown: str = ""
) -> int:
    """Say where the VAT of one code goes in the company in scope, and post what lacked it; return how many documents.

    ``shown`` is the version of the row as the person saw it; empty: whatever it says by now.

    Raises:
        ChangedMeanwhileError: it says something else than what was shown.
        UnknownVatCodeError, UnknownAccountError: they do not exist.
    """
    require_vat_codes([vat_code])
    require_accounts({account, due_account} - {""})
    current = VatAccount.objects.select_for_update().filter(vat_code=vat_code).first()
    if current is not None:
        require_version(shown, current, ("account", "due_account"), what=vat_code)
    set_vat_account(company, vat_code, account=account, due_account=due_account, actor=actor)
    lacking = Document.objects.filter(lacks_vat_account=True, vat__vat_code=vat_code)
    return _refresh(sorted(set(lacking.values_list("pk", flat=True))))


def refresh_lacking_rate(currency: str, day: date) -> int:
    """Post the documents of a currency and day that lacked their rate, once it is entered; return how many."""
    lacking = Document.objects.filter(lacks_rate=True, currency=currency, invoice_date=day)
    return _refresh(lacking.order_by("pk").values_list("pk", flat=True))


def _refresh(keys: Iterable[int]) -> int:
    count = 0
    for key in keys:
        refresh_posting(lock_by_key(key))
        count += 1
    return count
