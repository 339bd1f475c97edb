"""From our entry to the body of ``POST /ledger_entries``. Pure."""

from collections.abc import Callable

from ecritoire.connectors.target import Parcel
from ecritoire.connectors.wire import clean, decimal_text
from ecritoire.formats.records import EntryRecord, LineRecord

LABEL_MAX = 255


def account_of(line: LineRecord, auxiliary_prefix: str) -> str:
    """The number Pennylane knows the account by: a supplier has an account of its own there, not a collective one."""
    return auxiliary_prefix + line.auxiliary if line.auxiliary else line.account


def payload_of(
    parcel: Parcel,
    entry: EntryRecord,
    journal_id: int,
    account_id: Callable[[LineRecord], int],
    file_attachment_id: int | None,
) -> dict[str, object]:
    """The entry as Pennylane wants it; amounts are decimal texts in the company's currency."""
    label = clean(f"{entry.supplier} {entry.reference} {entry.label}", LABEL_MAX)
    due_date = next((line.due_date for line in entry.lines if line.due_date), None)
    payload: dict[str, object] = {
        "date": entry.date.isoformat(),
        "label": label,
        "journal_id": journal_id,
        "piece_number": parcel.key,
        "currency": parcel.currency,
        "ledger_entry_lines": [
            {
                "ledger_account_id": account_id(line),
                "debit": decimal_text(line.debit_minor, parcel.currency),
                "credit": decimal_text(line.credit_minor, parcel.currency),
                "label": clean(line.label or label, LABEL_MAX),
            }
            for line in entry.lines
        ],
    }
    if due_date:
        payload["due_date"] = due_date.isoformat()
    if file_attachment_id is not None:
        payload["file_attachment_id"] = file_attachment_id
    return payload
