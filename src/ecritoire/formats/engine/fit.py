"""A text brought into its field: translated, cut or refused, quoted, padded."""

from dataclasses import dataclass
from enum import StrEnum

from ecritoire.formats.engine.markup import element
from ecritoire.formats.engine.template import Field, FileKind, FileLayout, Overflow
from ecritoire.formats.engine.text import QUOTE, quoted_if_needed

FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")


class Problem(StrEnum):
    """Why a value cannot be written."""

    TOO_LONG = "too_long"
    MISSING = "missing"
    AMOUNT = "amount"
    DECIMALS = "decimals"
    NOT_DIGITS = "not_digits"


class FieldRefusedError(Exception):
    """A value cannot be written; whoever catches this finds out which and says it."""


@dataclass(frozen=True, slots=True)
class Fitter:
    """Brings cleaned text into one field."""

    field: Field
    layout: FileLayout

    @property
    def can_refuse(self) -> bool:
        """Whether some text has no place in the field."""
        is_bounded = self._size is not None and self.field.overflow is Overflow.LIMIT
        return self.field.required or self.field.digits_only or is_bounded

    @property
    def changes_nothing(self) -> bool:
        """Whether the field takes any text as it is."""
        field, layout = self.field, self.layout
        shapes = field.translation or field.part or field.letters or field.otherwise is not None
        dresses = field.quoted or layout.minimal_quotes or layout.formulas_guarded or self._size is not None
        return not (shapes or dresses or self.can_refuse or layout.kind is FileKind.XML)

    @property
    def blank(self) -> str:
        """What is written when the field's condition does not hold."""
        return self._dressed("")

    def __call__(self, text: str) -> str:
        """Return what is written for ``text``.

        Raises:
            FieldRefusedError: it is too long, or nothing where something is required.
        """
        shaped = self._shaped(text)
        if self._problem(shaped):
            raise FieldRefusedError
        return self._dressed(shaped)

    def problem(self, text: str) -> str:
        """Return why ``text`` cannot be written, nothing when it can."""
        return self._problem(self._shaped(text)) or ""

    def read_back(self, text: str) -> str:
        """Return what a reader finds for ``text``: cut and spelt as in the file, without padding or quotes.

        Zeros that fill a text on its right are not told from its own.
        """
        found = self._guarded(self._shaped(text))
        if self.field.width is not None and not self.field.right_aligned:
            found = found.ljust(self.field.width, self.field.fill)
        if (self.field.quoted or self.layout.minimal_quotes) and self.layout.inner_quote != QUOTE * 2:
            found = found.replace(QUOTE, self.layout.inner_quote)
        return found.strip()

    @property
    def _size(self) -> int | None:
        return self.field.width if self.field.width is not None else self.field.longest

    def _shaped(self, text: str) -> str:
        field = self.field
        if field.translation or field.otherwise is not None:
            text = dict(field.translation).get(text, text if field.otherwise is None else field.otherwise)
        if field.part:
            text = text[-field.part.last :] if field.part.last else text[: field.part.first]
        if field.letters:
            text = text.upper() if field.letters == "upper" else text.lower()
        size = self._size
        if size is not None and len(text) > size and field.overflow is not Overflow.LIMIT:
            text = text[:size].rstrip() if field.overflow is Overflow.CUT else text[-size:].lstrip()
        return text

    def _problem(self, shaped: str) -> Problem | None:
        if self.field.required and not shaped:
            return Problem.MISSING
        if self.field.digits_only and shaped and not (shaped.isascii() and shaped.isdigit()):
            return Problem.NOT_DIGITS
        size = self._size
        return Problem.TOO_LONG if size is not None and len(shaped) > size else None

    def _dressed(self, text: str) -> str:
        field, layout = self.field, self.layout
        text = self._guarded(text)
        if field.width is not None:
            text = text.rjust(field.width, field.fill) if field.right_aligned else text.ljust(field.width, field.fill)
        if layout.kind is FileKind.XML:
            return element(field.name, text)
        if field.quoted:
            return f'"{text.replace(QUOTE, layout.inner_quote)}"'
        return quoted_if_needed(text, layout.separator, layout.inner_quote) if layout.minimal_quotes else text

    def _guarded(self, text: str) -> str:
        """Keep a spreadsheet from running a text."""
        return "'" + text if self.layout.formulas_guarded and text and text[0] in FORMULA_STARTS else text
