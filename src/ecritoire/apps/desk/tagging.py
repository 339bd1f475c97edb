"""Tags on documents: put, taken off, and offered."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction

from ecritoire.apps.audit.services import Happening, record_many
from ecritoire.apps.companies.models import Company
from ecritoire.apps.desk.models import DocumentTag, Tag
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.suppliers.naming import name_key
from ecritoire.domain.errors import EcritoireError

NAME_LENGTH = 40
TAGS_OFFERED = 200


class TagNameError(EcritoireError):
    """A tag has a word, and not a long one."""

    code = "tag_name"
    template = "Une étiquette a un nom, de %(length)s caractères au plus : raccourcissez « %(name)s »."


@transaction.atomic
def tag_documents(company: Company, documents: Sequence[Document], name: str, *, actor: str) -> Tag:
    """Put one tag on documents, making it when the company has none of this name.

    Raises:
        TagNameError: the name is empty, has no letter nor digit, or is longer than ``NAME_LENGTH`` characters.
    """
    name = " ".join(name.split())
    key = name_key(name)[:NAME_LENGTH]
    if not key or len(name) > NAME_LENGTH:
        raise TagNameError(name=name[: NAME_LENGTH * 2], length=NAME_LENGTH)
    tag, _ = Tag.objects.get_or_create(company=company, name_key=key, defaults={"name": name})
    keys = [document.pk for document in documents]
    has = set(DocumentTag.objects.filter(tag=tag, document__in=keys).values_list("document", flat=True))
    wanted = [key for key in keys if key not in has]
    DocumentTag.objects.bulk_create(DocumentTag(company=company, document_id=key, tag=tag) for key in wanted)
    record_many(actor, [Happening("tag", "document", key, {"tag": tag.name}) for key in wanted])
    return tag


@transaction.atomic
def untag_document(document: Document, tag: int, *, actor: str) -> None:
    """Take a tag off a document; a tag it does not have is off already."""
    found = DocumentTag.objects.filter(document=document, tag=tag).select_related("tag").first()
    if found is None:
        return
    record_many(actor, [Happening("untag", "document", document.pk, {"tag": found.tag.name})])
    found.delete()


def tags_of(documents: Sequence[int]) -> dict[int, list[Tag]]:
    """The tags of each of some documents, by its key, in order of name."""
    found: dict[int, list[Tag]] = defaultdict(list)
    rows = DocumentTag.objects.filter(document__in=documents).select_related("tag").order_by("tag__name_key")
    for row in rows:
        found[row.document_id].append(row.tag)
    return found


def offered_tags() -> dict[str, str]:
    """The tags of the company in scope, names by key."""
    rows = Tag.objects.order_by("name_key").values_list("pk", "name")[:TAGS_OFFERED]
    return {str(key): name for key, name in rows}
