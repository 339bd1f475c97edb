"""What a document looks like to a program. Amounts in minor units of the document's currency."""

from hashlib import sha256
from typing import Any

from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import accounting_state
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, Approval, PaymentState

Shape = serializers.Serializer[Any]


class SupplierName(Shape):
    """The supplier of a document."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    auxiliary = serializers.CharField(help_text="Auxiliary account.")


class DocumentRow(Shape):
    """A document in a list."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    type = serializers.ChoiceField([kind.value for kind in DocumentType])
    supplier = SupplierName()
    invoice_date = serializers.DateField()
    entry_date = serializers.DateField()
    due_date = serializers.DateField(allow_null=True)
    currency = serializers.CharField()
    net_minor = serializers.IntegerField()
    vat_minor = serializers.IntegerField()
    total_minor = serializers.IntegerField()
    due_minor = serializers.IntegerField()
    imported_at = serializers.DateTimeField()
    controlled_at = serializers.DateTimeField(allow_null=True)
    approval = serializers.ChoiceField([state.value for state in Approval])
    payment = serializers.ChoiceField([state.value for state in PaymentState])
    accounting = serializers.SerializerMethodField()

    def get_accounting(self, document: Document) -> Accounting:
        """Where its accounting stands; a list has computed it in its query."""
        return Accounting(getattr(document, "accounting", None) or accounting_state(document))


class LineShape(Shape):
    """A line, or a document-level allowance (negative) or charge, with its coding."""

    position = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    net_minor = serializers.IntegerField()
    vat_code = serializers.CharField()
    account = serializers.CharField(allow_blank=True)
    proposed_account = serializers.CharField(allow_blank=True)
    origin = serializers.CharField(allow_blank=True, help_text="supplier, rule, history, person, or empty.")


class VatShape(Shape):
    """VAT of one code."""

    vat_code = serializers.CharField()
    rate_bp = serializers.IntegerField(help_text="Hundredths of a percent: 2000 is 20 %.")
    base_minor = serializers.IntegerField()
    vat_minor = serializers.IntegerField()
    account = serializers.CharField(allow_blank=True)


class DocumentShape(DocumentRow):
    """A document with its lines and its VAT."""

    period_start = serializers.DateField(allow_null=True)
    period_end = serializers.DateField(allow_null=True)
    order_reference = serializers.CharField(allow_blank=True)
    flags = serializers.ListField(child=serializers.CharField())
    held_back_reason = serializers.CharField(allow_blank=True)
    export = serializers.IntegerField(
        source="entry.export.number", allow_null=True, default=None, help_text="Number of the export that took it."
    )
    lines = LineShape(many=True)
    vat = VatShape(many=True)


def document_shape(document: Document) -> dict[str, Any]:
    """One document as a program reads it."""
    return dict(DocumentShape(document).data)


def version_of(shape: dict[str, Any]) -> str:
    """The ETag of a document: another as soon as anything of it changes."""
    return f'"{sha256(JSONRenderer().render(shape)).hexdigest()[:32]}"'
