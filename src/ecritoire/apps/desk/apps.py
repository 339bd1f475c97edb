"""The app of what people put on the list of documents."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Registers the models of the desk under the label ``desk``."""

    name = "ecritoire.apps.desk"
    label = "desk"
