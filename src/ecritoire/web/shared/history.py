"""The history of a document, an export or a company, in words."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ecritoire.apps.audit.models import Event
from ecritoire.domain.language import say
from ecritoire.domain.wording import said_date
from ecritoire.web.shared import words
from ecritoire.web.shared.books_history import BOOKS_SENTENCES
from ecritoire.web.shared.settings_history import SETTINGS_SENTENCES

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as it is shown."""

    sentence: str
    happened_at: datetime
    actor: str


def in_words(events: Iterable[Event]) -> list[Happened]:
    """The events, latest first."""
    shown = [Happened(_sentence(event), event.happened_at, say(event.actor)) for event in events]
    return shown[::-1]


def _sentence(event: Event) -> str:
    facts: Facts = json.loads(event.facts)
    worded = _SENTENCES.get(event.action)
    return worded(facts) if worded else event.action


def _day(value: object) -> str:
    return said_date(date.fromisoformat(str(value)))


def _period(facts: Facts) -> str:
    start, end = facts.get("start"), facts.get("end")
    if not start and not end:
        return _("Période de comptabilisation retirée")
    if start and end:
        return _("Période de comptabilisation du %(start)s au %(end)s") % {"start": _day(start), "end": _day(end)}
    if end:
        return _("Période de comptabilisation jusqu’au %(end)s") % {"end": _day(end)}
    return _("Période de comptabilisation à partir du %(start)s") % {"start": _day(start)}


def _coded(facts: Facts) -> str:
    """The accounts given; ``after`` has the account and the VAT code of each line by its position."""
    after: Mapping[str, list[str]] = facts.get("after") or {}
    accounts = sorted({account for account, _vat_code in after.values() if account})
    return _("Imputée en %(accounts)s") % {"accounts": ", ".join(accounts)} if accounts else _("Imputation changée")


def _with_reason(sentence: str, facts: Facts) -> str:
    if not facts.get("reason"):
        return sentence
    return _("%(what)s : %(reason)s") % {"what": sentence, "reason": facts["reason"]}


def _paid(sentence: str, facts: Facts) -> str:
    if "on" not in facts:
        return sentence
    return _("%(sentence)s au %(day)s") % {"sentence": sentence, "day": _day(facts["on"])}


def _asked(facts: Facts) -> str:
    said = _("Validation demandée à %(approver)s") % {"approver": facts.get("approver", "")}
    if not facts.get("rule"):
        return said
    return _("%(what)s par la règle « %(rule)s »") % {"what": said, "rule": facts["rule"]}


_SENTENCES: Mapping[str, Callable[[Facts], str]] = {
    "import": lambda facts: _("Reçue : %(file)s") % {"file": facts.get("file", "")},
    "key": lambda _facts: _("Saisie à la main"),
    "control": lambda _facts: _("Contrôlée"),
    "set_aside": lambda facts: _with_reason(_("Mise de côté"), facts),
    "take_back": lambda _facts: _("Reprise en Réception"),
    "confirm_not_duplicate": lambda _facts: _("Comparée : ce n’est pas un doublon"),
    "code": _coded,
    "set_vat_code": lambda _facts: _("Code de TVA changé"),
    "set_accounting_period": _period,
    "set_entry_date": lambda facts: _("Datée du %(day)s en comptabilité") % {"day": _day(facts["after"])},
    "hold_back": lambda facts: _with_reason(_("Mise hors export"), facts),
    "release": lambda _facts: _("Remise dans l’export"),
    "ask_approval": _asked,
    "approval_rule_without_people": lambda facts: (
        _("Règle de validation « %(rule)s » : personne à qui demander, il faut deux personnes") % facts
    ),
    "approval_mail_sent": lambda facts: _("E-mail de demande envoyé à %(approver)s") % facts,
    "approval_mail_failed": lambda facts: _("E-mail de demande non parti vers %(approver)s") % facts,
    "remind_approval": lambda facts: _("Relance de %(approver)s") % facts,
    "approve_step": lambda facts: _("Validée, puis demandée à %(next)s") % facts,
    "approve": lambda _facts: _("Validée"),
    "refuse": lambda facts: _with_reason(_("Validation refusée"), facts),
    "withdraw_approval": lambda _facts: _("Demande de validation retirée"),
    "reopen_approval": lambda _facts: _("Validation à redemander : le document a changé"),
    "attach_final_invoice": lambda facts: (
        _("Facture définitive jointe : %(number)s") % {"number": facts.get("invoice", facts.get("number", ""))}
    ),
    "set_sections": lambda _facts: _("Sections analytiques données"),
    "book_gap": lambda _facts: _("Écart porté au compte d’arrondi"),
    "choose_vat_account": lambda _facts: _("Compte de TVA choisi"),
    "comment": lambda _facts: _("Commentaire ajouté"),
    "tag": lambda facts: _("Étiquette « %(tag)s » ajoutée") % {"tag": facts.get("tag", "")},
    "untag": lambda facts: _("Étiquette « %(tag)s » retirée") % {"tag": facts.get("tag", "")},
    "take_over": lambda _facts: _("Reprise de l’ancien logiciel"),
    "record_payment": lambda facts: _paid(_("Paiement enregistré"), facts),
    "record_payment_outside": lambda facts: _paid(_("Paiement hors Écritoire noté"), facts),
    "schedule_payment": lambda facts: _paid(_("Paiement planifié"), facts),
    "execute_payment": lambda facts: _paid(_("Paiement exécuté"), facts),
    "create_export": lambda facts: (
        _("Export n° %(number)s créé, %(entries)s")
        % {"number": facts["number"], "entries": words.entries(facts["entries"])}
    ),
    "download_export": lambda facts: _("Fichier %(file)s téléchargé") % {"file": facts["file"]},
    "acknowledge_export": lambda _facts: _("Accusé de réception du logiciel comptable"),
    **BOOKS_SENTENCES,
    **SETTINGS_SENTENCES,
    "cancel_export": lambda facts: _with_reason(_("Export annulé"), facts),
}
