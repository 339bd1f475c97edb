"""Suppliers: the list and one."""

from typing import Any, cast

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from ecritoire.api.access import CompanyView
from ecritoire.api.pages import PageQuery, page_of, place_in
from ecritoire.api.schema import page_shape, problems
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.queries import suppliers_page
from ecritoire.domain.permissions import Permission

Shape = serializers.Serializer[Any]


class SupplierQuery(PageQuery):
    """Which suppliers are wanted."""

    search = serializers.CharField(
        default="", max_length=100, allow_blank=True, help_text="Words of the name, start of the SIREN or auxiliary."
    )


class SupplierShape(Shape):
    """A supplier."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    siren = serializers.CharField(allow_blank=True)
    vat_number = serializers.CharField(allow_blank=True)
    country = serializers.CharField()
    auxiliary = serializers.CharField(help_text="Auxiliary account.")
    default_account = serializers.CharField(allow_blank=True)
    default_vat_code = serializers.CharField(allow_blank=True)
    category = serializers.CharField(allow_blank=True)


class BankDetailsShape(Shape):
    """An account a document asked to be paid on."""

    iban = serializers.CharField()
    bic = serializers.CharField(allow_blank=True)
    valid = serializers.BooleanField(source="is_valid", help_text="Its keys are right; says nothing of its owner.")
    verified_at = serializers.DateTimeField(allow_null=True)


class OneSupplierShape(SupplierShape):
    """A supplier with its bank details."""

    bank_details = BankDetailsShape(many=True)


class Suppliers(CompanyView):
    """The suppliers of the company."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="suppliers_list",
        summary="List suppliers by name",
        parameters=[SupplierQuery],
        responses={200: page_shape(SupplierShape), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """One page of suppliers."""
        asked = SupplierQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        limit = asked.validated_data["limit"]
        after = cast("tuple[str, int] | None", place_in(asked.validated_data["after"], str, int))
        rows = suppliers_page(asked.validated_data["search"], after=after, size=limit + 1)
        return page_of(request, rows, limit, lambda row: (row.name, row.pk), lambda row: SupplierShape(row).data)


class OneSupplier(CompanyView):
    """One supplier."""

    needs = {"get": Permission.READ}

    @extend_schema(summary="Read a supplier", responses={200: OneSupplierShape, **problems(404)})
    def get(self, request: Request, key: int) -> Response:
        """The supplier with its bank details."""
        del request
        supplier = Supplier.objects.filter(pk=key).prefetch_related("bank_details").first()
        if supplier is None:
            raise NotFound
        return Response(OneSupplierShape(supplier).data)
