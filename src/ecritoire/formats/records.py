"""What a template is given to write: entries with their lines, already numbered and frozen.

Plain tuples, because millions of them pass through a template. Amounts are minor units of the company's currency.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class LineRecord(NamedTuple):
    """One line of an entry; exactly one of the two amounts is positive."""

    account: str
    account_label: str
    auxiliary: str
    auxiliary_label: str
    debit_minor: int
    credit_minor: int
    label: str  # of the line; empty: the entry's label stands
    due_date: dt.date | None
    currency_minor: int | None


class EntryRecord(NamedTuple):
    """One entry; ``document_type`` is the type of its document, ``payment`` or ``reversal``."""

    number: int  # continuous in its fiscal year
    journal_code: str
    journal_label: str
    journal_type: str  # purchase, bank, miscellaneous
    date: dt.date
    reference: str
    document_date: dt.date
    label: str
    validated_on: dt.date | None
    currency: str  # foreign currency of the amounts in currency, empty when none
    document_type: str
    supplier: str
    document_file: str  # name of the document in the ZIP, empty when none
    lines: Sequence[LineRecord]


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What all entries of one file share."""

    siren: str
    company: str
    currency: str  # the company's
    fiscal_year_start: dt.date
    fiscal_year_end: dt.date
    export_number: int | None  # None for a report over several exports
    created_at: dt.datetime
    until: dt.date
