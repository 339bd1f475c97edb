"""What happened to a company, its members and its configuration, in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecritoire.domain.language import say
from ecritoire.domain.permissions import ROLE_LABELS, Role
from ecritoire.domain.wording import said_date

Facts = Mapping[str, Any]

_FIELDS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("nom"),
    "siren": gettext_lazy("SIREN"),
    "siret": gettext_lazy("SIRET"),
    "vat_number": gettext_lazy("numéro de TVA"),
    "address": gettext_lazy("adresse"),
    "contact_email": gettext_lazy("adresse de contact"),
    "auxiliary_prefix": gettext_lazy("début des comptes auxiliaires"),
}


def _identity(facts: Facts) -> str:
    before, after = facts["before"], facts["after"]
    changes = [
        f"{label} {_one_line(before.get(name))} → {_one_line(after[name])}"
        for name, label in _FIELDS.items()
        if name in after
    ]
    return _("Société modifiée : %(changes)s") % {"changes": ", ".join(changes)}


def _one_line(value: object) -> str:
    return ", ".join(str(value).splitlines()) if value else _("vide")


def _role(value: object) -> str:
    """The role as screens say it; one that is no longer known, as it was written."""
    known = next((role for role in Role if role == value), None)
    return say(ROLE_LABELS[known]) if known else str(value)


def _locked(facts: Facts) -> str:
    if not facts.get("lock_date"):
        return _("Verrou levé : plus rien n’est verrouillé")
    return _("Verrouillé jusqu’au %(day)s") % {"day": said_date(date.fromisoformat(facts["lock_date"]))}


def _vat_account(facts: Facts) -> str:
    if not facts.get("account"):
        return _("TVA %(vat_code)s : sans compte") % facts
    return _("TVA %(vat_code)s : compte %(account)s") % facts


def _with_role(facts: Facts) -> dict[str, object]:
    return {"email": facts.get("email", ""), "role": _role(facts.get("role", ""))}


SETTINGS_SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "open_company": lambda facts: _("Société ouverte : %(name)s, SIREN %(siren)s") % facts,
    "change_identity": _identity,
    "set_lock_date": _locked,
    "add_member": lambda facts: _("%(email)s devient membre : %(role)s") % _with_role(facts),
    "invite": lambda facts: _("%(email)s invité : %(role)s") % _with_role(facts),
    "withdraw_invitation": lambda facts: _("Invitation de %(email)s retirée") % facts,
    "accept_invitation": lambda facts: _("%(email)s a accepté l’invitation : %(role)s") % _with_role(facts),
    "change_role": lambda facts: (
        _("Rôle de %(email)s : %(before)s → %(role)s") % {**_with_role(facts), "before": _role(facts.get("before"))}
    ),
    "remove_member": lambda facts: _("%(email)s ne fait plus partie de la société") % facts,
    "change_name": lambda facts: _("%(email)s s’appelle %(after)s, et non plus %(before)s") % facts,
    "set_posting_accounts": lambda _facts: _("Comptes de comptabilisation changés"),
    "set_vat_account": _vat_account,
    "set_rate": lambda facts: (
        _("Taux de change de %(currency)s au %(day)s : %(rate)s")
        % {**facts, "day": said_date(date.fromisoformat(facts["day"])), "rate": str(facts["rate"]).replace(".", ",")}
    ),
    "add_account": lambda facts: _("Compte %(number)s ajouté : %(label)s") % facts,
    "edit_account": lambda facts: _("Compte %(number)s modifié") % facts,
    "remove_account": lambda facts: _("Compte %(number)s retiré : %(label)s") % facts,
    "add_journal": lambda facts: _("Journal %(code)s ajouté : %(label)s") % facts,
    "edit_journal": lambda facts: _("Journal %(code)s modifié") % {"code": facts["after"][0]},
    "add_axis": lambda facts: _("Axe analytique %(code)s ajouté : %(name)s") % facts,
    "edit_axis": lambda facts: _("Axe analytique %(code)s modifié : %(name)s") % facts,
    "add_section": lambda facts: _("Section %(code)s ajoutée à l’axe %(axis)s : %(label)s") % facts,
    "edit_section": lambda facts: _("Section %(code)s modifiée : %(label)s") % facts,
    "add_coding_rule": lambda facts: _("Règle « %(name)s » ajoutée : compte %(account)s") % facts,
    "edit_coding_rule": lambda facts: _("Règle « %(name)s » modifiée : compte %(account)s") % facts,
    "move_coding_rule": lambda facts: _("Règle « %(name)s » déplacée au rang %(position)s") % facts,
    "remove_coding_rule": lambda facts: _("Règle « %(name)s » retirée") % facts,
    "save_own_template": lambda facts: _("Modèle %(template)s enregistré, version %(version)s") % facts,
    "withdraw_own_template": lambda facts: _("Modèle %(template)s retiré") % facts,
    "set_template_settings": lambda facts: _("Réglages du modèle %(template)s changés") % facts,
    "create_token": lambda facts: _("Jeton d’accès « %(name)s » créé") % facts,
    "revoke_token": lambda facts: _("Jeton d’accès « %(name)s » révoqué") % facts,
}
# What those events are about, by the names of models.
SETTINGS_SUBJECTS = (
    "company",
    "account",
    "journal",
    "rate",
    "analyticaxis",
    "analyticsection",
    "codingrule",
    "owntemplate",
    "templatesettings",
    "apitoken",
)
