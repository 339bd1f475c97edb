"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ecritoire.domain.language import Voice, speak_with


class CompaniesConfig(AppConfig):
    """Companies and their users."""

    name = "ecritoire.apps.companies"
    label = "companies"
    verbose_name = _("Sociétés")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the domain say its sentences in the language of the request or the command."""
        speak_with(Voice(language=lambda: get_language() or "fr", one=gettext, many=ngettext))
