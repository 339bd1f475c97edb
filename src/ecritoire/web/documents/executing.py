"""« Paiement pas encore exécuté »: noting that the bank executed a planned payment."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ecritoire.apps.payments.models import Payment
from ecritoire.apps.payments.services import execute_payment
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.domain.wording import said_amount, said_date
from ecritoire.web.documents.behind import list_behind
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.amounts import minor_of
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog
from ecritoire.web.shared.fields import DayField


class ExecutionForm(forms.Form):
    """The day, and for a payment in another currency what left the account."""

    on = DayField(label=gettext_lazy("Exécuté le"))
    paid = forms.CharField(
        label=gettext_lazy("Débité du compte"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, payment: Payment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = payment.paid_on
        if payment.currency == payment.company.currency:
            del self.fields["paid"]

    def clean_paid(self) -> int | None:
        """The amount in minor units, none when it is left empty: the rate of the day then says it."""
        typed = str(self.cleaned_data["paid"])
        minor = minor_of(typed)
        if typed and (minor is None or minor <= 0):
            raise forms.ValidationError(_("Ce n’est pas un montant : écrivez par exemple 1 234,50."))
        return minor


@page(Permission.RECORD_PAYMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_execution(request: CompanyRequest, key: int, payment: int) -> HttpResponse:
    """Ask when the bank executed a payment of a document, then book it."""
    rows = Payment.objects.select_related("company").filter(pk=payment, allocations__document=key)
    found = rows.first()
    if found is None:
        raise Http404
    form = ExecutionForm(request.POST if request.method == "POST" else None, payment=found, auto_id="dialog_%s")
    if request.method == "POST" and form.is_valid():
        try:
            execute_payment(
                found, on=form.cleaned_data["on"], paid_minor=form.cleaned_data.get("paid"), actor=request.actor
            )
        except EcritoireError as error:
            form.add_error("on", error.message)
        else:
            messages.success(request, _("Paiement %(reference)s noté exécuté") % {"reference": found.reference})
            return close_dialog(request, list_behind(request))
    facts = {"amount": said_amount(found.amount_minor, found.currency), "day": said_date(found.paid_on)}
    dialog = Dialog(
        title=_("Noter le paiement %(reference)s comme exécuté ?") % {"reference": found.reference},
        text=(
            _("%(amount)s, prévu le %(day)s.") % facts,
            _("Son écriture de banque est passée à la date d’exécution et attend le prochain export."),
        ),
        url=reverse("documents:execute_payment", args=[key, payment]),
        back_url=list_behind(request),
        form=form,
        keep_label=_("Ne rien changer"),
        submit_label=_("Noter l’exécution"),
    )
    return show_dialog(request, dialog)
