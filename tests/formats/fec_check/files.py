"""FEC files to check, made of lines that say only what is particular to them."""

from pathlib import Path

from ecritoire.formats.fec.check import FecReport, check_fec

NAME = "123456782FEC20251231.txt"
COLUMNS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise",
    "Idevise",
)  # fmt: skip
HEADER = "\t".join(COLUMNS)
USUAL = {
    "JournalCode": "HA",
    "JournalLib": "Achats",
    "EcritureDate": "20250314",
    "CompteLib": "Libellé du compte",
    "PieceRef": "FA-1",
    "PieceDate": "20250314",
    "EcritureLib": "LENOIR FA-1",
    "ValidDate": "20250315",
}


def row(**values: str) -> str:
    return "\t".join((USUAL | values).get(column, "") for column in COLUMNS)


def entry(number: int | str, amount: str = "10,00", **values: str) -> list[str]:
    """Two lines that balance; ``values`` are those of both."""
    shared = {"EcritureNum": str(number), **values}
    return [
        row(CompteNum="606400", Debit=amount, Credit="0,00", **shared),
        row(CompteNum="401000", Debit="0,00", Credit=amount, **shared),
    ]


def fec(*lines: str, header: str = HEADER) -> bytes:
    return "".join(f"{line}\r\n" for line in (header, *lines)).encode()


GOOD = fec(*entry(1), *entry(2), *entry(3))


def check(folder: Path, content: bytes, *, tax: bool = False, name: str = NAME) -> FecReport:
    path = folder / name
    path.write_bytes(content)
    return check_fec(path, tax=tax)


def codes(report: FecReport) -> set[str]:
    return {finding.code for finding in report.findings}
