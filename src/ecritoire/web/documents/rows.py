"""What a row says of a document, wherever documents are listed."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ecritoire.apps.purchases.models import Document
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import PaymentState

SETTLED = frozenset({PaymentState.PAID, PaymentState.PAID_OUTSIDE})
TYPE_LABELS: Mapping[str, str | Promise] = {
    DocumentType.INVOICE: gettext_lazy("Facture"),
    DocumentType.CREDIT_NOTE: gettext_lazy("Avoir"),
    DocumentType.DEPOSIT_INVOICE: gettext_lazy("Facture d’acompte"),
    DocumentType.CORRECTIVE: gettext_lazy("Facture rectificative"),
    DocumentType.ORDER: gettext_lazy("Commande"),
}
# In a column, where the rest of the row says it is an invoice.
SHORT_TYPE_LABELS: Mapping[str, str | Promise] = {
    **TYPE_LABELS,
    DocumentType.DEPOSIT_INVOICE: gettext_lazy("Acompte"),
    DocumentType.CORRECTIVE: gettext_lazy("Rectif."),
}


def is_late(document: Document) -> bool:
    """Whether the due date has passed and something is still to be paid."""
    due = document.due_date
    return due is not None and due < timezone.localdate() and document.payment not in SETTLED


def signed_total(document: Document) -> int:
    """The total as lists of documents show it: negative for a credit note."""
    return signed(document, document.total_minor)


def signed(document: Document, minor: int) -> int:
    """An amount of a document as lists show it: negative for a credit note."""
    return -minor if document.type == DocumentType.CREDIT_NOTE else minor
