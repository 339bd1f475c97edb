"""Files that nothing came of: to be keyed, cut, set aside, or sent again by the supplier."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ecritoire.apps.purchases.entering import DuplicateNumberError
from ecritoire.apps.purchases.models import FilePart, SourceFile
from ecritoire.intake.errors import EmptyFileError

# A person has nothing to key from another copy of a document, nor from nothing.
_NOT_KEYED = frozenset({DuplicateNumberError.code, EmptyFileError.code})


def unread_files() -> QuerySet[SourceFile]:
    """The files of the company in scope that wait for a person, latest first; those cut into parts left to these."""
    parts = FilePart.objects.filter(whole=OuterRef("pk"), file__aside=None)
    return _refused().filter(~Exists(parts), aside=None)


def unread_files_aside() -> QuerySet[SourceFile]:
    """Those that a person set aside, latest first."""
    return _refused().filter(aside__isnull=False)


def _refused() -> QuerySet[SourceFile]:
    return SourceFile.objects.filter(~Q(refusal_code=""), documents=None).order_by("-received_at", "-pk")


def can_be_keyed(source: SourceFile) -> bool:
    """Whether keying it makes sense."""
    return source.refusal_code not in _NOT_KEYED
