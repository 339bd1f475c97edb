"""Views of the list, shown as tabs: those every company has, one's own, and those that colleagues share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ecritoire.apps.companies.models import Membership
from ecritoire.apps.desk.keeping import NAME_LENGTH, choose_columns, delete_view, save_view, saved_views
from ecritoire.apps.desk.models import SavedView
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.lifecycle import Accounting, Approval
from ecritoire.domain.permissions import Permission, may
from ecritoire.web.documents.behind import filters_behind
from ecritoire.web.documents.columns import DEFAULT_COLUMNS, known_columns
from ecritoire.web.documents.filters import Filters
from ecritoire.web.documents.order import LATEST_FIRST
from ecritoire.web.shared.access import CompanyRequest, page
from ecritoire.web.shared.dialogs import Dialog, close_dialog, show_dialog


@dataclass(frozen=True, slots=True)
class View:
    """A named filter, shown as a tab. ``by`` says whose it is when it is a colleague's; ``key`` is 0 when nobody's."""

    label: str
    query: str
    current: bool
    by: str = ""
    key: int = 0


class ViewForm(forms.Form):
    """The name of a view, and who sees it."""

    name = forms.CharField(
        label=gettext_lazy("Nom de la vue"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Donnez un nom à la vue : il devient un onglet.")},
    )
    shared = forms.BooleanField(
        label=gettext_lazy("La partager avec la société"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "box"}),
    )


def views_of(filters: Filters, membership: Membership) -> list[View]:
    """The tabs: the current one answers the address."""
    shown = list(filters.pairs())
    kept = [_saved_view(view, shown, membership) for view in saved_views(membership.user)]
    is_kept = any(view.current for view in kept)
    bare = replace(filters, sort=LATEST_FIRST, columns=(), search="", since=None, until=None)
    named = (
        (_("Tous"), Filters()),
        (_("Non comptabilisé"), Filters(accounting=(Accounting.NOT_EXPORTED, Accounting.CHANGED_SINCE))),
        (_("En validation"), Filters(approval=(Approval.PENDING,))),
        (_("Avoirs"), Filters(type=(DocumentType.CREDIT_NOTE,))),
    )
    everybodys = [View(label, view.query(), current=not is_kept and view == bare) for label, view in named]
    return everybodys + kept


def _saved_view(view: SavedView, shown: Sequence[tuple[str, str]], membership: Membership) -> View:
    filters = Filters.of(QueryDict(view.query))
    by = view.owner.display_name if view.owner_id != membership.user_id else ""
    return View(view.name, filters.query(), current=list(filters.pairs()) == list(shown), by=by, key=view.pk)


@page(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def keep_view(request: CompanyRequest) -> HttpResponse:
    """Ask for a name, then keep the list behind under it."""
    query = request.POST.get("query", "") if request.method == "POST" else filters_behind(request).query()
    query = Filters.of(QueryDict(query)).query()
    may_share = may(request.membership.role, Permission.COMMENT)
    form = ViewForm(request.POST if request.method == "POST" else None, auto_id="dialog_%s")
    if not may_share:
        del form.fields["shared"]
    if request.method == "POST" and form.is_valid():
        name, shared = form.cleaned_data["name"], bool(form.cleaned_data.get("shared"))
        try:
            save_view(request.company, request.user, name, query, shared=shared)
        except EcritoireError as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, _("Vue « %(name)s » enregistrée") % {"name": name})
            return close_dialog(request, f"{reverse('documents:list')}?{query}")
    dialog = Dialog(
        title=_("Enregistrer cette vue ?"),
        text=(_("Ses filtres, son tri et ses colonnes. Une de vos vues du même nom est remplacée."),),
        url=reverse("documents:keep_view"),
        back_url=f"{reverse('documents:list')}?{query}",
        form=form,
        keep_label=_("Ne pas enregistrer"),
        submit_label=_("Enregistrer la vue"),
        hidden=[("query", query)],
    )
    return show_dialog(request, dialog)


@page(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def forget_view(request: CompanyRequest, key: int) -> HttpResponse:
    """Ask, then forget a view of one's own; of a colleague's, say whose it is."""
    seen = Q(owner=request.user) | Q(is_shared=True)
    view = SavedView.objects.select_related("owner").filter(seen, pk=key).first()
    if view is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            delete_view(view, request.user)
        except EcritoireError as error:
            refusal = error.message
        else:
            messages.success(request, _("Vue « %(name)s » supprimée") % {"name": view.name})
            return close_dialog(request, reverse("documents:list"))
    return show_dialog(request, _forget_dialog(view, refusal))


def _forget_dialog(view: SavedView, refusal: str) -> Dialog:
    effect = _("Personne de la société ne l’aura plus.") if view.is_shared else _("Vous seul l’aviez.")
    return Dialog(
        title=_("Supprimer la vue « %(name)s » ?") % {"name": view.name},
        text=(refusal,) if refusal else (effect, _("Les documents restent comme ils sont.")),
        url=reverse("documents:forget_view", args=[view.pk]),
        back_url=f"{reverse('documents:list')}?{view.query}",
        form=None,
        keep_label=_("Garder la vue"),
        submit_label="" if refusal else _("Supprimer la vue"),
        tone="danger-solid",
    )


@page(Permission.READ)
@require_POST
def keep_columns(request: CompanyRequest) -> HttpResponse:
    """Keep the columns that somebody chose, and show them."""
    wanted = () if "reset" in request.POST else known_columns(request.POST.getlist("column"))
    wanted = () if wanted == DEFAULT_COLUMNS else wanted
    choose_columns(request.company, request.user, wanted)
    query = replace(filters_behind(request), columns=wanted).query()
    return redirect(f"{reverse('documents:list')}?{query}".removesuffix("?"))
