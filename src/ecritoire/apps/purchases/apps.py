"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PurchasesConfig(AppConfig):
    """Purchase documents."""

    name = "ecritoire.apps.purchases"
    label = "purchases"
    verbose_name = _("Achats")
    default_auto_field = "django.db.models.BigAutoField"
