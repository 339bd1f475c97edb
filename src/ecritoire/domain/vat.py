"""VAT codes: what a line's tax is for the purchaser's books.

A code says how the tax is treated (deducted, self-assessed, left in the expense) and at what rate; which accounts it
goes to is a setting of the company. Rates in hundredths of a percent: 2000 is 20 %.

Rates: CGI art. 278 to 281 nonies (mainland), 294 to 297 (overseas departments and Corsica).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType


class VatTreatment(StrEnum):
    """How the purchaser's books treat the tax of a line."""

    DEDUCTIBLE = "deductible"  # on the invoice, recovered: 44566 or 44562
    NONE = "none"  # exempt, franchise, outside scope, zero rate: no tax at all
    REVERSE_CHARGE = "reverse_charge"  # not on the invoice: due and deducted by the purchaser
    FOREIGN = "foreign"  # tax of another country: not deductible here, part of the expense unless refunded
    UNKNOWN = "unknown"  # on the invoice, at no rate we know: never deducted until a person gives it an account


@dataclass(frozen=True, slots=True)
class VatCode:
    """One VAT code. ``rate_bp`` is the rate in hundredths of a percent."""

    code: str
    label: str
    treatment: VatTreatment
    rate_bp: int
    # Which due account of the company a reverse charge uses: intra-EU purchases are kept apart (4452).
    is_intra_eu: bool = False

    @property
    def rate(self) -> Decimal:
        """The rate in percent."""
        return Decimal(self.rate_bp) / 100


def _deductible(prefix: str, place: str, rates: Mapping[str, int]) -> list[VatCode]:
    return [
        VatCode(f"{prefix}{name}", f"TVA {_percent(rate_bp)}{place}", VatTreatment.DEDUCTIBLE, rate_bp)
        for name, rate_bp in rates.items()
    ]


def _reverse_charge(prefix: str, what: str, rates: Mapping[str, int]) -> list[VatCode]:
    return [
        VatCode(
            f"{prefix}{name}",
            f"{what}, {_percent(rate_bp)}",
            VatTreatment.REVERSE_CHARGE,
            rate_bp,
            is_intra_eu=prefix == "INTRA",
        )
        for name, rate_bp in rates.items()
    ]


def _percent(rate_bp: int) -> str:
    whole, hundredths = divmod(rate_bp, 100)
    decimals = f"{hundredths:02}".rstrip("0")
    return f"{whole},{decimals} %" if decimals else f"{whole} %"


_CODES = (
    *_deductible("FR", "", {"20": 2000, "10": 1000, "55": 550, "21": 210}),
    *_deductible("COR", " (Corse)", {"13": 1300, "09": 90}),
    *_deductible("DOM", " (Guadeloupe, Martinique, La Réunion)", {"85": 850, "21": 210, "175": 175, "105": 105}),
    # Rates of old documents; a purchase stays deductible at the rate of its own time.
    *_deductible(
        "FR", " (ancien taux)", {"206": 2060, "196": 1960, "186": 1860, "96": 960, "92": 920, "80": 800, "7": 700}
    ),
    *_reverse_charge("REVERSE", "Autoliquidation en France", {"20": 2000, "10": 1000, "55": 550, "85": 850}),
    *_reverse_charge(
        "INTRA", "Autoliquidation intracommunautaire", {"20": 2000, "10": 1000, "55": 550, "21": 210, "85": 850}
    ),
    *_reverse_charge("IMPORT", "Autoliquidation, services hors Union européenne", {"20": 2000, "85": 850}),
    # Self-assessed from the customs declaration, which the invoice does not know (CGI art. 1695 II): not at posting.
    VatCode("IMPORT_GOODS", "Importation de biens (TVA autoliquidée d’après la douane)", VatTreatment.NONE, 0),
    VatCode("ZERO", "Taux zéro", VatTreatment.NONE, 0),
    VatCode("EXEMPT", "Exonéré de TVA", VatTreatment.NONE, 0),
    VatCode("OUT_OF_SCOPE", "Hors champ de la TVA", VatTreatment.NONE, 0),
    VatCode("FRANCHISE", "TVA non applicable, art. 293 B du CGI", VatTreatment.NONE, 0),
    VatCode("FOREIGN", "TVA étrangère", VatTreatment.FOREIGN, 0),
    VatCode("UNKNOWN", "TVA à préciser", VatTreatment.UNKNOWN, 0),
)

VAT_CODES: Mapping[str, VatCode] = MappingProxyType({code.code: code for code in _CODES})
