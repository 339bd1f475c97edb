"""Claiming: one transaction marks the entries an export takes and gives them their numbers.

Everything is set-based and runs the same statements on SQLite and PostgreSQL. The row of the company is locked first,
so that exports of one company follow one another; the claim is conditional all the same (``export_id IS NULL``).
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Sum

from ecritoire.apps.companies.models import FiscalYear
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.models import Export, ExportedEntry
from ecritoire.apps.exports.pending import chosen_keys
from ecritoire.apps.ledger.models import Line
from ecritoire.domain.errors import EcritoireError


class ConcurrentExportError(EcritoireError):
    """Another export took some of the same entries meanwhile; nothing was written."""

    code = "concurrent_export"
    template = (
        "L’export n’a pas été créé : une autre personne vient d’exporter %(count)s de ces écritures. "
        "Rien n’a été écrit. Recalculez, puis recommencez."
    )


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim took. Amounts in minor units of the company's currency."""

    entries: int
    lines: int
    debit_minor: int
    credit_minor: int


# Numbers of cancelled exports are free again. An entry takes back the number it had; the free numbers that nobody had
# fill up next, smallest first; only then does the counter of the fiscal year go on. So a cancelled export that is made
# again gives the same entries the same numbers, and no hole stays behind.
_NUMBER = """
WITH chosen AS (
    SELECT entry.id, entry.fiscal_year_id, entry.date, journal.code AS journal_code
    FROM ledger_entry AS entry
    JOIN ledger_journal AS journal ON journal.id = entry.journal_id
    WHERE entry.id IN ({entries}) AND entry.export_id IS NULL AND entry.voided_at IS NULL
), freed AS (
    SELECT taken.entry_id, taken.fiscal_year_id, taken.number, taken.export_id
    FROM exports_export AS cancelled
    JOIN exports_exportedentry AS taken ON taken.export_id = cancelled.id
    WHERE cancelled.company_id = %s AND cancelled.cancelled_at IS NOT NULL
      AND NOT EXISTS (
          SELECT 1 FROM ledger_entry AS live
          WHERE live.company_id = %s AND live.fiscal_year_id = taken.fiscal_year_id AND live.number = taken.number
      )
), last_of_number AS (
    SELECT entry_id, fiscal_year_id, number, export_id,
           ROW_NUMBER() OVER (PARTITION BY fiscal_year_id, number ORDER BY export_id DESC) AS rank_of_number
    FROM freed
), had AS (
    SELECT last.entry_id, last.fiscal_year_id, last.number,
           ROW_NUMBER() OVER (PARTITION BY last.entry_id ORDER BY last.export_id DESC) AS rank_of_entry
    FROM last_of_number AS last
    JOIN chosen ON chosen.id = last.entry_id
    WHERE last.rank_of_number = 1
), spare AS (
    SELECT free.fiscal_year_id, free.number,
           ROW_NUMBER() OVER (PARTITION BY free.fiscal_year_id ORDER BY free.number) AS place
    FROM (SELECT DISTINCT fiscal_year_id, number FROM freed) AS free
    WHERE NOT EXISTS (
        SELECT 1 FROM had
        WHERE had.rank_of_entry = 1 AND had.fiscal_year_id = free.fiscal_year_id AND had.number = free.number
    )
), spare_count AS (
    SELECT fiscal_year_id, COUNT(*) AS total FROM spare GROUP BY fiscal_year_id
), fresh AS (
    SELECT chosen.id, chosen.fiscal_year_id,
           ROW_NUMBER() OVER (
               PARTITION BY chosen.fiscal_year_id ORDER BY chosen.date, chosen.journal_code, chosen.id
           ) AS place
    FROM chosen
    LEFT JOIN had ON had.entry_id = chosen.id AND had.rank_of_entry = 1
    WHERE had.entry_id IS NULL
)
INSERT INTO exports_exportedentry (company_id, export_id, entry_id, fiscal_year_id, number)
SELECT %s, %s, fresh.id, fresh.fiscal_year_id,
       COALESCE(spare.number, year.next_entry_number - 1 + fresh.place - COALESCE(spare_count.total, 0))
FROM fresh
JOIN companies_fiscalyear AS year ON year.id = fresh.fiscal_year_id
LEFT JOIN spare ON spare.fiscal_year_id = fresh.fiscal_year_id AND spare.place = fresh.place
LEFT JOIN spare_count ON spare_count.fiscal_year_id = fresh.fiscal_year_id
UNION ALL
SELECT %s, %s, had.entry_id, had.fiscal_year_id, had.number FROM had WHERE had.rank_of_entry = 1
"""

_CLAIM = """
UPDATE ledger_entry SET export_id = taken.export_id, number = taken.number
FROM exports_exportedentry AS taken
WHERE taken.export_id = %s AND ledger_entry.id = taken.entry_id AND ledger_entry.export_id IS NULL
"""

_ADVANCE = """
UPDATE companies_fiscalyear SET next_entry_number = highest.number + 1
FROM (
    SELECT fiscal_year_id, MAX(number) AS number FROM exports_exportedentry WHERE export_id = %s GROUP BY fiscal_year_id
) AS highest
WHERE companies_fiscalyear.id = highest.fiscal_year_id AND companies_fiscalyear.next_entry_number <= highest.number
"""


def claim(export: Export, selection: Selection) -> Claimed:
    """Take every entry the selection chooses for ``export``, in the caller's transaction.

    Raises:
        ConcurrentExportError: another transaction took one of them first.
    """
    list(FiscalYear.objects.select_for_update().order_by("pk"))  # counters, locked
    parts = [keys.query.sql_with_params() for keys in chosen_keys(selection)]
    # The query's own text: values stay parameters.
    entries_sql = " UNION ALL ".join(f"SELECT * FROM ({sql}) AS part_{n}" for n, (sql, _) in enumerate(parts))  # noqa: S608
    entries_params = [param for _, params in parts for param in params]
    company = export.company_id
    with connection.cursor() as cursor:
        cursor.execute(
            _NUMBER.format(entries=entries_sql),
            [*entries_params, company, company, company, export.pk, company, export.pk],
        )
        cursor.execute(_CLAIM, [export.pk])
        claimed_count = cursor.rowcount
        cursor.execute(_ADVANCE, [export.pk])
    missed = ExportedEntry.objects.filter(export=export).count() - claimed_count
    if missed:
        raise ConcurrentExportError(count=missed)
    return _totals(export, claimed_count)


def _totals(export: Export, entries: int) -> Claimed:
    lines = Line.objects.filter(entry__export=export)
    sums = lines.aggregate(debit=Sum("debit_minor"), credit=Sum("credit_minor"))
    return Claimed(
        entries=entries,
        lines=lines.count(),
        debit_minor=int(sums["debit"] or 0),
        credit_minor=int(sums["credit"] or 0),
    )
