"""The reasons why something is not in an export: codes, sentences with the facts, ways out (``product.md`` 3.3).

Only the words are here. The one condition that decides each reason is in ``apps.exports.conditions``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ecritoire.domain.wording import said_amount, said_date, said_moment, said_rate

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of reason. ``group`` names it without the facts of a case; ``way_out`` is a stable action name."""

    code: str
    group: str
    sentence: Callable[[Facts], str]
    way_out: str = ""
    way_out_label: str = ""


def _day(value: object) -> str:
    return said_date(value if isinstance(value, date) else date.fromisoformat(str(value)))


def _moment(value: object) -> str:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return said_moment(moment)


def _controlled_after(facts: Facts) -> str:
    return (
        f"Contrôlée le {_moment(facts['controlled_at'])}, après la création de l’export "
        f"le {_moment(facts['created_at'])}"
    )


def _dated_after(facts: Facts) -> str:
    return f"{_kind_of_date(facts)} {_day(facts['date'])} postérieure à la fin d’export {_day(facts['until'])}"


def _dated_before(facts: Facts) -> str:
    return f"{_kind_of_date(facts)} {_day(facts['date'])} antérieure au début d’export {_day(facts['start'])}"


def _kind_of_date(facts: Facts) -> str:
    return {"payment": "Date de paiement", "entry": "Date comptable"}.get(
        str(facts.get("of", "")), "Date de facturation"
    )


def _period_ends_after(facts: Facts) -> str:
    return (
        f"Période de comptabilisation jusqu’au {_day(facts['period_end'])}, "
        f"postérieure à la fin d’export {_day(facts['until'])}"
    )


def _purchase_account_missing(facts: Facts) -> str:
    lines = facts["lines"]
    named = " ; ".join(
        f"ligne {line['line']} ({line['label']}, {said_amount(line['amount_minor'], line['currency'])})"
        for line in lines[:3]
    )
    more = f" et {len(lines) - 3} autres lignes" if len(lines) > 3 else ""
    return f"Non équilibrée : compte d’achat manquant, {named}{more}"


def _vat_account_missing(facts: Facts) -> str:
    named = " ; ".join(
        f"{said_rate(code['rate_bp'])} ({said_amount(code['vat_minor'], code['currency'])})" for code in facts["codes"]
    )
    return f"Non équilibrée : compte de TVA manquant pour {named}"


def _unbalanced(facts: Facts) -> str:
    currency = facts["currency"]
    return (
        f"Non équilibrée : {said_amount(abs(facts['gap_minor']), currency)} d’écart entre les lignes "
        f"({said_amount(facts['lines_minor'], currency)}) et le total "
        f"({said_amount(facts['total_minor'], currency)})"
    )


def _approval_pending(facts: Facts) -> str:
    return f"En validation, chez {facts['approver']} depuis le {_day(facts['since'])}"


def _approval_refused(facts: Facts) -> str:
    why = f" : {facts['reason']}" if facts.get("reason") else ""
    return f"Validation refusée par {facts['approver']}{why}"


def _already_exported(facts: Facts) -> str:
    subject = "Paiement exporté" if facts.get("of") == "payment" else "Document exporté"
    return f"{subject} en comptabilité le {_day(facts['exported_on'])} (export n° {facts['export']})"


def _held_back(facts: Facts) -> str:
    return f"Mis hors export par {facts['by']} le {_day(facts['on'])} : {facts['reason']}"


def _payment_not_executed(facts: Facts) -> str:
    if facts.get("state") == "rejected":
        return f"Paiement prévu le {_day(facts['date'])}, rejeté par la banque"
    return f"Paiement planifié le {_day(facts['date'])}, pas encore exécuté"


def _journal_not_chosen(facts: Facts) -> str:
    return "Journal de banque non choisi" if facts["journal"] == "bank" else "Journal d’achats non choisi"


