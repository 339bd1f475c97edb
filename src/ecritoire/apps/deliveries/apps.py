"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveriesConfig(AppConfig):
    """Deliveries."""

    name = "ecritoire.apps.deliveries"
    label = "deliveries"
    verbose_name = _("Connexions")
    default_auto_field = "django.db.models.BigAutoField"
