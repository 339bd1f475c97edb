"""What a payment is refused for, before anything is written."""

from collections.abc import Sequence

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Journal
from ecritoire.apps.payments.settling import left_minor, paid_before_minor
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.entries import JournalType
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.wording import said_amount, said_date


class NothingToPayError(EcritoireError):
    """No document, or the same one twice."""

    code = "nothing_to_pay"
    template = "Un paiement règle au moins un document, et chacun une seule fois. Vérifiez la sélection."


class MixedCurrenciesError(EcritoireError):
    """One movement of money has one currency."""

    code = "mixed_currencies"
    template = "Un paiement n’a qu’une devise ; ces documents en ont plusieurs (%(currencies)s). Payez-les séparément."


class PaymentBeforeControlError(EcritoireError):
    """The document is still in the inbox."""

    code = "payment_before_control"
    template = (
        "%(number)s est encore en Réception : contrôlez-la avant de la payer "
        "(ou notez un paiement fait hors Écritoire)."
    )


class OrderSettledError(EcritoireError):
    """The final invoice of the order has arrived."""

    code = "order_settled"
    template = "La commande %(number)s est soldée par la facture %(invoice)s : c’est elle qu’il faut payer."


class DepositNotPostedError(EcritoireError):
    """The payment of a deposit invoice makes its VAT deductible, so its VAT account must be known."""

    code = "deposit_not_posted"
    template = (
        "La facture d’acompte %(number)s ne se comptabilise pas encore, or son paiement rend sa TVA déductible. "
        "Complétez d’abord son imputation."
    )


class DocumentRateMissingError(EcritoireError):
    """What the document owes is not known in the company's currency."""

    code = "document_rate_missing"
    template = (
        "%(number)s est en %(currency)s et n’a pas de taux de change au %(day)s : saisissez-le d’abord "
        "(ecritoire rate %(currency)s %(iso_day)s TAUX)."
    )


class BankAccountMissingError(EcritoireError):
    """The journal does not say which account the bank has in the books."""

    code = "bank_account_missing"
    template = (
        "Le journal %(journal)s n’a pas de compte de banque (512…). "
        "Donnez-lui le sien dans Comptabilité, Configuration."
    )


class NoAmountError(EcritoireError):
    """A payment of nothing, or of less."""

    code = "amount_not_positive"
    template = "Le montant payé de %(number)s doit être positif ; un avoir se déduit de lui-même."


class AlreadyPaidError(EcritoireError):
    """Nothing is left to pay."""

    code = "already_paid"
    template = "Il ne reste rien à payer de %(number)s (%(due)s dus, %(planned)s payés ou prévus)."


class OverpaymentError(EcritoireError):
    """More than is left."""

    code = "overpayment"
    template = (
        "%(amount)s dépassent le reste à payer de %(number)s : %(left)s sur %(due)s. "
        "Corrigez le montant, ou répartissez le paiement sur plusieurs documents."
    )


def check(
    company: Company, wanted: Sequence[tuple[Document, int | None]], *, outside: bool, paid_minor: int | None
) -> None:
    """Refuse what may not be paid together, or not yet.

    Raises:
        NothingToPayError, MixedCurrenciesError, PaymentBeforeControlError, OrderSettledError, DepositNotPostedError,
        DocumentRateMissingError: see each.
    """
    documents = [document for document, _ in wanted]
    if not documents or len({document.pk for document in documents}) < len(documents):
        raise NothingToPayError
    currencies = sorted({document.currency for document in documents})
    if len(currencies) > 1:
        raise MixedCurrenciesError(currencies=", ".join(currencies))
    for document in documents:
        _check_order(document)
        if not outside:
            _check_booking(company, document, paid_minor)


def _check_order(document: Document) -> None:
    invoice = document.final_invoices.first() if document.type == DocumentType.ORDER else None
    if invoice is not None:
        raise OrderSettledError(number=document.number, invoice=invoice.number)


def _check_booking(company: Company, document: Document, paid_minor: int | None) -> None:
    if document.type == DocumentType.ORDER:
        return
    if document.controlled_at is None:
        raise PaymentBeforeControlError(number=document.number)
    if document.currency != company.currency and document.rate is None and paid_minor is not None:
        day = document.invoice_date
        raise DocumentRateMissingError(
            number=document.number, currency=document.currency, day=said_date(day), iso_day=day.isoformat()
        )
    if document.type == DocumentType.DEPOSIT_INVOICE and document.posting_problems and not document.lacks_rate:
        raise DepositNotPostedError(number=document.number)


def check_journal(journal: Journal) -> None:
    """Refuse to pay from a journal that is no bank's.

    Raises:
        BankAccountMissingError: it has no account of a bank.
    """
    if journal.type != JournalType.BANK or not journal.bank_account:
        raise BankAccountMissingError(journal=journal.code)


def resolve(wanted: Sequence[tuple[Document, int | None]]) -> list[tuple[Document, int]]:
    """How much of each document is paid, what is left where nothing is said.

    Raises:
        NoAmountError, AlreadyPaidError, OverpaymentError: see each.
    """
    return [(document, _resolve(document, amount)) for document, amount in wanted]


def _resolve(document: Document, amount: int | None) -> int:
    left = left_minor(document) + paid_before_minor(document)
    due = said_amount(document.due_minor, document.currency)
    if amount is not None and amount <= 0:
        raise NoAmountError(number=document.number)
    if left <= 0:
        planned = said_amount(document.due_minor - left, document.currency)
        raise AlreadyPaidError(number=document.number, due=due, planned=planned)
    if amount is not None and amount > left:
        raise OverpaymentError(
            number=document.number,
            amount=said_amount(amount, document.currency),
            left=said_amount(left, document.currency),
            due=due,
        )
    return left if amount is None else amount
