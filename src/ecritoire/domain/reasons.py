"""The reasons why something is not in an export: codes, sentences with the facts, ways out (``product.md`` 3.3).

Only the words are here. The one condition that decides each reason is in ``apps.exports.conditions``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ecritoire.domain.language import say, say_count, sentence
from ecritoire.domain.wording import said_amount, said_date, said_field, said_moment, said_rate

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of reason, with what is written in French of it.

    ``group_text`` names it without the facts of a case; ``way_out`` is a stable action name.
    """

    code: str
    group_text: str
    sentence: Callable[[Facts], str]
    way_out: str = ""
    way_out_text: str = ""

    @property
    def group(self) -> str:
        """Its name without the facts of a case, in the person's language."""
        return say(self.group_text)

    @property
    def way_out_label(self) -> str:
        """The action that solves it, in the person's language, empty when nothing needs doing."""
        return say(self.way_out_text)


def _day(value: object) -> str:
    return said_date(value if isinstance(value, date) else date.fromisoformat(str(value)))


def _moment(value: object) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return said_moment(moment)


def _fixed(text: str) -> Callable[[Facts], str]:
    """A sentence without facts."""
    return lambda _facts: say(text)


def _controlled_after(facts: Facts) -> str:
    return say("Contrôlée le %(controlled_at)s, après la création de l’export le %(created_at)s") % {
        "controlled_at": _moment(facts["controlled_at"]),
        "created_at": _moment(facts["created_at"]),
    }


def _dated_after(facts: Facts) -> str:
    return _by_kind(_DATED_AFTER, facts) % {"date": _day(facts["date"]), "until": _day(facts["until"])}


def _dated_before(facts: Facts) -> str:
    return _by_kind(_DATED_BEFORE, facts) % {"date": _day(facts["date"]), "start": _day(facts["start"])}


_DATED_AFTER = {
    "payment": sentence("Date de paiement %(date)s postérieure à la fin d’export %(until)s"),
    "entry": sentence("Date comptable %(date)s postérieure à la fin d’export %(until)s"),
    "": sentence("Date de facturation %(date)s postérieure à la fin d’export %(until)s"),
}
_DATED_BEFORE = {
    "payment": sentence("Date de paiement %(date)s antérieure au début d’export %(start)s"),
    "entry": sentence("Date comptable %(date)s antérieure au début d’export %(start)s"),
    "": sentence("Date de facturation %(date)s antérieure au début d’export %(start)s"),
}


def _by_kind(sentences: Mapping[str, str], facts: Facts) -> str:
    return say(sentences.get(str(facts.get("of", "")), sentences[""]))


def _period_ends_after(facts: Facts) -> str:
    return say("Période de comptabilisation jusqu’au %(period_end)s, postérieure à la fin d’export %(until)s") % {
        "period_end": _day(facts["period_end"]),
        "until": _day(facts["until"]),
    }


def _purchase_account_missing(facts: Facts) -> str:
    lines = facts["lines"]
    named = say(" ; ").join(
        say("ligne %(line)s (%(label)s, %(amount)s)")
        % {
            "line": line["line"],
            "label": line["label"],
            "amount": said_amount(line["amount_minor"], line["currency"]),
        }
        for line in lines[:3]
    )
    said = say("Non équilibrée : compte d’achat manquant, %(lines)s") % {"lines": named}
    more = len(lines) - 3
    if more <= 0:
        return said
    return said + say_count(" et %(count)s autre ligne", " et %(count)s autres lignes", more) % {"count": more}


def _vat_account_missing(facts: Facts) -> str:
    named = say(" ; ").join(
        f"{said_rate(code['rate_bp'])} ({said_amount(code['vat_minor'], code['currency'])})" for code in facts["codes"]
    )
    return say("Non équilibrée : compte de TVA manquant pour %(rates)s") % {"rates": named}


def _unbalanced(facts: Facts) -> str:
    currency = facts["currency"]
    return say("Non équilibrée : %(gap)s d’écart entre les lignes (%(lines)s) et le total (%(total)s)") % {
        "gap": said_amount(abs(facts["gap_minor"]), currency),
        "lines": said_amount(facts["lines_minor"], currency),
        "total": said_amount(facts["total_minor"], currency),
    }


