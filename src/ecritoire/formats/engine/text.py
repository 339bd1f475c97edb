"""Text made fit for a file: no control characters, no character the target's charset does not have.

Every character is looked at once: control characters and every kind of space become a space, invisible formatting
characters (zero width, direction marks) go, the template's own replacements are applied, and what the charset lacks is
spelt with what it has (``œ`` → ``oe``, ``é`` → ``e`` in ASCII) or becomes a question mark. Then spaces are collapsed.
"""

import unicodedata
from dataclasses import dataclass

from ecritoire.formats.memo import REMEMBERED_MAX

# Python's names of the charsets that accounting packages read, by the name used in templates.
ENCODINGS = {
    "ascii": "ascii",
    "cp1252": "cp1252",
    "cp850": "cp850",
    "iso-8859-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
}
BYTE_ORDER_MARKS = {"utf-8-sig": b"\xef\xbb\xbf"}
SINGLE_BYTE = frozenset(ENCODINGS) - {"utf-8", "utf-8-sig"}
UNKNOWN = "?"
QUOTE = '"'

_SPELLINGS = {
    "’": "'", "‘": "'", "‚": "'", "‛": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "−": "-", "•": "-", "·": ".", "…": "...", "€": "EUR", "£": "GBP",
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ı": "i", "×": "x", "÷": "/", "⁄": "/", "№": "No", "°": "o", "™": "TM",
    "®": "(R)", "©": "(C)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextRules:
    """What text must look like in one file: its charset, and what replaces characters the target cannot take."""

    encoding: str = "utf-8"
    replacements: tuple[tuple[str, str], ...] = ()


class Cleaner:
    """Makes text fit for one file and counts the texts it had to change."""

    def __init__(self, rules: TextRules) -> None:
        self.changed = 0
        self._table = _CharacterTable(rules)
        self._encoding = ENCODINGS[rules.encoding]
        self._watched = ["  ", *(each for each, _ in rules.replacements if each.isprintable())]

    def clean(self, text: str) -> str:
        """Return ``text`` as the file will carry it."""
        # Most text is plain and comes back as it is; the rest of this function is five times slower. What is printable
        # has no space but U+0020, no control and no invisible character.
        if text.isprintable() and text[:1] != " " != text[-1:] and (text.isascii() or self._carries(text)):
            for watched in self._watched:
                if watched in text:
                    break
            else:
                return text
        cleaned = text if text.isascii() else unicodedata.normalize("NFC", text)
        cleaned = " ".join(cleaned.translate(self._table).split())
        if cleaned != text:
            self.changed += 1
        return cleaned

    def _carries(self, text: str) -> bool:
        """Tell whether the charset has every character of a text, composed as the file will have it."""
        return unicodedata.is_normalized("NFC", text) and _has(self._encoding, text)


class _CharacterTable(dict[int, int | str]):
    """What each character becomes, found out when it is first met."""

    def __init__(self, rules: TextRules) -> None:
        super().__init__()
        self._encoding = ENCODINGS[rules.encoding]
        self._replacements = dict(rules.replacements)

    def __missing__(self, code: int) -> int | str:
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        character = chr(code)
        replacement = self._replacement(character)
        found: int | str = code if replacement == character else replacement
        self[code] = found
        return found

    def _replacement(self, character: str) -> str:
        if character in self._replacements:
            return self._replacements[character]
        category = unicodedata.category(character)
        if category in {"Cc", "Zs", "Zl", "Zp"}:
            return " "
        if category == "Cf":
            return ""
        if category == "Cs" or _is_noncharacter(ord(character)):
            return UNKNOWN
        return character if _has(self._encoding, character) else self._spelling(character)

    def _spelling(self, character: str) -> str:
        """Spell with plainer characters one that the charset does not have."""
        plain = _SPELLINGS.get(character) or unicodedata.normalize("NFKD", character)
        spelt = "".join(map(self._plain_part, plain))
        return UNKNOWN if spelt.strip(UNKNOWN) == "" and spelt else spelt

    def _plain_part(self, part: str) -> str:
        if unicodedata.combining(part):
            return ""
        plain = part if _has(self._encoding, part) else _SPELLINGS.get(part, UNKNOWN)
        return "".join(self._replacements.get(each, each) for each in plain)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _is_noncharacter(code: int) -> bool:
    """Tell code points that Unicode keeps for internal use, which XML and some importers refuse."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def quoted_if_needed(text: str, separator: str, inner_quote: str) -> str:
    """Put quotes around a text that a reader of the file would otherwise cut in two."""
    if QUOTE in text or (separator and separator in text):
        return f"{QUOTE}{text.replace(QUOTE, inner_quote)}{QUOTE}"
    return text
