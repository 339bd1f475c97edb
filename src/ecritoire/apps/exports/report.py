"""The report of an export: what it took and what it left, with the reasons as they were then."""

import csv
import io
from collections.abc import Iterator
from functools import cache
from itertools import islice

from django.db import connection

from ecritoire.apps.exports.history import left_out_of
from ecritoire.apps.exports.models import Export
from ecritoire.apps.ledger.models import Journal
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.money import minor_digits

HEADER = ("Sort", "Numéro", "Fournisseur", "Journal", "Écriture", "Date", "Total", "Devise", "Motif", "Explication")
FETCH = 5000
BLOCK_ROWS = 5000

# Narrow, and dates as text, for the same reasons as in ``reading``.
_TAKEN = """
SELECT taken.number, entry.reference, entry.supplier_id, entry.journal_id, entry.date || '', entry.total_minor
FROM exports_exportedentry AS taken
JOIN ledger_entry AS entry ON entry.id = taken.entry_id
WHERE taken.export_id = %s AND taken.fiscal_year_id = %s AND taken.number > %s
ORDER BY taken.number LIMIT %s
"""

Row = tuple[object, ...]


def report_blocks(export: Export, fiscal_years: list[int]) -> Iterator[bytes]:
    """The report as CSV for a spreadsheet (``;``, UTF-8 with its mark), some thousand rows a block."""
    rows = report_rows(export, fiscal_years)
    mark = "\ufeff"
    while block := list(islice(rows, BLOCK_ROWS)):
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(block)
        yield (mark + text.getvalue()).encode()
        mark = ""


def report_rows(export: Export, fiscal_years: list[int]) -> Iterator[Row]:
    """Rows of the report, header first; something left for several reasons has a row for each."""
    yield HEADER
    for year in fiscal_years:
        yield from _taken_rows(export, year)
    for left in left_out_of(export):
        total = _amount(left.total_minor, left.currency)
        for finding in left.findings:
            yield (
                "Laissé", guarded(left.number), guarded(left.supplier), "", "", "", total, left.currency,
                finding.code, guarded(finding.message),
            )  # fmt: skip


def _taken_rows(export: Export, fiscal_year: int) -> Iterator[Row]:
    suppliers: dict[int | None, str] = {None: ""}
    suppliers |= {key: guarded(name) for key, name in Supplier.objects.values_list("pk", "name")}
    journals = dict(Journal.objects.values_list("pk", "code"))
    currency, last = export.company.currency, 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_TAKEN, [export.pk, fiscal_year, last, FETCH])
            rows = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            for number, reference, supplier, journal, day, total_minor in rows:
                yield (
                    "Pris", guarded(reference), suppliers[supplier], journals[journal], number, _french_day(day),
                    _amount(total_minor, currency), currency, "", "",
                )  # fmt: skip


@cache
def _french_day(iso: str) -> str:
    return f"{iso[8:]}/{iso[5:7]}/{iso[2:4]}"


def guarded(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _amount(minor: int, currency: str) -> str:
    digits = minor_digits(currency)
    if not digits:
        return str(minor)
    whole, part = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole},{part:0{digits}d}"
