"""The picture of a document's first page, and the file itself."""

import io
import threading
from http import HTTPStatus

import pypdfium2
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from ecritoire.apps import files
from ecritoire.apps.purchases.models import SourceFile
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page

WIDTH = 464  # pixels: four for each of the 116 shown, so that a dense screen stays sharp
LARGEST_SIDE_POINTS = 20_000  # a page larger than this is not drawn
A_YEAR = 365 * 24 * 3600  # seconds
# PDFium keeps state of its own: one page at a time.
_drawing = threading.Lock()


def _source_of(key: int) -> SourceFile:
    source = SourceFile.objects.filter(documents=key).first()
    if source is None:
        raise Http404
    return source


@page(Permission.READ)
@require_GET
def first_page(request: CompanyRequest, key: int) -> HttpResponse:
    """Draw the first page. The same bytes for ever, so the browser keeps it; nobody else may."""
    source = _source_of(key)
    etag = f'"{source.sha256}-{WIDTH}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        response = HttpResponse(_draw(files.load(source.sha256)), content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return response


def _draw(content: bytes) -> bytes:
    with _drawing:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise Http404 from error
        try:
            first = document[0]
            width, height = first.get_size()
            if not 0 < max(width, height) <= LARGEST_SIDE_POINTS or height > 4 * width:
                raise Http404
            image = first.render(scale=WIDTH / width).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise Http404 from error
        finally:
            document.close()
    drawn = io.BytesIO()
    image.save(drawn, "PNG", optimize=True)
    return drawn.getvalue()


@page(Permission.READ)
@require_GET
def source_file(request: CompanyRequest, key: int) -> HttpResponseBase:
    """Hand over the file as it arrived: a PDF is shown, anything else downloaded, and neither may run anything."""
    del request
    source = _source_of(key)
    is_pdf = source.name.lower().endswith(".pdf")
    kind = "application/pdf" if is_pdf else "application/octet-stream"
    response = StreamingHttpResponse(files.blocks(source.sha256), content_type=kind)
    suffix = "pdf" if is_pdf else "xml"
    response["Content-Disposition"] = (
        f'{"inline" if is_pdf else "attachment"}; filename="{source.sha256[:16]}.{suffix}"'
    )
    response["Content-Length"] = str(source.size_bytes)
    response["Cache-Control"] = "private, max-age=3600"
    return response
