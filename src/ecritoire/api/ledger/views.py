"""The company, its accounts, its journals and its entries."""

from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from ecritoire.api.access import CompanyView
from ecritoire.api.pages import PageQuery, page_of, place_in
from ecritoire.api.schema import page_shape, problems
from ecritoire.apps.ledger.models import Account, Entry, Journal, Line
from ecritoire.domain.permissions import Permission

Shape = serializers.Serializer[Any]


class CompanyShape(Shape):
    """The company of the token."""

    siren = serializers.CharField()
    name = serializers.CharField()
    vat_number = serializers.CharField(allow_blank=True)
    currency = serializers.CharField()
    lock_date = serializers.DateField(allow_null=True, help_text="Nothing new is dated on or before it.")


class AccountShape(Shape):
    """An account of the chart."""

    number = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    family = serializers.CharField()


class JournalShape(Shape):
    """A journal."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    type = serializers.CharField()
    bank_account = serializers.CharField(allow_blank=True)


class EntryLineShape(Shape):
    """A line of an entry; one of the two amounts is zero. Minor units of the company's currency."""

    account = serializers.CharField(source="account.number")
    auxiliary = serializers.CharField(source="supplier.auxiliary", default="")
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    debit_minor = serializers.IntegerField()
    credit_minor = serializers.IntegerField()
    due_date = serializers.DateField(allow_null=True)
    currency_minor = serializers.IntegerField(allow_null=True)


class EntryShape(Shape):
    """A balanced entry. ``number`` is given by the export that takes it."""

    id = serializers.IntegerField()
    number = serializers.IntegerField(allow_null=True)
    journal = serializers.CharField(source="journal.code")
    date = serializers.DateField()
    reference = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.CharField()
    currency = serializers.CharField(allow_blank=True)
    export = serializers.IntegerField(source="export.number", allow_null=True, default=None)
    lines = EntryLineShape(many=True)


class EntryQuery(PageQuery):
    """Which entries are wanted."""

    pending = serializers.BooleanField(default=None, allow_null=True, help_text="Not in any export, or in one.")


class CompanyOfToken(CompanyView):
    """The company."""

    needs = {"get": Permission.READ}

    @extend_schema(summary="Read the company of the token", responses={200: CompanyShape, **problems()})
    def get(self, request: Request) -> Response:
        """What the token works in."""
        del request
        return Response(CompanyShape(self.caller.company).data)


class Accounts(CompanyView):
    """The chart of accounts."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="accounts_list",
        summary="List accounts by number",
        parameters=[PageQuery],
        responses={200: page_shape(AccountShape), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """One page of the chart."""
        asked = PageQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        limit = asked.validated_data["limit"]
        after = place_in(asked.validated_data["after"], str)
        accounts = Account.objects.order_by("number")
        rows = list((accounts.filter(number__gt=after[0]) if after else accounts)[: limit + 1])
        return page_of(request, rows, limit, lambda row: (row.number,), lambda row: AccountShape(row).data)


class Journals(CompanyView):
    """The journals."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="journals_list", summary="List journals", responses={200: JournalShape(many=True), **problems()}
    )
    def get(self, request: Request) -> Response:
        """All journals, by code."""
        del request
        return Response(JournalShape(Journal.objects.order_by("code"), many=True).data)


class Entries(CompanyView):
    """The entries."""

    needs = {"get": Permission.READ}

    @extend_schema(
        operation_id="entries_list",
        summary="List entries, latest first",
        parameters=[EntryQuery],
        responses={200: page_shape(EntryShape), **problems(400)},
    )
    def get(self, request: Request) -> Response:
        """One page of entries with their lines; those that a correction replaced before any export are not shown."""
        asked = EntryQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        limit, pending = asked.validated_data["limit"], asked.validated_data["pending"]
        entries = Entry.objects.filter(voided_at=None).select_related("journal", "export").order_by("-pk")
        if pending is not None:
            entries = entries.filter(export__isnull=pending)
        if after := place_in(asked.validated_data["after"], int):
            entries = entries.filter(pk__lt=after[0])
        lines = Line.objects.select_related("account", "supplier").order_by("position")
        rows = list(entries.prefetch_related(Prefetch("lines", lines))[: limit + 1])
        return page_of(request, rows, limit, lambda row: (row.pk,), lambda row: EntryShape(row).data)
