"""From the fields and conditions of a template to expressions of generated code."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from ecritoire.domain.money import minor_digits
from ecritoire.formats.engine.amount_code import AmountWriter
from ecritoire.formats.engine.code import Code, Factory, Hoister, Literal, Namespace, Part, f_string
from ecritoire.formats.engine.fit import Fitter
from ecritoire.formats.engine.markup import tags
from ecritoire.formats.engine.sources import (
    ACCOUNTS,
    SOURCES,
    TESTABLE_AMOUNTS,
    All,
    Bracket,
    Choice,
    Condition,
    Constant,
    Holds,
    Kind,
    Level,
    Name,
    Not,
    Operand,
    Pattern,
    Source,
)
from ecritoire.formats.engine.template import Field, FileKind, FileLayout
from ecritoire.formats.engine.variables import (
    PLAIN_NUMBERS,
    SELDOM_REPEATED,
    SIDED_AMOUNTS,
    chained,
    debits_total,
    raw_expression,
    reader,
)


@dataclass(slots=True)
class Loop:
    """What one pass over the lines works out first: temporary variables, and amounts that depend on the side."""

    guarded: bool = False  # the record being written has a condition: what may refuse stays behind it
    statements: list[str] = field(default_factory=list)
    amounts: dict[tuple[str, AmountWriter], str] = field(default_factory=dict)


@dataclass(slots=True)
class Expressions:
    """Turns fields and conditions into code; what does not change with the line is hoisted out of the loop."""

    layout: FileLayout
    digits: int
    namespace: Namespace = field(default_factory=Namespace)
    hoister: Hoister = field(default_factory=Hoister)
    variables: int = 0

    def written(self, each: Field, loop: Loop) -> Part:
        """Return what writes a field."""
        part = self._tagged_amount(each, loop) if each.kind is Kind.AMOUNT else self._fitted(each, loop)
        if each.when is None:
            return part
        if isinstance(part, Literal):
            part = Code(self.namespace.constant(part.text), Level.CONSTANT)
        return self.conditional(each.when, part, self._blank(each))

    def conditional(self, condition: Condition, code: Code, otherwise: str) -> Code:
        """Return ``code`` where the condition holds, the text ``otherwise`` where it does not."""
        test, blank = self.condition(condition), self.namespace.constant(otherwise)
        whole = Code(f"({code.text} if {test.text} else {blank})", max(code.level, test.level), code.can_refuse)
        return whole if whole.can_refuse else self.hoister.hoist(whole)

    def _blank(self, each: Field) -> str:
        if each.kind is Kind.AMOUNT:
            return AmountWriter(each.amount, each.quoted)(None, self.digits)
        return Fitter(each, self.layout).blank

    def _fitted(self, each: Field, loop: Loop) -> Part:
        fitter = Fitter(each, self.layout)
        single = _single_operand(each)
        if isinstance(single, Constant):
            return Literal(fitter(single.text))
        if single and single.source.name in PLAIN_NUMBERS and fitter.changes_nothing:
            return Code(raw_expression(single.source), single.source.level)
        if single and not fitter.changes_nothing:
            form = single.form or each.date
            read = reader(single.source, form)
            key = (single.source.name, form, fitter)
            code = self._applied(single.source, lambda cleaner: chained(read(cleaner), fitter), key)
            return Code(code.text, code.level, fitter.can_refuse)
        shared = self._fitted_apart(each, fitter)
        if shared:
            return shared
        text = self.text(each, loop)
        if fitter.changes_nothing:
            return text
        return Code(f"{self.namespace.memo(lambda _: fitter, fitter)}[{text.text}]", text.level, fitter.can_refuse)

    def _fitted_apart(self, each: Field, fitter: Fitter) -> Code | None:
        """Return a line's own text, else the entry's fitted once for all its lines; only where neither can refuse."""
        if each.cases or isinstance(each.value, Pattern) or fitter.can_refuse or fitter.changes_nothing:
            return None
        codes = self._alternatives(each.value, each.date)
        if [code.level is Level.LINE for code in codes] != [True, False]:
            return None
        own, shared = codes
        once, again = (name(lambda _: fitter, fitter) for name in (self.namespace.call, self.namespace.memo))
        whole = self.hoister.hoist(Code(f"{once}({shared.text})", shared.level))
        return Code(f"({again}[{own.text}] if {own.text} else {whole.text})", Level.LINE)

    def text(self, each: Field, loop: Loop) -> Code:
        """Return the cleaned text of a field, before it is fitted."""
        if isinstance(each.value, Pattern):
            return self._pattern(each.value, loop)
        code = self._choice(each.value, each.date)
        for case in reversed(each.cases):
            test, chosen = self.condition(case.condition), self._choice(case.value, each.date)
            level = max(code.level, test.level, chosen.level)
            code = Code(f"({chosen.text} if {test.text} else {code.text})", level)
        return self.hoister.hoist(code)

    def _choice(self, choice: Choice, form: str) -> Code:
        codes = self._alternatives(choice, form)
        texts = [code.text for code in codes]
        return Code(texts[0] if len(texts) == 1 else f"({' or '.join(texts)})", max(code.level for code in codes))

    def _alternatives(self, choice: Choice, form: str) -> list[Code]:
        """Return the operands of a choice; neighbours that do not change with the line are worked out before."""
        codes: list[Code] = []
        for operand in choice.operands:
            for code in self._expanded(operand, form):
                if codes and max(code.level, codes[-1].level) < Level.LINE:
                    codes[-1] = Code(f"{codes[-1].text} or {code.text}", max(code.level, codes[-1].level))
                else:
                    codes.append(code)
        return [self.hoister.hoist(code) for code in codes]

    def _expanded(self, operand: Operand, form: str) -> list[Code]:
        """Return the text of an operand, and of the two sources that ``label`` stands for."""
        if isinstance(operand, Constant):
            return [Code(self.namespace.constant(operand.text), Level.CONSTANT)]
        if operand.source.name == "label":
            return [self._cleaned(SOURCES["line_label"], ""), self._cleaned(SOURCES["entry_label"], "")]
        return [self._cleaned(operand.source, operand.form or form)]

    def _cleaned(self, source: Source, form: str) -> Code:
        is_own = source.name == "document_name" or (source.name in ACCOUNTS and form.isdigit())
        key = (source.name if is_own else source.kind, form * (is_own or source.kind is not Kind.TEXT))
        return self.hoister.hoist(self._applied(source, reader(source, form), key))

    def _applied(self, source: Source, factory: Factory, key: Hashable) -> Code:
        raw = raw_expression(source)
        if source.name in SELDOM_REPEATED:
            return Code(f"{self.namespace.call(factory, key)}({raw})", source.level)
        return Code(f"{self.namespace.memo(factory, key)}[{raw}]", source.level)

    def _pattern(self, pattern: Pattern, loop: Loop) -> Code:
        if not pattern.names:
            texts = [piece.text for piece in pattern.pieces if isinstance(piece, Constant)]
            return Code(self.namespace.constant("".join(texts)), Level.CONSTANT)
        parts: list[Part] = [
            self._bracket(piece, loop) if isinstance(piece, Bracket) else self._piece(piece, loop)
            for piece in pattern.pieces
        ]
        joined = self._joined(parts)
        return self._assigned(Code(f"{joined.text}.strip()", joined.level), loop)

    def _piece(self, piece: Operand, loop: Loop) -> Part:
        if isinstance(piece, Constant):
            return Literal(piece.text)
        return self._assigned(self._choice(Choice((piece,)), piece.form), loop)

    def _bracket(self, bracket: Bracket, loop: Loop) -> Code:
        parts = [self._piece(piece, loop) for piece in bracket.pieces]
        joined = self._joined(parts)
        tests = " and ".join(part.text for part in parts if isinstance(part, Code)) or "True"
        blank = self.namespace.constant("")
        return self._assigned(Code(f"{joined.text} if {tests} else {blank}", joined.level), loop)

    def _joined(self, parts: list[Part]) -> Code:
        levels = [part.level for part in parts if isinstance(part, Code)]
        return Code(f_string(parts), max(levels, default=Level.CONSTANT))

    def _assigned(self, code: Code, loop: Loop) -> Code:
        """Return a variable that holds ``code``, which an f-string can then contain."""
        if code.is_simple:
            return code
        if code.level in {Level.FILE, Level.ENTRY}:
            return self.hoister.hoist(code)
        variable = self.new_variable()
        loop.statements.append(f"{variable} = {code.text}")
        return Code(variable, code.level)

    def new_variable(self) -> str:
        """Return a name not used yet."""
        self.variables += 1
        return f"v{self.variables}"

    def _tagged_amount(self, each: Field, loop: Loop) -> Code:
        code = self._amount(each, loop)
        if self.layout.kind is not FileKind.XML:
            return code
        opening, closing = map(self.namespace.constant, tags(each.name))
        return Code(f"{opening} + {code.text} + {closing}", code.level, code.can_refuse)

    def _amount(self, each: Field, loop: Loop) -> Code:
        source = amount_source(each)
        writer = AmountWriter(each.amount, each.quoted)
        is_guarded = loop.guarded or each.when is not None
        if source.name in SIDED_AMOUNTS and not (is_guarded and writer.can_refuse):
            variable = loop.amounts.setdefault((source.name, writer), f"a{len(loop.amounts)}")
            return Code(variable, source.level)
        minor, digits = self.amount_arguments(source)
        return Code(f"{self.namespace.constant(writer)}({minor}, {digits})", source.level, writer.can_refuse)

    def amount_arguments(self, source: Source) -> tuple[str, str]:
        """Return the expressions of an amount in minor units and of how many decimals its currency has."""
        if source.name == "entry_total":
            total = Code(f"{self.namespace.constant(debits_total)}(e_lines)", Level.ENTRY)
            return self.hoister.hoist(total).text, str(self.digits)
        if source.name == "currency_amount":
            return raw_expression(source), f"{self.namespace.constant(minor_digits)}(e_currency)"
        raw = {"amount": "(l_debit_minor or l_credit_minor)", "balance": "(l_debit_minor - l_credit_minor)"}
        return raw.get(source.name) or raw_expression(source), str(self.digits)

    def condition(self, condition: Condition) -> Code:
        """Return a condition as an expression that is true or false enough for ``if``."""
        if isinstance(condition, Holds):
            return self.hoister.hoist(self._test(condition))
        if isinstance(condition, Not):
            inner = self.condition(condition.condition)
            return self.hoister.hoist(Code(f"(not {inner.text})", inner.level))
        codes = [self.condition(each) for each in condition.conditions]
        word = " and " if isinstance(condition, All) else " or "
        return self.hoister.hoist(Code(f"({word.join(c.text for c in codes)})", max(c.level for c in codes)))

    def _test(self, test: Holds) -> Code:
        source = test.source
        if source.name in TESTABLE_AMOUNTS - {"currency_amount"}:
            return Code(f"({raw_expression(source)} > 0)", source.level)
        if source.kind is not Kind.TEXT:
            return Code(f"({raw_expression(source)} is not None)", source.level)
        text = self._choice(Choice((Name(source),)), "")
        if test.equals is None:
            return text
        return Code(f"({text.text} == {self.namespace.constant(test.equals)})", source.level)


def amount_source(each: Field) -> Source:
    """Return the source of a field that writes an amount."""
    operand = each.operands[0]
    assert isinstance(operand, Name), "an amount is named"
    return operand.source


def _single_operand(each: Field) -> Operand | None:
    """Return the only thing a field says, when cleaning and fitting it can be one step."""
    if each.cases or isinstance(each.value, Pattern) or len(each.value.operands) != 1:
        return None
    operand = each.value.operands[0]
    return None if isinstance(operand, Name) and operand.source.name == "label" else operand
