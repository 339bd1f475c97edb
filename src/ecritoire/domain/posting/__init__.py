"""From a coded document or a payment to its entry, or to the reasons why there is none yet.

Everything is computed here and nowhere else; the applications only store the outcome. Amounts are minor units; those of
a document are in its own currency, those of an entry in the company's.

Rules: French chart of accounts (ANC 2014-03 as amended by 2022-06), CGI art. 269, 271 and 283 for VAT.
"""

from ecritoire.domain.posting.document import post_document
from ecritoire.domain.posting.model import (
    ClearedDeposit,
    CodedLine,
    PendingVat,
    Posting,
    PostingAccounts,
    PostingDocument,
    PostingPayment,
    Problem,
    SettledDocument,
    VatAmount,
)
from ecritoire.domain.posting.payment import PaymentMismatchError, pending_vat_share, post_payment

__all__ = [
    "ClearedDeposit",
    "CodedLine",
    "PaymentMismatchError",
    "PendingVat",
    "Posting",
    "PostingAccounts",
    "PostingDocument",
    "PostingPayment",
    "Problem",
    "SettledDocument",
    "VatAmount",
    "pending_vat_share",
    "post_document",
    "post_payment",
]
