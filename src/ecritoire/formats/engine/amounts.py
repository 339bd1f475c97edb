"""Amounts as accounting packages spell them: decimal comma or point, or cents; sign, width, zeros in front."""

from dataclasses import dataclass

DECIMAL_SIGNS = {"comma": ",", "dot": ".", "cents": ""}


class AmountRefusedError(Exception):
    """An amount does not fit in its format; the caller knows the entry and the field."""


class AmountTooFineError(AmountRefusedError):
    """An amount has more decimals than its format can imply."""


@dataclass(frozen=True, slots=True)
class AmountFormat:
    """How an amount is spelt.

    ``decimal_sign`` is empty when the decimals are implied (cents). ``width`` pads with ``fill``; zeros go between the
    sign and the digits. ``longest`` only bounds. Formats with a decimal sign write all the decimals of a currency that has
    more than usual.
    """

    decimal_sign: str = ","
    decimals: int = 2
    always_signed: bool = False
    blank_zero: bool = False
    width: int | None = None
    fill: str = " "
    left_aligned: bool = False
    longest: int | None = None

    @property
    def size(self) -> int | None:
        """How many characters there are for it, ``None`` when it has all it wants."""
        return self.width if self.width is not None else self.longest

    def places(self, digits: int) -> int:
        """Return how many decimals are written for a currency of ``digits`` decimals.

        Raises:
            AmountTooFineError: decimals are implied and the currency has more of them.
        """
        if digits <= self.decimals:
            return self.decimals
        if not self.decimal_sign:
            raise AmountTooFineError
        return digits

    def text(self, minor: int, digits: int) -> str:
        """Write ``minor`` units of a currency of ``digits`` decimals.

        Raises:
            AmountRefusedError: the amount does not fit.
        """
        if minor == 0 and self.blank_zero:
            return self.padded("", "")
        places = self.places(digits)
        value = abs(minor) * 10 ** (places - digits)
        body = str(value)
        if self.decimal_sign and places:
            whole, rest = divmod(value, 10**places)
            body = f"{whole}{self.decimal_sign}{rest:0{places}d}"
        return self.padded(self.sign(minor), body)

    def sign(self, minor: int) -> str:
        """Return the sign to write before ``minor``."""
        if minor < 0:
            return "-"
        return "+" if self.always_signed else ""

    def padded(self, sign: str, body: str) -> str:
        """Bring a number to the width of its field.

        Raises:
            AmountRefusedError: it is wider than its field.
        """
        if self.size is not None and len(sign) + len(body) > self.size:
            raise AmountRefusedError
        if self.width is None:
            return sign + body
        if self.fill == "0" and (sign or body):
            return sign + body.rjust(self.width - len(sign), "0")
        text = sign + body
        return text.ljust(self.width) if self.left_aligned else text.rjust(self.width)
