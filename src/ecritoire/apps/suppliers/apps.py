"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuppliersConfig(AppConfig):
    """Suppliers."""

    name = "ecritoire.apps.suppliers"
    label = "suppliers"
    verbose_name = _("Fournisseurs")
    default_auto_field = "django.db.models.BigAutoField"
