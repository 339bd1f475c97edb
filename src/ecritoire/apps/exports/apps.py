"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    """Accounting exports."""

    name = "ecritoire.apps.exports"
    label = "exports"
    verbose_name = _("Exports comptables")
    default_auto_field = "django.db.models.BigAutoField"
