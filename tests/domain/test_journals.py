"""The journals every company starts from."""

from ecritoire.domain.entries import JournalType
from ecritoire.domain.journals import DEFAULT_JOURNALS


def test_there_is_one_journal_of_each_type() -> None:
    assert [(journal.code, journal.label, journal.type) for journal in DEFAULT_JOURNALS] == [
        ("HA", "Achats", JournalType.PURCHASE),
        ("BQ", "Banque", JournalType.BANK),
        ("OD", "Opérations diverses", JournalType.MISCELLANEOUS),
    ]
