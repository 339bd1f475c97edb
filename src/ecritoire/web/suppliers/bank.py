"""A supplier's bank details: a new account, and its verification by a person."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecritoire.apps.suppliers.models import BankDetails, Supplier
from ecritoire.apps.suppliers.queries import changed_details
from ecritoire.apps.suppliers.services import add_bank_details, verify_bank_details
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission
from ecritoire.domain.wording import said_date
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog
from ecritoire.web.suppliers.forms import IbanForm
from ecritoire.web.suppliers.views import supplier_or_404


@page(Permission.CODE)
@require_http_methods(["GET", "HEAD", "POST"])
def add_iban(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask for an IBAN, then note it, not verified yet."""
    supplier = supplier_or_404(key)
    back = reverse("suppliers:record", args=[key])
    form = IbanForm(request.POST if request.method == "POST" else None, auto_id="dialog_%s")
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            add_bank_details(supplier, sent["iban"], bic=sent["bic"], holder=sent["holder"], actor=request.actor)
        except EcritoireError as error:
            form.add_error("iban", error.message)
        else:
            messages.success(request, _("IBAN noté ; il reste à vérifier"))
            return close_dialog(request, back)
    return show_dialog(request, _add_dialog(supplier, form, back))


def _add_dialog(supplier: Supplier, form: IbanForm, back: str) -> Dialog:
    return Dialog(
        title=_("Ajouter un IBAN de %(name)s") % {"name": supplier.name},
        text=(_("Il ne sert à aucun paiement tant que personne ne l’a vérifié."),),
        url=reverse("suppliers:add_iban", args=[supplier.pk]),
        back_url=back,
        form=form,
        keep_label=_("Ne rien ajouter"),
        submit_label=_("Ajouter l’IBAN"),
    )


@page(Permission.VERIFY_BANK_DETAILS)
@require_http_methods(["GET", "HEAD", "POST"])
def verify_iban(request: CompanyRequest, key: int, details: int) -> HttpResponse:
    """Ask whether a person made sure, then note it."""
    supplier = supplier_or_404(key)
    account = BankDetails.objects.filter(supplier=supplier, pk=details).first()
    if account is None:
        raise Http404
    back = reverse("suppliers:record", args=[key])
    if request.method == "POST":
        verify_bank_details(account, actor=request.actor)
        messages.success(request, _("IBAN vérifié"))
        return close_dialog(request, back)
    text = [
        _("Appelez %(name)s à un numéro que vous connaissiez avant ce document, et faites-vous lire l’IBAN.")
        % {"name": supplier.name},
        _("%(iban)s, vu pour la première fois le %(day)s.")
        % {"iban": account.iban, "day": said_date(timezone.localtime(account.first_seen_at))},
    ]
    if account.pk in {one.pk for one in changed_details(supplier)}:
        text.insert(0, _("Ce fournisseur avait un autre IBAN : un IBAN changé est la première forme de fraude."))
    dialog = Dialog(
        title=_("Avez-vous vérifié cet IBAN ?"),
        text=text,
        url=reverse("suppliers:verify_iban", args=[key, details]),
        back_url=back,
        form=None,
        keep_label=_("Pas encore"),
        submit_label=_("Je l’ai vérifié"),
    )
    return show_dialog(request, dialog)
