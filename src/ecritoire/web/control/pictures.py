"""Pages of a document as pictures, with their text above them."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from ecritoire.domain.permissions import Permission
from ecritoire.web.documents.picture import source_of
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.pictures import page_picture, page_text


@page(Permission.READ)
@require_GET
def picture(request: CompanyRequest, key: int, number: int, width: int) -> HttpResponse:
    """One page."""
    return page_picture(request, source_of(key), number, width)


@page(Permission.READ)
@require_GET
def text(request: CompanyRequest, key: int, number: int) -> HttpResponse:
    """The words of one page."""
    return page_text(request, source_of(key), number)
