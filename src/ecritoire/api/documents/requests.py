"""What a program sends about documents; each mistake is said beside its field."""

from typing import Any

from rest_framework import serializers

from ecritoire.api.pages import PageQuery
from ecritoire.apps.purchases.queries import DocumentFilter
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, Approval, PaymentState

Sent = serializers.Serializer[Any]


class DocumentQuery(PageQuery):
    """Filters of the list, those of the screen; repeat a name to ask for either value."""

    search = serializers.CharField(
        default="", max_length=100, allow_blank=True, help_text="Start of a number, or words of a supplier's name."
    )
    supplier = serializers.IntegerField(default=None, min_value=1, max_value=2**63 - 1)
    type = serializers.MultipleChoiceField(choices=[kind.value for kind in DocumentType], default=set)
    invoice_from = serializers.DateField(default=None)
    invoice_until = serializers.DateField(default=None)
    approval = serializers.MultipleChoiceField(choices=[state.value for state in Approval], default=set)
    payment = serializers.MultipleChoiceField(choices=[state.value for state in PaymentState], default=set)
    accounting = serializers.MultipleChoiceField(choices=[state.value for state in Accounting], default=set)
    controlled = serializers.BooleanField(default=None, allow_null=True)
    uncoded = serializers.BooleanField(default=False, help_text="Only those with a line that has no account.")

    def chosen(self) -> DocumentFilter:
        """The filter asked for."""
        asked = self.validated_data
        return DocumentFilter(
            search=asked["search"],
            supplier=asked["supplier"],
            types=tuple(asked["type"]),
            invoice_from=asked["invoice_from"],
            invoice_until=asked["invoice_until"],
            approval=tuple(asked["approval"]),
            payment=tuple(asked["payment"]),
            accounting=tuple(asked["accounting"]),
            controlled=asked["controlled"],
            uncoded=asked["uncoded"],
        )


class ImportRequest(Sent):
    """Files to take in, as multipart/form-data."""

    files = serializers.ListField(child=serializers.FileField(), min_length=1, max_length=100)
    control = serializers.BooleanField(default=False, help_text="Let the rule control documents that conform.")


class NoContent(Sent):
    """Nothing has to be said."""


class CodeRequest(Sent):
    """An account for the lines that have none, or for all."""

    account = serializers.CharField(max_length=20)
    vat_code = serializers.CharField(max_length=12, default="", allow_blank=True)
    replace = serializers.BooleanField(default=False)


class PeriodRequest(Sent):
    """The accounting period; both ends empty: none."""

    start = serializers.DateField(allow_null=True, default=None)
    end = serializers.DateField(allow_null=True, default=None)


class ReasonRequest(Sent):
    """Why."""

    reason = serializers.CharField(max_length=500)


class AskRequest(Sent):
    """Who should approve."""

    approver = serializers.EmailField(help_text="E-mail address of a member who may approve.")


class PaymentRequest(Sent):
    """A payment that was made."""

    on = serializers.DateField()
    amount_minor = serializers.IntegerField(default=None, allow_null=True, min_value=1, max_value=2**53 - 1)
    outside = serializers.BooleanField(default=False, help_text="Made outside Écritoire: never in the bank journal.")
    reference = serializers.CharField(max_length=100, default="", allow_blank=True)
