"""Exports: the list, one, its files, what it took and left; creating, trying and cancelling."""

from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from ecritoire.api.access import CompanyView
from ecritoire.api.actions import ActionView
from ecritoire.api.exports.requests import (
    CancelRequest,
    DryRunShape,
    ExplainQuery,
    ExplanationShape,
    ExportShape,
    LeftShape,
    OneExportShape,
    ParametersShape,
    TakenShape,
    today,
)
from ecritoire.api.pages import PageQuery, page_of, place_in
from ecritoire.api.problems import NothingToExport
from ecritoire.api.schema import IDEMPOTENT, page_shape, problems
from ecritoire.apps import files
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.history import left_out_page, taken_by
from ecritoire.apps.exports.models import ExportFile
from ecritoire.apps.exports.preview import count_selection
from ecritoire.apps.exports.queries import (
    explain_in_export,
    explain_now,
    export_by_number,
    export_list,
    selection_for,
)
from ecritoire.apps.exports.services import create_export, mark_downloaded
from ecritoire.apps.purchases.queries import document_detail
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.permissions import Permission


class Exports(ActionView):
    """The exports of the company."""

    needs = {"get": Permission.READ, "post": Permission.EXPORT}

    @extend_schema(
        operation_id="exports_list",
        summary="List exports, latest first",
        parameters=[PageQuery],
        responses={200: page_shape(ExportShape), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """One page of exports."""
        limit, after = _page(request)
        place = place_in(after, int)
        rows = export_list().filter(number__lt=place[0]) if place else export_list()
        return page_of(
            request, list(rows[: limit + 1]), limit, lambda row: (row.number,), lambda row: ExportShape(row).data
        )

    @extend_schema(
        operation_id="exports_create",
        summary="Create an export",
        request=ParametersShape,
        responses={201: OneExportShape, **problems(400, 409, 415, 422)},
        parameters=[IDEMPOTENT],
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Take everything that is pending up to a day, each entry once."""
        return super().post(request, **kwargs)

    def act(self, request: Request, **kwargs: Any) -> Response:
        """Create it; one that would take nothing writes nothing."""
        outcome = create_export(self.caller.company, _parameters(request), actor=self.caller.actor)
        if outcome.export is None:
            raise NothingToExport(_("Rien ne partirait. Un essai (« dry-run ») dit pourquoi, document par document."))
        return Response(OneExportShape(outcome.export).data, status=201)


class DryRun(CompanyView):
    """Trying an export."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="exports_dry_run",
        summary="Try an export",
        parameters=[ParametersShape],
        responses={200: DryRunShape, **problems(400, 404, 422)},
    )
    def get(self, request: Request) -> Response:
        """Count what an export created now would take, and what it would leave by reason; nothing is written."""
        asked = ParametersShape(data=request.query_params)
        asked.is_valid(raise_exception=True)
        counts = count_selection(selection_for(self.caller.company, asked.parameters()))
        return Response(DryRunShape(counts).data)


class OneExport(CompanyView):
    """One export."""

    needs = {"get": Permission.READ}

    @extend_schema(summary="Read an export", responses={200: OneExportShape, **problems(404)})
    def get(self, request: Request, number: int) -> Response:
        """The export with its files."""
        del request
        return Response(OneExportShape(export_by_number(number)).data)


class Taken(CompanyView):
    """What one export took."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="exports_taken_list",
        summary="List what an export took",
        parameters=[PageQuery],
        responses={200: page_shape(TakenShape), **problems(400, 404)},
    )
    def get(self, request: Request, number: int) -> Response:
        """One page of its entries, in the order of their numbers."""
        limit, after = _page(request)
        place = place_in(after, int, int)
        rows = list(islice(taken_by(export_by_number(number), after=place), limit + 1))
        return page_of(
            request, rows, limit, lambda row: (row.fiscal_year, row.entry_number), lambda row: TakenShape(row).data
        )


class LeftOutList(CompanyView):
    """What one export left."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="exports_left_out_list",
        summary="List what an export left, with all the reasons",
        parameters=[PageQuery],
        responses={200: page_shape(LeftShape), **problems(400, 404)},
    )
    def get(self, request: Request, number: int) -> Response:
        """One page of what was left, as of that export."""
        limit, after = _page(request)
        place = place_in(after, int) or (0,)
        rows = left_out_page(export_by_number(number), after=place[0], size=limit + 1)
        return page_of(request, rows, limit, lambda row: (row[0],), lambda row: LeftShape(row[1]).data)


class FileOfExport(CompanyView):
    """One file of an export."""

    needs = {"get": Permission.EXPORT}

    @extend_schema(
        summary="Download a file of an export",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, **problems(404)},
    )
    def get(self, request: Request, number: int, key: int) -> StreamingHttpResponse:
        """The same bytes at each download; the history of the export notes it."""
        del request
        export = export_by_number(number)
        file = ExportFile.objects.filter(export=export, pk=key).first()
        if file is None:
            raise NotFound
        mark_downloaded(export, file_name=file.name, actor=self.caller.actor)
        response = StreamingHttpResponse(files.blocks(file.sha256), content_type="application/octet-stream")
        response["Content-Length"] = str(file.size_bytes)
        response["Content-Disposition"] = f'attachment; filename="{file.name}"'
        response["ETag"] = f'"{file.sha256}"'
        return response


class Cancel(ActionView):
    """Cancelling an export."""

    needs = {"post": Permission.CANCEL_EXPORT}

    @extend_schema(
        summary="Cancel an export",
        request=CancelRequest,
        responses={200: OneExportShape, **problems(400, 404, 409, 415, 422)},
        parameters=[IDEMPOTENT],
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Its entries wait again; its number, files and history stay."""
        return super().post(request, **kwargs)

    def act(self, request: Request, **kwargs: Any) -> Response:
        """Cancel it, with a reason."""
        asked = CancelRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        export = export_by_number(kwargs["number"])
        cancelled = cancel_export(export, reason=asked.validated_data["reason"], actor=self.caller.actor)
        return Response(OneExportShape(cancelled).data)


class Explain(CompanyView):
    """Why one document is, or is not, in an export."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="documents_explain",
        summary="Explain a document",
        parameters=[ExplainQuery],
        responses={200: ExplanationShape, **problems(400, 404, 422)},
    )
    def get(self, request: Request, key: int) -> Response:
        """Taken, or all the reasons why not: in a past export, or in one created now."""
        asked = ExplainQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        document = document_detail(key)
        number = asked.validated_data["export"]
        if number is not None:
            explanation = explain_in_export(document, export_by_number(number))
        else:
            explanation = explain_now(document, selection_for(self.caller.company, asked.until_or(today())))
        return Response(ExplanationShape(explanation).data)


def _page(request: Request) -> tuple[int, list[Any]]:
    asked = PageQuery(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return asked.validated_data["limit"], asked.validated_data["after"]


def _parameters(request: Request) -> ExportParameters:
    asked = ParametersShape(data=request.data)
    asked.is_valid(raise_exception=True)
    return asked.parameters()
