"""Answers with the pages of a file, their text, and the file itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from ecritoire.apps import files
from ecritoire.apps.purchases.models import SourceFile
from ecritoire.web.shared.pdf import THUMBNAIL, WIDTHS, UnreadablePdfError, draw_page, page_count, text_of_page

A_YEAR = 365 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class PageView:
    """One page on the screen: its picture at the widths of ``pdf.WIDTHS``, and its text."""

    number: int
    thumbnail: str
    small: str
    medium: str
    large: str
    text_url: str


def pages_of(source: SourceFile | None, space: str, key: int) -> Sequence[PageView]:
    """The pages of a file, none when it is no PDF; ``space`` and ``key`` say which addresses show them."""
    if source is None or not is_pdf(source):
        return ()
    count = page_count(files.load(source.sha256))
    return [_page_view(space, key, number) for number in range(1, count + 1)]


def _page_view(space: str, key: int, number: int) -> PageView:
    thumbnail, small, medium, large = (reverse(f"{space}:picture", args=[key, number, width]) for width in WIDTHS)
    return PageView(number, thumbnail, small, medium, large, reverse(f"{space}:text", args=[key, number]))


def is_pdf(source: SourceFile) -> bool:
    """Whether its name says that it has pages; whoever draws them finds out."""
    return source.name.lower().endswith(".pdf")


def page_picture(request: HttpRequest, source: SourceFile, number: int, width: int) -> HttpResponse:
    """One page as a picture. The same bytes for ever, so the browser keeps it; nobody else may."""
    if width not in WIDTHS:
        raise Http404
    etag = f'"{source.sha256}-{number}-{width}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        try:
            response = HttpResponse(draw_page(files.load(source.sha256), number, width), content_type="image/png")
        except UnreadablePdfError as error:
            raise Http404 from error
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return response


def first_picture(request: HttpRequest, source: SourceFile) -> HttpResponse:
    """The first page, small."""
    return page_picture(request, source, 1, THUMBNAIL)


def page_text(request: HttpRequest, source: SourceFile, number: int) -> HttpResponse:
    """The words of one page where they are, to be selected and searched."""
    try:
        layer = text_of_page(files.load(source.sha256), number)
    except UnreadablePdfError as error:
        raise Http404 from error
    return render(request, "shared/page_text.html", {"layer": layer})


def hand_over(source: SourceFile) -> StreamingHttpResponse:
    """The file as it arrived: a PDF is shown, anything else downloaded, and neither may run anything."""
    shown = is_pdf(source)
    kind = "application/pdf" if shown else "application/octet-stream"
    response = StreamingHttpResponse(files.blocks(source.sha256), content_type=kind)
    name = f"{source.sha256[:16]}.{'pdf' if shown else 'xml'}"
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response["Content-Length"] = str(source.size_bytes)
    response["Cache-Control"] = "private, max-age=3600"
    return response
