"""The journals every new company starts from."""

from dataclasses import dataclass

from ecritoire.domain.entries import JournalType


@dataclass(frozen=True, slots=True)
class DefaultJournal:
    """A journal with the code French accountants expect."""

    code: str
    label: str
    type: JournalType


DEFAULT_JOURNALS = (
    DefaultJournal("HA", "Achats", JournalType.PURCHASE),
    DefaultJournal("BQ", "Banque", JournalType.BANK),
    DefaultJournal("OD", "Opérations diverses", JournalType.MISCELLANEOUS),
)
