"""Every finding by its code: usual severity, and French sentence. Catalogued in ``docs/errors/check-fec.md``.

Errors are what the official tool (Test Compta Demat) refuses, and what makes the books wrong; warnings are what it
alerts about, and what importers are known to refuse.
"""

from typing import Literal

_Severity = Literal["error", "warning", "info"]

SENTENCES: dict[str, tuple[_Severity, str]] = {
    # The file
    "file_unreadable": ("error", "Le fichier ne peut pas être lu : %(reason)s."),
    "file_empty": ("error", "Le fichier ne contient aucune ligne d’écriture."),
    "file_name": ("error", "Le nom « %(name)s » ne suit pas SIREN + FEC + date de clôture (123456789FEC20251231.txt)."),
    "file_name_siren": ("error", "Le nom commence par « %(siren)s », qui n’est pas un SIREN de 9 chiffres."),
    "file_extension": ("warning", "Le nom « %(name)s » ne finit pas par .txt."),
    "xml_not_checked": (
        "error",
        "Le fichier est un FEC au format XML : Écritoire ne contrôle que le format à plat, rien n’a été vérifié.",
    ),
    "encoding_utf16": ("error", "Le fichier est en UTF-16 ; sont admis l’ASCII, l’ISO 8859-15 et l’UTF-8."),
    "encoding_mixed": ("error", "La ligne %(line)s n’est pas en %(expected)s comme celles qui précèdent."),
    "encoding_windows": (
        "warning",
        "La ligne %(line)s contient des caractères propres à Windows-1252, qui n’est pas un jeu admis.",
    ),
    "byte_order_mark": ("info", "Le fichier commence par une marque UTF-8 (BOM), que certains logiciels lisent mal."),
    "nul_bytes": ("warning", "La ligne %(line)s contient des octets nuls, ignorés."),
    "control_characters": ("warning", "La ligne %(line)s contient des caractères de contrôle."),
    "line_break_in_text": ("warning", "La ligne %(line)s contient un retour à la ligne isolé, au milieu d’une zone."),
    "record_too_long": ("error", "La ligne %(line)s dépasse %(limit)s octets : elle n’a pas été lue."),
    "separator_unknown": (
        "error",
        "La première ligne n’est pas séparée par des tabulations ni par « | »%(hint)s : le contrôle s’arrête là.",
    ),
    # The header
    "column_missing": ("error", "La colonne « %(column)s » manque dans la première ligne%(hint)s."),
    "column_twice": ("error", "La colonne « %(column)s » figure deux fois dans la première ligne."),
    "column_extra": ("info", "La colonne « %(column)s » s’ajoute à celles de la loi."),
    "column_order": ("warning", "Les colonnes ne sont pas dans l’ordre de la loi, à partir de « %(column)s »."),
    "cash_columns": (
        "warning",
        "Les colonnes de la comptabilité de trésorerie sont incomplètes : « %(column)s » manque.",
    ),
    "trailing_separator": ("warning", "La première ligne finit par un séparateur : une colonne sans nom s’ajoute."),
    # The lines
    "line_empty": ("error", "La ligne %(line)s est vide."),
    "field_count": ("error", "La ligne %(line)s a %(found)s zones au lieu de %(expected)s."),
    "pipe_in_text": ("error", "La ligne %(line)s contient « | » dans une zone d’un fichier à tabulations."),
    "value_missing": ("error", "Ligne %(line)s : %(column)s est vide, alors que la zone est obligatoire."),
    "data_missing": (
        "error",
        "Ligne %(line)s : %(column)s est vide, la comptabilité ne peut pas être considérée comme conforme.",
    ),
    "amount_point": ("error", "Ligne %(line)s : %(column)s « %(value)s » a un point décimal au lieu d’une virgule."),
    "amount_thousands": ("error", "Ligne %(line)s : %(column)s « %(value)s » a un séparateur de milliers."),
    "amount_invalid": ("error", "Ligne %(line)s : %(column)s « %(value)s » n’est pas un montant."),
    "amount_decimals": ("warning", "Ligne %(line)s : %(column)s « %(value)s » a plus de deux décimales."),
    "amount_negative": ("warning", "Ligne %(line)s : %(column)s « %(value)s » est négatif."),
    "amount_both_sides": ("warning", "Ligne %(line)s : le débit (%(debit)s) et le crédit (%(credit)s) sont servis."),
    "amount_none": ("warning", "Ligne %(line)s : ni débit ni crédit."),
    "side_invalid": ("error", "Ligne %(line)s : le sens « %(value)s » n’est ni D ou C, ni +1 ou -1."),
    "date_invalid": ("error", "Ligne %(line)s : %(column)s « %(value)s » n’est pas une date du calendrier."),
    "date_format": ("warning", "Ligne %(line)s : %(column)s « %(value)s » n’est pas écrite AAAAMMJJ."),
    "date_out_of_range": ("warning", "Ligne %(line)s : %(column)s « %(value)s » est hors des années 1900 à 2099."),
    "date_after_closing": (
        "warning",
        "Ligne %(line)s : EcritureDate « %(value)s » est postérieure à la clôture du %(closing)s.",
    ),
    "date_before_year": (
        "warning",
        "Ligne %(line)s : EcritureDate « %(value)s » précède de plus de deux ans la clôture du %(closing)s.",
    ),
    "document_after_entry": (
        "info",
        "Ligne %(line)s : PieceDate « %(document)s » est postérieure à EcritureDate « %(date)s ».",
    ),
    "account_invalid": ("warning", "Ligne %(line)s : le compte « %(value)s » ne commence pas par trois chiffres."),
    "auxiliary_account": (
        "warning",
        "Ligne %(line)s : l’auxiliaire « %(value)s » accompagne le compte %(account)s, qui n’est pas de classe 4.",
    ),
    "auxiliary_label": ("warning", "Ligne %(line)s : %(filled)s « %(value)s » est servi sans %(empty)s."),
    "currency_missing": ("warning", "Ligne %(line)s : Montantdevise « %(value)s » est servi sans Idevise."),
    "currency_without_amount": ("info", "Ligne %(line)s : Idevise « %(value)s » est servi sans Montantdevise."),
    "currency_code": ("warning", "Ligne %(line)s : Idevise « %(value)s » n’est pas un code de devise à trois lettres."),
    # Validation
    "not_validated": (
        "warning",
        "ValidDate est vide partout : c’est un fichier d’import comptable, pas le fichier légal (contrôle fiscal).",
    ),
    "validation_missing": ("error", "Ligne %(line)s : ValidDate est vide, l’écriture n’est pas validée."),
    "validation_order": (
        "warning",
        "Ligne %(line)s : l’écriture %(number)s est validée le %(date)s, avant celle qui la précède (%(previous)s).",
    ),
    "validated_before_date": (
        "warning",
        "Ligne %(line)s : l’écriture %(number)s est validée le %(date)s, avant sa date du %(entry_date)s.",
    ),
    "validation_differs": ("warning", "Ligne %(line)s : l’écriture %(number)s porte plusieurs dates de validation."),
    # The entries
    "entry_unbalanced": (
        "error",
        "Ligne %(line)s : l’écriture %(number)s (%(journal)s) a %(debit)s au débit et %(credit)s au crédit.",
    ),
    "file_unbalanced": ("error", "Le fichier n’est pas équilibré : débit %(debit)s, crédit %(credit)s."),
    "entry_dates_differ": ("error", "Ligne %(line)s : l’écriture %(number)s porte plusieurs dates d’écriture."),
    "entry_journals_differ": (
        "error",
        "Ligne %(line)s : l’écriture %(number)s n’est équilibrée qu’à travers plusieurs journaux (%(journals)s).",
    ),
    "entry_scattered": ("warning", "Ligne %(line)s : les lignes de l’écriture %(number)s ne se suivent pas."),
    "number_reused": (
        "error",
        "Ligne %(line)s : le numéro %(number)s a déjà servi à une autre écriture du journal %(journal)s.",
    ),
    "number_in_two_journals": (
        "error",
        "Le numéro %(number)s sert dans plusieurs journaux, alors que le fichier a une numérotation unique.",
    ),
    "number_gap": ("warning", "Numérotation interrompue%(where)s : il manque %(missing)s."),
    "balance_not_checked": (
        "warning",
        "Plus de %(limit)s écritures sont éclatées ou déséquilibrées : l’équilibre des suivantes n’est pas vérifié.",
    ),
    "sequence_not_checked": (
        "warning",
        "La numérotation est trop irrégulière pour être vérifiée en entier (plus de %(limit)s interruptions).",
    ),
}
