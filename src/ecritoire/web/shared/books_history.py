"""What happened to suppliers and to the configuration of a company, in words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Facts = Mapping[str, Any]

_SUPPLIER_FIELDS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("nom"),
    "trading_name": gettext_lazy("nom commercial"),
    "siren": gettext_lazy("SIREN"),
    "vat_number": gettext_lazy("numéro de TVA"),
    "country": gettext_lazy("pays"),
    "auxiliary": gettext_lazy("compte auxiliaire"),
    "supplier_account": gettext_lazy("compte collectif"),
    "default_account": gettext_lazy("compte d’achat par défaut"),
    "default_vat_code": gettext_lazy("code de TVA par défaut"),
    "category": gettext_lazy("catégorie"),
    "payment_days": gettext_lazy("délai de paiement"),
    "payment_end_of_month": gettext_lazy("fin de mois"),
}


def _edited(facts: Facts) -> str:
    before, after = facts.get("before") or {}, facts.get("after") or {}
    changes = [
        f"{label} {_shown(before.get(name))} → {_shown(after[name])}"
        for name, label in _SUPPLIER_FIELDS.items()
        if name in after
    ]
    return _("Fiche modifiée : %(changes)s") % {"changes": ", ".join(changes)} if changes else _("Fiche confirmée")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    return str(value) if value not in {None, ""} else _("vide")


BOOKS_SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "create_supplier": lambda facts: (
        _("Fiche créée, compte auxiliaire %(auxiliary)s") % {"auxiliary": facts.get("auxiliary", "")}
    ),
    "edit_supplier": _edited,
    "merge_suppliers": lambda facts: (
        _("%(absorbed)s (%(auxiliary)s) fusionné ici, %(moved)s documents repris, %(stayed)s restés") % facts
    ),
    "merged_supplier": lambda facts: _("Fiche fusionnée dans %(kept)s") % facts,
    "add_bank_details": lambda facts: _("IBAN ajouté : %(iban)s") % {"iban": facts.get("iban", "")},
    "verify_bank_details": lambda facts: _("IBAN vérifié : %(iban)s") % {"iban": facts.get("iban", "")},
}
