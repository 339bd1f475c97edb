"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """The ledger."""

    name = "ecritoire.apps.ledger"
    label = "ledger"
    verbose_name = _("Écritures")
    default_auto_field = "django.db.models.BigAutoField"