def _approval_pending(facts: Facts) -> str:
    return say("En validation, chez %(approver)s depuis le %(since)s") % {
        "approver": facts["approver"],
        "since": _day(facts["since"]),
    }


def _approval_refused(facts: Facts) -> str:
    if facts.get("reason"):
        return say("Validation refusée par %(approver)s : %(reason)s") % facts
    return say("Validation refusée par %(approver)s") % facts


def _already_exported(facts: Facts) -> str:
    named = {"exported_on": _day(facts["exported_on"]), "export": facts["export"]}
    if facts.get("of") == "payment":
        return say("Paiement exporté en comptabilité le %(exported_on)s (export n° %(export)s)") % named
    return say("Document exporté en comptabilité le %(exported_on)s (export n° %(export)s)") % named


def _held_back(facts: Facts) -> str:
    return say("Mis hors export par %(by)s le %(on)s : %(reason)s") % {**facts, "on": _day(facts["on"])}


def _period_locked(facts: Facts) -> str:
    return say("Écriture datée du %(date)s, exercice verrouillé") % {"date": _day(facts["date"])}


def _payment_not_executed(facts: Facts) -> str:
    planned = {"date": _day(facts["date"])}
    if facts.get("state") == "rejected":
        return say("Paiement prévu le %(date)s, rejeté par la banque") % planned
    return say("Paiement planifié le %(date)s, pas encore exécuté") % planned


_JOURNALS = (sentence("Journal d’achats non choisi"), sentence("Journal de banque non choisi"))


def _journal_not_chosen(facts: Facts) -> str:
    return say(_JOURNALS[facts["journal"] == "bank"])


def _currency_rate_missing(facts: Facts) -> str:
    named = {"currency": facts["currency"], "date": _day(facts["date"])}
    return say("Taux de change manquant pour %(currency)s au %(date)s") % named


def _refused_by_target(facts: Facts) -> str:
    return say("Refusée par %(target)s : « %(words)s »") % facts


def _template_limit(facts: Facts) -> str:
    """The sentence of the template's own finding, with its facts; exports before version 0.3 kept it filled in."""
    if "field" not in facts:
        return str(facts["sentence"])
    field, vendor = said_field(str(facts["field"]), str(facts["name"])), say(str(facts["vendor"]))
    return say(str(facts["sentence"])) % {**facts, "field": field, "vendor": vendor}


_CHOSEN = (sentence("Document non choisi pour l’export"), sentence("Paiement d’un document non choisi"))


def _not_chosen(facts: Facts) -> str:
    return say(_CHOSEN[facts.get("of") == "payment"])


