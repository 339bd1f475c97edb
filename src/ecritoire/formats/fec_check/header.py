"""The first line of a FEC: the separator, the columns, and the accounting regime they tell."""

import difflib
import itertools
import re
from dataclasses import dataclass

from ecritoire.domain.language import say
from ecritoire.formats.fec_check.findings import Findings

LEGAL_COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
SIDED = {"Debit": "Montant", "Credit": "Sens"}
# Cash accounting of farmers (21 columns) and of the professions (22).
CASH_COLUMNS = ("DateRglt", "ModeRglt", "NatOp")
CLIENT_COLUMN = "IdClient"
SEPARATED_MIN = 9  # fields by which the official tool recognises a separator
_KNOWN = frozenset(name.lower() for name in (*LEGAL_COLUMNS, *SIDED.values(), *CASH_COLUMNS, CLIENT_COLUMN))
_OTHER_SEPARATORS = {";": "points-virgules", ",": "virgules"}


@dataclass(frozen=True, slots=True)
class Header:
    """What the first line says.

    ``positions`` gives, for each legal column in order, where it stands; one past the last field when it is missing.
    """

    separator: str
    count: int
    positions: tuple[int, ...]
    is_sided: bool
    is_cash: bool

    @property
    def is_complete(self) -> bool:
        """Whether every legal column is there."""
        return self.count not in self.positions

    def has(self, column: str) -> bool:
        """Tell whether a legal column is there."""
        return self.positions[LEGAL_COLUMNS.index(column)] != self.count


def normalised(name: str) -> str:
    """Return a column's name as the official tool compares it: without case, accents nor blanks at its ends."""
    plain = re.sub("[éèÉÈ]", "e", name.strip(" \xa0"))
    return re.sub(r"[^A-Za-z0-9]", "_", plain).lower()


def read_header(line: str, findings: Findings) -> Header | None:
    """Read the first line; ``None`` when its fields cannot be told apart."""
    separator = next((each for each in "\t|" if line.count(each) + 1 >= SEPARATED_MIN), None)
    if separator is None:
        other = next((words for each, words in _OTHER_SEPARATORS.items() if line.count(each) >= SEPARATED_MIN - 1), "")
        findings.add(1, "separator_unknown", hint=say(", mais par des %(other)s") % {"other": other} if other else "")
        return None
    names = line.split(separator)
    found: dict[str, int] = {}
    for position, name in enumerate(names):
        _place(normalised(name), name, position, found, findings)
    if not names[-1].strip():
        findings.add(1, "trailing_separator")
    is_sided = "montant" in found and "sens" in found and "debit" not in found
    wanted = tuple(SIDED.get(name, name) if is_sided else name for name in LEGAL_COLUMNS)
    positions = tuple(found.get(name.lower(), len(names)) for name in wanted)
    _check_missing(wanted, names, positions, findings)
    _check_order(wanted, positions, len(names), findings)
    return Header(separator, len(names), positions, is_sided, _is_cash(found, findings))


def _place(key: str, name: str, position: int, found: dict[str, int], findings: Findings) -> None:
    if key in found:
        findings.add(1, "column_twice", column=name)
        return
    found[key] = position
    if key and key not in _KNOWN:
        findings.add(1, "column_extra", column=name)


def _check_missing(wanted: tuple[str, ...], names: list[str], positions: tuple[int, ...], findings: Findings) -> None:
    for name, position in zip(wanted, positions, strict=True):
        if position == len(names):
            near = difflib.get_close_matches(name, [each[:40] for each in names[:100] if each not in wanted], n=1)
            findings.add(
                1,
                "column_missing",
                column=name,
                hint=say(" (« %(near)s » en est proche)") % {"near": near[0]} if near else "",
            )


def _check_order(wanted: tuple[str, ...], positions: tuple[int, ...], count: int, findings: Findings) -> None:
    there = [(position, name) for position, name in zip(positions, wanted, strict=True) if position < count]
    for (previous, _), (position, name) in itertools.pairwise(there):
        if position < previous:
            findings.add(1, "column_order", column=name)
            return


def _is_cash(found: dict[str, int], findings: Findings) -> bool:
    missing = [name for name in CASH_COLUMNS if name.lower() not in found]
    if len(missing) == len(CASH_COLUMNS):
        return False
    for name in missing:
        findings.add(1, "cash_columns", column=name)
    return not missing