_REASONS = (
    Reason(
        "not_controlled",
        "Document encore en Réception, jamais contrôlé",
        lambda _: "Document encore en Réception, jamais contrôlé",
        "control",
        "Contrôler",
    ),
    Reason(
        "controlled_after",
        "Contrôlée après la création de l’export",
        _controlled_after,
        "new_export",
        "Nouvel export",
    ),
    Reason(
        "dated_after",
        "Date postérieure à la fin d’export",
        _dated_after,
        "later_end",
        "Changer la date de fin",
    ),
    Reason(
        "dated_before",
        "Date antérieure au début d’export",
        _dated_before,
        "drop_start",
        "Retirer la date de début",
    ),
    Reason(
        "period_ends_after",
        "Période de comptabilisation postérieure à la fin d’export",
        _period_ends_after,
        "edit_period",
        "Modifier la période",
    ),
    Reason(
        "purchase_account_missing",
        "Non équilibrée : compte d’achat manquant",
        _purchase_account_missing,
        "code_line",
        "Imputer",
    ),
    Reason(
        "vat_account_missing",
        "Non équilibrée : compte de TVA manquant",
        _vat_account_missing,
        "set_vat_account",
        "Choisir le compte de TVA",
    ),
    Reason(
        "unbalanced",
        "Non équilibrée : écart entre les lignes et le total",
        _unbalanced,
        "book_gap",
        "Porter l’écart au compte d’arrondi",
    ),
    Reason(
        "nothing_to_book",
        "Rien à comptabiliser : tout s’annule",
        lambda _: "Rien à comptabiliser : les lignes et la TVA du document s’annulent",
        "hold_back",
        "Mettre hors export",
    ),
    Reason(
        "deposit_on_order",
        "Acompte réglé via bon de commande, facture définitive attendue",
        lambda _: "Acompte réglé via bon de commande, facture définitive attendue",
        "attach_invoice",
        "Joindre la facture",
    ),
    Reason(
        "order",
        "Une commande ne se comptabilise pas",
        lambda _: "Une commande ne se comptabilise pas",
        "attach_invoice",
        "Joindre la facture",
    ),
    Reason("approval_pending", "En validation", _approval_pending, "remind", "Relancer"),
    Reason("approval_refused", "Validation refusée", _approval_refused, "scope_all", "Exporter tout"),
    Reason("already_exported", "Déjà exporté en comptabilité", _already_exported, "open_export", "Ouvrir l’export"),
    Reason("held_back", "Mis hors export", _held_back, "release", "Remettre dans l’export"),
    Reason(
        "period_locked",
        "Exercice verrouillé",
        lambda facts: f"Écriture datée du {_day(facts['date'])}, exercice verrouillé",
        "date_first_open_day",
        "Dater du premier jour ouvert",
    ),
    Reason("journal_not_chosen", "Journal non choisi", _journal_not_chosen, "all_journals", "Tous les journaux"),
    Reason(
        "paid_outside",
        "Paiement effectué hors Écritoire : jamais dans le journal de banque",
        lambda _: "Paiement effectué hors Écritoire : jamais dans le journal de banque",
    ),
    Reason(
        "payment_not_executed",
        "Paiement pas encore exécuté",
        _payment_not_executed,
        "open_payment",
        "Ouvrir le paiement",
    ),
    Reason(
        "currency_rate_missing",
        "Taux de change manquant",
        lambda facts: f"Taux de change manquant pour {facts['currency']} au {_day(facts['date'])}",
        "enter_rate",
        "Saisir le taux",
    ),
    Reason(
        "refused_by_target",
        "Refusée par le logiciel comptable",
        lambda facts: f"Refusée par {facts['target']} : « {facts['words']} »",
        "resend",
        "Renvoyer",
    ),
    Reason(
        "template_limit",
        "Le modèle d’export ne peut pas porter une valeur",
        lambda facts: str(facts["sentence"]),
        "map_account",
        "Changer la valeur",
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
