"""Taking a document for a change: its row is locked until the transaction ends."""

from django.db import transaction

from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError


class DocumentNotFoundError(EcritoireError):
    """The company in scope has no such document."""

    code = "document_not_found"
    template = (
        "Aucun document « %(document)s » dans la société. "
        "Vérifiez le numéro (ecritoire documents), ou importez le document."
    )


def lock_document(document: Document) -> Document:
    """Return ``document`` as it is now, locked; a document of another company is not found.

    Raises:
        DocumentNotFoundError: it is not one of the company in scope.
    """
    try:
        return lock_by_key(document.pk)
    except Document.DoesNotExist as error:
        raise DocumentNotFoundError(document=document.number) from error


def lock_by_key(key: int) -> Document:
    """Return the document of this key, locked, with what its posting needs."""
    assert transaction.get_connection().in_atomic_block, "a lock lasts as long as its transaction"
    rows = Document.objects.select_for_update(of=("self",))
    rows = rows.select_related("company", "supplier", "entry", "previous_entry")
    return rows.select_related("corrects__entry", "corrects__previous_entry").get(pk=key)
