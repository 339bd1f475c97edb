"""Records as elements of XML: well formed whatever the text, and nothing where there is nothing to say."""

import pytest
from hypothesis import given, settings
from lxml import etree

from ecritoire.formats.engine.errors import TemplateError
from ecritoire.formats.records import EntryRecord
from tests.formats.engine.templates import IBIZA_LIKE
from tests.formats.engine.test_properties import many
from tests.formats.scenario import CASES, PAYMENT, PURCHASE, SCENARIO, entry, line, rendered, supplier_line, template_of

TEMPLATE = template_of(IBIZA_LIKE)


def test_elements_are_opened_once_and_closed_in_reverse() -> None:
    assert rendered(TEMPLATE, [PAYMENT]).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<books><company>SARL EXEMPLE</company>\n"
        "<entries>\n"
        "<line><account>FLENOI</account><label>VIR LENOIR FA-8817</label><debit>1500.00</debit></line>\n"
        "<line><account>512000</account><label>VIR LENOIR FA-8817</label><credit>1500.00</credit></line>\n"
        "</entries>\n"
        "</books>\n"
    )


def test_a_file_without_entries_is_still_a_document() -> None:
    root = etree.fromstring(rendered(TEMPLATE, ()))
    assert [root.tag, *(child.tag for child in root)] == ["books", "company", "entries"]


def test_an_element_without_text_is_left_out() -> None:
    *_, supplier = etree.fromstring(rendered(TEMPLATE, [PURCHASE])).iter("line")
    first = next(etree.fromstring(rendered(TEMPLATE, [PURCHASE])).iter("line"))
    assert [child.tag for child in supplier] == ["account", "label", "due", "credit"]
    assert [child.tag for child in first] == ["account", "label", "debit"]


def test_markup_in_a_text_is_text() -> None:
    label = "<b>R&D</b> & ]]> « 5 % »"
    content = rendered(TEMPLATE, [entry(1, [line("606", "x", debit=1, label=label), supplier_line(credit=1)])])
    assert next(etree.fromstring(content).iter("label")).text == label


@settings(max_examples=100, deadline=None)
@given(many)
def test_it_is_well_formed_whatever_the_text(entries: list[EntryRecord]) -> None:
    root = etree.fromstring(rendered(TEMPLATE, entries))
    assert len(list(root.iter("line"))) == sum(len(each.lines) for each in entries)


def test_every_case_is_written() -> None:
    root = etree.fromstring(rendered(TEMPLATE, SCENARIO + CASES))
    assert len(list(root.iter("debit", "credit"))) == sum(len(each.lines) for each in SCENARIO + CASES)


MISTAKES = [
    ('element = "line"', "", "« element » ou « opens » nomme l’élément"),
    ('element = "line"', 'element = "line"\nopens = "x"', "« element » ou « opens » nomme l’élément"),
    ('element = "line"', 'opens = "line"', "« opens » est pour un enregistrement « start »"),
    ('opens = "books"', 'opens = "books/"', "« books/ » n’est pas un nom d’élément"),
    ('opens = "books"', 'opens = "xmlbooks"', "« xmlbooks » n’est pas un nom d’élément"),
    ('name = "due"', 'name = "due date"', "le nom d’un champ est celui d’un élément"),
    ('name = "due"', 'name = "due", width = 8', "ni largeur ni guillemets"),
    ('name = "due"', 'name = "due", quoted = true', "ni largeur ni guillemets"),
    ('kind = "xml"', 'kind = "xml"\nheader = true', "« header » ne s’applique pas"),
    ('kind = "xml"', 'kind = "xml"\nencoding = "cp1252"', "s’écrit en utf-8"),
    ('kind = "xml"', 'kind = "xml"\nseparator = ";"', "seulement pour un fichier « delimited »"),
]


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES)
def test_what_is_no_xml_is_told(old: str, new: str, sentence: str) -> None:
    with pytest.raises(TemplateError) as refused:
        template_of(IBIZA_LIKE.replace(old, new, 1))
    assert sentence in refused.value.message
