"""From our entry to the values of ``account.move``, and what Tryton's JSON looks like. Pure."""

import base64
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ecritoire.connectors.target import Parcel
from ecritoire.connectors.wire import clean, decimal_text
from ecritoire.formats.records import EntryRecord, LineRecord

LABEL_MAX = 255


@dataclass(frozen=True, slots=True)
class Account:
    """An account as Tryton knows it."""

    id: int
    is_party_required: bool


@dataclass(frozen=True, slots=True)
class Places:
    """The numbers Tryton has for what an entry names."""

    company: int
    journal: int
    period: int
    accounts: Mapping[str, Account]
    parties: Mapping[str, int]
    second_currency: int | None = None


def decimal_value(minor: int, currency: str) -> dict[str, str]:
    """An amount, as ``trytond.protocols.jsonrpc`` tags it."""
    return {"__class__": "Decimal", "decimal": decimal_text(minor, currency)}


def date_value(day: dt.date) -> dict[str, object]:
    """A day, tagged likewise."""
    return {"__class__": "date", "year": day.year, "month": day.month, "day": day.day}


def bytes_value(content: bytes) -> dict[str, str]:
    """Bytes, tagged likewise."""
    return {"__class__": "bytes", "base64": base64.b64encode(content).decode()}


def date_of(value: Mapping[str, int]) -> dt.date:
    """Read a day back."""
    return dt.date(value["year"], value["month"], value["day"])


def mark_of(key: str) -> str:
    """How the key stands in a description: between brackets, so that no key is found inside a longer one."""
    return f"[{key}]"


def description_of(parcel: Parcel, entry: EntryRecord) -> str:
    """What a person reads of the entry in Tryton, and the key it is found by.

    A move has no field for an outside reference: ``number`` is given when it is posted, ``origin`` names records only.
    """
    mark = mark_of(parcel.key)
    return f"{clean(f'{entry.supplier} {entry.reference} {entry.label}', LABEL_MAX - len(mark) - 1)} {mark}".strip()


def move_of(parcel: Parcel, entry: EntryRecord, places: Places) -> dict[str, object]:
    """The values of ``account.move``, lines included."""
    return {
        "company": places.company,
        "journal": places.journal,
        "period": places.period,
        "date": date_value(entry.date),
        "description": description_of(parcel, entry),
        "lines": [["create", [_line_of(line, parcel, entry, places) for line in entry.lines]]],
    }


def _line_of(line: LineRecord, parcel: Parcel, entry: EntryRecord, places: Places) -> dict[str, object]:
    account = places.accounts[line.account]
    values: dict[str, object] = {
        "account": account.id,
        "debit": decimal_value(line.debit_minor, parcel.currency),
        "credit": decimal_value(line.credit_minor, parcel.currency),
        "description": clean(line.label or entry.label, LABEL_MAX),
    }
    # Tryton wants a party exactly where the account asks for one.
    if account.is_party_required:
        values["party"] = places.parties[line.auxiliary]
        if line.due_date:
            values["maturity_date"] = date_value(line.due_date)
    if places.second_currency is not None and line.currency_minor is not None:
        # Signed in Tryton: positive at debit, negative at credit.
        signed = abs(line.currency_minor) if line.debit_minor else -abs(line.currency_minor)
        values["second_currency"] = places.second_currency
        values["amount_second_currency"] = decimal_value(signed, entry.currency)
    return values
