"""Entries of a FEC as their lines go by: balanced, dated once, numbered once, in order of validation.

Only the entry being read is held, and those left out of balance until now: at most :data:`OPEN_MAX` of them.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from ecritoire.formats.fec_check.findings import Findings, decimal_text
from ecritoire.formats.fec_check.numbering import Numbering

OPEN_MAX = 200_000
KEY_CHARACTERS_MAX = 100
YEAR_DAYS_MAX = 2 * 366
Key = tuple[str, str]


@dataclass(slots=True)
class Entries:
    """The entry being read, and what has to be remembered of the others. Amounts in millionths."""

    findings: Findings
    closing: dt.date | None
    numbering: Numbering
    count: int = 0
    journal: str = ""
    number: str = ""
    date: str = ""
    valid_date: str = ""
    shared: tuple[str, str, str, str] = ("", "", "", "")  # the four above, as one value to compare a line with
    debit: int = 0
    credit: int = 0
    _line: int = 0
    _key: Key = ("", "")
    _is_repeat: bool = False
    _is_mixed: bool = False
    _open: dict[Key, tuple[int, int, int, str]] = field(default_factory=dict)
    _is_full: bool = False
    _last_valid_day: int = 0
    _last_valid_date: str = ""

    def begin(self, line: int, journal: str, number: str, date: str, valid_date: str) -> None:
        """End the entry being read and begin another, or take up again one that was left out of balance."""
        self.end()
        self.shared = (journal, number, date, valid_date)
        self._line, self.journal, self.number, self.date, self.valid_date = line, journal, number, date, valid_date
        self.debit = self.credit = 0
        self._is_repeat = self._is_mixed = False
        self._key = (short(journal), short(number))
        if not number or self.numbering.take(*self._key):
            self.count += bool(number)
            return
        earlier = self._open.pop(self._key, None)
        if earlier is None:
            self.count += 1
            self._is_repeat = True
            return
        self.findings.add(line, "entry_scattered", number=number)
        self._line, self.debit, self.credit, self.date = earlier
        self.shared = (journal, number, self.date, valid_date)
        if date != self.date:
            self.differs(line, "entry_dates_differ")

    def differs(self, line: int, code: str) -> None:
        """Say, once for each entry, that a line of it does not agree with the others."""
        if not self._is_mixed and self.number:
            self.findings.add(line, code, number=self.number)
        self._is_mixed = True

    def check_days(self, day: int | None, valid_day: int | None, document_day: int | None, document: str) -> None:
        """Check the dates of the entry that begins, given as ordinals."""
        if day is None:
            return
        if self.closing:
            self._check_year(day, self.closing)
        if document_day is not None and document_day > day:
            self.findings.add(self._line, "document_after_entry", document=document, date=self.date)
        if valid_day is None:
            return
        facts = {"number": self.number, "date": self.valid_date}
        if valid_day < day:
            self.findings.add(self._line, "validated_before_date", **facts, entry_date=self.date)
        if valid_day < self._last_valid_day:
            self.findings.add(self._line, "validation_order", **facts, previous=self._last_valid_date)
        self._last_valid_day, self._last_valid_date = valid_day, self.valid_date

    def _check_year(self, day: int, closing: dt.date) -> None:
        last = closing.toordinal()
        if last - YEAR_DAYS_MAX <= day <= last:
            return
        code = "date_after_closing" if day > last else "date_before_year"
        self.findings.add(self._line, code, value=self.date, closing=f"{closing:%d/%m/%Y}")

    def end(self) -> None:
        """End the entry being read: what does not balance is kept, in case its other lines come later."""
        if not self.number:
            return
        if self.debit == self.credit:
            if self._is_repeat:
                facts = {"number": self.number, "journal": self.journal}
                self.findings.add(self._line, "number_reused", **facts)
            return
        if self._is_repeat:
            self.findings.add(self._line, "entry_scattered", number=self.number)
        if len(self._open) < OPEN_MAX:
            self._open[self._key] = (self._line, self.debit, self.credit, self.date)
        elif not self._is_full:
            self._is_full = True
            self.findings.add(None, "balance_not_checked", limit=OPEN_MAX)

    def finish(self, *, tax: bool) -> None:
        """End the last entry and say which never balanced, alone or across journals, and which numbers are missing."""
        self.end()
        self.number = ""
        by_number: dict[str, list[Key]] = defaultdict(list)
        for key in self._open:
            by_number[key[1]].append(key)
        for number, keys in by_number.items():
            pieces = [self._open[key] for key in keys]
            if len(keys) > 1 and sum(debit - credit for _, debit, credit, _ in pieces) == 0:
                line, journals = pieces[0][0], ", ".join(journal for journal, _ in keys)
                self.findings.add(line, "entry_journals_differ", number=number, journals=journals)
                continue
            for (journal, _), (line, debit, credit, _) in zip(keys, pieces, strict=True):
                totals = {"debit": decimal_text(debit), "credit": decimal_text(credit)}
                self.findings.add(line, "entry_unbalanced", number=number, journal=journal, **totals)
        self.numbering.finish(tax=tax)


def short(text: str) -> str:
    """Return a text, or what stands for it alone when it is too long to be kept by the thousand."""
    if len(text) <= KEY_CHARACTERS_MAX:
        return text
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
