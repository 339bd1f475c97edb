"""Two people on one document: what somebody decided looking at it holds only while it is as they saw it."""

from django.utils import timezone

from ecritoire.apps.audit.models import Event
from ecritoire.apps.audit.queries import history
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.wording import said_moment

# What is said about a document changes nothing that a person decides on.
_REMARKS = ("comment", "tag", "untag")


class ChangedMeanwhileError(EcritoireError):
    """Somebody else changed the document first."""

    code = "document_changed"
    template = (
        "%(actor)s a changé %(number)s le %(at)s, pendant que vous l’aviez sous les yeux. "
        "Rien de votre saisie n’a été enregistré : relisez le document, puis recommencez."
    )


def version_of(document: Document) -> int:
    """The version of a document: the place in the company's history of its last change, 0 before any."""
    last = _last_change(document)
    return last.sequence if last else 0


def require_unchanged(document: Document, seen: int) -> None:
    """Make sure that a document is as it was seen, and keep it so until the transaction ends.

    Raises:
        ChangedMeanwhileError: it has changed since version ``seen``; who and when are said.
    """
    document = lock_document(document)
    last = _last_change(document)
    if last is not None and last.sequence != seen:
        at = said_moment(timezone.localtime(last.happened_at))
        raise ChangedMeanwhileError(actor=last.actor, number=document.number, at=at)


def _last_change(document: Document) -> Event | None:
    return history(document).exclude(action__in=_REMARKS).order_by("-sequence").first()