_REASONS = (
    Reason(
        "not_controlled",
        sentence("Document encore en Réception, jamais contrôlé"),
        _fixed(sentence("Document encore en Réception, jamais contrôlé")),
        "control",
        sentence("Contrôler"),
    ),
    Reason(
        "controlled_after",
        sentence("Contrôlée après la création de l’export"),
        _controlled_after,
        "new_export",
        sentence("Nouvel export"),
    ),
    Reason(
        "dated_after",
        sentence("Date postérieure à la fin d’export"),
        _dated_after,
        "later_end",
        sentence("Changer la date de fin"),
    ),
    Reason(
        "dated_before",
        sentence("Date antérieure au début d’export"),
        _dated_before,
        "drop_start",
        sentence("Retirer la date de début"),
    ),
    Reason(
        "period_ends_after",
        sentence("Période de comptabilisation postérieure à la fin d’export"),
        _period_ends_after,
        "edit_period",
        sentence("Modifier la période"),
    ),
    Reason(
        "purchase_account_missing",
        sentence("Non équilibrée : compte d’achat manquant"),
        _purchase_account_missing,
        "code_line",
        sentence("Imputer"),
    ),
    Reason(
        "vat_account_missing",
        sentence("Non équilibrée : compte de TVA manquant"),
        _vat_account_missing,
        "set_vat_account",
        sentence("Choisir le compte de TVA"),
    ),
    Reason(
        "unbalanced",
        sentence("Non équilibrée : écart entre les lignes et le total"),
        _unbalanced,
        "book_gap",
        sentence("Porter l’écart au compte d’arrondi"),
    ),
    Reason(
        "nothing_to_book",
        sentence("Rien à comptabiliser : tout s’annule"),
        _fixed(sentence("Rien à comptabiliser : les lignes et la TVA du document s’annulent")),
        "hold_back",
        sentence("Mettre hors export"),
    ),
    Reason(
        "deposit_on_order",
        sentence("Acompte réglé via bon de commande, facture définitive attendue"),
        _fixed(sentence("Acompte réglé via bon de commande, facture définitive attendue")),
        "attach_invoice",
        sentence("Joindre la facture"),
    ),
    Reason(
        "order",
        sentence("Une commande ne se comptabilise pas"),
        _fixed(sentence("Une commande ne se comptabilise pas")),
        "attach_invoice",
        sentence("Joindre la facture"),
    ),
    Reason("approval_pending", sentence("En validation"), _approval_pending, "remind", sentence("Relancer")),
    Reason(
        "approval_refused", sentence("Validation refusée"), _approval_refused, "scope_all", sentence("Exporter tout")
    ),
    Reason(
        "already_exported",
        sentence("Déjà exporté en comptabilité"),
        _already_exported,
        "open_export",
        sentence("Ouvrir l’export"),
    ),
    Reason("held_back", sentence("Mis hors export"), _held_back, "release", sentence("Remettre dans l’export")),
    Reason(
        "period_locked",
        sentence("Exercice verrouillé"),
        _period_locked,
        "date_first_open_day",
        sentence("Dater du premier jour ouvert"),
    ),
    Reason(
        "journal_not_chosen",
        sentence("Journal non choisi"),
        _journal_not_chosen,
        "all_journals",
        sentence("Tous les journaux"),
    ),
    Reason(
        "not_chosen",
        sentence("Non choisi : l’export se limite à une sélection"),
        _not_chosen,
        "drop_choice",
        sentence("Tout exporter"),
    ),
    Reason(
        "paid_outside",
        sentence("Paiement effectué hors Écritoire : jamais dans le journal de banque"),
        _fixed(sentence("Paiement effectué hors Écritoire : jamais dans le journal de banque")),
    ),
    Reason(
        "payment_not_executed",
        sentence("Paiement pas encore exécuté"),
        _payment_not_executed,
        "open_payment",
        sentence("Ouvrir le paiement"),
    ),
    Reason(
        "currency_rate_missing",
        sentence("Taux de change manquant"),
        _currency_rate_missing,
        "enter_rate",
        sentence("Saisir le taux"),
    ),
    Reason(
        "refused_by_target",
        sentence("Refusée par le logiciel comptable"),
        _refused_by_target,
        "resend",
        sentence("Renvoyer"),
    ),
    Reason(
        "template_limit",
        sentence("Le modèle d’export ne peut pas porter une valeur"),
        _template_limit,
        "map_account",
        sentence("Changer la valeur"),
    ),
)

REASONS: Mapping[str, Reason] = {reason.code: reason for reason in _REASONS}
# The order in which reasons are listed, on every screen and in every file.
ORDER: Mapping[str, int] = {reason.code: rank for rank, reason in enumerate(_REASONS)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason with the facts of one case, as plain values that survive storage."""

    code: str
    facts: Facts

    @property
    def message(self) -> str:
        """The sentence, facts filled in."""
        return REASONS[self.code].sentence(self.facts)

    @property
    def way_out(self) -> str:
        """The action that solves it, empty when nothing needs doing."""
        return REASONS[self.code].way_out

    @property
    def way_out_label(self) -> str:
        """The action in words, empty when nothing needs doing."""
        return REASONS[self.code].way_out_label


# Reasons whose sentence names several problems of a document at once.
_GATHERED = {"purchase_account_missing": "lines", "vat_account_missing": "codes"}


def findings_of(problems: Iterable[tuple[str, Facts]]) -> list[Finding]:
    """The reasons that problems of posting (code, facts) are, each once, in the order they were found."""
    found: dict[str, dict[str, Any]] = {}
    for code, facts in problems:
        gathered = _GATHERED.get(code)
        if gathered is None:
            found.setdefault(code, dict(facts))
        else:
            found.setdefault(code, {gathered: []})[gathered].append(dict(facts))
    return [Finding(code, facts) for code, facts in found.items()]
