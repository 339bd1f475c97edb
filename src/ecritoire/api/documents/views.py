"""Documents: the list, one, its file, and importing."""

from datetime import date
from typing import Any, cast

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from ecritoire.api.access import CompanyView
from ecritoire.api.actions import ActionView
from ecritoire.api.documents.requests import DocumentQuery, ImportRequest
from ecritoire.api.documents.shapes import DocumentRow, DocumentShape, document_shape, version_of
from ecritoire.api.pages import page_of, place_in
from ecritoire.api.schema import IDEMPOTENT, page_shape, problems
from ecritoire.apps import files
from ecritoire.apps.purchases.queries import document_detail, documents_page
from ecritoire.apps.purchases.receiving import receive_files
from ecritoire.domain.permissions import Permission


class Documents(CompanyView):
    """The documents of the company."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="documents_list",
        summary="List documents, latest first",
        parameters=[DocumentQuery],
        responses={200: page_shape(DocumentRow), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """One page of the documents that the filters choose."""
        asked = DocumentQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        limit = asked.validated_data["limit"]
        after = place_in(asked.validated_data["after"], date.fromisoformat, int)
        rows = documents_page(asked.chosen(), after=cast("tuple[date, int] | None", after), size=limit + 1)
        return page_of(
            request, rows, limit, lambda row: (row.invoice_date.isoformat(), row.pk), lambda row: DocumentRow(row).data
        )


class OneDocument(CompanyView):
    """One document."""

    needs = {"get": Permission.READ}

    @extend_schema(summary="Read a document", responses={200: DocumentShape, **problems(404)})
    def get(self, request: Request, key: int) -> Response:
        """The document with its lines, its VAT, and an ETag to send back as If-Match."""
        del request
        shape = document_shape(document_detail(key))
        return Response(shape, headers={"ETag": version_of(shape)})


class DocumentFile(CompanyView):
    """The file a document came in."""

    needs = {"get": Permission.READ}

    @extend_schema(
        summary="Download the original file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **problems(404)},
    )
    def get(self, request: Request, key: int) -> StreamingHttpResponse:
        """The bytes as they arrived."""
        del request
        source = document_detail(key).source
        if source is None:
            raise NotFound
        response = StreamingHttpResponse(files.blocks(source.sha256), content_type="application/octet-stream")
        response["Content-Length"] = str(source.size_bytes)
        response["Content-Disposition"] = "attachment"
        response["ETag"] = f'"{source.sha256}"'
        return response


class Imports(ActionView):
    """Taking files in."""

    needs = {"post": Permission.IMPORT}
    parser_classes = (MultiPartParser,)

    @extend_schema(
        summary="Import e-invoices",
        request={"multipart/form-data": ImportRequest},
        responses={200: OpenApiTypes.OBJECT, **problems(400, 409, 415, 422)},
        parameters=[IDEMPOTENT],
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Take files in, one by one: what happens to one never touches another."""
        return super().post(request, **kwargs)

    def act(self, request: Request, **kwargs: Any) -> Response:
        """Receive the files and say what became of each."""
        asked = ImportRequest(
            data={"files": request.FILES.getlist("files"), "control": request.POST.get("control", "false")}
        )
        asked.is_valid(raise_exception=True)
        sent = ((file.name or "", file.read()) for file in asked.validated_data["files"])
        received = receive_files(
            self.caller.company, sent, actor=self.caller.actor, control=asked.validated_data["control"]
        )
        return Response({"files": [each.as_dict() for each in received]})
