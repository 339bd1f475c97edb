"""What a person should know of a document before confirming it, in words (``docs/errors``, Flags)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecritoire.apps.purchases.control import BLOCKING_FLAGS

_WORDS: Mapping[str, str | Promise] = {
    "wrong_recipient": _("Adressée à une autre société. Renvoyez-la au fournisseur, ou remettez-la à qui elle est."),
    "recipient_unknown": _("Ni SIREN ni numéro de TVA de destinataire, et un autre nom : vérifiez pour qui elle est."),
    "arithmetic": _("Nos totaux diffèrent de ceux du fournisseur : vérifiez-les sur le document."),
    "prepaid_unexplained": _("Un montant déjà payé qu’aucun acompte n’explique : demandez au fournisseur."),
    "original_missing": _("Elle se rapporte à une facture qui n’est pas arrivée : importez-la."),
    "possible_duplicate": _("Même fournisseur, même total, dates voisines : peut-être un doublon. Comparez."),
    "vat_rate_unknown": _("Aucun taux français n’explique la TVA au centime : choisissez le code de TVA."),
    "iban_changed": _("L’IBAN a changé : vérifiez-le par un autre moyen que la facture avant tout paiement."),
    "iban_unverified": _("Personne n’a encore vérifié l’IBAN de ce fournisseur."),
    "type_code_unknown": _("Type de document inconnu, lu comme une facture : vérifiez."),
    "type_code_missing": _("Le type de document manque, lu d’après le fichier : vérifiez."),
    "type_code_conflict": _("Le fichier se dit avoir et facture à la fois, lu comme un avoir : vérifiez."),
    "negative_invoice": _("Facture négative : lue comme un avoir."),
    "negative_credit_note": _("Avoir négatif : lu comme une facture. Vérifiez ce que le fournisseur voulait dire."),
    "negative_corrective": _("Facture rectificative négative : lue comme un avoir."),
    "credit_note_on_deposit": _("Avoir sur un acompte : il reprend l’acompte et sa TVA, pas une charge."),
    "corrective_without_reference": _("Facture rectificative sans la facture qu’elle remplace : retrouvez-la."),
    "multi_party_invoice": _("Plusieurs vendeurs dans un même fichier : à vérifier ligne à ligne."),
    "profile_minimum": _("Factur-X MINIMUM : ni lignes ni taux de TVA, relevez-les sur le PDF."),
    "no_lines": _("Sans lignes : imputez le document en entier."),
    "lines_left_out": _("Des lignes d’information, hors du total, n’ont pas été reprises."),
    "line_amount_missing": _("Une ligne sans montant, comptée pour zéro : vérifiez-la."),
    "amount_due_missing": _("Le reste à payer manque : il est calculé."),
    "amount_rounded": _("Un montant plus fin que le centime a été arrondi."),
    "currency_conflict": _("Un montant dans une autre devise que celle du document : vérifiez."),
    "currency_vat_missing": _("Facture en devise sans sa TVA en euros : saisissez-la."),
    "date_unreadable": _("Une date illisible a été laissée vide."),
    "due_date_unreadable": _("L’échéance est illisible."),
    "several_due_dates": _("Plusieurs échéances : la première est retenue."),
    "siren_invalid": _("Le SIREN du fournisseur est faux : vérifiez le fournisseur."),
    "siret_invalid": _("Le SIRET du fournisseur est faux : vérifiez le fournisseur."),
    "siren_conflict": _("SIREN, SIRET et numéro de TVA désignent des sociétés différentes : vérifiez le fournisseur."),
    "vat_number_invalid": _("Le numéro de TVA du fournisseur est faux : la TVA n’est peut-être pas déductible."),
    "buyer_siren_invalid": _("Votre SIREN est faux sur la facture : demandez-en une corrigée."),
    "buyer_siret_invalid": _("Votre SIRET est faux sur la facture : demandez-en une corrigée."),
    "buyer_siren_conflict": _("Vos identifiants se contredisent sur la facture : demandez-en une corrigée."),
    "buyer_vat_number_invalid": _("Votre numéro de TVA est faux sur la facture : demandez-en une corrigée."),
    "payee_differs": _("À payer à un autre que le fournisseur (affacturage) : vérifiez avant le premier paiement."),
    "iban_invalid": _("L’IBAN est faux : payez sur celui de la fiche du fournisseur."),
    "several_ibans": _("Plusieurs IBAN : choisissez d’après la fiche du fournisseur."),
    "direct_debit": _("Prélèvement : le fournisseur encaissera lui-même."),
    "attachment_unreadable": _("Une pièce jointe est illisible : demandez-la."),
    "pdf_damaged": _("Le PDF était abîmé, il a pu être lu."),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know. ``tone`` is a class of the style sheet: what keeps a rule from confirming is a warning."""

    code: str
    sentence: str | Promise
    tone: str


def remarks_of(flags: Iterable[str]) -> list[Remark]:
    """The flags in words, warnings first."""
    remarks = [Remark(flag, _WORDS.get(flag, flag), "warn" if flag in BLOCKING_FLAGS else "") for flag in flags]
    return sorted(remarks, key=lambda remark: not remark.tone)
