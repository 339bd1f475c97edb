"""Naming a supplier in a field: by its auxiliary account or its name, offered while it is typed."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.naming import name_key


def supplier_widget(options_url: str | Promise) -> forms.TextInput:
    """A field of text that offers the suppliers; the page has a ``datalist`` called ``suppliers``."""
    return forms.TextInput(
        attrs={
            "class": "input",
            "autocomplete": "off",
            "list": "suppliers",
            "data-hx-get": options_url,
            "data-hx-trigger": "focus once",
            "data-hx-target": "#suppliers",
            "data-hx-swap": "innerHTML",
        }
    )


def supplier_named(text: str) -> Supplier:
    """The supplier a text names: its auxiliary account, alone or before its name, or its name.

    Raises:
        ValidationError: there is none.
    """
    wanted = text.strip()
    auxiliary = wanted.partition(" ")[0].upper()
    found = Supplier.objects.select_related("merged_into").filter(auxiliary=auxiliary).first()
    if found is None:
        named = Supplier.objects.select_related("merged_into").filter(name_key=name_key(wanted)[:200])
        found = named.order_by("pk").first()
    if found is None:
        message = _("Aucun fournisseur n’a le compte auxiliaire ou le nom « %(wanted)s ».")
        raise forms.ValidationError(message % {"wanted": wanted})
    return found.merged_into or found
