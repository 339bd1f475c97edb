"""Entry numbers: used once, and without gap.

The law wants one unbroken sequence, for the file or for each journal; which of the two a file follows is found out at
its end. Numbers may carry letters (``HA-2025-00042``): the last figures are the number, the rest names its series.
Memory is bounded: ranges, not numbers, and no more than :data:`RANGES_MAX` of them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ecritoire.domain.language import say
from ecritoire.formats.fec_check.findings import Findings, Severity
from ecritoire.formats.fec_check.intervals import Intervals, shared

RANGES_MAX = 50_000
SERIES_MAX = 10_000
UNNUMBERED_MAX = 100_000

_NUMBER = re.compile(r"(.*?)([0-9]{1,18})([^0-9]*)", re.DOTALL)
Series = tuple[str, str]  # what is before and after the figures
JournalSeries = tuple[str, Series]


@dataclass(slots=True)
class Numbering:
    """The numbers met so far."""

    findings: Findings
    _of_file: dict[Series, Intervals] = field(default_factory=dict)
    # None once too fragmented: the numbers are those of the file, journals share them out.
    _of_journals: dict[JournalSeries, Intervals] | None = field(default_factory=dict)
    _unnumbered: set[tuple[str, str]] = field(default_factory=set)
    _new_ranges: int = 0
    _given_up: bool = False

    def take(self, journal: str, number: str) -> bool:
        """Record the number of an entry that begins; tell whether it is new."""
        match = _NUMBER.fullmatch(number)
        if match is None:
            return self._take_unnumbered(journal, number)
        series, value = (match[1], match[3]), int(match[2])
        in_file = self._of_file.get(series)
        if in_file is None:
            if len(self._of_file) >= SERIES_MAX:
                self._give_up()
                return True
            in_file = self._of_file[series] = Intervals()
        in_journal = self._journal(journal, series)
        is_new = value not in (in_file if in_journal is None else in_journal)
        if is_new:
            self._add(in_file, in_journal, value)
        return is_new

    def _journal(self, journal: str, series: Series) -> Intervals | None:
        if self._of_journals is None:
            return None
        key = (journal, series)
        if key not in self._of_journals:
            if len(self._of_journals) >= SERIES_MAX:
                self._of_journals = None
                return None
            self._of_journals[key] = Intervals()
        return self._of_journals[key]

    def _add(self, in_file: Intervals, in_journal: Intervals | None, value: int) -> None:
        if not self._given_up:
            in_file.add(value)
        if in_journal is not None:
            in_journal.add(value)
        self._new_ranges += 1
        if self._new_ranges >= RANGES_MAX:
            self._count_ranges()

    def _count_ranges(self) -> None:
        """Stop keeping what has become too fragmented; looked at now and then."""
        self._new_ranges = 0
        if self._of_journals is not None and sum(map(len, self._of_journals.values())) > RANGES_MAX:
            self._of_journals = None
        if sum(map(len, self._of_file.values())) > RANGES_MAX:
            self._give_up()

    def _give_up(self) -> None:
        if not self._given_up:
            self._given_up = True
            self.findings.add(None, "sequence_not_checked", limit=RANGES_MAX)

    def _take_unnumbered(self, journal: str, number: str) -> bool:
        is_new = (journal, number) not in self._unnumbered
        if len(self._unnumbered) < UNNUMBERED_MAX:
            self._unnumbered.add((journal, number))
        return is_new

    def finish(self, *, tax: bool) -> None:
        """Say what is missing, and what is used in two journals although the file has one sequence."""
        self._count_ranges()
        if self._given_up:
            return
        severity: Severity = "error" if tax else "warning"
        if self._is_by_journal():
            for (journal, series), numbers in (self._of_journals or {}).items():
                for gap in numbers.gaps():
                    where, missing = say(" dans le journal %(journal)s") % {"journal": journal}, _missing(series, gap)
                    self.findings.add_as(severity, None, "number_gap", where=where, missing=missing)
            return
        for series, numbers in self._of_file.items():
            for gap in numbers.gaps():
                self.findings.add_as(severity, None, "number_gap", where="", missing=_missing(series, gap))
        self._find_shared()

    def _find_shared(self) -> None:
        by_series: dict[Series, list[Intervals]] = {}
        for (_, series), numbers in (self._of_journals or {}).items():
            by_series.setdefault(series, []).append(numbers)
        for series, sets in by_series.items():
            for first, last in shared(sets):
                self.findings.add(None, "number_in_two_journals", number=_range(series, first, last))

    def _is_by_journal(self) -> bool:
        """Tell whether each journal has its own sequence: the reading that leaves the fewest numbers missing.

        A number used in two journals weighs as one missing, so that a single slip does not make a numbering by
        journal. When none is, journals must each begin a hundred (1, 1001, 2000…), or a gap could hide between two.
        """
        if self._of_journals is None:
            return False
        in_file, missing_in_file = _totals(self._of_file.values())
        in_journals, missing_in_journals = _totals(self._of_journals.values())
        if in_journals == in_file:
            starts = [next(iter(numbers))[0] for numbers in self._of_journals.values() if len(numbers)]
            return missing_in_journals < missing_in_file and all(start % 100 in {0, 1} for start in starts)
        return missing_in_journals < missing_in_file + in_journals - in_file


def _totals(sets: Iterable[Intervals]) -> tuple[int, int]:
    """Return how many numbers there are, and how many are missing."""
    counted = [(numbers.count, numbers.missing) for numbers in sets]
    return sum(count for count, _ in counted), sum(missing for _, missing in counted)


def _missing(series: Series, gap: tuple[int, int]) -> str:
    first, last = gap
    if first == last:
        return say("le numéro %(series)s") % {"series": _range(series, first, last)}
    return say("les numéros %(series)s (%(last)s)") % {"series": _range(series, first, last), "last": last - first + 1}


def _range(series: Series, first: int, last: int) -> str:
    before, after = series
    texts = [f"{before}{number}{after}" for number in ((first,) if first == last else (first, last))]
    return say(" à ").join(texts)
