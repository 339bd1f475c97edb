"""How Django knows this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "ecritoire.apps.audit"
    label = "audit"
    verbose_name = _("Piste d’audit")
    default_auto_field = "django.db.models.BigAutoField"
