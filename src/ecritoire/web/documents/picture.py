"""The picture of a document's first page, and the file itself."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from ecritoire.apps.purchases.models import SourceFile
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.pictures import first_picture, hand_over


def source_of(key: int) -> SourceFile:
    """The file of a document."""
    source = SourceFile.objects.filter(documents=key).first()
    if source is None:
        raise Http404
    return source


@page(Permission.READ)
@require_GET
def first_page(request: CompanyRequest, key: int) -> HttpResponse:
    """Draw the first page."""
    return first_picture(request, source_of(key))


@page(Permission.READ)
@require_GET
def source_file(request: CompanyRequest, key: int) -> HttpResponseBase:
    """Hand over the file as it arrived."""
    del request
    return hand_over(source_of(key))
