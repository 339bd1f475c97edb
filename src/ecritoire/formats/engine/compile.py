"""A template compiled into one Python function that streams entries through it.

What the function does for each entry: unpack it by position, work out what all its lines share, go once over the lines
for each loop of the template, check that the entry balances, and now and then hand over what has been written.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ecritoire.formats.engine.amount_code import AmountWriter, amount_statements
from ecritoire.formats.engine.code import Factory, Literal, Part, f_string
from ecritoire.formats.engine.errors import InvalidLineError, UnbalancedEntryError
from ecritoire.formats.engine.expressions import Expressions, Loop
from ecritoire.formats.engine.fit import FieldRefusedError
from ecritoire.formats.engine.markup import DECLARATION, tags
from ecritoire.formats.engine.pairs import PairLine, paired_lines
from ecritoire.formats.engine.sources import Holds
from ecritoire.formats.engine.template import FileKind, FileLayout, Record, Scope, Template
from ecritoire.formats.engine.text import Cleaner, quoted_if_needed
from ecritoire.formats.engine.variables import ENTRY_VARIABLES, LINE_VARIABLES, PAIR_VARIABLES
from ecritoire.formats.memo import Memo

INDENT = "    "


class EntryRefusedError(Exception):
    """An entry, given as argument, has a value that cannot be written; ``None`` when it is the start of the file."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A generated function, with what it needs to run."""

    source: str
    function: Callable[..., Any]
    constants: tuple[object, ...]
    memos: tuple[Factory, ...]
    calls: tuple[Factory, ...]

    def run(self, entries: object, context: object, flush: object, cleaner: Cleaner) -> Any:  # noqa: ANN401
        """Run it, with caches of its own."""
        memos = tuple(Memo(factory(cleaner)) for factory in self.memos)
        calls = tuple(factory(cleaner) for factory in self.calls)
        return self.function(entries, context, flush, self.constants, memos, calls)


def indented(lines: list[str]) -> list[str]:
    """Return lines one level deeper."""
    return [INDENT + line for line in lines]


def unpacking(variables: tuple[str, ...]) -> str:
    """Return the left side of an assignment that takes a tuple apart."""
    return f"({', '.join(variables)},)"


def line_source(
    layout: FileLayout, expressions: Expressions, by_pairs: Callable[..., list[PairLine]] = paired_lines
) -> tuple[str, str]:
    """Return what a line of an entry is taken apart into, and what goes over the lines: as they are, or by pairs."""
    if not layout.pairs:
        return unpacking(LINE_VARIABLES), "e_lines"
    return unpacking(PAIR_VARIABLES), f"{expressions.namespace.constant(by_pairs)}(e_lines)"


def steps(records: tuple[Record, ...]) -> Iterator[tuple[str, list[Record]]]:
    """Group what is written for an entry: ``entry`` records one by one, ``line`` records by loop."""
    written = [record for record in records if record.scope in {Scope.ENTRY, Scope.LINE}]
    for (scope, _), group in groupby(written, key=lambda record: (record.scope, record.loop)):
        yield scope, list(group)


def finished(expressions: Expressions, source: list[str], name: str) -> Compiled:
    """Turn generated source into a function.

    The source holds nothing but the engine's own words: see ``code.py``.
    """
    text = "\n".join(source) + "\n"
    scope: dict[str, Any] = {}
    exec(compile(text, f"<{name!r}>", "exec"), scope)  # noqa: S102 - our own words only, tested with hostile templates
    namespace = expressions.namespace
    return Compiled(text, scope["run"], tuple(namespace.constants), tuple(namespace.memos), tuple(namespace.calls))


