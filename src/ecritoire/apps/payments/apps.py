"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Payments."""

    name = "ecritoire.apps.payments"
    label = "payments"
    verbose_name = _("Paiements")
    default_auto_field = "django.db.models.BigAutoField"
