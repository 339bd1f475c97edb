"""Reading back the file of a template that a company writes.

There is no specification to write a reader from, so the reader is made from the template: it finds a column lost or
shifted, a text changed, an amount or a side misspelt, a line missing. It cannot find that the accounting software wants
something else. A file that does not say each line once, with its amount, is not read back (``own_reader`` gives
nothing), and the page where templates are written says so.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecritoire.formats.engine.fit import Fitter
from ecritoire.formats.engine.sources import All, AnyOf, Choice, Condition, Constant, Holds, Kind, Name, Not
from ecritoire.formats.engine.template import Field, FileKind, FileLayout, Record, Scope, Template
from ecritoire.formats.engine.text import ENCODINGS, QUOTE
from ecritoire.formats.reading import ZERO, Content, Read, ReadEntry, ReadLine, day, each_row, on_side, text_lines
from ecritoire.formats.registry import in_charset_of, load_reader

READABLE = frozenset({FileKind.DELIMITED, FileKind.FIXED})
_ENTRY_NAMES = frozenset(ReadEntry._fields)
Values = dict[str, object]


def reader_for(template: Template) -> Read | None:
    """Return what reads the files of a template; nothing when they cannot be read back."""
    if template.is_own:
        return own_reader(template)
    return in_charset_of(template, load_reader(template.name))


def own_reader(template: Template) -> Read | None:
    """Return a reader made from a template, or nothing when its lines cannot be told from one another."""
    layout = template.layout
    lines = [record for record in template.records if record.scope is Scope.LINE and _amounts(record, layout)]
    inside = [record for record in template.records if record.scope in {Scope.LINE, Scope.ENTRY}]
    edges = [record for record in template.records if record.scope in {Scope.START, Scope.END}]
    if layout.kind not in READABLE or layout.pairs or len(lines) != 1 or any(each.when for each in edges):
        return None
    if lines[0].when or lines[0].once_per or _are_alike(inside, layout):
        return None
    amounts = _amounts(lines[0], layout)
    assert amounts is not None, "the record was chosen by its amounts"
    return _OwnReader(template, tuple(inside), lines[0], amounts).read


def says_amounts(record: Record, layout: FileLayout) -> bool:
    """Tell whether a record says the amount and the side of a line, so that a reader finds both."""
    return _amounts(record, layout) is not None


@dataclass(frozen=True, slots=True)
class _Amounts:
    """Which cells say the amount and the side of a line."""

    debit: int | None = None
    credit: int | None = None
    amount: int | None = None
    side: int | None = None
    balance: int | None = None


def _amounts(record: Record, layout: FileLayout) -> _Amounts | None:
    ranks: dict[str, int] = {}
    for rank, each in enumerate(record.fields):
        only = _only_source(each)
        if each.kind is Kind.AMOUNT and only and only not in ranks:
            ranks[only] = rank
        elif "side" not in ranks and _side_texts(each, layout):
            ranks["side"] = rank
    if {"debit", "credit"} <= ranks.keys():
        return _Amounts(debit=ranks["debit"], credit=ranks["credit"])
    if {"amount", "side"} <= ranks.keys() and not record.fields[ranks["amount"]].when:
        return _Amounts(amount=ranks["amount"], side=ranks["side"])
    if "balance" in ranks and not record.fields[ranks["balance"]].when:
        return _Amounts(balance=ranks["balance"])
    return None


def _only_source(each: Field) -> str:
    names = [operand.source.name for operand in each.operands if isinstance(operand, Name)]
    return names[0] if len(names) == 1 and len(each.operands) == 1 and isinstance(each.value, Choice) else ""


def _side_texts(each: Field, layout: FileLayout) -> dict[str, str]:
    """Return the side that each text of a field stands for, nothing when it does not tell debit from credit."""
    if each.when or not isinstance(each.value, Choice):
        return {}
    fitter = Fitter(each, layout)
    texts = {side: _said_of(each, side) for side in "DC"}
    found = {fitter.read_back(text): side for side, text in texts.items() if text is not None}
    return found if len(found) == len("DC") else {}


def _said_of(each: Field, side: str) -> str | None:
    """Return what a field says of a line on one side, ``None`` when that depends on something else."""
    for case in each.cases:
        holds = _holds(case.condition, side)
        if holds is None:
            return None
        if holds:
            return _constant(case.value, side)
    return _constant(each.value, side) if isinstance(each.value, Choice) else None


def _constant(choice: Choice, side: str) -> str | None:
    operand = choice.operands[0]
    if isinstance(operand, Constant):
        return operand.text if len(choice.operands) == 1 else None
    return side if operand.source.name == "side" else None


def _holds(condition: Condition, side: str) -> bool | None:
    if isinstance(condition, Holds):
        if condition.source.name == "side":
            return condition.equals in {None, side}
        return {"debit": side == "D", "credit": side == "C"}.get(condition.source.name)
    if isinstance(condition, Not):
        inner = _holds(condition.condition, side)
        return None if inner is None else not inner
    answers = [_holds(each, side) for each in condition.conditions]
    if None in answers:
        return None
    assert isinstance(condition, All | AnyOf)
    return all(answers) if isinstance(condition, All) else any(answers)


def _are_alike(records: list[Record], layout: FileLayout) -> bool:
    """Whether a line of the file may be of two of the records."""
    pairs = [(first, second) for rank, first in enumerate(records) for second in records[:rank]]
    return any(_fits(first, second, layout) for first, second in pairs)


def _fits(first: Record, second: Record, layout: FileLayout) -> bool:
    if _size(first) != _size(second):
        return False
    others = {_place(each, rank): _fixed_text(each, layout) for rank, each in enumerate(second.fields)}
    for rank, each in enumerate(first.fields):
        text, other = _fixed_text(each, layout), others.get(_place(each, rank))
        if text is not None and other is not None and text != other:
            return False
    return True


def _size(record: Record) -> int:
    if record.fields and record.fields[0].at is not None:
        return sum(each.width or 0 for each in record.fields)
    return len(record.fields)


def _place(each: Field, rank: int) -> tuple[int, int]:
    return (each.at, each.width or 0) if each.at is not None else (rank, 0)


def _fixed_text(each: Field, layout: FileLayout) -> str | None:
    """Return what a field always says, without padding; ``None`` when it says something else each time."""
    if each.cases or each.when or not isinstance(each.value, Choice) or not each.says:
        return None
    operand = each.value.operands[0]
    is_constant = len(each.value.operands) == 1 and isinstance(operand, Constant)
    return Fitter(each, layout).read_back(operand.text) if is_constant and isinstance(operand, Constant) else None


@dataclass(frozen=True, slots=True)
class _OwnReader:
    template: Template
    records: tuple[Record, ...]
    line: Record
    amounts: _Amounts

    def read(self, content: Content) -> Iterator[ReadEntry]:
        """Yield an entry for each line of the file.

        Raises:
            FileNotReadBackError: a line is none of the template's.
        """
        scopes = [record.scope for record in self.template.records]
        before = scopes.count(Scope.START) + self.template.layout.header
        lines = text_lines(content, ENCODINGS[self.template.layout.text.encoding])
        for _ in range(before):
            next(lines, None)
        shared: Values = {}
        inner = _without_last(lines, scopes.count(Scope.END))
        for found in each_row(inner, lambda line: self._row(line, shared), first=before + 1):
            if found is not None:
                yield found

    def _row(self, text: str, shared: Values) -> ReadEntry | None:
        record, cells = self._record_of(text)
        values = {each.read_as: _value(each, cell) for each, cell in zip(record.fields, cells, strict=True)
                  if each.read_as}  # fmt: skip
        if record.scope is Scope.ENTRY:
            shared.clear()
            shared.update(values)
            return None
        if record is not self.line:
            return None
        debit, credit = self._sides(cells)
        values = {**shared, **values}
        own = {name: value for name, value in values.items() if name not in _ENTRY_NAMES}
        line = ReadLine(debit=debit, credit=credit, **own)  # type: ignore[arg-type]
        of_entry = {name: value for name, value in values.items() if name in _ENTRY_NAMES}
        return ReadEntry(lines=(line,), **of_entry)  # type: ignore[arg-type]

    def _record_of(self, text: str) -> tuple[Record, list[str]]:
        for record in self.records:
            cells = _cells(text, record, self.template.layout)
            if cells is not None and _says_its_constants(record, cells, self.template.layout):
                return record, cells
        raise ValueError(text)

    def _sides(self, cells: list[str]) -> tuple[Decimal, Decimal]:
        fields, ranks = self.line.fields, self.amounts

        def amount(rank: int) -> Decimal:
            return _amount(fields[rank], cells[rank])

        if ranks.debit is not None and ranks.credit is not None:
            return amount(ranks.debit), amount(ranks.credit)
        if ranks.amount is not None and ranks.side is not None:
            texts = _side_texts(fields[ranks.side], self.template.layout)
            return on_side(texts[cells[ranks.side].strip()], amount(ranks.amount))
        assert ranks.balance is not None, "one of the three ways to say an amount"
        balance = amount(ranks.balance)
        return (balance, ZERO) if balance >= 0 else (ZERO, -balance)


def _without_last(lines: Iterator[str], count: int) -> Iterator[str]:
    held: deque[str] = deque()
    for line in lines:
        held.append(line)
        if len(held) > count:
            yield held.popleft()


def _says_its_constants(record: Record, cells: list[str], layout: FileLayout) -> bool:
    fixed = ((_fixed_text(each, layout), cell) for each, cell in zip(record.fields, cells, strict=True))
    return all(text is None or text == cell.strip() for text, cell in fixed)


def _cells(text: str, record: Record, layout: FileLayout) -> list[str] | None:
    """Return the cells of a line of a record, ``None`` when it is not one."""
    if layout.kind is FileKind.FIXED:
        if len(text) != _size(record):
            return None
        return [text[each.at - 1 : each.at - 1 + (each.width or 0)] for each in record.fields if each.at is not None]
    cells: list[str] = []
    position = 0
    for rank, each in enumerate(record.fields):
        if rank and text[position : position + 1] != layout.separator:
            return None
        position += bool(rank)
        is_quoted = each.quoted or (layout.minimal_quotes and text[position : position + 1] == QUOTE)
        cell, position = _quoted(text, position) if is_quoted else _plain(text, position, layout.separator)
        cells.append(cell)
    return cells if position == len(text) else None


def _plain(text: str, position: int, separator: str) -> tuple[str, int]:
    end = text.find(separator, position)
    end = len(text) if end < 0 else end
    return text[position:end], end


def _quoted(text: str, position: int) -> tuple[str, int]:
    """Return a cell in quotes and where it ends."""
    if text[position : position + 1] != QUOTE:
        raise ValueError(text)
    start = end = position + 1
    while True:
        end = text.index(QUOTE, end)
        if text[end + 1 : end + 2] != QUOTE:
            return text[start:end].replace(QUOTE * 2, QUOTE), end + 1
        end += 2


def _value(each: Field, cell: str) -> object:
    if each.kind is Kind.DATE:
        return day(cell.strip(), each.date)
    if each.kind is Kind.AMOUNT:
        return _amount(each, cell) if cell.strip() else None
    text = cell.strip()
    is_filled = each.width is not None and each.right_aligned and each.fill != " "
    return text.lstrip(each.fill) if is_filled else text


def _amount(each: Field, cell: str) -> Decimal:
    text = cell.strip()
    form = each.amount
    if form.width is not None and form.fill not in " 0":
        text = text.strip(form.fill)
    if not text:
        return ZERO
    return Decimal(text.replace(form.decimal_sign, ".") if form.decimal_sign else int(text)).scaleb(
        0 if form.decimal_sign else -form.decimals
    )
