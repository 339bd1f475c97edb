"""Pages of a file that no document came of yet."""

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from ecritoire.domain.permissions import Permission
from ecritoire.web.keying.files import file_or_404
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.pictures import hand_over, page_picture, page_text


@page(Permission.READ)
@require_GET
def picture(request: CompanyRequest, key: int, number: int, width: int) -> HttpResponse:
    """One page."""
    return page_picture(request, file_or_404(key), number, width)


@page(Permission.READ)
@require_GET
def text(request: CompanyRequest, key: int, number: int) -> HttpResponse:
    """The words of one page."""
    return page_text(request, file_or_404(key), number)


@page(Permission.READ)
@require_GET
def source_file(request: CompanyRequest, key: int) -> HttpResponseBase:
    """The file as it arrived."""
    del request
    return hand_over(file_or_404(key))
