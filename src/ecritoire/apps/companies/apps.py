"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    """Companies and their users."""

    name = "ecritoire.apps.companies"
    label = "companies"
    verbose_name = _("Sociétés")
    default_auto_field = "django.db.models.BigAutoField"
