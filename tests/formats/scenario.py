"""Entries that every template is tried with, and what reads and compares files."""

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ecritoire.formats.engine.inherit import Data
from ecritoire.formats.engine.parse import parse_template
from ecritoire.formats.engine.render import Renderer, RenderReport
from ecritoire.formats.engine.template import Template
from ecritoire.formats.records import EntryRecord, ExportContext, LineRecord

HERE = Path(__file__).resolve().parent
WRITE_GOLDEN = "ECRITOIRE_WRITE_GOLDEN"

CONTEXT = ExportContext(
    siren="123456782",
    company="SARL EXEMPLE",
    currency="EUR",
    fiscal_year_start=dt.date(2025, 1, 1),
    fiscal_year_end=dt.date(2025, 12, 31),
    export_number=12,
    created_at=dt.datetime(2025, 4, 30, 10, 30, tzinfo=dt.UTC),
    until=dt.date(2025, 4, 30),
)


def line(account: str, account_label: str, debit: int = 0, credit: int = 0, **rest: object) -> LineRecord:
    """A line in cents; everything else is empty."""
    empty = LineRecord(account, account_label, "", "", debit, credit, "", None, None)
    return empty._replace(**rest)  # type: ignore[arg-type]


def supplier_line(debit: int = 0, credit: int = 0, **rest: object) -> LineRecord:
    rest = {"auxiliary": "FLENOIR", "auxiliary_label": "LENOIR FOURNITURES", **rest}
    return line("401000", "Fournisseurs", debit, credit, **rest)


def entry(number: int, lines: Iterable[LineRecord], **rest: object) -> EntryRecord:
    """A purchase entry of the scenario's supplier."""
    usual = EntryRecord(
        number=number,
        journal_code="HA",
        journal_label="Achats",
        journal_type="purchase",
        date=dt.date(2025, 3, 14),
        reference="FA-8817",
        document_date=dt.date(2025, 3, 14),
        label="LENOIR FA-8817",
        validated_on=dt.date(2025, 3, 15),
        currency="",
        document_type="invoice",
        supplier="LENOIR FOURNITURES",
        document_file="00000042.pdf",
        lines=tuple(lines),
    )
    return usual._replace(**rest)  # type: ignore[arg-type]


DUE = dt.date(2025, 4, 13)
BANK = {
    "journal_code": "BQ",
    "journal_label": "Banque",
    "journal_type": "bank",
    "document_type": "payment",
    "document_file": "",
}

PURCHASE = entry(
    42,
    [
        line("606400", "Fournitures administratives", debit=1250_00),
        line("445660", "TVA déductible", debit=250_00),
        supplier_line(credit=1500_00, due_date=DUE),
    ],
)
PAYMENT = entry(
    43,
    [supplier_line(debit=1500_00), line("512000", "Banque", credit=1500_00)],
    **BANK,
    date=dt.date(2025, 4, 11),
    document_date=dt.date(2025, 4, 11),
    label="VIR LENOIR FA-8817",
    validated_on=dt.date(2025, 4, 12),
)
# The supplier, the invoice of 1,250.00 + 20 % and its payment by transfer.
SCENARIO = (PURCHASE, PAYMENT)

CREDIT_NOTE = entry(
    44,
    [
        supplier_line(debit=120_00),
        line("606400", "Fournitures administratives", credit=100_00),
        line("445660", "TVA déductible", credit=20_00),
    ],
    reference="AV-0003",
    label="LENOIR AV-0003",
    document_type="credit_note",
)
THREE_RATES = entry(
    45,
    [
        line("606400", "Fournitures administratives", debit=100_00),
        line("607000", "Marchandises", debit=33_33),
        line("606100", "Eau et énergie", debit=10_01),
        line("445660", "TVA déductible", debit=20_00, label="TVA 20 %"),
        line("445660", "TVA déductible", debit=1_83, label="TVA 5,5 %"),
        line("445660", "TVA déductible", debit=1_00, label="TVA 10 %"),
        supplier_line(credit=166_17, due_date=DUE),
    ],
    reference="FA-2025-000000000000000000000000000088190",
    label="LENOIR, trois taux",
)
REVERSE_CHARGE = entry(
    46,
    [
        line("611000", "Sous-traitance", debit=1000_00),
        line("445662", "TVA due intracommunautaire déductible", debit=200_00),
        line("445200", "TVA due intracommunautaire", credit=200_00),
        line("401000", "Fournisseurs", credit=1000_00, auxiliary="0MUELLER", auxiliary_label="Müller & Söhne GmbH"),
    ],
    reference="RE/77",
    label="Müller RE/77",
    supplier="Müller & Söhne GmbH",
)
IN_DOLLARS = entry(
    47,
    [
        line("613500", "Locations", debit=92_59, currency_minor=100_00),
        supplier_line(credit=92_59, currency_minor=100_00, due_date=DUE),
    ],
    currency="USD",
    reference="INV 9001",
    label="Cloud hosting",
)
NASTY_TEXT = entry(
    48,
    [
        line("606400", "Papier | « épais »", debit=1, label='=HYPERLINK("http://x.test";"clic")'),
        supplier_line(credit=1, auxiliary_label="L’ŒUF\tet la\r\npoule 🐔\u202e € \x00fin"),
    ],
    reference="\t\n",
    label="cœur – d’artichaut…  “bio”;  5 €",
)
BARE = entry(49, [line("606400", "", debit=5_00), line("401000", "", credit=5_00)], label="", document_file="")
# What has broken exporters before: credit notes, rates, reverse charge, currency, text, what is missing.
CASES = (CREDIT_NOTE, THREE_RATES, REVERSE_CHARGE, IN_DOLLARS, NASTY_TEXT, BARE)

# Auxiliary accounts as the books of a company that uses the package have them, where ours do not fit.
AUXILIARIES = {
    "winfic": {"FLENOIR": "FLENOI", "0MUELLER": "0MUELL"},
    "datev": {"FLENOIR": "7000042", "0MUELLER": "7000043"},
}


def entries_for(name: str, entries: Iterable[EntryRecord]) -> list[EntryRecord]:
    """The same entries with auxiliary accounts that the package called ``name`` can hold."""
    known = AUXILIARIES.get(name, {})
    return [
        entry._replace(
            lines=tuple(line._replace(auxiliary=known.get(line.auxiliary, line.auxiliary)) for line in entry.lines)
        )
        for entry in entries
    ]


def rendered(template: Template, entries: Iterable[EntryRecord], context: ExportContext = CONTEXT) -> bytes:
    return rendered_with_report(template, entries, context)[0]


def rendered_with_report(
    template: Template, entries: Iterable[EntryRecord], context: ExportContext = CONTEXT
) -> tuple[bytes, RenderReport]:
    chunks: list[bytes] = []
    report = Renderer(template).render(entries, chunks.append, context)
    return b"".join(chunks), report


def alone(name: str) -> Data:
    """Stand for the other templates, where a template must extend none."""
    raise AssertionError(f"{name} is not to be looked for")


def template_of(text: str) -> Template:
    return parse_template(text, alone)


def in_currency(currency: str) -> ExportContext:
    return replace(CONTEXT, currency=currency)


def assert_golden(path: Path, content: bytes) -> None:
    """Compare with a file anyone can read; it is written anew when the environment says ECRITOIRE_WRITE_GOLDEN=1."""
    if os.environ.get(WRITE_GOLDEN):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert path.is_file(), f"{path} is missing: write it with {WRITE_GOLDEN}=1 and read it"
    assert content == path.read_bytes()
