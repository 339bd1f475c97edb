"""What a template cannot write, told before anything is written.

The same expressions as for rendering, compiled into a second function that asks each field that can refuse a value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say, sentence
from ecritoire.domain.money import minor_digits
from ecritoire.domain.wording import said_field
from ecritoire.formats.engine.amount_code import AmountWriter
from ecritoire.formats.engine.compile import Compiled, finished, indented, line_source, unpacking
from ecritoire.formats.engine.errors import (
    TemplateAmountError,
    TemplateDecimalsError,
    TemplateDigitsError,
    TemplateFieldMissingError,
    TemplateLimitError,
)
from ecritoire.formats.engine.expressions import Expressions, Loop, amount_source
from ecritoire.formats.engine.fit import Fitter, Problem
from ecritoire.formats.engine.sources import Holds, Kind, Level
from ecritoire.formats.engine.template import Field, Record, Template
from ecritoire.formats.engine.text import Cleaner
from ecritoire.formats.engine.variables import ENTRY_VARIABLES
from ecritoire.formats.records import EntryRecord, ExportContext

COMPILED_MAX = 64
ERRORS = {
    Problem.TOO_LONG: TemplateLimitError,
    Problem.MISSING: TemplateFieldMissingError,
    Problem.AMOUNT: TemplateAmountError,
    Problem.DECIMALS: TemplateDecimalsError,
    Problem.NOT_DIGITS: TemplateDigitsError,
}
REASONS = {
    Problem.TOO_LONG: sentence("%(field)s « %(value)s » dépasse les %(limit)s caractères de %(vendor)s"),
    Problem.MISSING: sentence("%(field)s : rien n’est renseigné, et %(vendor)s l’exige"),
    Problem.AMOUNT: sentence(
        "%(field)s : le montant %(value)s ne tient pas dans les %(limit)s caractères de %(vendor)s"
    ),
    Problem.DECIMALS: sentence("%(field)s : le montant %(value)s a plus de décimales que %(vendor)s n’en lit"),
    Problem.NOT_DIGITS: sentence("%(field)s « %(value)s » n’est pas un nombre, et %(vendor)s n’en prend pas d’autre"),
}
NOWHERE = "–"


@dataclass(frozen=True, slots=True)
class LimitFinding:
    """One value that a template cannot write.

    ``entry_index`` and ``line_index`` count from 0; they are ``None`` when the value is shared by the whole file, or by
    all lines of the entry.
    """

    entry_index: int | None
    entry_number: int | None
    line_index: int | None
    field: str
    problem: Problem
    value: str
    limit: int | None
    says: str
    vendor: str

    @property
    def code(self) -> str:
        """The code of its error, as listed in the catalogue."""
        return ERRORS[self.problem].code

    @property
    def facts(self) -> dict[str, object]:
        """What its sentences say."""
        return {
            "entry": NOWHERE if self.entry_number is None else self.entry_number,
            "line": NOWHERE if self.line_index is None else self.line_index + 1,
            "field": self.says,
            "value": self.value,
            "limit": self.limit,
            "vendor": self.vendor,
        }

    @property
    def error(self) -> EcritoireError:
        """The error that says it, with all its facts."""
        return ERRORS[self.problem](
            **self.facts | {"field": said_field(self.says, self.field), "vendor": say(self.vendor)}
        )

    @property
    def message(self) -> str:
        """The sentence, with the entry and the line."""
        return self.error.message

    @property
    def reason(self) -> str:
        """The sentence where the entry is known and has no number yet: « Le compte … dépasse … »."""
        return say(REASONS[self.problem]) % {
            **self.facts,
            "field": said_field(self.says, self.field),
            "vendor": say(self.vendor),
        }

    @property
    def reason_facts(self) -> dict[str, object]:
        """What the reason ``template_limit`` keeps, to be said in any language."""
        kept = ("field", "value", "limit", "vendor")
        named = {name: self.facts[name] for name in kept}
        return {"sentence": REASONS[self.problem], "name": self.field, **named}


def find_limits(template: Template, entries: Iterable[EntryRecord], context: ExportContext) -> Iterator[LimitFinding]:
    """Yield everything in ``entries`` that ``template`` cannot write."""
    check = compiled_check(template, minor_digits(context.currency))
    if check is None:
        return
    asked = check.compiled.run(entries, context, None, Cleaner(template.layout.text))
    for entry_index, entry_number, line_index, rank, problem, value, digits in asked:
        each = check.fields[rank]
        yield LimitFinding(
            entry_index=entry_index,
            entry_number=entry_number,
            line_index=line_index,
            field=each.name,
            problem=problem,
            value=value if digits is None else str(Decimal(value).scaleb(-digits)).replace(".", ","),
            limit=each.width if each.width is not None else each.longest,
            says=each.says,
            vendor=template.vendor,
        )


@dataclass(frozen=True, slots=True)
class Check:
    """A compiled check; what it yields names a field by its rank."""

    compiled: Compiled
    fields: tuple[Field, ...]


@lru_cache(COMPILED_MAX)
def compiled_check(template: Template, digits: int) -> Check | None:
    """Return the check of a template, ``None`` when it can write everything."""
    return _CheckCompiler(template, digits).compile()


class _CheckCompiler:
    """Writes the source of the function that checks a template's limits."""

    def __init__(self, template: Template, digits: int) -> None:
        self._template = template
        self._expressions = Expressions(template.layout, digits)
        self._fields: list[Field] = []
        self._seen: list[str] = []
        self._asked: dict[Level, list[str]] = {Level.FILE: [], Level.ENTRY: [], Level.LINE: []}

    def compile(self) -> Check | None:
        for record in self._template.records:
            for each in record.fields:
                self._ask(record, each)
        if not self._fields:
            return None
        return Check(finished(self._expressions, self._source(), self._template.name), tuple(self._fields))

    def _source(self) -> list[str]:
        side = [self._expressions.namespace.constant(letter) for letter in "DC"]
        variables, lines = line_source(self._template.layout, self._expressions)
        return [
            "def run(entries, context, flush, constants, memos, calls):",
            *indented(self._expressions.namespace.prelude()),
            "    l_line_sequence = 0",
            *indented([*self._expressions.hoister.file, *self._asked[Level.FILE]]),
            "    for entry_index, entry in enumerate(entries):",
            f"        {unpacking(ENTRY_VARIABLES)} = entry",
            *indented(indented([f"{seen} = set()" for seen in self._seen])),
            "        l_line_number = 0",
            *indented(indented([*self._expressions.hoister.entry, *self._asked[Level.ENTRY]])),
            f"        for line_index, {variables} in enumerate({lines}):",
            "            if not (l_debit_minor or l_credit_minor): continue",
            f"            l_side = {side[0]} if l_debit_minor > 0 else {side[1]}",
            "            l_line_number += 1",
            "            l_line_sequence += 1",
            *indented(indented(indented(self._asked[Level.LINE]))),
        ]

    def _ask(self, record: Record, each: Field) -> None:
        """Ask a field whether it takes its value, as rarely as the value changes."""
        loop = Loop()
        if each.kind is Kind.AMOUNT:
            writer = AmountWriter(each.amount, each.quoted)
            if not writer.can_refuse:
                return
            source = amount_source(each)
            value, digits = self._expressions.amount_arguments(source)
            problem = f"{self._expressions.namespace.constant(writer.problem)}({value}, {digits})"
            level = source.level
        else:
            fitter = Fitter(each, self._template.layout)
            if not fitter.can_refuse or not each.sources:
                return
            text = self._expressions.text(each, loop)
            value, digits, level = text.text, "None", text.level
            problem = f"{self._expressions.namespace.memo(lambda _: fitter.problem, ('problem', fitter))}[{value}]"
        conditions = [self._expressions.condition(when) for when in (record.when, each.when) if when]
        once = [record.once_per.level] if record.once_per else []
        level = max([level, Level.FILE, *once, *(code.level for code in conditions)])
        where = {Level.FILE: "None, None, None", Level.ENTRY: "entry_index, e_number, None"}
        place = where.get(level, "entry_index, e_number, line_index")
        statements = [
            f"problem = {problem}",
            f"if problem: yield {place}, {len(self._fields)}, problem, {value}, {digits}",
        ]
        for code in conditions:
            statements = [f"if {code.text}:", *indented(statements)]
        self._fields.append(each)
        self._asked[level] += [*loop.statements, *self._once(record, statements)]

    def _once(self, record: Record, statements: list[str]) -> list[str]:
        """Ask only where a record is written once for each value of ``once_per``.

        Each entry is asked as if it were alone: an earlier one that would have written the record may be left out.
        """
        if not record.once_per:
            return statements
        seen = f"seen{len(self._seen)}"
        self._seen.append(seen)
        key = self._expressions.condition(Holds(record.once_per)).text
        return [f"if {key} and {key} not in {seen}:", f"    {seen}.add({key})", *indented(statements)]
