"""What an export is told (``product.md`` 3.1)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Journals(StrEnum):
    """Which journals an export takes; miscellaneous entries never come from documents."""

    ALL = "all"
    PURCHASE = "purchase"
    BANK = "bank"


class Scope(StrEnum):
    """Toutes les écritures non exportées, or Documents valides uniquement (neither pending nor refused)."""

    ALL = "all"
    VALID = "valid"


@dataclass(frozen=True, slots=True)
class ExportParameters:
    """Parameters of one export. Everything pending up to ``until``; ``start`` is rarely wanted."""

    template: str
    until: date
    start: date | None = None
    journals: Journals = Journals.ALL
    scope: Scope = Scope.ALL
    with_documents: bool = False
    choice: int | None = None  # key of the documents chosen by hand, to which it is limited; none: everything
