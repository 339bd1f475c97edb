"""What a program sends about exports, and what an export looks like to it."""

from datetime import date
from typing import Any

from django.utils import timezone
from rest_framework import serializers

from ecritoire.apps.exports.history import export_state
from ecritoire.apps.exports.models import Export
from ecritoire.domain.exporting import ExportParameters, Journals, Scope
from ecritoire.domain.lifecycle import ExportState

Shape = serializers.Serializer[Any]


class ParametersShape(Shape):
    """What an export is told."""

    template = serializers.CharField(max_length=30, default="fec", help_text="Name of the accounting package.")
    until = serializers.DateField(help_text="Everything pending up to this day.")
    start = serializers.DateField(default=None, allow_null=True)
    journals = serializers.ChoiceField([each.value for each in Journals], default=Journals.ALL.value)
    scope = serializers.ChoiceField([each.value for each in Scope], default=Scope.ALL.value)
    with_documents = serializers.BooleanField(default=False)

    def parameters(self) -> ExportParameters:
        """The parameters asked for."""
        asked = self.validated_data
        return ExportParameters(
            asked["template"],
            asked["until"],
            asked["start"],
            Journals(asked["journals"]),
            Scope(asked["scope"]),
            asked["with_documents"],
        )


class ExplainQuery(ParametersShape):
    """For which export to explain: a past one, or one created now, up to today unless said otherwise."""

    until = serializers.DateField(default=None, allow_null=True)
    export = serializers.IntegerField(default=None, allow_null=True, min_value=1, max_value=2**31 - 1)

    def until_or(self, today: date) -> ExportParameters:
        """The parameters of an export created now."""
        self.validated_data["until"] = self.validated_data["until"] or today
        return self.parameters()


class FileShape(Shape):
    """A file of an export: the same bytes for ever."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    size_bytes = serializers.IntegerField()
    sha256 = serializers.CharField()


class ExportShape(Shape):
    """An export. Amounts in minor units of the company's currency."""

    number = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    created_by = serializers.CharField()
    template = serializers.CharField()
    until = serializers.DateField()
    start = serializers.DateField(allow_null=True)
    journals = serializers.CharField()
    scope = serializers.CharField()
    with_documents = serializers.BooleanField()
    state = serializers.SerializerMethodField()
    entry_count = serializers.IntegerField()
    line_count = serializers.IntegerField()
    left_out_count = serializers.IntegerField()
    debit_minor = serializers.IntegerField()
    credit_minor = serializers.IntegerField()
    cancel_reason = serializers.CharField(allow_blank=True)

    def get_state(self, export: Export) -> ExportState:
        """Created, downloaded, acknowledged or cancelled."""
        return export_state(export)


class OneExportShape(ExportShape):
    """An export with its files."""

    files = FileShape(many=True)


class ReasonShape(Shape):
    """Why something is not in an export."""

    code = serializers.CharField()
    message = serializers.CharField()
    facts = serializers.DictField(required=False)
    way_out = serializers.CharField(allow_blank=True, required=False)


class TakenShape(Shape):
    """An entry that an export took."""

    entry_number = serializers.IntegerField()
    kind = serializers.CharField()
    number = serializers.CharField()
    supplier = serializers.CharField(allow_blank=True)
    journal = serializers.CharField()
    date = serializers.DateField()
    total_minor = serializers.IntegerField()


class LeftShape(Shape):
    """A document or a payment that an export leaves, with all its reasons."""

    kind = serializers.CharField()
    id = serializers.IntegerField(source="key")
    number = serializers.CharField()
    supplier = serializers.CharField(allow_blank=True)
    total_minor = serializers.IntegerField()
    currency = serializers.CharField()
    reasons = ReasonShape(many=True, source="findings")


class JournalCount(Shape):
    """What an export takes of one journal."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    entry_count = serializers.IntegerField()
    debit_minor = serializers.IntegerField()


class ReasonCount(Shape):
    """How much an export leaves for one reason."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField()


class DryRunShape(Shape):
    """What an export would take and leave."""

    document_count = serializers.IntegerField()
    left_out_count = serializers.IntegerField()
    already_exported_count = serializers.IntegerField()
    journals = JournalCount(many=True)
    reasons = ReasonCount(many=True, source="groups")


class ExplanationShape(Shape):
    """Where one document stands."""

    number = serializers.CharField(source="document.number")
    supplier = serializers.CharField(source="document.supplier.name")
    taken = serializers.BooleanField()
    export = serializers.IntegerField(source="export.number", allow_null=True, default=None)
    reasons = ReasonShape(many=True, source="findings")


class CancelRequest(Shape):
    """Why an export is cancelled."""

    reason = serializers.CharField(max_length=500)


def today() -> date:
    """The day it is where the company is."""
    return timezone.localdate()
