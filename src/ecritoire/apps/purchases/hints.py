"""What the words of a plain document suggest to whoever keys it: nothing here decides, and nothing is kept.

A value stands after its label, to the right of it, or under it. Whatever is not found plainly is left to the person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from stdnum.fr import siren as siren_rules

from ecritoire.apps.companies.models import Company
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.queries import find_supplier
from ecritoire.domain.invoice import Party
from ecritoire.domain.money import round_half_up
from ecritoire.domain.vat import VAT_CODES

SAME_LINE = 3.0  # points between base lines
BELOW = 26.0  # points: the next line of a table
ASIDE = 24.0  # points two cells of a column may start apart
YEARS = range(2000, 2100)
SIRENS_TRIED = 5
LABELS_TRIED = 20  # of one kind; a page made to take time has thousands
TODAYS_RATES = ("FR20", "FR10", "FR55", "FR21")

_AMOUNT = re.compile(r"(\d{1,3}(?:[ .\u00a0\u2009\u202f]\d{3})*|\d+)[,.](\d{2})(?!\d)")
_DAY = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b")
_DAY_IN_WORDS = re.compile(r"\b(\d{1,2})(?:er)? ([a-zéûA-Z]+) (\d{4})\b")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NUMBER = re.compile(r"(?=[\w./\-]*\d)[A-Z0-9][\w./\-]{1,39}", re.IGNORECASE)
_SIREN = re.compile(r"(?<!\d)\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d{3}(?=[ \u00a0]?\d{5}(?!\d)|(?!\d))")
_VAT_NUMBER = re.compile(r"\bFR[ \u00a0]?(\d{2})[ \u00a0]?(\d{3})[ \u00a0]?(\d{3})[ \u00a0]?(\d{3})\b")
_LABELS = {
    name: re.compile(f"^(?:{label})\\s*:?\\s*", re.IGNORECASE)
    for name, label in {
        "number": r"(?:facture\s*|avoir\s*)?(?:n[°ºo]|num[ée]ro)(?:\s*de)?(?:\s*(?:facture|l?.?avoir))?",
        "due_date": r"(?:date\s+(?:limite\s+|d.))?(?:[ée]ch[ée]ance|[àa]\s+payer\s+avant(?:\s+le)?)",
        "invoice_date": r"date(?:\s+(?:de\s+factur(?:e|ation)|d.[ée]mission))?",
        "total": r"net\s+[àa]\s+payer(?:\s+ttc)?|total\s+(?:ttc|[àa]\s+payer)|montant\s+ttc",
        "net": r"total\s+(?:net\s+)?h\.?t\.?",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of text on a page, in points from the top left; ``y`` is its base line."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Hints:
    """What was found; empty where nothing was. Amounts in cents."""

    supplier: Supplier | None = None
    siren: str = ""
    number: str = ""
    invoice_date: date | None = None
    due_date: date | None = None
    net_minor: int | None = None
    total_minor: int | None = None
    vat_code: str = ""  # the one rate that explains the tax, where one does


def hints_of(cells: Sequence[Cell], company: Company) -> Hints:
    """Look for what a document of the company in scope plainly says."""
    net_minor, total_minor = _amount(cells, "net"), _amount(cells, "total")
    siren, supplier = _sender(cells, company.siren)
    return Hints(
        supplier=supplier,
        siren=siren,
        number=next((found[0] for text in _values(cells, "number") if (found := _NUMBER.match(text))), ""),
        invoice_date=_day(cells, "invoice_date"),
        due_date=_day(cells, "due_date"),
        net_minor=net_minor,
        total_minor=total_minor,
        vat_code=_explaining_code(net_minor, total_minor),
    )


def _values(cells: Sequence[Cell], name: str) -> Iterator[str]:
    """What stands after, beside and under each cell that begins with the label."""
    labels = ((cell, found) for cell in cells if (found := _LABELS[name].match(cell.text)))
    for label, found in islice(labels, LABELS_TRIED):
        if rest := label.text[found.end() :].strip():
            yield rest
            continue
        beside = [cell for cell in cells if abs(cell.y - label.y) < SAME_LINE and cell.x > label.x]
        under = [cell for cell in cells if 0 < cell.y - label.y < BELOW and abs(cell.x - label.x) < ASIDE]
        yield from (cell.text.strip() for cell in sorted(under, key=lambda cell: cell.y)[:1])
        yield from (cell.text.strip() for cell in sorted(beside, key=lambda cell: cell.x)[:1])


def _amount(cells: Sequence[Cell], name: str) -> int | None:
    for text in _values(cells, name):
        if found := _AMOUNT.search(text):
            return int(re.sub(r"\D", "", found[1])) * 100 + int(found[2])
    return None


def _day(cells: Sequence[Cell], name: str) -> date | None:
    return next((day for text in _values(cells, name) for day in [_read_day(text)] if day is not None), None)


def _read_day(text: str) -> date | None:
    if found := _DAY.search(text):
        day, month, year = (int(part) for part in found.groups())
    elif (found := _DAY_IN_WORDS.search(text)) and found[2].lower() in _MONTHS:
        day, month, year = int(found[1]), _MONTHS.index(found[2].lower()) + 1, int(found[3])
    else:
        return None
    try:
        read = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return read if read.year in YEARS else None


def _sender(cells: Sequence[Cell], own: str) -> tuple[str, Supplier | None]:
    """The SIREN of a known supplier, else the only one there is: a document may name its factor, or a group."""
    found = list(dict.fromkeys(_sirens(cells, own)))[:SIRENS_TRIED]
    for siren in found:
        if (supplier := find_supplier(Party(siren=siren))) is not None:
            return siren, supplier
    return (found[0], None) if len(found) == 1 else ("", None)


def _sirens(cells: Sequence[Cell], own: str) -> Iterator[str]:
    """Numbers whose key is right, those of VAT numbers first; the company's own is the addressee's."""
    text = "\n".join(cell.text for cell in cells)
    candidates = ["".join(found.groups()[1:]) for found in _VAT_NUMBER.finditer(text)]
    candidates += [re.sub(r"\D", "", found[0]) for found in _SIREN.finditer(text)]
    yield from (siren for siren in candidates if siren != own and siren_rules.is_valid(siren))


def _explaining_code(net_minor: int | None, total_minor: int | None) -> str:
    if not net_minor or total_minor is None:
        return ""
    for name in TODAYS_RATES:
        tax = round_half_up(Decimal(net_minor) * VAT_CODES[name].rate_bp / 10_000)
        if abs(net_minor + tax - total_minor) <= 1:
            return name
    return ""
