"""Members of the company and invitations, for those who manage them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from ecritoire.apps.companies.invitations import invitation_path, invite, open_invitations, withdraw_invitation
from ecritoire.apps.companies.members import change_role, remove_member
from ecritoire.apps.companies.models import Invitation, Membership
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import PERMISSIONS, Permission, Role
from ecritoire.web.shared.access import CompanyRequest, page

ROLES: dict[Role, str | Promise] = {
    Role.OWNER: gettext_lazy("Responsable"),
    Role.ACCOUNTANT: gettext_lazy("Comptable"),
    Role.CLERK: gettext_lazy("Gestionnaire fournisseurs"),
    Role.APPROVER: gettext_lazy("Valideur"),
    Role.PAYER: gettext_lazy("Payeur"),
    Role.READER: gettext_lazy("Lecteur"),
}
MAY: dict[Permission, str | Promise] = {
    Permission.READ: gettext_lazy("Tout lire"),
    Permission.IMPORT: gettext_lazy("Déposer des documents"),
    Permission.CONTROL: gettext_lazy("Contrôler"),
    Permission.CODE: gettext_lazy("Imputer"),
    Permission.ASK_APPROVAL: gettext_lazy("Demander une validation"),
    Permission.APPROVE: gettext_lazy("Valider ou refuser"),
    Permission.HOLD_BACK: gettext_lazy("Mettre hors export"),
    Permission.VERIFY_BANK_DETAILS: gettext_lazy("Vérifier un IBAN"),
    Permission.PREPARE_PAYMENT: gettext_lazy("Préparer un paiement"),
    Permission.RECORD_PAYMENT: gettext_lazy("Noter un paiement"),
    Permission.EXPORT: gettext_lazy("Exporter en comptabilité"),
    Permission.CANCEL_EXPORT: gettext_lazy("Annuler un export"),
    Permission.CONFIGURE: gettext_lazy("Configurer"),
    Permission.MANAGE_MEMBERS: gettext_lazy("Gérer les membres"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation that waits."""

    invitation: Invitation
    role: str | Promise
    link: str


class InvitationForm(forms.Form):
    """Who, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("Adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Donnez l’adresse de la personne."),
            "invalid": gettext_lazy("Ce n’est pas une adresse : écrivez par exemple claire@exemple.fr."),
        },
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Rôle"), choices=list(ROLES.items()), widget=forms.Select(attrs={"class": "input"})
    )


@page(Permission.MANAGE_MEMBERS)
@require_GET
def listing(request: CompanyRequest) -> HttpResponse:
    """Members, invitations that wait, and what each role may do."""
    return _page(request, InvitationForm(initial={"role": Role.CLERK}))


def _page(request: CompanyRequest, form: InvitationForm) -> HttpResponse:
    members = Membership.objects.select_related("user").order_by("user__full_name", "user__email")
    context = {
        "section": "members",
        "members": members,
        "roles": list(ROLES.items()),
        "offers": _offers(request),
        "table": _table(),
        "form": form,
        "mail_is_sent": settings.MAIL_IS_SENT,
    }
    return render(request, "settings/members.html", context, status=422 if form.is_bound else 200)


def _offers(request: CompanyRequest) -> Sequence[Offer]:
    return [
        Offer(offer, ROLES[Role(offer.role)], request.build_absolute_uri(invitation_path(offer)))
        for offer in open_invitations()
    ]


def _table() -> list[tuple[str | Promise, list[bool]]]:
    """What each role may do, a row a permission, from the one table of permissions."""
    return [(label, [permission in PERMISSIONS[role] for role in ROLES]) for permission, label in MAY.items()]


@page(Permission.MANAGE_MEMBERS)
@require_POST
def send_invitation(request: CompanyRequest) -> HttpResponse:
    """Invite somebody: by e-mail, or by a link to hand over."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    email = form.cleaned_data["email"]
    try:
        invite(request.company, email, Role(form.cleaned_data["role"]), actor=request.actor)
    except EcritoireError as error:
        form.add_error("email", error.message)
        return _page(request, form)
    if settings.MAIL_IS_SENT:
        messages.success(request, _("Invitation envoyée à %(email)s") % {"email": email})
    else:
        messages.success(request, _("Invitation prête : remettez son lien à %(email)s") % {"email": email})
    return redirect("settings:members")


@page(Permission.MANAGE_MEMBERS)
@require_POST
def role(request: CompanyRequest, key: int) -> HttpResponse:
    """Change a member's role."""
    membership = get_object_or_404(Membership, pk=key)
    wanted = request.POST.get("role", "")
    if wanted not in ROLES:
        messages.error(request, _("Choisissez un rôle de la liste : rien n’a changé."))
        return redirect("settings:members")
    try:
        change_role(membership, Role(wanted), actor=request.actor)
    except EcritoireError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Rôle de %(person)s enregistré") % {"person": membership.user.display_name})
    return redirect("home" if membership.user_id == request.user.pk else "settings:members")


@page(Permission.MANAGE_MEMBERS)
@require_POST
def remove(request: CompanyRequest, key: int) -> HttpResponse:
    """Take a member out."""
    membership = get_object_or_404(Membership, pk=key)
    person = membership.user.display_name
    try:
        remove_member(membership, actor=request.actor)
    except EcritoireError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(person)s ne fait plus partie de la société") % {"person": person})
    return redirect("home" if membership.user_id == request.user.pk else "settings:members")


@page(Permission.MANAGE_MEMBERS)
@require_POST
def withdraw(request: CompanyRequest, key: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = get_object_or_404(Invitation, pk=key)
    withdraw_invitation(invitation, actor=request.actor)
    messages.success(request, _("Invitation de %(email)s retirée") % {"email": invitation.email})
    return redirect("settings:members")
