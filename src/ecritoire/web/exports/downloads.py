"""Files of an export: the same bytes at each download, and the download is written down."""

import tempfile
import zipfile

from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecritoire.apps import files
from ecritoire.apps.exports.models import ExportFile
from ecritoire.apps.exports.services import mark_downloaded
from ecritoire.domain.permissions import Permission
from ecritoire.web.exports.found import export_or_404
from ecritoire.web.shared.access import CompanyRequest, page

IN_MEMORY_BYTES = 8 * 1024 * 1024
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@page(Permission.EXPORT)
@require_POST
def download_file(request: CompanyRequest, number: int, key: int) -> HttpResponseBase:
    """Hand over one file."""
    export = export_or_404(number)
    file = ExportFile.objects.filter(export=export, pk=key).first()
    if file is None:
        raise Http404
    mark_downloaded(export, file_name=file.name, actor=request.actor)
    response = StreamingHttpResponse(files.blocks(file.sha256), content_type="application/octet-stream")
    response["Content-Length"] = str(file.size_bytes)
    return _attached(response, file.name, file.sha256)


@page(Permission.EXPORT)
@require_POST
def download_all(request: CompanyRequest, number: int) -> HttpResponseBase:
    """Hand over all the files of an export in one ZIP; the same files give the same ZIP."""
    export = export_or_404(number)
    kept = list(ExportFile.objects.filter(export=export).order_by("pk"))
    if not kept:
        raise Http404
    name = _("EXPORT%(number)s.zip") % {"number": export.number}
    spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - FileResponse closes it
    with zipfile.ZipFile(spool, "w", zipfile.ZIP_STORED) as archive:
        for file in kept:
            with archive.open(zipfile.ZipInfo(file.name, ZIP_EPOCH), "w", force_zip64=True) as member:
                for block in files.blocks(file.sha256):
                    member.write(block)
    spool.seek(0)
    for file in kept:
        mark_downloaded(export, file_name=file.name, actor=request.actor)
    return _attached(FileResponse(spool, content_type="application/zip"), name, "")


def _attached(response: StreamingHttpResponse, name: str, digest: str) -> HttpResponseBase:
    """Never shown in the page, never kept by a proxy."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    if digest:
        response["ETag"] = f'"{digest}"'
    return response
