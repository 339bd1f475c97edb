"""Look up business terms in an XML tree through a table of paths: one table for each syntax.

A :class:`Node` is one element seen through its table. It answers by the names of the European standard (``BT-1``,
``BG-25``), so that what builds the invoice knows no syntax.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import cast

from lxml import etree

from ecritoire.domain.invoice import Syntax
from ecritoire.domain.money import round_to_minor
from ecritoire.intake.errors import BadAmountError, excerpt
from ecritoire.intake.flags import Flag
from ecritoire.intake.values import MAX_RATE, first_day, is_finer_than_currency, last_day, parse_decimal

Element = etree._Element  # noqa: SLF001 -- lxml gives the class no public name
Paths = Mapping[str, str | tuple[str, ...]]


class Table:
    """The paths of one syntax, compiled once.

    Keys are business terms. A term of the document has its path from the root element; a term inside a repeated group
    (a line of BG-25, a party) has its path from that group. Several paths for one term are tried in order, and the
    first that holds text wins. Where the standard has no number for what is needed, the key says it in words.
    """

    def __init__(self, syntax: Syntax, namespaces: Mapping[str, str], paths: Paths) -> None:
        self.syntax = syntax
        self._paths = {
            term: tuple(
                etree.XPath(path, namespaces=dict(namespaces), smart_strings=False)
                for path in ((value,) if isinstance(value, str) else value)
            )
            for term, value in paths.items()
        }

    def paths(self, term: str) -> tuple[etree.XPath, ...]:
        """The compiled paths of ``term``, none where the syntax has no place for it."""
        return self._paths.get(term, ())


@dataclass(slots=True)
class Reading:
    """What is found out along the way while one document is read."""

    currency: str = ""  # BT-5, once known
    flags: dict[Flag, None] = field(default_factory=dict)  # in the order met, each once

    def flag(self, flag: Flag) -> None:
        """Note what a person should know."""
        self.flags[flag] = None

    def round(self, value: Decimal, currency: str) -> int:
        """``value`` in minor units of ``currency``; half up, and flagged, when it is finer than that."""
        if is_finer_than_currency(value, currency):
            self.flag(Flag.AMOUNT_ROUNDED)
        return round_to_minor(value, currency)


@dataclass(frozen=True, slots=True)
class Node:
    """One element of the document, asked by business term."""

    element: Element
    table: Table
    reading: Reading

    def nodes(self, group: str) -> list["Node"]:
        """Every occurrence of ``group``, in document order."""
        return [
            Node(element, self.table, self.reading)
            for path in self.table.paths(group)
            for element in cast("list[Element]", path(self.element))
        ]

    def node(self, group: str) -> "Node | None":
        """The first occurrence of ``group``."""
        return next(iter(self.nodes(group)), None)

    def is_true(self, term: str) -> bool:
        """The answer to a question that the table asks of this element."""
        return any(bool(path(self.element)) for path in self.table.paths(term))

    def text(self, term: str) -> str:
        """The first text of ``term`` on one line, empty when there is none."""
        return " ".join(self._first_text(term).split())

    def block(self, term: str) -> str:
        """The first text of ``term`` with its line breaks."""
        return self._first_text(term)

    def texts(self, term: str) -> list[str]:
        """Every text of ``term`` with its line breaks, blanks left out."""
        return [text for node in self.nodes(term) if (text := (node.element.text or "").strip())]

    def attribute(self, term: str, name: str) -> str:
        """The attribute ``name`` of the first ``term`` that has one."""
        return next((value for node in self.nodes(term) if (value := node.element.get(name, "").strip())), "")

    def _first_text(self, term: str) -> str:
        for path in self.table.paths(term):
            for element in cast("list[Element]", path(self.element)):
                text = element.text
                if text and (text := text.strip()):
                    return text
        return ""

    def decimal(self, term: str) -> Decimal | None:
        """The number that ``term`` states.

        Raises:
            BadAmountError: it states something else.
        """
        text = self.text(term)
        return parse_decimal(text, term) if text else None

    def rate(self, term: str) -> Decimal | None:
        """The rate that ``term`` states, in percent.

        Raises:
            BadAmountError: it states something else, or a rate beyond reason.
        """
        value = self.decimal(term)
        if value is not None and abs(value) > MAX_RATE:
            raise BadAmountError(value=excerpt(self.text(term)), term=term)
        return value

    def amount(self, term: str) -> int | None:
        """The amount that ``term`` states in minor units; another currency than the document's is flagged.

        Raises:
            BadAmountError: it states something else.
        """
        value = self.exact_amount(term)
        return None if value is None else self.reading.round(value, self.reading.currency)

    def exact_amount(self, term: str) -> Decimal | None:
        """The same with all its decimals.

        Raises:
            BadAmountError: it states something else.
        """
        value = self.decimal(term)
        if value is not None and self.attribute(term, "currencyID") not in {"", self.reading.currency}:
            self.reading.flag(Flag.CURRENCY_CONFLICT)
        return value

    def day(self, term: str) -> date | None:
        """The first day that ``term`` states; one that cannot be read is flagged: the document stands without it."""
        return next(iter(self._days(term, first_day)), None)

    def end_day(self, term: str) -> date | None:
        """The same for the end of a period, which a few senders state as a month or a week."""
        return next(iter(self._days(term, last_day)), None)

    def days(self, term: str) -> list[date]:
        """Every day that ``term`` states, in the order of the document."""
        return self._days(term, first_day)

    def _days(self, term: str, read: Callable[[str, str], date]) -> list[date]:
        days = []
        for node in self.nodes(term):
            text = " ".join((node.element.text or "").split())
            if not text:
                continue
            try:
                days.append(read(text, node.element.get("format", "")))
            except ValueError:
                self.reading.flag(Flag.DUE_DATE_UNREADABLE if term == "BT-9" else Flag.DATE_UNREADABLE)
        return days
