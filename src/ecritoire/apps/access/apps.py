"""The app of access for programs."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the models of access under the label ``access``."""

    name = "ecritoire.apps.access"
    label = "access"
