"""What a check found, in sentences with facts, in bounded number."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from ecritoire.domain.language import say
from ecritoire.formats.fec_check.sentences import SENTENCES
from ecritoire.formats.fec_check.values import SCALE

Severity = Literal["error", "warning", "info"]

LISTED_MAX = 100  # findings of one code that are listed one by one
VALUE_CHARACTERS_MAX = 60
ENDING_CODES = frozenset({"encoding_utf16", "xml_not_checked"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: ``line`` counts from 1 (the header), ``None`` for the file as a whole."""

    line: int | None
    code: str
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class FecReport:
    """What a FEC file holds, and what is wrong with it."""

    findings: tuple[Finding, ...]
    entries: int
    lines: int
    debit_minor: int
    credit_minor: int
    encoding: str

    @property
    def conforms(self) -> bool:
        """Whether nothing found is an error."""
        return all(finding.severity != "error" for finding in self.findings)


@dataclass(slots=True)
class Findings:
    """Collects findings; of each code and severity the first are kept, the others counted."""

    _kept: list[Finding] = field(default_factory=list)
    _counts: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def add(self, line: int | None, code: str, /, **facts: object) -> None:
        """Add a finding; its sentence and usual severity are in ``sentences.py``, ``line`` is one of its facts."""
        self.add_as(SENTENCES[code][0], line, code, **facts)

    def add_as(self, severity: Severity, line: int | None, code: str, /, **facts: object) -> None:
        """Add a finding of another severity than usual."""
        self._counts[code, severity] += 1
        if self._counts[code, severity] <= LISTED_MAX:
            shown = {name: shortened(value) for name, value in facts.items()}
            self._kept.append(Finding(line, code, severity, say(SENTENCES[code][1]) % {"line": line, **shown}))

    @property
    def stopped(self) -> bool:
        """Whether something was found that ended the check before the first line."""
        return any(code in ENDING_CODES for code, _ in self._counts)

    def more(self, code: str, severity: Severity, count: int) -> None:
        """Count findings of which only the first were added."""
        self._counts[code, severity] += count

    def sorted(self) -> tuple[Finding, ...]:
        """Return what was found: on the file first, then line by line, then how many are not listed."""
        more = [
            Finding(
                None,
                code,
                severity,
                say("%(count)s constats « %(code)s », dont les %(listed_max)s premiers sont listés.")
                % {"count": count, "code": code, "listed_max": LISTED_MAX},
            )
            for (code, severity), count in self._counts.items()
            if count > LISTED_MAX
        ]
        return (*sorted(self._kept, key=lambda finding: finding.line or 0), *more)


def shortened(value: object) -> object:
    """Return a value short and plain enough for a sentence."""
    if not isinstance(value, str):
        return value
    plain = "".join(character if character.isprintable() else "␣" for character in value[: VALUE_CHARACTERS_MAX + 1])
    return plain if len(value) <= VALUE_CHARACTERS_MAX else f"{plain[:VALUE_CHARACTERS_MAX]}…"


def decimal_text(millionths: int) -> str:
    """Write an amount with a decimal comma and at least two decimals: ``1250,00``."""
    whole, rest = divmod(abs(millionths), SCALE)
    decimals = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{'-' if millionths < 0 else ''}{whole},{decimals}"
