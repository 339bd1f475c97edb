"""Tags and comments on documents; the views of the list that people keep, and the columns each chose."""

from typing import ClassVar

from django.db import models

from ecritoire.apps.companies.models import User
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import CompanyOwned


class Tag(CompanyOwned):
    """A word that a company puts on documents."""

    name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=40)  # without case and accents: one tag, however it is typed

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["company", "name_key"], name="desk_tag_name")]

    def __str__(self) -> str:
        return self.name


class DocumentTag(CompanyOwned):
    """A tag on a document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="tags", db_index=False)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="documents")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "tag"], name="desk_documenttag_document"),
        ]


class Comment(CompanyOwned):
    """What somebody said of a document. Kept as it was said."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    author = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    text = models.TextField()


class SavedView(CompanyOwned):
    """A named address of the list, shown as a tab to its owner, and to everybody of the company when shared."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    query = models.TextField(blank=True)
    is_shared = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "owner", "name"], name="desk_savedview_name"),
        ]


class ChosenColumns(CompanyOwned):
    """The columns of the list that somebody chose, in their order."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    columns = models.TextField()  # names with commas between them

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "owner"], name="desk_chosencolumns_owner"),
        ]
