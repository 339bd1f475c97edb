"""Entries through a template, into bytes, in bounded memory."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.money import minor_digits
from ecritoire.formats.engine.compile import Compiled, EntryRefusedError, RenderCompiler
from ecritoire.formats.engine.limits import LimitFinding, compiled_check, find_limits
from ecritoire.formats.engine.spreadsheet import write_workbook
from ecritoire.formats.engine.template import FileKind, Template
from ecritoire.formats.engine.text import BYTE_ORDER_MARKS, ENCODINGS, Cleaner
from ecritoire.formats.records import EntryRecord, ExportContext

CHUNK_CHARACTERS = 1_000_000
RECORD_CHARACTERS = 120  # a first guess, corrected by what is written
COMPILED_MAX = 64

Write = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class RenderReport:
    """What a file holds. ``substitutions`` counts the texts that had to be changed to be written."""

    entries: int
    lines: int
    zero_lines: int  # lines without amount, which say nothing and are not written
    debit_minor: int
    credit_minor: int
    size_bytes: int
    sha256: str
    substitutions: int


class Renderer:
    """Writes the file of one template."""

    def __init__(self, template: Template) -> None:
        self.template = template

    def render(self, entries: Iterable[EntryRecord], write: Write, context: ExportContext) -> RenderReport:
        """Write ``entries`` through ``write``, about a million bytes at a time.

        The same entries and context give the same bytes. After an error, what was written is not to be used.

        Raises:
            TemplateLimitError: a text is too long for its field; :meth:`check` tells them all beforehand.
            TemplateDigitsError: an account has letters, and the package takes numbers.
            TemplateAmountError, TemplateDecimalsError: the same, for an amount.
            TemplateFieldMissingError: a field that must not be empty is.
            InvalidLineError: a line has amounts on both sides, or a negative one.
            UnbalancedEntryError: an entry does not balance.
        """
        layout = self.template.layout
        out = _Output(write)
        cleaner = Cleaner(layout.text)
        try:
            if layout.kind is FileKind.SPREADSHEET:
                counted = write_workbook(self.template, entries, out.write, context, cleaner)
            else:
                out.write(BYTE_ORDER_MARKS.get(layout.text.encoding, b""))
                flush = _flusher(out, ENCODINGS[layout.text.encoding].removesuffix("-sig"))
                compiled = compiled_template(self.template, minor_digits(context.currency))
                counted = compiled.run(entries, context, flush, cleaner)
        except EntryRefusedError as error:
            raise self._explained(error, context) from None
        entry_count, line_count, zero_count, total_minor = counted
        return RenderReport(
            entries=entry_count,
            lines=line_count,
            zero_lines=zero_count,
            debit_minor=total_minor,
            credit_minor=total_minor,
            size_bytes=out.size_bytes,
            sha256=out.digest.hexdigest(),
            substitutions=cleaner.changed,
        )

    def has_limits(self, context: ExportContext) -> bool:
        """Tell whether :meth:`check` can find anything at all; if not, looking at the entries is spared."""
        return compiled_check(self.template, minor_digits(context.currency)) is not None

    def check(self, entries: Iterable[EntryRecord], context: ExportContext) -> Iterator[LimitFinding]:
        """Yield what the template cannot write of ``entries``, before anything is written."""
        return find_limits(self.template, entries, context)

    def _explained(self, error: EntryRefusedError, context: ExportContext) -> EcritoireError:
        """Find again what refused the entry, to say it with all its facts."""
        (entry,) = error.args
        finding = next(self.check([] if entry is None else [entry], context), None)
        assert finding is not None, "what refuses an entry is also what checks it"
        return finding.error


@lru_cache(COMPILED_MAX)
def compiled_template(template: Template, digits: int) -> Compiled:
    """Return the function that renders a template for a currency of ``digits`` decimals."""
    return RenderCompiler(template, digits).compile()


class _Output:
    """What is written goes through here, to be counted and fingerprinted."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self.size_bytes = 0
        self.digest = hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        if chunk:
            self.size_bytes += len(chunk)
            self.digest.update(chunk)
            self._write(chunk)


def _flusher(out: _Output, encoding: str) -> Callable[[list[str]], int]:
    """Return the function that empties a list of records, and says how many to gather before the next time."""

    def flush(parts: list[str]) -> int:
        text = "".join(parts)
        length = len(text) // len(parts) + 1 if parts else RECORD_CHARACTERS
        parts.clear()
        out.write(text.encode(encoding))
        return CHUNK_CHARACTERS // length + 1

    return flush
