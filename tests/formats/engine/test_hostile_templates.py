"""Whatever a template holds, it is read or refused with a sentence; what is read writes or refuses with one."""

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecritoire.formats.engine.errors import TemplateError
from ecritoire.formats.engine.inherit import inherited
from ecritoire.formats.engine.parse import build_template, parse_template, read_toml
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.engine.template import Template
from tests.formats.engine.templates import EVERY_SHAPE
from tests.formats.engine.test_inherit import CHILD
from tests.formats.engine.test_parse import SMALL
from tests.formats.scenario import CASES, CONTEXT, SCENARIO, alone

WORDS = [
    "x", "account", "debit", "side", "amount", "currency_amount", "entry_total", "line_sequence", "due_date",
    "created_at", "{supplier}", "[{due_date:JJMM}]", "{", "cut", "keep_end", "always", "cents", "dot", "JJMMAA",
    "hhmm", "upper", "line", "entry", "start", "end", "fixed", "utf-8", "ascii", "cp1252", "minimal", "spreadsheet",
    "xml", "counterpart_account", "period",
    "", "auxiliary or account", "'", "side = 'C'", "not auxiliary", "first 3", "last 2", "é", "🐔", "\n", "\x00",
    '"',
]  # fmt: skip
KEYS = [
    "name", "source", "text", "value", "cases", "when", "at", "width", "max", "overflow", "align", "fill",
    "required", "date", "amount", "decimals", "sign", "blank_zero", "quoted", "keep", "letters", "map", "otherwise",
    "account_length", "for", "once_per", "loop", "length", "fields", "kind", "separator", "encoding", "header",
    "quotes", "inner_quote", "guard_formulas", "replace", "file_name", "line_end", "sheet", "label", "change",
    "add", "extends", "records", "file", "pairs", "element", "opens", "only", "digits",
]  # fmt: skip
scalars = st.one_of(st.sampled_from(WORDS), st.integers(-5, 40), st.booleans(), st.none(), st.floats(allow_nan=False))
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)
slow = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def places(data: Any) -> list[Any]:  # noqa: ANN401 - TOML holds anything
    """Every table and list inside ``data``, itself first."""
    inner = list(data.values()) if isinstance(data, dict) else data if isinstance(data, list) else []
    return [data, *[place for each in inner for place in places(each)]] if isinstance(data, dict | list) else []


def mutate(draw: st.DrawFn, data: dict[str, Any]) -> None:
    place = draw(st.sampled_from(places(data)))
    if isinstance(place, list):
        if place:
            place[draw(st.integers(0, len(place) - 1))] = draw(values)
        return
    place[draw(st.sampled_from(sorted(set(map(str, place)) | set(KEYS))))] = draw(values)


@st.composite
def damaged(draw: st.DrawFn, texts: list[str]) -> dict[str, Any]:
    data = copy.deepcopy(tomllib.loads(draw(st.sampled_from(texts))))
    for _ in range(draw(st.integers(1, 3))):
        mutate(draw, data)
    return data


def understood(read: Callable[[], Template]) -> Template | None:
    """The template that ``read`` gives, or nothing when it refuses with a sentence."""
    try:
        return read()
    except TemplateError as refused:
        return None if refused.message.startswith("Le modèle d’export « ") else pytest.fail(refused.message)


def assert_answered(data: dict[str, Any]) -> None:
    template = understood(lambda: build_template(inherited(data, lambda _: read_toml("essai", SMALL))))
    if template is None:
        return
    renderer = Renderer(template)
    entries = [*SCENARIO, *CASES]
    findings = list(renderer.check(entries, CONTEXT))
    if findings:
        with pytest.raises(tuple({type(finding.error) for finding in findings})):
            renderer.render(entries, lambda _: None, CONTEXT)
    else:
        assert renderer.render(entries, lambda _: None, CONTEXT).entries == len(entries)


@slow
@given(damaged([SMALL, *EVERY_SHAPE]))
def test_a_damaged_template_is_answered(data: dict[str, Any]) -> None:
    assert_answered(data)


@slow
@given(damaged([CHILD]))
def test_a_damaged_template_that_extends_another_is_answered(data: dict[str, Any]) -> None:
    assert_answered(data)


@slow
@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    template = understood(lambda: parse_template(text, alone))
    assert template is None
