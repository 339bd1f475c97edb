"""The lines of a FEC.

Most lines have nothing wrong with them, and most of their values were seen before: :meth:`Lines.check` proves that
quickly and hands every other line to :meth:`Lines._careful`, which holds the rules.
"""

from dataclasses import dataclass, field
from operator import itemgetter

from ecritoire.formats.fec_check.entries import Entries
from ecritoire.formats.fec_check.findings import LISTED_MAX, Findings, decimal_text
from ecritoire.formats.fec_check.header import LEGAL_COLUMNS, SIDED, Header
from ecritoire.formats.fec_check.values import Known, read_amount, read_date

REQUIRED = ("EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "EcritureLib", "Debit", "Credit")
DATA = ("JournalCode", "JournalLib", "PieceRef", "PieceDate")
CASH_DATA = ("PieceRef", "PieceDate")
SIDES = {"D": 1, "+1": 1, "1": 1, "C": -1, "-1": -1}
_BLANKS = " \xa0\u202f"


Row = tuple[str, ...]


@dataclass(slots=True)
class Lines:
    """Checks lines and adds up what they hold. Amounts in millionths."""

    header: Header
    findings: Findings
    entries: Entries
    count: int = 0
    debit: int = 0
    credit: int = 0
    unvalidated: int = 0
    _first_unvalidated: list[int] = field(default_factory=list)
    _dates: Known = field(default_factory=Known)
    _amounts: Known = field(default_factory=Known)
    _accounts: Known = field(default_factory=Known)

    def check(self, lines: list[str], first: int) -> None:
        """Check lines, the first of which is line ``first`` of the file."""
        header, entries = self.header, self.entries
        separator, expected, pick = header.separator, header.count, itemgetter(*header.positions)
        foreign, blank_field = "|" if separator == "\t" else "\0", f"{separator} "
        dates, amounts, accounts = self._dates, self._amounts, self._accounts
        is_usual = header.is_complete and not (header.is_sided or header.is_cash)
        for number, line in enumerate(lines, first):
            values = line.split(separator)
            # fmt: off
            if len(values) != expected or foreign in line or blank_field in line or line[0] in _BLANKS or (
                not line.isascii() and "\xa0" in line
            ):
                values = self._tidied(number, line)
                if not values:
                    continue
            values.append("")  # what a missing column holds
            row = pick(values)
            (journal, journal_label, entry_number, entry_date, account, account_label, auxiliary, auxiliary_label,
             reference, document_date, label, debit_text, credit_text, _, letter_date, valid_date, foreign_amount,
             currency) = row
            day, debit, credit = dates.get(entry_date), amounts.get(debit_text), amounts.get(credit_text)
            if not (
                is_usual and day and debit is not None and credit is not None and (not debit) != (not credit)
                and journal and journal_label and entry_number and account_label and reference and label
                and document_date in dates and account in accounts
                and (not letter_date or letter_date in dates) and (not valid_date or valid_date in dates)
                and (not auxiliary or (auxiliary_label and account[0] == "4")) and (auxiliary or not auxiliary_label)
                and not foreign_amount and not currency
            ):
                day, debit, credit = self._careful(number, row)
            # fmt: on
            if (journal, entry_number, entry_date, valid_date) != entries.shared:
                self._turn(number, row, day)
            if not valid_date:
                self._count_unvalidated(number)
            self.count += 1
            entries.debit += debit
            entries.credit += credit
            self.debit += debit
            self.credit += credit

    def _turn(self, number: int, row: Row, day: int | None) -> None:
        """Go on to the entry of a line that is not like the one above; or say how they differ within one entry."""
        entries, (journal, _, entry_number, entry_date) = self.entries, row[:4]
        document_date, valid_date = row[9], row[15]
        if (journal, entry_number) != entries.shared[:2]:
            entries.begin(number, journal, entry_number, entry_date, valid_date)
            entries.check_days(day, self._dates.get(valid_date), self._dates.get(document_date), document_date)
        else:
            entries.differs(number, "entry_dates_differ" if entry_date != entries.date else "validation_differs")

    def finish(self, *, tax: bool) -> None:
        """Say what is not validated: nothing at all is a file to import, some lines only is an error."""
        if self.header.is_cash or not self.header.has("ValidDate") or not self.unvalidated:
            return
        if not tax and self.unvalidated == self.count:
            self.findings.add(None, "not_validated")
            return
        for line in self._first_unvalidated:
            self.findings.add(line, "validation_missing")
        self.findings.more("validation_missing", "error", self.unvalidated - len(self._first_unvalidated))

    def _count_unvalidated(self, number: int) -> None:
        self.unvalidated += 1
        if self.unvalidated <= LISTED_MAX:
            self._first_unvalidated.append(number)

    def _tidied(self, number: int, line: str) -> list[str]:
        """Return the fields of a line without the blanks around them; none when the line cannot be read."""
        values = [value.strip(_BLANKS) for value in line.split(self.header.separator)]
        if values == [""]:
            self.findings.add(number, "line_empty")
            return []
        if self.header.separator == "\t" and "|" in line:
            self.findings.add(number, "pipe_in_text")
        if len(values) != self.header.count:
            self.findings.add(number, "field_count", found=len(values), expected=self.header.count)
            return []
        return values

    def _careful(self, number: int, row: Row) -> tuple[int | None, int, int]:
        """Check a line by every rule; return its day and amounts as far as they can be read."""
        values = {column: text.strip(_BLANKS) for column, text in zip(LEGAL_COLUMNS, row, strict=True)}
        self._check_missing(number, values)
        day = self._date(number, "EcritureDate", values)
        for column in ("PieceDate", "DateLet", "ValidDate"):
            self._date(number, column, values)
        debit, credit = self._sided(number, values) if self.header.is_sided else self._two_amounts(number, values)
        self._check_account(number, values)
        self._check_currency(number, values)
        return day, debit, credit

    def _check_missing(self, number: int, values: dict[str, str]) -> None:
        data = CASH_DATA if self.header.is_cash else DATA
        for code, columns in (("value_missing", REQUIRED), ("data_missing", data)):
            for column in columns:
                if not values[column] and self.header.has(column):
                    self.findings.add(number, code, column=self._name(column))

    def _name(self, column: str) -> str:
        return SIDED.get(column, column) if self.header.is_sided else column

    def _date(self, number: int, column: str, values: dict[str, str]) -> int | None:
        text = values[column]
        if not text or text in self._dates:
            return self._dates.get(text)
        read = read_date(text)
        for code in read.codes:
            self.findings.add(number, code, column=column, value=text)
        if read.value is None and not read.codes and column in {"EcritureDate", "PieceDate"}:
            self.findings.add(number, "date_invalid", column=column, value=text)
        if read.value is not None and not read.codes:
            self._dates.remember(text, read.value)
        return read.value

    def _amount(self, number: int, column: str, values: dict[str, str]) -> int | None:
        text = values[column]
        if not text:
            return 0
        read = read_amount(text)
        for code in read.codes:
            self.findings.add(number, code, column=self._name(column), value=text)
        if read.value is not None and not read.codes:
            self._amounts.remember(text, read.value)
        return read.value

    def _two_amounts(self, number: int, values: dict[str, str]) -> tuple[int, int]:
        debit, credit = self._amount(number, "Debit", values), self._amount(number, "Credit", values)
        if debit and credit:
            facts = {"debit": decimal_text(debit), "credit": decimal_text(credit)}
            self.findings.add(number, "amount_both_sides", **facts)
        if debit == 0 and credit == 0:
            self.findings.add(number, "amount_none")
        return debit or 0, credit or 0

    def _sided(self, number: int, values: dict[str, str]) -> tuple[int, int]:
        """Read an amount and its side, the other way the law allows."""
        amount, side = self._amount(number, "Debit", values), SIDES.get(values["Credit"].upper())
        if amount == 0:
            self.findings.add(number, "amount_none")
        if side is None and values["Credit"]:
            self.findings.add(number, "side_invalid", value=values["Credit"])
        return (amount or 0, 0) if side != -1 else (0, amount or 0)

    def _check_account(self, number: int, values: dict[str, str]) -> None:
        account, auxiliary, label = values["CompteNum"], values["CompAuxNum"], values["CompAuxLib"]
        starts_well = account[:3].isascii() and account[:3].isdigit() and len(account) >= 3
        if account and starts_well:
            self._accounts.remember(account, 0)
        elif account:
            self.findings.add(number, "account_invalid", value=account)
        if auxiliary and starts_well and account[0] != "4":
            self.findings.add(number, "auxiliary_account", value=auxiliary, account=account)
        if bool(auxiliary) != bool(label) and self.header.has("CompAuxNum") and self.header.has("CompAuxLib"):
            filled, empty = ("CompAuxNum", "CompAuxLib") if auxiliary else ("CompAuxLib", "CompAuxNum")
            facts = {"filled": filled, "empty": empty, "value": auxiliary or label}
            self.findings.add(number, "auxiliary_label", **facts)

    def _check_currency(self, number: int, values: dict[str, str]) -> None:
        amount, currency = values["Montantdevise"], values["Idevise"]
        if amount:
            for code in read_amount(amount).codes:
                if code not in {"amount_negative", "amount_decimals"}:
                    self.findings.add(number, code, column="Montantdevise", value=amount)
        if amount and not currency:
            self.findings.add(number, "currency_missing", value=amount)
        if currency and not amount:
            self.findings.add(number, "currency_without_amount", value=currency)
        if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            self.findings.add(number, "currency_code", value=currency)
