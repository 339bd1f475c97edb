"""From our entry to an ``account.move`` of type ``entry``. Pure."""

from collections.abc import Callable

from ecritoire.connectors.target import Parcel
from ecritoire.connectors.wire import clean, number
from ecritoire.formats.records import EntryRecord, LineRecord

LABEL_MAX = 255
CREATE = 0  # the command that makes a line with its move


def move_of(
    parcel: Parcel,
    entry: EntryRecord,
    journal_id: int,
    account_id: Callable[[LineRecord], int],
    partner_id: Callable[[LineRecord], int | None],
    currency_id: int | None,
) -> dict[str, object]:
    """The values of the move; ``currency_id`` is the foreign currency's, if there is one."""

    def line_of(line: LineRecord) -> tuple[int, int, dict[str, object]]:
        values: dict[str, object] = {
            "account_id": account_id(line),
            "name": clean(line.label or f"{entry.supplier} {entry.reference} {entry.label}", LABEL_MAX),
            "debit": number(line.debit_minor, parcel.currency),
            "credit": number(line.credit_minor, parcel.currency),
        }
        if (partner := partner_id(line)) is not None:
            values["partner_id"] = partner
        if line.due_date:
            values["date_maturity"] = line.due_date.isoformat()
        if currency_id is not None and line.currency_minor is not None:
            # Signed as the balance of the line: debits above zero.
            amount = abs(line.currency_minor)
            values["currency_id"] = currency_id
            values["amount_currency"] = number(amount if line.debit_minor else -amount, entry.currency)
        return CREATE, 0, values

    return {
        "move_type": "entry",
        "journal_id": journal_id,
        "date": entry.date.isoformat(),
        "ref": clean(entry.reference, LABEL_MAX),
        "invoice_origin": parcel.key,
        "line_ids": [line_of(line) for line in entry.lines],
    }
