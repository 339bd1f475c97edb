"""What a reader of a file must find in it, worked out from the entries and the template's own cutting and spelling.

Only the fields a template says are read back (``read_as``) are worked out, and neither their padding nor their place:
where they stand is for the reader to know.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ecritoire.domain.money import minor_digits
from ecritoire.formats.engine.compile import Compiled, finished, indented, line_source, unpacking
from ecritoire.formats.engine.expressions import Expressions, Loop, amount_source
from ecritoire.formats.engine.fit import Fitter
from ecritoire.formats.engine.pairs import mirrored_lines
from ecritoire.formats.engine.sources import All, Condition, Kind, Name
from ecritoire.formats.engine.template import Field, Record, Scope, Template
from ecritoire.formats.engine.text import Cleaner
from ecritoire.formats.engine.variables import ENTRY_VARIABLES, raw_expression
from ecritoire.formats.records import EntryRecord, ExportContext

COMPILED_MAX = 64
BLANK: dict[Kind, str] = {Kind.DATE: "None", Kind.AMOUNT: "None"}
Row = tuple[str | date | Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """The rows a file must hold: debit, credit, then what ``names`` says, one row a line that is written."""

    names: tuple[str, ...]
    _compiled: Compiled

    def rows(
        self, template: Template, entries: Iterable[EntryRecord], context: ExportContext
    ) -> Iterator[tuple[EntryRecord, list[Row]]]:
        """Yield each entry with its rows."""
        found: Iterator[tuple[EntryRecord, list[Row]]] = self._compiled.run(
            entries, context, None, Cleaner(template.layout.text)
        )
        return found


@lru_cache(COMPILED_MAX)
def expected(template: Template, currency: str) -> Expected:
    """Return what works out the rows of a template's file, for a company's currency."""
    return _ExpectedCompiler(template, minor_digits(currency)).compile()


class _ExpectedCompiler:
    """Writes the source of the function that gives the rows."""

    def __init__(self, template: Template, digits: int) -> None:
        self._template = template
        self._digits = digits
        self._expressions = Expressions(template.layout, digits)

    def compile(self) -> Expected:
        fields = self._fields()
        loop = Loop()
        constant = self._expressions.namespace.constant
        exact, side = constant(exact_amount), [constant(letter) for letter in "DC"]
        cells = [f"{exact}(l_{name}_minor, {self._digits})" for name in ("debit", "credit")]
        cells += [self._cell(own, loop) for own in fields.values()]
        variables, lines = line_source(self._template.layout, self._expressions, mirrored_lines)
        source = [
            "def run(entries, context, flush, constants, memos, calls):",
            *indented(self._expressions.namespace.prelude()),
            "    l_line_sequence = 0",
            *indented(self._expressions.hoister.file),
            "    for entry in entries:",
            f"        {unpacking(ENTRY_VARIABLES)} = entry",
            *indented(indented(self._expressions.hoister.entry)),
            "        l_line_number = 0",
            "        rows = []",
            f"        for {variables} in {lines}:",
            "            if not (l_debit_minor or l_credit_minor): continue",
            f"            l_side = {side[0]} if l_debit_minor > 0 else {side[1]}",
            "            l_line_number += 1",
            "            l_line_sequence += 1",
            *indented(indented(indented(loop.statements))),
            f"            rows.append(({', '.join(cells)}))",
            "        yield entry, rows",
        ]
        return Expected(tuple(fields), finished(self._expressions, source, self._template.name))

    def _fields(self) -> dict[str, list[tuple[Record, Field]]]:
        """Return the fields to be read back by the name a reader gives them, in the order of the template."""
        fields: dict[str, list[tuple[Record, Field]]] = {}
        for record in self._template.records:
            for each in record.fields if record.scope in {Scope.ENTRY, Scope.LINE} else ():
                if each.read_as:
                    fields.setdefault(each.read_as, []).append((record, each))
        return fields

    def _cell(self, own: list[tuple[Record, Field]], loop: Loop) -> str:
        """Return the value of the first of the fields of one name that is written."""
        kind = own[0][1].kind
        code = BLANK.get(kind) or self._expressions.namespace.constant("")
        for record, each in reversed(own):
            condition = _both(record.when, each.when)
            value = self._value(each, loop)
            code = (
                value
                if condition is None
                else f"({value} if {self._expressions.condition(condition).text} else {code})"
            )
        return code

    def _value(self, each: Field, loop: Loop) -> str:
        if each.kind is Kind.AMOUNT:
            minor, digits = self._expressions.amount_arguments(amount_source(each))
            return f"{self._expressions.namespace.constant(exact_amount)}({minor}, {digits})"
        if each.kind is Kind.DATE:
            named = [raw_expression(operand.source) for operand in each.operands if isinstance(operand, Name)]
            return f"({' or '.join(named)})"
        fitter = Fitter(each, self._template.layout)
        text = self._expressions.text(each, loop).text
        memo = self._expressions.namespace.memo(lambda _: fitter.read_back, ("read back", fitter))
        return text if fitter.changes_nothing else f"{memo}[{text}]"


def _both(first: Condition | None, second: Condition | None) -> Condition | None:
    return All((first, second)) if first and second else first or second


@lru_cache(20_000)
def exact_amount(minor: int | None, digits: int) -> Decimal | None:
    """Return minor units in units of their currency."""
    return None if minor is None else Decimal(minor).scaleb(-digits)
