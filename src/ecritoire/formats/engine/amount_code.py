"""Amounts in generated code: spelt in place where that is quick, by a function where it is not."""

from dataclasses import dataclass

from ecritoire.formats.engine.amounts import AmountFormat, AmountRefusedError, AmountTooFineError
from ecritoire.formats.engine.code import Code, Literal, Namespace, Part, f_string
from ecritoire.formats.engine.fit import FieldRefusedError, Problem
from ecritoire.formats.engine.sources import Level

QUOTE = '"'
TABLE_DIGITS_MAX = 3


@dataclass(frozen=True, slots=True)
class AmountWriter:
    """Writes the amounts of one field; quotes are put around the padded number."""

    amount: AmountFormat
    quoted: bool

    def __call__(self, minor: int | None, digits: int) -> str:
        """Return what is written for ``minor`` units of a currency of ``digits`` decimals; padding for no amount.

        Raises:
            FieldRefusedError: the amount does not fit.
        """
        try:
            text = self.amount.padded("", "") if minor is None else self.amount.text(minor, digits)
        except AmountRefusedError as error:
            raise FieldRefusedError from error
        return f"{QUOTE}{text}{QUOTE}" if self.quoted else text

    def problem(self, minor: int | None, digits: int) -> str:
        """Return why the amount cannot be written, nothing when it can."""
        try:
            self.amount.text(minor or 0, digits)
        except AmountTooFineError:
            return Problem.DECIMALS
        except AmountRefusedError:
            return Problem.AMOUNT
        return ""

    @property
    def can_refuse(self) -> bool:
        """Whether some amount does not fit."""
        return self.amount.size is not None or not self.amount.decimal_sign


def amount_statements(
    variable: str, writer: AmountWriter, minor: str, namespace: Namespace, digits: int, *, negative: bool
) -> list[str]:
    """Return the statements that put into ``variable`` the text of a positive ``minor``, or of its opposite."""
    amount = writer.amount
    body = _body(amount, minor, namespace, digits)
    if body is None or (amount.width is not None and (writer.quoted or amount.left_aligned or amount.fill not in " 0")):
        function = namespace.constant(writer)
        return [f"{variable} = {function}({'-' if negative else ''}{minor}, {digits})"]
    sign = amount.sign(-1 if negative else 1)
    if amount.width is None:
        edge = [Literal(QUOTE)] if writer.quoted else []
        spelt = f"{variable} = {f_string([*edge, Literal(sign), *body, *edge])}"
        return [spelt, *_bounded(variable, amount.longest and amount.longest + 2 * len(edge), namespace)]
    return [
        f"{variable} = {_padded(amount, sign, body, namespace)}",
        *_bounded(variable, amount.width, namespace),
    ]


def _bounded(variable: str, size: int | None, namespace: Namespace) -> list[str]:
    """Return what refuses a text longer than its field."""
    return [f"if len({variable}) > {size}: raise {namespace.constant(FieldRefusedError)}"] if size else []


def _padded(amount: AmountFormat, sign: str, body: list[Part], namespace: Namespace) -> str:
    width = amount.width or 0
    if amount.fill != "0":
        return f"{f_string([Literal(sign), *body])}.rjust({width})"
    padded = f"{f_string(body)}.rjust({width - len(sign)}, {namespace.constant('0')})"
    return f"{namespace.constant(sign)} + {padded}" if sign else padded


def _body(amount: AmountFormat, minor: str, namespace: Namespace, digits: int) -> list[Part] | None:
    """Return the pieces that spell a positive amount, ``None`` when they are not simple."""
    if not amount.decimal_sign:
        if digits > amount.decimals:
            return None
        scale = 10 ** (amount.decimals - digits)
        return [Code(minor if scale == 1 else f"{minor} * {scale}", Level.LINE)]
    places = amount.places(digits)
    if places == 0:
        return [Code(minor, Level.LINE)]
    if digits == 0:
        return [Code(minor, Level.LINE), Literal(amount.decimal_sign + "0" * places)]
    if digits != places or digits > TABLE_DIGITS_MAX:
        return None
    scale = 10**digits
    endings = namespace.constant(tuple(f"{amount.decimal_sign}{rest:0{digits}d}" for rest in range(scale)))
    return [Code(f"{minor} // {scale}", Level.LINE), Code(f"{endings}[{minor} % {scale}]", Level.LINE)]
