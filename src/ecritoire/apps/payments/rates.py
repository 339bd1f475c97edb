"""Entering an exchange rate, and posting what waited for it."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.models import Rate
from ecritoire.apps.ledger.services import set_rate
from ecritoire.apps.payments.attaching import refresh_advances
from ecritoire.apps.payments.models import Payment
from ecritoire.apps.payments.posting import post_executed
from ecritoire.apps.purchases.balancing import refresh_lacking_rate
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import PaymentState

CURRENCY_LENGTH = 3


class BadRateError(EcritoireError):
    """Not a rate between two currencies."""

    code = "bad_rate"
    template = (
        "« %(rate)s » n’est pas un taux : il faut les unités de %(currency)s pour 1 %(own)s, un nombre positif, "
        "et une devise autre que celle de la société."
    )


@transaction.atomic
def enter_rate(company: Company, currency: str, day: date, rate: Decimal, *, actor: str) -> Rate:
    """Enter the rate of a currency on a day, and post the documents and payments that lacked it.

    What is posted already keeps the rate it was posted at.

    Args:
        company: the company in scope.
        currency: ISO 4217.
        day: of the invoices, and of the payments, it is for.
        rate: units of ``currency`` for one of the company's.
        actor: who enters it.

    Raises:
        BadRateError: the rate is not positive, or there is nothing to convert.
    """
    currency = currency.upper()
    is_code = len(currency) == CURRENCY_LENGTH and currency.isalpha()
    if not rate.is_finite() or rate <= 0 or not is_code or currency == company.currency:
        raise BadRateError(rate=rate, currency=currency, own=company.currency)
    entered = set_rate(company, currency, day, rate, actor=actor)
    refresh_lacking_rate(currency, day)
    _post_waiting(currency)
    return entered


def _post_waiting(currency: str) -> None:
    """Post the executed payments of a currency that waited, for the rate of their day or for that of their document."""
    waiting = Payment.objects.filter(~Q(is_outside=True), state=PaymentState.PAID, currency=currency, entry=None)
    for payment in waiting.select_related("company", "journal").order_by("pk"):
        post_executed(payment)
        for allocation in payment.allocations.select_related("document"):
            if payment.entry_id is not None and allocation.document.type == DocumentType.ORDER:
                refresh_advances(allocation.document)
