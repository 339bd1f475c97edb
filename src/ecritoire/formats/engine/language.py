"""The little language of fields, read into trees and nowhere evaluated as code.

Three forms:

- a *choice*, ``auxiliary or account or '-'``: the first that is not empty;
- a *condition*, ``side = 'C' and not due_date``;
- a *pattern*, ``{supplier} - {reference}[ du {document_date:JJMMAA}]``: what is in brackets is left out when one of its
  names is empty.
"""

import difflib
import re

from ecritoire.domain.language import say
from ecritoire.formats.engine.dates import pattern_tokens
from ecritoire.formats.engine.sources import (
    SOURCES,
    TESTABLE_AMOUNTS,
    All,
    AnyOf,
    Bracket,
    Choice,
    Condition,
    Constant,
    Holds,
    Kind,
    Name,
    Not,
    Operand,
    Pattern,
    Source,
)

EXPRESSION_LENGTH_MAX = 500
DEPTH_MAX = 20


class ExpressionError(Exception):
    """An expression is not in the language; the sentence says where."""


_TOKEN = re.compile(r"\s*(?:(?P<name>[A-Za-z_][A-Za-z_0-9]*)|'(?P<text>[^']*)'|(?P<sign>!=|[=()]))")
_PIECE = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<form>[^{}\[\]]*))?\}|(?P<open>\[)|(?P<close>\])|(?P<text>[^{}\[\]]+)")


def find_source(name: str) -> Source:
    """Return the source called ``name``.

    Raises:
        ExpressionError: there is none; the sentence proposes the nearest.
    """
    if source := SOURCES.get(name):
        return source
    near = difflib.get_close_matches(name, SOURCES, n=1)
    hint = (
        say(", vouliez-vous dire « %(near)s » ?") % {"near": near[0]}
        if near
        else say(" ; sont connus : %(sources)s") % {"sources": ", ".join(sorted(SOURCES))}
    )
    raise ExpressionError(say("« %(name)s » n’est pas un nom connu%(hint)s") % {"name": name, "hint": hint})


def parse_choice(text: str) -> Choice:
    """Read ``auxiliary or account or '-'``.

    Raises:
        ExpressionError: it is not a choice.
    """
    tokens = _Tokens(text)
    operands = [tokens.operand()]
    while tokens.take("or"):
        operands.append(tokens.operand())
    tokens.expect_end()
    return Choice(tuple(operands))


def parse_condition(text: str) -> Condition:
    """Read ``auxiliary and side = 'C'``.

    Raises:
        ExpressionError: it is not a condition.
    """
    tokens = _Tokens(text)
    condition = tokens.any_of(DEPTH_MAX)
    tokens.expect_end()
    return condition


