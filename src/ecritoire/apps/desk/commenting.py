"""What people say of a document: kept as it was said, in order."""

from django.db import transaction
from django.db.models import QuerySet

from ecritoire.apps import clock
from ecritoire.apps.audit.services import record
from ecritoire.apps.desk.models import Comment
from ecritoire.apps.purchases.models import Document
from ecritoire.domain.errors import EcritoireError

TEXT_LENGTH = 2000


class CommentTextError(EcritoireError):
    """A comment says something, and not a book."""

    code = "comment_text"
    template = "Un commentaire a de 1 à %(most)s caractères ; celui-ci en a %(length)s. Rien n’a été enregistré."


@transaction.atomic
def comment_document(document: Document, text: str, *, actor: str) -> Comment:
    """Say something of a document, for colleagues.

    Raises:
        CommentTextError: there is no text, or more than ``TEXT_LENGTH`` characters.
    """
    text = text.strip()
    if not 0 < len(text) <= TEXT_LENGTH:
        raise CommentTextError(most=TEXT_LENGTH, length=len(text))
    comment = Comment.objects.create(
        company_id=document.company_id, document=document, author=actor, written_at=clock.now(), text=text
    )
    record(actor=actor, action="comment", subject=document, comment=comment.pk)
    return comment


def comments_of(document: Document) -> QuerySet[Comment]:
    """The comments on a document, oldest first."""
    return Comment.objects.filter(document=document).order_by("written_at", "pk")
