"""A file that waits to be keyed: found, with its pages, and where it was cut from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from ecritoire.apps.purchases.models import FilePart, SourceFile
from ecritoire.apps.purchases.refusals import refusal_sentence
from ecritoire.web.shared.pictures import PageView, pages_of


@dataclass(frozen=True, slots=True)
class FileView:
    """What its pages show of a file. ``whole`` is the name of the file it was cut from."""

    key: int
    name: str
    sentence: str
    pages: Sequence[PageView]
    file_url: str
    whole: str
    whole_pages: str


def file_or_404(key: int) -> SourceFile:
    """A file of the company in scope."""
    source = SourceFile.objects.filter(pk=key).first()
    if source is None:
        raise Http404
    return source


def file_view(source: SourceFile) -> FileView:
    """What to show of a file."""
    part = FilePart.objects.filter(file=source).select_related("whole").first()
    return FileView(
        key=source.pk,
        name=source.name,
        sentence=refusal_sentence(source.refusal_code, source.refusal_facts) if source.refusal_code else "",
        pages=pages_of(source, "keying", source.pk),
        file_url=reverse("keying:file", args=[source.pk]),
        whole=part.whole.name if part else "",
        whole_pages=_pages(part) if part else "",
    )


def _pages(part: FilePart) -> str:
    return str(part.first_page) if part.first_page == part.last_page else f"{part.first_page}-{part.last_page}"
