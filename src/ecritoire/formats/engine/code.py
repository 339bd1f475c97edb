"""Pieces of generated Python: expressions that know how often they change, and the names they stand on.

Everything written here comes from the engine: names it made up itself (``k0``, ``m0``, ``h0``), variables named after
the fields of the records, and literal text escaped character by character. Nothing a template says becomes code.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ecritoire.formats.engine.sources import Level
from ecritoire.formats.engine.text import Cleaner

T = TypeVar("T")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.,;:/+*#=()")


@dataclass(frozen=True, slots=True)
class Code:
    """A Python expression; when it ``can_refuse`` a value, it stays behind the condition of its field and record."""

    text: str
    level: Level
    can_refuse: bool = False

    @property
    def is_simple(self) -> bool:
        """Whether it is one name, which costs nothing to repeat."""
        return self.text.isidentifier()


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that is the same in every record."""

    text: str


Part = Code | Literal


Factory = Callable[[Cleaner], Callable[..., str]]


@dataclass(slots=True)
class Namespace:
    """What the code of one generated function stands on, by the names it uses.

    ``k`` are constants; ``m`` are memos, for values that come back; ``c`` are functions, for values that do not. The
    last two are made anew for each run, around the run's own cleaner.
    """

    constants: list[Hashable] = field(default_factory=list)
    memos: list[Factory] = field(default_factory=list)
    calls: list[Factory] = field(default_factory=list)
    _known: dict[Hashable, str] = field(default_factory=dict)

    def constant(self, value: Hashable) -> str:
        """Return the name of a constant; equal ones share theirs."""
        return self._name("k", self.constants, value, (type(value), value))

    def memo(self, factory: Factory, key: Hashable) -> str:
        """Return the name of a memo; those given the same ``key`` share one."""
        return self._name("m", self.memos, factory, ("memo", key))

    def call(self, factory: Factory, key: Hashable) -> str:
        """Return the name of a function; those given the same ``key`` share one."""
        return self._name("c", self.calls, factory, ("call", key))

    def prelude(self) -> list[str]:
        """Return the statements that give everything its name, as local variables."""
        named = (("k", self.constants, "constants"), ("m", self.memos, "memos"), ("c", self.calls, "calls"))
        return [
            f"{''.join(f'{letter}{rank}, ' for rank in range(len(values)))}= {source}"
            for letter, values, source in named
            if values
        ]

    def _name(self, letter: str, values: list[T], value: T, known: Hashable) -> str:
        if known not in self._known:
            self._known[known] = f"{letter}{len(values)}"
            values.append(value)
        return self._known[known]


@dataclass(slots=True)
class Hoister:
    """Statements run once for each file or entry, so that the loop over lines only does what changes there."""

    file: list[str] = field(default_factory=list)
    entry: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def hoist(self, code: Code) -> Code:
        """Return the name of a variable that holds ``code``, evaluated as rarely as it changes."""
        if code.level is Level.LINE or code.is_simple:
            return code
        if code.text not in self._names:
            self._names[code.text] = f"h{len(self._names)}"
            target = self.entry if code.level is Level.ENTRY else self.file
            target.append(f"{self._names[code.text]} = {code.text}")
        return Code(self._names[code.text], code.level, code.can_refuse)

    def merged(self, parts: Sequence[Part], *, guarded: bool) -> list[Part]:
        """Join neighbours that change at the same pace into one variable.

        ``guarded``: the record has a condition, so what may refuse stays behind it.
        """
        merged: list[Part] = []
        pending: list[Part] = []
        for part in parts:
            if isinstance(part, Literal) or (part.level < Level.LINE and not (guarded and part.can_refuse)):
                pending.append(part)
                continue
            merged.extend(self._joined(pending))
            pending = []
            merged.append(part)
        merged.extend(self._joined(pending))
        return merged

    def _joined(self, parts: list[Part]) -> list[Part]:
        codes = [part for part in parts if isinstance(part, Code)]
        if not codes:
            return [*parts]
        level = max(part.level for part in codes)
        return [self.hoist(Code(f_string(parts), level, any(part.can_refuse for part in codes)))]


def f_string(parts: Sequence[Part]) -> str:
    """Return the f-string that writes ``parts`` one after the other."""
    return 'f"' + "".join(_in_f_string(part) for part in parts) + '"'


def _in_f_string(part: Part) -> str:
    if isinstance(part, Code):
        return f"{{{part.text}}}" if part.is_simple else f"{{({part.text})}}"
    return "".join(map(_escaped, part.text))


def _escaped(character: str) -> str:
    """Write one character of a literal so that Python reads exactly that character."""
    if character in "{}":
        return character * 2
    return character if character in _PLAIN else f"\\U{ord(character):08x}"
