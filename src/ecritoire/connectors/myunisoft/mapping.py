"""From our entry to the body of ``POST /entry``. Pure."""

import base64
import re
from collections.abc import Callable, Sequence

from ecritoire.connectors.target import Attachment, Parcel
from ecritoire.connectors.wire import clean, number
from ecritoire.formats.records import EntryRecord, LineRecord

LABEL_MAX = 50
NAME_MAX = 50
PIECE_MAX = 15
NOT_ALPHANUMERIC = re.compile(r"[^A-Za-z0-9]")
# « Les mimes-types qui ne sont pas référencés ne sont pas supportés »: of ours, these.
MEDIA_TYPES = {"application/pdf", "image/jpeg", "image/png", "image/tiff", "image/gif", "text/plain"}
ATTACHMENTS_BYTES_MAX = 50_000_000


def account_of(line: LineRecord, auxiliary_prefix: str) -> str:
    """The number MyUnisoft knows the account by: a supplier has an account of its own there."""
    return auxiliary_prefix + line.auxiliary if line.auxiliary else line.account


def origin_of(parcel: Parcel) -> str:
    """Our key as ``entry_origin_partner_id``, with the prefix that MyUnisoft recommends."""
    return f"ecritoire-{parcel.key}"


def attachments_of(parcel: Parcel) -> tuple[list[Attachment], list[Attachment]]:
    """What MyUnisoft takes with an entry, and what it does not: another media type, or beyond 50 MB in all."""
    taken: list[Attachment] = []
    left: list[Attachment] = []
    room = ATTACHMENTS_BYTES_MAX
    for attachment in parcel.attachments:
        fits = attachment.media_type in MEDIA_TYPES and attachment.size_bytes <= room
        (taken if fits else left).append(attachment)
        room -= attachment.size_bytes if fits else 0
    return taken, left


def payload_of(
    parcel: Parcel,
    entry: EntryRecord,
    *,
    diary_id: int,
    establishment_id: int,
    account_id: Callable[[LineRecord], int],
    reference_length: int,
    attachments: Sequence[Attachment],
) -> dict[str, object]:
    """The entry as MyUnisoft wants it; amounts become JSON numbers in ``json_bytes``, digit for digit."""
    label = (
        clean(f"{entry.supplier} {entry.reference}", LABEL_MAX) or clean(entry.label, LABEL_MAX) or str(entry.number)
    )
    # The end of an invoice number tells invoices apart.
    reference = NOT_ALPHANUMERIC.sub("", entry.reference)[-reference_length:]

    def line_of(line: LineRecord) -> dict[str, object]:
        payload: dict[str, object] = {
            "account_id": account_id(line),
            "label": clean(line.label, LABEL_MAX) or label,
            "debit": number(line.debit_minor, parcel.currency),
            "credit": number(line.credit_minor, parcel.currency),
            # Required on every line, and never before the entry.
            "deadline": max(line.due_date or entry.date, entry.date).isoformat(),
            "piece": str(entry.number)[-PIECE_MAX:],
            "payment_type_id": -1,
        }
        if reference:
            payload["piece2"] = reference
        if entry.currency and line.currency_minor is not None:
            payload["currency"] = entry.currency
            payload["value_currency"] = number(abs(line.currency_minor), entry.currency)
        return payload

    payload: dict[str, object] = {
        "date_piece": entry.date.isoformat(),
        "etablissement_id": establishment_id,
        "diary_id": diary_id,
        "entry_origin_partner_id": origin_of(parcel),
        "entry_list": [line_of(line) for line in entry.lines],
    }
    if attachments:
        payload["pj_list"] = [_attached(attachment) for attachment in attachments]
    return payload


def _attached(attachment: Attachment) -> dict[str, str]:
    with attachment.open() as file:
        content = base64.b64encode(file.read()).decode()
    # The end of a name carries its extension.
    return {"name": attachment.name[-NAME_MAX:], "type": attachment.media_type, "content": content}
