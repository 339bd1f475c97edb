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

from ecritoire.domain.language import say, sentence
from ecritoire.domain.wording import said_rate


class VatTreatment(StrEnum):
    """How the purchaser's books treat the tax of a line."""

    DEDUCTIBLE = "deductible"  # on the invoice, recovered: 44566 or 44562
    NONE = "none"  # exempt, franchise, outside scope, zero rate: no tax at all
    REVERSE_CHARGE = "reverse_charge"  # not on the invoice: due and deducted by the purchaser
    FOREIGN = "foreign"  # tax of another country: not deductible here, part of the expense unless refunded
    UNKNOWN = "unknown"  # on the invoice, at no rate we know: never deducted until a person gives it an account


@dataclass(frozen=True, slots=True)
class VatCode:
    """One VAT code. ``rate_bp`` is the rate in hundredths of a percent; ``text`` is its French label."""

    code: str
    text: str
    treatment: VatTreatment
    rate_bp: int
    # Which due account of the company a reverse charge uses: intra-EU purchases are kept apart (4452).
    is_intra_eu: bool = False

    @property
    def label(self) -> str:
        """Its label in the person's language: TVA 5,5 % (ancien taux)."""
        return say(self.text) % {"rate": said_rate(self.rate_bp)}

    @property
    def rate(self) -> Decimal:
        """The rate in percent."""
        return Decimal(self.rate_bp) / 100


def _deductible(prefix: str, text: str, rates: Mapping[str, int]) -> list[VatCode]:
    return [VatCode(f"{prefix}{name}", text, VatTreatment.DEDUCTIBLE, rate_bp) for name, rate_bp in rates.items()]


def _reverse_charge(prefix: str, text: str, rates: Mapping[str, int]) -> list[VatCode]:
    return [
        VatCode(
            f"{prefix}{name}",
            text,
            VatTreatment.REVERSE_CHARGE,
            rate_bp,
            is_intra_eu=prefix == "INTRA",
        )
        for name, rate_bp in rates.items()
    ]


_CODES = (
    *_deductible("FR", sentence("TVA %(rate)s"), {"20": 2000, "10": 1000, "55": 550, "21": 210}),
    *_deductible("COR", sentence("TVA %(rate)s (Corse)"), {"13": 1300, "09": 90}),
    *_deductible(
        "DOM",
        sentence("TVA %(rate)s (Guadeloupe, Martinique, La Réunion)"),
        {"85": 850, "21": 210, "175": 175, "105": 105},
    ),
    # Rates of old documents; a purchase stays deductible at the rate of its own time.
    *_deductible(
        "FR",
        sentence("TVA %(rate)s (ancien taux)"),
        {"206": 2060, "196": 1960, "186": 1860, "96": 960, "92": 920, "80": 800, "7": 700},
    ),
    *_reverse_charge(
        "REVERSE", sentence("Autoliquidation en France, %(rate)s"), {"20": 2000, "10": 1000, "55": 550, "85": 850}
    ),
    *_reverse_charge(
        "INTRA",
        sentence("Autoliquidation intracommunautaire, %(rate)s"),
        {"20": 2000, "10": 1000, "55": 550, "21": 210, "85": 850},
    ),
    *_reverse_charge(
        "IMPORT", sentence("Autoliquidation, services hors Union européenne, %(rate)s"), {"20": 2000, "85": 850}
    ),
    # Self-assessed from the customs declaration, which the invoice does not know (CGI art. 1695 II): not at posting.
    VatCode(
        "IMPORT_GOODS", sentence("Importation de biens (TVA autoliquidée d’après la douane)"), VatTreatment.NONE, 0
    ),
    VatCode("ZERO", sentence("Taux zéro"), VatTreatment.NONE, 0),
    VatCode("EXEMPT", sentence("Exonéré de TVA"), VatTreatment.NONE, 0),
    VatCode("OUT_OF_SCOPE", sentence("Hors champ de la TVA"), VatTreatment.NONE, 0),
    VatCode("FRANCHISE", sentence("TVA non applicable, art. 293 B du CGI"), VatTreatment.NONE, 0),
    VatCode("FOREIGN", sentence("TVA étrangère"), VatTreatment.FOREIGN, 0),
    VatCode("UNKNOWN", sentence("TVA à préciser"), VatTreatment.UNKNOWN, 0),
)

VAT_CODES: Mapping[str, VatCode] = MappingProxyType({code.code: code for code in _CODES})

