"""Whatever an entry is, what is sent balances and has its amounts."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ecritoire.connectors.myunisoft import mapping as myunisoft
from ecritoire.connectors.odoo import mapping as odoo
from ecritoire.connectors.pennylane import mapping as pennylane
from ecritoire.connectors.wire import json_bytes
from ecritoire.formats.records import EntryRecord
from tests.connectors.contract import entry, line, parcel

CENTS = st.integers(1, 10**12)


@st.composite
def balanced(draw: st.DrawFn) -> EntryRecord:
    """An entry with any number of debits, and one credit that balances them; texts are anything."""
    debits = draw(st.lists(CENTS, min_size=1, max_size=6))
    lines = [line("606400", debit=cents) for cents in debits]
    made = entry(*lines, line("401000", credit=sum(debits), auxiliary="LENOIR"))
    return made._replace(label=draw(st.text()), reference=draw(st.text()), supplier=draw(st.text()))


@given(balanced())
def test_pennylane_is_sent_what_the_entry_says(record: EntryRecord) -> None:
    sent = pennylane.payload_of(parcel(record), record, 10, lambda _line: 900, None)
    lines = sent["ledger_entry_lines"]
    assert isinstance(lines, list)
    amounts = [(int(Decimal(made["debit"]) * 100), int(Decimal(made["credit"]) * 100)) for made in lines]
    assert amounts == [(made.debit_minor, made.credit_minor) for made in record.lines]
    assert sum(debit - credit for debit, credit in amounts) == 0


@given(balanced())
def test_myunisoft_is_sent_what_the_entry_says(record: EntryRecord) -> None:
    sent = myunisoft.payload_of(
        parcel(record),
        record,
        diary_id=10,
        establishment_id=1,
        account_id=lambda _line: 900,
        reference_length=25,
        attachments=(),
    )
    lines = json.loads(json_bytes(sent), parse_float=Decimal)["entry_list"]
    amounts = [(made["debit"] * 100, made["credit"] * 100) for made in lines]
    assert amounts == [(made.debit_minor, made.credit_minor) for made in record.lines]
    assert all(len(made["label"]) <= 50 and made.get("piece2", "a").isalnum() for made in lines)


@given(balanced())
def test_odoo_is_sent_what_the_entry_says(record: EntryRecord) -> None:
    sent = odoo.move_of(parcel(record), record, 10, lambda _line: 900, lambda _line: None, None)
    lines = [line for _command, _zero, line in json.loads(json_bytes(sent), parse_float=Decimal)["line_ids"]]
    amounts = [(made["debit"] * 100, made["credit"] * 100) for made in lines]
    assert amounts == [(made.debit_minor, made.credit_minor) for made in record.lines]
