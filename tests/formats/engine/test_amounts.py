"""Amounts as accounting packages spell them; what generated code writes is what the plain function says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecritoire.formats.engine.amount_code import AmountWriter, amount_statements
from ecritoire.formats.engine.amounts import AmountFormat, AmountRefusedError, AmountTooFineError
from ecritoire.formats.engine.code import Namespace
from ecritoire.formats.engine.fit import FieldRefusedError

COMMA = AmountFormat()
CENTS = AmountFormat(decimal_sign="", width=13, fill="0", always_signed=True)


@pytest.mark.parametrize(
    ("amount", "minor", "digits", "expected"),
    [
        (COMMA, 1250_00, 2, "1250,00"),
        (COMMA, 5, 2, "0,05"),
        (COMMA, 0, 2, "0,00"),
        (COMMA, -105, 2, "-1,05"),
        (COMMA, 7, 0, "7,00"),
        (COMMA, 12_345, 3, "12,345"),
        (AmountFormat("."), 1250_00, 2, "1250.00"),
        (AmountFormat(".", decimals=4), 1250_00, 2, "1250.0000"),
        (AmountFormat(",", decimals=0), 12, 0, "12"),
        (AmountFormat(",", blank_zero=True), 0, 2, ""),
        (AmountFormat(",", blank_zero=True, width=8), 0, 2, "        "),
        (AmountFormat("", always_signed=True), 150, 2, "+150"),
        (AmountFormat("", decimals=3), 150, 2, "1500"),
        (CENTS, 1500_00, 2, "+000000150000"),
        (CENTS, -1500_00, 2, "-000000150000"),
        (AmountFormat(",", width=10), -1, 2, "     -0,01"),
        (AmountFormat(",", width=10, left_aligned=True), 1, 2, "0,01      "),
        (AmountFormat(",", width=10, fill="0"), -1, 2, "-000000,01"),
    ],
)
def test_an_amount_is_spelt(amount: AmountFormat, minor: int, digits: int, expected: str) -> None:
    assert amount.text(minor, digits) == expected


def test_an_amount_wider_than_its_field_is_refused() -> None:
    assert AmountFormat(",", width=7).text(9999_99, 2) == "9999,99"
    with pytest.raises(AmountRefusedError):
        AmountFormat(",", width=7).text(10_000_00, 2)
    with pytest.raises(AmountRefusedError):
        AmountFormat(",", width=7).text(-9999_99, 2)


def test_cents_cannot_say_thousandths() -> None:
    with pytest.raises(AmountTooFineError):
        AmountFormat("").text(1, 3)


formats = st.builds(
    AmountFormat,
    decimal_sign=st.sampled_from([",", ".", ""]),
    decimals=st.integers(0, 6),
    always_signed=st.booleans(),
    blank_zero=st.booleans(),
    width=st.none() | st.integers(1, 20),
    fill=st.sampled_from([" ", "0"]),
    left_aligned=st.booleans(),
)


@given(formats, st.integers(1, 10**15), st.integers(0, 4), st.booleans(), st.booleans())
def test_generated_code_writes_what_the_plain_function_says(
    amount: AmountFormat, minor: int, digits: int, quoted: bool, negative: bool
) -> None:
    writer = AmountWriter(amount, quoted)
    namespace = Namespace()
    statements = amount_statements("written", writer, "minor", namespace, digits, negative=negative)
    variables: dict[str, object] = {"minor": minor, "constants": namespace.constants}
    source = "\n".join([*namespace.prelude(), *statements])
    try:
        expected = writer(-minor if negative else minor, digits)
    except FieldRefusedError:
        with pytest.raises(FieldRefusedError):
            exec(source, variables)
    else:
        exec(source, variables)
        assert variables["written"] == expected


@given(formats, st.integers(-(10**15), 10**15), st.integers(0, 4))
def test_an_amount_reads_back_equal(amount: AmountFormat, minor: int, digits: int) -> None:
    try:
        text = amount.text(minor, digits)
    except AmountRefusedError:
        return
    if amount.width is not None:
        assert len(text) == amount.width
    if amount.blank_zero and minor == 0:
        assert text.strip() == ""
        return
    value = Decimal(text.strip().replace(",", "."))
    assert value.scaleb(digits if amount.decimal_sign else digits - amount.decimals) == minor