# One VAT territory in the eyes of a French purchaser; Guyane and Mayotte have no VAT of their own (CGI art. 294-1).
FRENCH_COUNTRIES = frozenset({"FR", "MC", "GP", "MQ", "RE", "GF", "YT"})
# Member states, Greece under both its codes, and Northern Ireland for goods.
EU_COUNTRIES = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
    "LV", "MC", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
})  # fmt: skip
OVERSEAS_COUNTRIES = frozenset({"GP", "MQ", "RE"})
OVERSEAS_POSTCODES = ("971", "972", "974")

_BY_RATE = {code.rate_bp: code for code in reversed(_CODES) if code.treatment is VatTreatment.DEDUCTIBLE}
_FRENCH_WITHOUT_TAX = {"Z": "ZERO", "E": "EXEMPT", "O": "OUT_OF_SCOPE"}
# What an exemption code (BT-121) says more precisely than the category beside it.
_CATEGORY_OF_EXEMPTION = {
    "VATEX-EU-AE": "AE",
    "VATEX-EU-IC": "K",
    "VATEX-EU-G": "G",
    "VATEX-EU-O": "O",
    "VATEX-FR-CNWVAT": "O",
}


def vat_code_for(
    *,
    category: str,
    rate: Decimal | None,
    seller_country: str,
    buyer_country: str = "FR",
    seller_postcode: str = "",
    buyer_postcode: str = "",
    seller_vat_number: str = "",
    exemption_code: str = "",
) -> VatCode:
    """Choose the code of a line or VAT group of an e-invoice; a person may choose another.

    Args:
        category: BT-118 or BT-151 (S, Z, E, AE, K, G, O …).
        rate: BT-119 or BT-152 in percent, None when not stated.
        seller_country: BT-40, ISO 3166-1; empty is taken for France.
        buyer_country: BT-55; says, with ``buyer_postcode``, whether a reverse charge is at the overseas rate.
        seller_postcode: BT-38; tells the overseas 2.1 % from that of the mainland.
        buyer_postcode: BT-53.
        seller_vat_number: BT-31; a foreign seller registered in France charges French VAT.
        exemption_code: BT-121 (VATEX).

    In this order: a reverse charge (AE, or K within the EU, CGI art. 283) at the full rate, since the invoice states
    none; goods from outside the EU (G, or Z from there), whose tax comes from customs; tax charged by a seller who is
    not in France (``FOREIGN``); a French rate of today or of an old document; a rate that France does not know
    (``UNKNOWN``: nothing is deducted until a person decides); no tax from abroad, which is a reverse charge on
    services (art. 283-2), because to omit one costs 5 % (art. 1788 A) and to book one costs nothing; no tax in France.
    """
    category = _CATEGORY_OF_EXEMPTION.get(exemption_code.upper(), category.upper())
    in_france = not seller_country or seller_country in FRENCH_COUNTRIES or seller_vat_number.startswith("FR")
    in_eu = in_france or seller_country in EU_COUNTRIES
    rate_suffix = "85" if _is_overseas(buyer_country, buyer_postcode) else "20"
    if category == "K":
        return VAT_CODES[f"INTRA{rate_suffix}"]
    if category == "G" or (category == "Z" and not in_eu):
        return VAT_CODES["IMPORT_GOODS"]
    if category != "AE" and rate:
        return _charged(rate, in_france=in_france, overseas=_is_overseas(seller_country, seller_postcode))
    if in_france and category != "AE":
        return _without_tax(category, exemption_code)
    family = "REVERSE" if in_france else "INTRA" if in_eu else "IMPORT"
    return VAT_CODES[f"{family}{rate_suffix}"]


def _is_overseas(country: str, postcode: str) -> bool:
    return country in OVERSEAS_COUNTRIES or (country == "FR" and postcode.startswith(OVERSEAS_POSTCODES))


def _charged(rate: Decimal, *, in_france: bool, overseas: bool) -> VatCode:
    if not in_france:
        return VAT_CODES["FOREIGN"]
    code = _BY_RATE.get(int(rate * 100)) if rate * 100 % 1 == 0 else None
    if code is None:
        return VAT_CODES["UNKNOWN"]
    return VAT_CODES["DOM21"] if overseas and code.code == "FR21" else code


def _without_tax(category: str, exemption_code: str) -> VatCode:
    if exemption_code.upper() == "VATEX-FR-FRANCHISE":
        return VAT_CODES["FRANCHISE"]
    return VAT_CODES[_FRENCH_WITHOUT_TAX.get(category, "UNKNOWN")]
