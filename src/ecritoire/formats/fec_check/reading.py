"""The bytes of a FEC as lines of text, a megabyte at a time.

Charset and line ends are found out as the official tool does: the line end from the first bytes, the charset line by
line where a block is not UTF-8 as a whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ecritoire.formats.fec_check.findings import Findings

BLOCK_BYTES = 1 << 20
SAMPLE_BYTES = 4096
LINE_BYTES_MAX = 1 << 20
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NAMES = {"ascii": "ASCII", "utf-8": "UTF-8", "iso-8859-15": "ISO 8859-15"}

_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WINDOWS = re.compile(rb"[\x80-\x9f]")
_XML = re.compile(rb"\s*<\?xml|\s*<comptabilite", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that follow one another; ``first`` is the number of the first."""

    first: int
    lines: list[str]


class Reading:
    """Reads a file once, from its start to its end."""

    def __init__(self, file: BinaryIO, findings: Findings) -> None:
        self._file = file
        self._findings = findings
        self._line_end = b"\n"
        self.encoding = "ascii"

    def blocks(self) -> Iterator[Block]:
        """Yield the lines of the file, without their ends; nothing when the file is of a kind that is not read."""
        rest, number = self._start(), 1
        while rest is not None:
            data = self._file.read(BLOCK_BYTES)
            body, end, tail = (rest + data).rpartition(self._line_end) if data else self._last(rest)
            if end or body:
                lines = self._decoded(body, number)
                yield Block(number, lines)
                number += len(lines)
            if not data:
                return
            rest = tail
            if len(rest) > LINE_BYTES_MAX:
                self._findings.add(number, "record_too_long", limit=LINE_BYTES_MAX)
                rest, number = self._after_line(), number + 1

    def _start(self) -> bytes | None:
        """Read the first bytes and what they tell; ``None`` when the file is not one to read further."""
        sample = self._file.read(SAMPLE_BYTES + 1)
        if sample.startswith(UTF16_MARKS) or sample.count(b"\0") > len(sample) // 4:
            self._findings.add(None, "encoding_utf16")
            return None
        if sample.startswith(UTF8_MARK):
            self._findings.add(None, "byte_order_mark")
            sample = sample.removeprefix(UTF8_MARK)
        if _XML.match(sample):
            self._findings.add(None, "xml_not_checked")
            return None
        self._line_end = next((end for end in (b"\r\n", b"\r", b"\n") if end in sample), b"\n")
        return sample

    def _last(self, rest: bytes) -> tuple[bytes, bytes, bytes]:
        """Return what is left at the end of the file; the end of its last line does not make another line."""
        return rest.removesuffix(self._line_end), rest and self._line_end, b""

    def _after_line(self) -> bytes:
        """Read on until the end of the line, and return what was read after it."""
        tail = b""
        while data := self._file.read(BLOCK_BYTES):
            _, end, after = (tail + data).partition(self._line_end)
            if end:
                return after
            tail = data[-1:]
        return b""

    def _decoded(self, body: bytes, number: int) -> list[str]:
        if b"\0" in body:
            self._tell(body, number, b"\0", "nul_bytes")
            body = body.replace(b"\0", b"")
        try:
            lines = body.decode().split(self._line_end.decode())
        except UnicodeDecodeError:
            raw_lines = body.split(self._line_end)
            lines = [self._decoded_line(raw, line) for line, raw in enumerate(raw_lines, number)]
        else:
            if not body.isascii():
                first = next(rank for rank, line in enumerate(lines) if not line.isascii())
                self._expect("utf-8", number + first)
        if _CONTROL.search(body):
            self._tell(body, number, _CONTROL, "control_characters")
        return self._without_stray_ends(body, lines, number)

    def _decoded_line(self, raw: bytes, number: int) -> str:
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            self._expect("iso-8859-15", number)
            if _WINDOWS.search(raw):
                self._findings.add(number, "encoding_windows")
            return raw.decode("iso-8859-15")
        if not raw.isascii():
            self._expect("utf-8", number)
        return text

    def _expect(self, encoding: str, number: int) -> None:
        """Record that a line is in ``encoding``, as those before should be."""
        if self.encoding == "ascii":
            self.encoding = encoding
        elif self.encoding != encoding:
            self._findings.add(number, "encoding_mixed", expected=NAMES[self.encoding])

    def _without_stray_ends(self, body: bytes, lines: list[str], number: int) -> list[str]:
        """Drop the CR of lines that end with CR LF in a file of LF; tell the line ends that are inside a line."""
        ends = len(lines) - 1
        expected_cr, expected_lf = ends * self._line_end.count(b"\r"), ends * self._line_end.count(b"\n")
        if body.count(b"\r") == expected_cr and body.count(b"\n") == expected_lf:
            return lines
        lines = [line.removesuffix("\r") for line in lines]
        for line, text in enumerate(lines, number):
            if "\r" in text or "\n" in text:
                self._findings.add(line, "line_break_in_text")
        return lines

    def _tell(self, body: bytes, number: int, what: bytes | re.Pattern[bytes], code: str) -> None:
        for line, raw in enumerate(body.split(self._line_end), number):
            if what in raw if isinstance(what, bytes) else what.search(raw):
                self._findings.add(line, code)
