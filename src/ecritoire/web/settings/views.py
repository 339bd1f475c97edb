"""One's own profile: name, language, and the ways to sign in."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ecritoire.apps.companies.profiles import change_profile
from ecritoire.domain.permissions import Permission
from ecritoire.web.shared.access import CompanyRequest, page


class ProfileForm(forms.Form):
    """A name and a language."""

    full_name = forms.CharField(
        label=gettext_lazy("Nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Donnez votre nom : l’historique le cite.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue"), choices=settings.LANGUAGES, widget=forms.Select(attrs={"class": "input"})
    )


@page(Permission.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: CompanyRequest) -> HttpResponse:
    """Show and change one's own name and language."""
    person = request.user
    initial = {"full_name": person.full_name, "language": person.language}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_profile(person, form.cleaned_data["full_name"], form.cleaned_data["language"])
        with translation.override(person.language):
            messages.success(request, _("Profil enregistré"))
        return redirect("settings:profile")
    context = {"form": form, "section": "profile"}
    return render(request, "settings/profile.html", context, status=422 if form.is_bound else 200)
