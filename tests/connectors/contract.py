"""What every connector is tried with: the parcels, and one entry for each connector in ``RIGS``.

A new connector adds its server beside its tests and one line here; ``test_contract.py`` does the rest.
"""

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ecritoire.connectors.myunisoft import CONNECTOR as MYUNISOFT
from ecritoire.connectors.odoo import CONNECTOR as ODOO
from ecritoire.connectors.pennylane import CONNECTOR as PENNYLANE
from ecritoire.connectors.target import Attachment, Connector, Parcel
from ecritoire.formats.records import EntryRecord, LineRecord
from tests.connectors.myunisoft.server import MyUnisoftServer
from tests.connectors.odoo.server import OdooServer
from tests.connectors.pennylane.server import PennylaneServer
from tests.connectors.servers import TargetServer

DAY = dt.date(2026, 10, 14)


@dataclass(frozen=True)
class Rig:
    """A connector, the server that stands for its target, and what a person would fill in."""

    connector: Connector
    server: Callable[[], TargetServer]
    settings: Mapping[str, str]


RIGS = [
    Rig(PENNYLANE, PennylaneServer, {"token": "jeton", "auxiliary_prefix": "401"}),
    Rig(MYUNISOFT, MyUnisoftServer, {"token": "jeton", "secret": "partenaire", "auxiliary_prefix": "401"}),
    Rig(ODOO, OdooServer, {"database": "lenoir", "api_key": "cle", "protocol": "json2"}),
    Rig(ODOO, OdooServer, {"database": "lenoir", "login": "robot", "api_key": "cle", "protocol": "jsonrpc"}),
]


def line(account: str, debit: int = 0, credit: int = 0, auxiliary: str = "", currency: int | None = None) -> LineRecord:
    """One line."""
    due = dt.date(2026, 11, 13) if auxiliary else None
    return LineRecord(account, account, auxiliary, auxiliary, debit, credit, "", due, currency)


def entry(
    *lines: LineRecord, journal: str = "HA", kind: str = "380", currency: str = "", day: dt.date = DAY
) -> EntryRecord:
    """One entry."""
    types = {"HA": "purchase", "BQ": "bank"}
    return EntryRecord(
        number=42,
        journal_code=journal,
        journal_label=journal,
        journal_type=types.get(journal, "miscellaneous"),
        date=day,
        reference="FA-8817",
        document_date=day,
        label="Fournitures",
        validated_on=day,
        currency=currency,
        document_type=kind,
        supplier="LENOIR",
        document_file="",
        lines=lines,
    )


INVOICE = entry(
    line("606400", debit=125_000), line("445660", debit=25_001), line("401000", credit=150_001, auxiliary="LENOIR")
)
CREDIT_NOTE = entry(
    line("606400", credit=1_000),
    line("445660", credit=200),
    line("401000", debit=1_200, auxiliary="LENOIR"),
    kind="381",
)
PAYMENT = entry(
    line("401000", debit=150_001, auxiliary="LENOIR"), line("512000", credit=150_001), journal="BQ", kind="payment"
)
IN_DOLLARS = entry(
    line("606400", debit=9_234, currency=10_000),
    line("401000", credit=9_234, auxiliary="LENOIR", currency=10_000),
    currency="USD",
)
UNKNOWN_ACCOUNT = entry(line("699999", debit=100), line("401000", credit=100, auxiliary="LENOIR"))
CLOSED_YEAR = entry(line("606400", debit=100), line("401000", credit=100, auxiliary="LENOIR"), day=dt.date(2024, 3, 1))


def document(name: str, media_type: str, content: bytes = b"facture") -> Attachment:
    """A document."""
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(name, media_type, len(content), digest, lambda: io.BytesIO(content))


def pdf() -> Attachment:
    """The picture of the invoice."""
    return document("FA-8817.pdf", "application/pdf", b"%PDF-1.7 facture")


def parcel(record: EntryRecord = INVOICE, *attachments: Attachment, key: str = "EC-552100554-12-42") -> Parcel:
    """An entry on its way."""
    return Parcel(key, "552100554", "EUR", 12, dt.date(2026, 1, 1), dt.date(2026, 12, 31), record, attachments)
