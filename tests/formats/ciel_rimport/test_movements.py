"""The movement keeps the lines of an entry together; it has five figures, whatever the number of the entry."""

from ecritoire.formats.registry import load_reader, load_template
from tests.formats.scenario import PURCHASE, rendered


def test_a_large_number_keeps_its_last_figures_and_its_entries_apart() -> None:
    entries = [PURCHASE._replace(number=number) for number in (99_999, 100_000, 100_001)]
    found = list(load_reader("ciel-rimport")(rendered(load_template("ciel-rimport"), entries)))
    assert [each.number for each in found] == ["99999", "00000", "00001"]
    assert [len(each.lines) for each in found] == [3, 3, 3]