class RenderCompiler:
    """Writes the source of the function that renders a template."""

    def __init__(self, template: Template, digits: int) -> None:
        self._template = template
        self._digits = digits
        self.expressions = Expressions(template.layout, digits)
        self._seen: list[str] = []

    def compile(self) -> Compiled:
        """Return the function: it gives back entries, lines, lines without amount, and the total of the debits."""
        refused, located = map(self._constant, (FieldRefusedError, EntryRefusedError))
        start, loop = self._declaration() + self._outside(Scope.START) + self._header(), self._entries()
        end = self._outside(Scope.END) + self._closing()
        source = [
            "def run(entries, context, flush, constants, memos, calls):",
            *indented(self.expressions.namespace.prelude()),
            "    parts = []",
            "    append = parts.append",
            "    room = flush(parts)",
            "    entry_count = line_count = zero_count = debit_total = l_line_sequence = 0",
            "    entry = None",
            *indented([f"{seen} = set()" for seen in self._seen]),
            "    try:",
            *indented(indented([*self.expressions.hoister.file, *start, *loop, "entry = None", *end])),
            f"    except {refused}: raise {located}(entry) from None",
            "    flush(parts)",
            "    return entry_count, line_count - zero_count, zero_count, debit_total",
        ]
        return finished(self.expressions, source, self._template.name)

    def _constant(self, value: Hashable) -> str:
        return self.expressions.namespace.constant(value)

    def _declaration(self) -> list[str]:
        layout = self._template.layout
        return [f"append({self._constant(DECLARATION + layout.line_end)})"] if layout.kind is FileKind.XML else []

    def _header(self) -> list[str]:
        layout = self._template.layout
        if not layout.header:
            return []
        line = next(record for record in self._template.records if record.scope is Scope.LINE)
        names = [quoted_if_needed(field.name, layout.separator, layout.inner_quote) for field in line.fields]
        return [f"append({self._constant(layout.separator.join(names) + layout.line_end)})"]

    def _closing(self) -> list[str]:
        """Close the elements that records have opened, the last one first."""
        opened = [record.opens for record in self._template.records if record.opens]
        ends = [tags(name)[1] + self._template.layout.line_end for name in reversed(opened)]
        return [f"append({self._constant(end)})" for end in ends]

    def _outside(self, scope: Scope) -> list[str]:
        return [line for record in self._template.records if record.scope is scope for line in self._alone(record)]

    def _alone(self, record: Record) -> list[str]:
        loop = Loop()
        written = self._record(record, loop)
        return [*loop.statements, *written]

    def _entries(self) -> list[str]:
        body = self._entry_body()
        unbalanced = self._constant(UnbalancedEntryError)
        return [
            "for entry in entries:",
            f"    {unpacking(ENTRY_VARIABLES)} = entry",
            "    debit = credit = 0",
            *indented([*self.expressions.hoister.entry, *body]),
            f"    if debit != credit: raise {unbalanced}(entry=e_number, debit_minor=debit, credit_minor=credit)",
            "    entry_count += 1",
            "    line_count += len(e_lines)",
            "    debit_total += debit",
            "    if len(parts) >= room: room = flush(parts)",
        ]

    def _entry_body(self) -> list[str]:
        every, layout = list(steps(self._template.records)), self._template.layout
        by_pairs = layout.pairs
        last = -1 if by_pairs else max(rank for rank, (scope, _) in enumerate(every) if scope is Scope.LINE)
        body: list[str] = self._loop([], unpacking(LINE_VARIABLES), "e_lines", counts=True) if by_pairs else []
        for rank, (scope, records) in enumerate(every):
            if scope is Scope.LINE:
                body += self._loop(records, *line_source(layout, self.expressions), counts=rank == last)
            else:
                body += [line for record in records for line in self._alone(record)]
        return body

    def _loop(self, records: list[Record], variables: str, lines: str, *, counts: bool) -> list[str]:
        """Go over the lines of an entry once; one loop adds them up: the last, or one before those that go by pairs."""
        loop = Loop()
        written = [line for record in records for line in self._record(record, loop)]
        used = {source.name for record in records for field in record.fields for source in field.sources}
        counters = [f"l_{name} += 1" for name in ("line_number", "line_sequence") if name in used]
        invalid = self._constant(InvalidLineError)
        facts = "entry=e_number, debit_minor=l_debit_minor, credit_minor=l_credit_minor"
        return [
            *(["l_line_number = 0"] if "line_number" in used else []),
            f"for {variables} in {lines}:",
            "    if l_debit_minor > 0 and not l_credit_minor:",
            *indented(indented(self._side(loop, "debit", counts=counts))),
            "    elif l_credit_minor > 0 and not l_debit_minor:",
            *indented(indented(self._side(loop, "credit", counts=counts))),
            f"    elif l_debit_minor or l_credit_minor: raise {invalid}({facts})",
            "    else:",
            *(["        zero_count += 1"] if counts else []),
            "        continue",
            *indented([*counters, *loop.statements, *written]),
        ]

    def _side(self, loop: Loop, side: str, *, counts: bool) -> list[str]:
        """Return what is done for a line of one side, its amounts spelt."""
        statements = [f"{side} += l_{side}_minor"] if counts else ["pass"]
        if "side" in self._template.sources:
            statements.append(f"l_side = {self._constant(side[0].upper())}")
        for (name, writer), variable in loop.amounts.items():
            if name not in {side, "amount", "balance"}:
                statements.append(f"{variable} = {self._zero(writer)}")
                continue
            is_negative = name == "balance" and side == "credit"
            statements += amount_statements(
                variable, writer, f"l_{side}_minor", self.expressions.namespace, self._digits, negative=is_negative
            )
        return statements

    def _zero(self, writer: AmountWriter) -> str:
        """Return the text of no amount, or what refuses even that."""
        if writer.problem(0, self._digits):
            return f"{self._constant(writer)}(0, {self._digits})"
        return self._constant(writer(0, self._digits))

    def _record(self, record: Record, loop: Loop) -> list[str]:
        """Return what writes one record, behind its condition."""
        loop.guarded = record.when is not None or record.once_per is not None
        return self._behind_condition(record, [self.record_statement(record, loop)])

    def record_statement(self, record: Record, loop: Loop) -> str:
        """Return the statement that adds one record to what is written."""
        opening, closing = tags(record.element) if record.element else (record.opens and tags(record.opens)[0], "")
        parts: list[Part] = [Literal(opening)]
        for rank, field in enumerate(record.fields):
            if rank and self._template.layout.separator:
                parts.append(Literal(self._template.layout.separator))
            parts.append(self.expressions.written(field, loop))
        parts.append(Literal(closing + self._template.layout.line_end))
        return f"append({f_string(self.expressions.hoister.merged(parts, guarded=loop.guarded))})"

    def _behind_condition(self, record: Record, statements: list[str]) -> list[str]:
        if record.once_per:
            seen = f"seen{len(self._seen)}"
            self._seen.append(seen)
            key = self.expressions.condition(Holds(record.once_per)).text
            statements = [f"if {key} and {key} not in {seen}:", f"    {seen}.add({key})", *indented(statements)]
        if record.when:
            statements = [f"if {self.expressions.condition(record.when).text}:", *indented(statements)]
        return statements
