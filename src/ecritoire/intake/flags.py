"""What a person should know about a document that was read nevertheless.

Each flag and what to do about it is listed in ``docs/errors/intake.md``.
"""

from enum import StrEnum


class Flag(StrEnum):
    """Codes in :attr:`ecritoire.domain.invoice.Invoice.flags`; stable, since they are stored."""

    # type and direction
    TYPE_CODE_UNKNOWN = "type_code_unknown"
    TYPE_CODE_MISSING = "type_code_missing"
    TYPE_CODE_CONFLICT = "type_code_conflict"
    NEGATIVE_INVOICE = "negative_invoice"
    NEGATIVE_CREDIT_NOTE = "negative_credit_note"
    NEGATIVE_CORRECTIVE = "negative_corrective"
    CREDIT_NOTE_ON_DEPOSIT = "credit_note_on_deposit"
    CORRECTIVE_WITHOUT_REFERENCE = "corrective_without_reference"
    MULTI_PARTY_INVOICE = "multi_party_invoice"
    # completeness
    PROFILE_MINIMUM = "profile_minimum"
    NO_LINES = "no_lines"
    LINES_LEFT_OUT = "lines_left_out"
    LINE_AMOUNT_MISSING = "line_amount_missing"
    AMOUNT_DUE_MISSING = "amount_due_missing"
    AMOUNT_ROUNDED = "amount_rounded"
    CURRENCY_CONFLICT = "currency_conflict"
    CURRENCY_VAT_MISSING = "currency_vat_missing"
    DATE_UNREADABLE = "date_unreadable"
    DUE_DATE_UNREADABLE = "due_date_unreadable"
    SEVERAL_DUE_DATES = "several_due_dates"
    # parties
    SIREN_INVALID = "siren_invalid"
    SIRET_INVALID = "siret_invalid"
    SIREN_CONFLICT = "siren_conflict"
    VAT_NUMBER_INVALID = "vat_number_invalid"
    BUYER_SIREN_INVALID = "buyer_siren_invalid"
    BUYER_SIRET_INVALID = "buyer_siret_invalid"
    BUYER_SIREN_CONFLICT = "buyer_siren_conflict"
    BUYER_VAT_NUMBER_INVALID = "buyer_vat_number_invalid"
    # payment
    PAYEE_DIFFERS = "payee_differs"
    IBAN_INVALID = "iban_invalid"
    SEVERAL_IBANS = "several_ibans"
    DIRECT_DEBIT = "direct_debit"
    # files
    ATTACHMENT_UNREADABLE = "attachment_unreadable"
    PDF_DAMAGED = "pdf_damaged"
