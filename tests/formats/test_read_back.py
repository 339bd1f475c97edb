"""Every package's file, read back by its reader, says what its entries said."""

import datetime as dt
import io

import pytest
from hypothesis import HealthCheck, given, settings

from ecritoire.formats.comparing import Difference, differences
from ecritoire.formats.engine.template import Template
from ecritoire.formats.reading import FileNotReadBackError, amount, cents, day, no_zeros, part
from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import TEMPLATES, load_reader, load_template
from tests.formats.engine.test_properties import many
from tests.formats.scenario import CASES, CONTEXT, PAYMENT, PURCHASE, SCENARIO, entries_for, rendered
from tests.formats.test_golden import taken

EARLIEST_YEAR = 2000  # that two figures can say
TWENTY_YEARS = dt.timedelta(days=7305)


def read_differences(template: Template, entries: list[EntryRecord]) -> list[Difference]:
    content = rendered(template, entries)
    return list(differences(template, entries, load_reader(template.name)(io.BytesIO(content)), CONTEXT))


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_written_is_read_back(name: str) -> None:
    template = load_template(name)
    assert read_differences(template, taken(template, entries_for(name, SCENARIO + CASES))) == []
    assert read_differences(template, []) == []


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(entries=many)
def test_whatever_is_written_is_read_back(name: str, entries: list[EntryRecord]) -> None:
    template = load_template(name)
    assert read_differences(template, taken(template, list(map(in_this_year, entries)))) == []


def in_this_year(entry: EntryRecord) -> EntryRecord:
    """The entry as a file can hold it: dated in the fiscal year, its other dates in this century."""
    lines = [line._replace(due_date=_later(line.due_date)) for line in entry.lines]
    document_date = _later(entry.document_date) or entry.document_date
    date = CONTEXT.fiscal_year_start + dt.timedelta(days=entry.date.toordinal() % 365)
    return entry._replace(date=date, document_date=document_date, validated_on=_later(entry.validated_on), lines=lines)


def _later(date: dt.date | None) -> dt.date | None:
    return date if date is None or date.year >= EARLIEST_YEAR else date + TWENTY_YEARS


@pytest.mark.parametrize("name", TEMPLATES)
def test_another_amount_is_told(name: str) -> None:
    """The proof proves something: a file of other entries differs, with the entry, the field and both values."""
    template = load_template(name)
    (payment,) = entries_for(name, [PAYMENT])
    read = list(load_reader(name)(rendered(template, [payment])))
    doubled = [
        line._replace(debit_minor=line.debit_minor * 2, credit_minor=line.credit_minor * 2) for line in payment.lines
    ]
    found = list(differences(template, [payment._replace(lines=doubled)], read, CONTEXT))
    assert Difference(43, "credit", "3000.00", "1500.00") in found
    assert {each.field for each in found} == {"debit", "credit"}


def test_a_line_too_many_or_too_few_is_told() -> None:
    template = load_template("fec")
    read = list(load_reader("fec")(rendered(template, [PURCHASE])))
    (missing,) = differences(template, [PURCHASE], [read[0]._replace(lines=read[0].lines[:2])], CONTEXT)
    assert (missing.entry, missing.field, missing.found) == (42, "line", "ligne absente")
    (excess,) = differences(template, [PURCHASE._replace(lines=PURCHASE.lines[:2])], read, CONTEXT)
    assert (excess.entry, excess.field, excess.expected) == (None, "line", "ligne absente")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"Journal\tDate\r\n", 1),
        (rendered(load_template("fec"), [PURCHASE])[:-4] + b"\r\n", 4),
        (rendered(load_template("fec"), [PURCHASE]) + b"\r\n", 5),
        (rendered(load_template("fec"), [PURCHASE]).replace(b"1250,00", b"1250 00"), 2),
        (rendered(load_template("fec"), [PURCHASE]).replace(b"20250314", b"20250231"), 2),
        (rendered(load_template("fec"), [PURCHASE]).replace(b"Achats", b"Ach\xe9ts", 1), 1),
    ],
)
def test_a_line_that_is_none_is_told_with_its_number(content: bytes, line: int) -> None:
    with pytest.raises(FileNotReadBackError) as refused:
        list(load_reader("fec")(content))
    assert refused.value.facts["line"] == line


def test_what_readers_share() -> None:
    assert day("140325", "JJMMAA") == day("14/03/2025", "JJ/MM/AAAA") == dt.date(2025, 3, 14)
    assert day("", "JJMMAA") is None
    assert amount("1250,00") == amount("1250.00") == cents("+000000125000") == 1250
    assert amount("") == cents("") == 0
    assert [no_zeros(text) for text in ("0042", "0", "")] == ["42", "0", ""]
    assert part("M FLENOIR ", 2, 9) == "FLENOIR"