class _Tokens:
    """The words of an expression, taken from the left."""

    def __init__(self, text: str) -> None:
        if len(text) > EXPRESSION_LENGTH_MAX:
            raise ExpressionError(
                say("une expression de plus de %(expression_length_max)s caractères")
                % {"expression_length_max": EXPRESSION_LENGTH_MAX}
            )
        self._text = text
        self._words: list[tuple[str, str]] = []
        position, end = 0, len(text.rstrip())
        while position < end:
            match = _TOKEN.match(text, position)
            if match is None or match.lastgroup is None:
                raise ExpressionError(
                    say("« %(strip)s » n’est pas compris dans « %(text)s »")
                    % {"strip": text[position:end].strip()[:40], "text": text}
                )
            self._words.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()

    def take(self, word: str) -> bool:
        if self._words and self._words[0][0] != "text" and self._words[0][1] == word:
            del self._words[0]
            return True
        return False

    def expect_end(self) -> None:
        if self._words:
            raise ExpressionError(
                say("« %(words)s » est de trop dans « %(text)s »") % {"words": self._words[0][1], "text": self._text}
            )

    def _next(self, wanted: str) -> tuple[str, str]:
        if not self._words:
            raise ExpressionError(
                say("« %(text)s » s’arrête là où %(wanted)s est attendu") % {"text": self._text, "wanted": wanted}
            )
        return self._words.pop(0)

    def operand(self) -> Operand:
        group, word = self._next(say("un nom"))
        if group == "text":
            return Constant(word)
        if group == "sign":
            raise ExpressionError(
                say("« %(word)s » est de trop dans « %(text)s »") % {"word": word, "text": self._text}
            )
        return Name(find_source(word))

    def any_of(self, depth: int) -> Condition:
        conditions = [self._all_of(depth)]
        while self.take("or"):
            conditions.append(self._all_of(depth))
        return conditions[0] if len(conditions) == 1 else AnyOf(tuple(conditions))

    def _all_of(self, depth: int) -> Condition:
        conditions = [self._one(depth)]
        while self.take("and"):
            conditions.append(self._one(depth))
        return conditions[0] if len(conditions) == 1 else All(tuple(conditions))

    def _one(self, depth: int) -> Condition:
        if depth == 0:
            raise ExpressionError(say("« %(text)s » a trop de parenthèses") % {"text": self._text})
        if self.take("not"):
            return Not(self._one(depth - 1))
        if self.take("("):
            inner = self.any_of(depth - 1)
            if not self.take(")"):
                raise ExpressionError(say("une parenthèse n’est pas fermée dans « %(text)s »") % {"text": self._text})
            return inner
        return self._test()

    def _test(self) -> Condition:
        operand = self.operand()
        if isinstance(operand, Constant):
            raise ExpressionError(
                say("une condition commence par un nom, pas par « '%(text)s' »") % {"text": operand.text}
            )
        source = operand.source
        if self.take("="):
            return self._equality(source)
        if self.take("!="):
            return Not(self._equality(source))
        if source.kind is Kind.AMOUNT and source.name not in TESTABLE_AMOUNTS:
            raise ExpressionError(say("« %(name)s » n’est jamais vide") % {"name": source.name})
        return Holds(source)

    def _equality(self, source: Source) -> Holds:
        if source.kind is not Kind.TEXT:
            raise ExpressionError(say("« %(name)s » n’est pas un texte et ne se compare pas") % {"name": source.name})
        group, word = self._next(say("un texte entre apostrophes"))
        if group != "text":
            raise ExpressionError(
                say("« %(name)s » se compare à un texte entre apostrophes, pas à « %(word)s »")
                % {"name": source.name, "word": word}
            )
        return Holds(source, word)


def parse_pattern(text: str) -> Pattern:
    """Read ``{supplier} - {reference}[ du {document_date:JJMMAA}]``.

    Raises:
        ExpressionError: it is not a pattern.
    """
    if len(text) > EXPRESSION_LENGTH_MAX:
        raise ExpressionError(
            say("un texte de plus de %(expression_length_max)s caractères")
            % {"expression_length_max": EXPRESSION_LENGTH_MAX}
        )
    pieces: list[Operand | Bracket] = []
    inside: list[Operand] | None = None
    position = 0
    while match := _PIECE.match(text, position):
        position = match.end()
        if match["open"] and inside is None:
            inside = []
        elif match["close"] and inside is not None:
            pieces.append(Bracket(tuple(inside)))
            inside = None
        elif match["open"] or match["close"]:
            raise ExpressionError(say("un crochet est de trop dans « %(text)s »") % {"text": text})
        else:
            (pieces if inside is None else inside).append(_piece(match))
    if position < len(text) or inside is not None:
        raise ExpressionError(
            say("« %(text)s » : une accolade ou un crochet n’est pas fermé") % {"text": text[position:] or text}
        )
    return Pattern(tuple(pieces))


def _piece(match: re.Match[str]) -> Operand:
    if match["text"] is not None:
        return Constant(match["text"])
    source, form = find_source(match["name"]), match["form"] or ""
    if source.kind is Kind.AMOUNT:
        raise ExpressionError(
            say("le montant « %(name)s » a un champ à lui, il n’entre pas dans un texte") % {"name": source.name}
        )
    is_date = source.kind in {Kind.DATE, Kind.MOMENT}
    if is_date and pattern_tokens(form) is None:
        raise ExpressionError(
            say("la date « %(name)s » demande un format, par exemple {%(name)s:AAAAMMJJ}") % {"name": source.name}
        )
    if form and not is_date:
        raise ExpressionError(
            say("« %(name)s » n’est pas une date et n’a pas de format « %(form)s »")
            % {"name": source.name, "form": form}
        )
    return Name(source, form)
