"""The DATEV batch: numbers only, days without a year, and rows that give back both lines of each pair."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecritoire.formats.comparing import differences
from ecritoire.formats.datev.reader import read
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.reading import FileNotReadBackError
from ecritoire.formats.records import EntryRecord
from ecritoire.formats.registry import load_template
from tests.formats.engine.test_properties import many
from tests.formats.scenario import CONTEXT, PURCHASE, entries_for, rendered
from tests.formats.test_read_back import in_this_year

TEMPLATE = load_template("datev")
ACCOUNTS = st.sampled_from(["606400", "445660", "401000", "512000"])


@settings(max_examples=60, deadline=None)
@given(many, st.data())
def test_every_row_gives_back_both_its_lines(entries: list[EntryRecord], data: st.DataObject) -> None:
    numbered = [
        in_this_year(each)._replace(
            lines=[own._replace(account=data.draw(ACCOUNTS), auxiliary=data.draw(ACCOUNTS)) for own in each.lines]
        )
        for each in entries
    ]
    content = rendered(TEMPLATE, numbered)
    assert list(differences(TEMPLATE, numbered, read(io.BytesIO(content)), CONTEXT)) == []


def test_an_auxiliary_with_letters_is_told_before() -> None:
    reasons = {finding.reason for finding in Renderer(TEMPLATE).check([PURCHASE], CONTEXT)}
    assert reasons == {"Le compte « FLENOIR » n’est pas un nombre, et DATEV n’en prend pas d’autre"}


@pytest.mark.parametrize(
    "date", [dt.date(2024, 7, 1), dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 6, 30)]
)
def test_a_day_is_of_the_year_that_the_batch_says(date: dt.date) -> None:
    context = replace(CONTEXT, fiscal_year_start=dt.date(2024, 7, 1), fiscal_year_end=dt.date(2025, 6, 30))
    (written,) = entries_for("datev", [PURCHASE._replace(date=date)])
    (found,) = read(rendered(TEMPLATE, [written], context))
    assert found.date == date


def test_a_leap_day_is_read_in_its_year() -> None:
    context = replace(CONTEXT, fiscal_year_start=dt.date(2023, 7, 1), fiscal_year_end=dt.date(2024, 6, 30))
    (written,) = entries_for("datev", [PURCHASE._replace(date=dt.date(2024, 2, 29))])
    (found,) = read(rendered(TEMPLATE, [written], context))
    assert found.date == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    "content", [b"", b"EXTF;700\r\n", rendered(TEMPLATE, ()).replace(b"Buchungsstapel", b"Stapel")]
)
def test_what_is_no_batch_is_told(content: bytes) -> None:
    with pytest.raises(FileNotReadBackError, match="DATEV"):
        list(read(content))
