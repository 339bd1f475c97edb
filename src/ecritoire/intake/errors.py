"""Why a file that arrived is not an invoice we can read: one class for each reason, each with its way out.

Every refusal is listed in ``docs/errors/intake.md`` with what reproduces it.
"""

from typing import ClassVar

from ecritoire.domain.errors import EcritoireError

EXCERPT_LENGTH = 60


def excerpt(text: str) -> str:
    """``text`` on one line and short enough for a sentence; a hostile file may hold megabytes where a date belongs."""
    line = " ".join(text[: EXCERPT_LENGTH * 4].split())
    return line if len(line) <= EXCERPT_LENGTH else line[: EXCERPT_LENGTH - 1] + "…"


class IntakeError(EcritoireError):
    """Base of every refusal of a file.

    ``keep_original`` says whether the file may still be a document that a person should look at (a PDF whose data is
    damaged) or is worth nothing (an empty file). Whatever comes inside a readable PDF is worth keeping.
    """

    code: ClassVar[str] = "unreadable_file"
    template: ClassVar[str] = "Ce fichier n’a pas pu être lu. Demandez au fournisseur de le renvoyer."
    keep_original: bool = True


class EmptyFileError(IntakeError):
    """No byte, or nothing but blanks."""

    code = "empty_file"
    template = "Le fichier « %(filename)s » est vide. Demandez au fournisseur de le renvoyer."
    keep_original = False


class FileTooLargeError(IntakeError):
    """Over the limit of its kind; found out before anything is read."""

    code = "file_too_large"
    template = (
        "Le fichier fait %(size_mb)s Mo, la limite est de %(limit_mb)s Mo pour un %(kind)s. "
        "Demandez au fournisseur un fichier plus léger, ses pièces jointes à part."
    )
    keep_original = False


class UnsupportedFileError(IntakeError):
    """Neither a PDF nor XML."""

    code = "unsupported_file"
    template = (
        "« %(filename)s » n’est ni un PDF ni un fichier XML. "
        "Déposez la facture en PDF (Factur-X) ou en XML (UBL, CII), ou convertissez-la en PDF."
    )
    keep_original = False


class UnreadablePdfError(IntakeError):
    """Truncated, or damaged beyond repair."""

    code = "unreadable_pdf"
    template = "Ce PDF est abîmé ou incomplet : il n’a pas pu être ouvert. Demandez au fournisseur de le renvoyer."


class EncryptedPdfError(IntakeError):
    """Opening the file takes a password."""

    code = "encrypted_pdf"
    template = "Ce PDF est protégé par un mot de passe. Demandez au fournisseur une version sans mot de passe."


class NoInvoiceInPdfError(IntakeError):
    """A readable PDF without the data of an invoice."""

    code = "no_invoice_in_pdf"
    template = (
        "Ce PDF ne contient pas de données de facture (pièces jointes trouvées : %(found)s). "
        "Saisissez la facture à la main, ou demandez au fournisseur une facture électronique."
    )


class SeveralInvoicesInPdfError(IntakeError):
    """More than one attachment claims to be the data of the invoice; which one is right is not ours to guess."""

    code = "several_invoices_in_pdf"
    template = (
        "Ce PDF contient plusieurs données de facture (%(found)s). "
        "Demandez au fournisseur un fichier par facture, ou saisissez-la à la main."
    )


class NotAnInvoiceError(IntakeError):
    """Well-formed XML of another kind."""

    code = "not_an_invoice"
    template = (
        "Ce fichier XML n’est pas une facture UBL, CII, Factur-X ou ZUGFeRD (élément « %(root)s »). "
        "Déposez la facture elle-même."
    )
    keep_original = False


class OrderDocumentError(IntakeError):
    """An order (Order-X, UBL Order): a document, but not an invoice."""

    code = "order_document"
    template = (
        "Ce fichier est une commande (« %(root)s »), pas une facture : elle ne se comptabilise pas. "
        "Enregistrez-la comme commande et attendez la facture."
    )


class XmlNotWellFormedError(IntakeError):
    """The XML breaks off or breaks its own grammar."""

    code = "xml_not_well_formed"
    template = "Le XML est abîmé à la ligne %(line)s. Demandez au fournisseur de renvoyer la facture."


class XmlTooComplexError(IntakeError):
    """Nested too deep, or a single value of more than ten million characters."""

    code = "xml_too_complex"
    template = (
        "Le XML dépasse les limites de lecture à la ligne %(line)s (imbrication, ou pièce jointe de plus de 7 Mo). "
        "Demandez au fournisseur la facture et ses pièces jointes à part."
    )


class XmlForbiddenDtdError(IntakeError):
    """A DTD or entities: no e-invoice has any, attacks do."""

    code = "xml_forbidden_dtd"
    template = (
        "Le XML contient une déclaration DOCTYPE, interdite dans une facture électronique parce qu’elle peut faire "
        "lire d’autres fichiers. Demandez au fournisseur une facture sans DOCTYPE."
    )
    keep_original = False


class XmlBadEncodingError(IntakeError):
    """The bytes are not in the encoding that the XML declares, or the encoding is unknown."""

    code = "xml_bad_encoding"
    template = (
        "Le XML se dit encodé en %(encoding)s et ne l’est pas, ou cet encodage n’est pas admis. "
        "Demandez au fournisseur de renvoyer la facture en UTF-8."
    )


class MissingNumberError(IntakeError):
    """BT-1 is missing or blank."""

    code = "missing_number"
    template = (
        "La facture n’a pas de numéro (BT-1), mention obligatoire. "
        "Demandez au fournisseur une facture conforme, ou saisissez-la à la main."
    )


class MissingDateError(IntakeError):
    """BT-2 is missing or blank."""

    code = "missing_date"
    template = (
        "La facture n’a pas de date (BT-2), mention obligatoire. "
        "Demandez au fournisseur une facture conforme, ou saisissez-la à la main."
    )


class MissingCurrencyError(IntakeError):
    """BT-5 is missing, or is not a code of three capital letters."""

    code = "missing_currency"
    template = (
        "La facture ne dit pas sa devise (BT-5) par un code comme EUR : « %(value)s ». "
        "Demandez au fournisseur une facture conforme, ou saisissez-la à la main."
    )


class MissingTotalError(IntakeError):
    """One of the totals that an invoice cannot do without is missing (BT-109, BT-112)."""

    code = "missing_total"
    template = (
        "La facture ne donne pas son %(label)s (%(term)s). "
        "Demandez au fournisseur une facture conforme, ou saisissez-la à la main."
    )


class BadAmountError(IntakeError):
    """A figure that is no decimal number, or one beyond reason."""

    code = "bad_amount"
    template = (
        "« %(value)s » (%(term)s) n’est pas un nombre lisible : chiffres et point décimal attendus, comme 1234.50. "
        "Demandez au fournisseur une facture corrigée, ou saisissez-la à la main."
    )


class BadDateError(IntakeError):
    """The date of the invoice is no day of the calendar, or not of this century."""

    code = "bad_date"
    template = (
        "« %(value)s » (%(term)s) n’est pas une date du calendrier entre 2000 et 2099. "
        "Demandez au fournisseur une facture corrigée, ou saisissez-la à la main."
    )
