"""Whatever bytes arrive: an invoice or a refusal with a sentence, never another exception."""

import random
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from ecritoire.domain.invoice import Invoice
from ecritoire.intake import IntakeError, read_document
from tests.intake.builders import CII, CREDIT_NOTE, UBL, pdf_with
from tests.intake.corpora import corpus_files, needs_corpora

SAMPLES = [document.encode() for document in (UBL, CII, CREDIT_NOTE)]
CORPUS = [content for path in corpus_files(".xml") if len(content := path.read_bytes()) < 200_000]


def invoice_or_refusal(content: bytes) -> Invoice | IntakeError:
    try:
        return read_document(content, filename="../../x.pdf").invoice
    except IntakeError as error:
        return error


def assert_sound(outcome: Invoice | IntakeError) -> None:
    """A refusal is one sentence a person can read; an invoice holds only what the books can hold."""
    if isinstance(outcome, IntakeError):
        assert outcome.code != IntakeError.code
        assert len(outcome.message) < 500
        return
    assert outcome.number
    assert len(outcome.currency) == 3
    minors = [outcome.totals.total_minor, outcome.totals.due_minor, *(line.net_minor for line in outcome.lines)]
    assert all(abs(minor) < 2**63 for minor in minors)
    assert all(line.quantity is None or line.quantity.is_finite() for line in outcome.lines)
    assert all(group.rate is None or abs(group.rate) <= Decimal(1000) for group in outcome.vat)


@settings(deadline=None)
@given(st.binary(max_size=2000))
@example(b"\0" * 100)
@example(b"<\0")
@example(b"%PDF-")
@example(b"\xff\xfe\0\0<")
def test_random_bytes_are_refused(content: bytes) -> None:
    assert isinstance(invoice_or_refusal(content), IntakeError)


@settings(deadline=None)
@given(st.sampled_from([b"<", b"<?xml version='1.0'?>", b"%PDF-1.7\n", b"\xff\xfe", b"\xef\xbb\xbf<"]), st.binary())
def test_random_bytes_behind_a_plausible_beginning_are_refused(start: bytes, rest: bytes) -> None:
    assert isinstance(invoice_or_refusal(start + rest), IntakeError)


@settings(deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_an_invoice_with_damaged_bytes_is_read_or_refused(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert_sound(invoice_or_refusal(bytes(damaged)))


PDF = pdf_with({"factur-x.xml": CII.encode(), "bon.pdf": b"%PDF-"})


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_pdf_with_damaged_bytes_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(PDF)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert_sound(invoice_or_refusal(bytes(damaged)))


@settings(deadline=None)
@given(st.integers(0, len(PDF)), st.integers(0, len(PDF)))
def test_a_pdf_with_a_piece_cut_out_is_read_or_refused(start: int, end: int) -> None:
    assert_sound(invoice_or_refusal(PDF[: min(start, end)] + PDF[max(start, end) :]))


NASTY_TEXTS = [
    "", " ", "-", "NaN", "1e400", "1 234,5", "-0", "9" * 25, "0." + "1" * 19, "99999999999999", "2026-02-31",
    "99991231", "00010101", "é", "\u202e", "x" * 100_000, "²", "٣", "%s %(code)s", "EUR", "380", "true",
    "../../x", "'; DROP TABLE",
]  # fmt: skip


def mutate(content: bytes, seed: int) -> bytes:
    """Drop, double, empty or replace a few elements or attributes, as ``seed`` says."""
    chance = random.Random(seed)
    root = etree.fromstring(content, etree.XMLParser(remove_comments=True))
    for _ in range(chance.randint(1, 4)):
        elements = [element for element in root.iter() if element is not root]
        element = chance.choice(elements)
        parent = element.getparent()
        assert parent is not None
        match chance.choice(["drop", "double", "text", "move", "attribute"]):
            case "drop":
                parent.remove(element)
            case "double":
                parent.append(etree.fromstring(etree.tostring(element)))
            case "text":
                element.text = chance.choice(NASTY_TEXTS)
            case "move":
                chance.choice([*elements[:5], root]).append(etree.fromstring(etree.tostring(element)))
            case _:
                name = chance.choice(["currencyID", "schemeID", "format", "unitCode", "filename", "mimeCode"])
                element.set(name, chance.choice(NASTY_TEXTS[:-4]))
    return etree.tostring(root)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 2**32))
def test_a_mutated_invoice_is_read_or_refused(content: bytes, seed: int) -> None:
    assert_sound(invoice_or_refusal(mutate(content, seed)))


@needs_corpora
@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(0, 2**32))
def test_a_mutated_sample_is_read_or_refused(number: int, seed: int) -> None:
    assert_sound(invoice_or_refusal(mutate(CORPUS[number % len(CORPUS)], seed)))


@pytest.mark.parametrize("content", SAMPLES)
def test_the_samples_themselves_are_read(content: bytes) -> None:
    assert isinstance(invoice_or_refusal(content), Invoice)
