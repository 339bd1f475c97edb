"""The report of an export: what it took and what it left, with the reasons as they were then."""

from collections.abc import Iterator

from ecritoire.apps.exports.history import left_out_of, taken_by
from ecritoire.apps.exports.models import Export
from ecritoire.domain.money import to_decimal
from ecritoire.domain.wording import french_date

HEADER = ("Sort", "Numéro", "Fournisseur", "Journal", "Écriture", "Date", "Total", "Devise", "Motif", "Explication")


def report_rows(export: Export) -> Iterator[tuple[object, ...]]:
    """Rows of the report, header first; something left for several reasons has a row for each."""
    yield HEADER
    for taken in taken_by(export):
        yield (
            "Pris", taken.number, taken.supplier, taken.journal, taken.entry_number, french_date(taken.date),
            _amount(taken.total_minor, taken.currency), taken.currency, "", "",
        )  # fmt: skip
    for left in left_out_of(export):
        for finding in left.findings:
            yield (
                "Laissé", left.number, left.supplier, "", "", "", _amount(left.total_minor, left.currency),
                left.currency, finding.code, finding.message,
            )  # fmt: skip


def _amount(minor: int, currency: str) -> str:
    return f"{to_decimal(minor, currency):f}".replace(".", ",")
