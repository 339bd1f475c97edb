"""Control: a person, or a rule for a conforming e-invoice, confirms what a document says."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.analytics import require_sections
from ecritoire.apps.purchases.approval_asking import ask_by_rule
from ecritoire.apps.purchases.checking import (
    ARITHMETIC,
    POSSIBLE_DUPLICATE,
    PREPAID_UNEXPLAINED,
    RECIPIENT_UNKNOWN,
    WRONG_RECIPIENT,
)
from ecritoire.apps.purchases.linking import ORIGINAL_MISSING
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document, DocumentLine
from ecritoire.apps.purchases.posting import Books, refresh_posting
from ecritoire.apps.suppliers.services import IBAN_CHANGED, confirm_supplier
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import sentence
from ecritoire.domain.wording import said_moment

RULE_NAME = sentence("Règle : facture électronique conforme d’un fournisseur connu")
# A rule never confirms a document with one of these: a person looks at it.
BLOCKING_FLAGS = frozenset(
    {
        WRONG_RECIPIENT,
        RECIPIENT_UNKNOWN,
        ARITHMETIC,
        ORIGINAL_MISSING,
        POSSIBLE_DUPLICATE,
        PREPAID_UNEXPLAINED,
        IBAN_CHANGED,
        "iban_invalid",
        "payee_differs",
        "multi_party_invoice",
        "type_code_unknown",
        "type_code_missing",
        "type_code_conflict",
        "corrective_without_reference",
        "negative_corrective",
        "lines_left_out",
        "line_amount_missing",
        "amount_due_missing",
        "currency_conflict",
        "siren_conflict",
        "vat_rate_unknown",
    }
)


class ControlledAlreadyError(EcritoireError):
    """The document is not in the inbox any more."""

    code = "controlled_already"
    template = "%(number)s est déjà contrôlé : %(by)s, le %(at)s."


def controlled_already(document: Document) -> ControlledAlreadyError:
    """The refusal of what only a document of the inbox allows, with who controlled it and when."""
    assert document.controlled_at is not None, "only what is controlled is refused for it"
    at = said_moment(timezone.localtime(document.controlled_at))
    return ControlledAlreadyError(number=document.number, by=document.controlled_by, at=at)


@transaction.atomic
def control_document(document: Document, *, actor: str, at: datetime | None = None) -> Document:
    """Confirm what a document says: proposed accounts are accepted, the supplier is known, the entry is posted.

    Whoever the rules of approval name is asked.

    A document may be controlled with problems of coding: it then has no entry until they are solved.

    Raises:
        ControlledAlreadyError: it is not in the inbox.
        SectionsMissingError: a compulsory analytic axis has no section on some line.
    """
    document = lock_document(document)
    if document.controlled_at is not None:
        raise controlled_already(document)
    confirm_supplier(document.supplier)
    moment = at or clock.now()
    _control(document, list(document.lines.order_by("position")), by=actor, at=moment)
    record(actor=actor, action="control", subject=document)
    ask_by_rule(document, actor=actor, at=moment)
    return document


def control_by_rule(document: Document, lines: Sequence[DocumentLine], books: Books, *, at: datetime) -> bool:
    """Confirm a document in place of a person, when nothing about it needs one; return whether it was.

    Nothing needs a person when the supplier is known, no flag blocks, every line has an account or a proposal, and the
    document posts. Runs in the transaction that brought the document in.
    """
    needs_person = BLOCKING_FLAGS & set(document.flags) or document.supplier.known_at is None
    if needs_person or any(not line.account and not line.proposed_account and line.net_minor for line in lines):
        return False
    try:
        with transaction.atomic():
            _control(document, lines, by=RULE_NAME, at=at, books=books)
            if document.posting_problems:
                raise _NeedsPersonError
    except EcritoireError:
        document.refresh_from_db()
        return False
    record(actor=RULE_NAME, action="control", subject=document)
    ask_by_rule(document, actor=RULE_NAME, at=at)
    return True


class _NeedsPersonError(EcritoireError):
    """The document does not post: a person is to look at it."""


def _control(
    document: Document, lines: Sequence[DocumentLine], *, by: str, at: datetime, books: Books | None = None
) -> None:
    require_sections(document, lines)
    accept_proposals(lines)
    document.controlled_at, document.controlled_by = at, by
    document.save(update_fields=["controlled_at", "controlled_by"])
    refresh_posting(document, books)


def accept_proposals(lines: Sequence[DocumentLine]) -> None:
    """Give every line without an account the one proposed for it."""
    accepted = [line for line in lines if line.proposed_account and not line.account]
    for line in accepted:
        line.account, line.proposed_account = line.proposed_account, ""
    if accepted:
        DocumentLine.objects.bulk_update(accepted, ["account", "proposed_account"])
