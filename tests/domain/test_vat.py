"""Which VAT code an e-invoice's category and rate mean for a French purchaser."""

from decimal import Decimal

import pytest

from ecritoire.domain.vat import VAT_CODES, VatTreatment, vat_code_for

CASES = [
    # category, rate, seller, code
    ("S", "20", "FR", "FR20"),
    ("S", "20.00", "FR", "FR20"),
    ("S", "10", "FR", "FR10"),
    ("S", "5.5", "FR", "FR55"),
    ("S", "2.1", "FR", "FR21"),
    ("S", "20", "MC", "FR20"),
    ("S", "20", "", "FR20"),
    ("S", "13", "FR", "COR13"),
    ("S", "0.9", "FR", "COR09"),
    ("S", "8.5", "RE", "DOM85"),
    ("S", "8.5", "FR", "DOM85"),
    ("S", "2.1", "GP", "DOM21"),
    ("S", "1.75", "MQ", "DOM175"),
    ("S", "1.05", "RE", "DOM105"),
    ("S", "20", "RE", "FR20"),
    ("S", "19.6", "FR", "FR196"),
    ("S", "20.6", "FR", "FR206"),
    ("S", "7", "FR", "FR7"),
    ("S", "9.2", "FR", "FR92"),
    ("S", "9.6", "FR", "FR96"),
    ("S", "18", "FR", "UNKNOWN"),
    ("S", "5.555", "FR", "UNKNOWN"),
    ("S", None, "FR", "UNKNOWN"),
    ("", None, "FR", "UNKNOWN"),
    ("", "20", "FR", "FR20"),
    ("Z", "0", "FR", "ZERO"),
    ("E", "0", "FR", "EXEMPT"),
    ("E", None, "FR", "EXEMPT"),
    ("O", None, "FR", "OUT_OF_SCOPE"),
    ("AE", "0", "FR", "REVERSE20"),
    ("ae", None, "FR", "REVERSE20"),
    ("AE", "0", "DE", "INTRA20"),
    ("AE", "0", "US", "IMPORT20"),
    ("K", "0", "DE", "INTRA20"),
    ("K", "0", "FR", "INTRA20"),
    ("E", "0", "DE", "INTRA20"),
    ("Z", "0", "IE", "INTRA20"),
    ("O", None, "EL", "INTRA20"),
    ("O", None, "US", "IMPORT20"),
    ("E", "0", "CH", "IMPORT20"),
    ("G", "0", "GB", "IMPORT_GOODS"),
    ("Z", "0", "GB", "IMPORT_GOODS"),
    ("S", "21", "NL", "FOREIGN"),
    ("S", "20", "GB", "FOREIGN"),
    ("L", "7", "ES", "FOREIGN"),
]


@pytest.mark.parametrize(("category", "rate", "seller", "code"), CASES)
def test_category_rate_and_seller_decide_the_code(category: str, rate: str | None, seller: str, code: str) -> None:
    stated = None if rate is None else Decimal(rate)
    assert vat_code_for(category=category, rate=stated, seller_country=seller).code == code


def test_a_postcode_tells_the_overseas_rate_from_the_mainland_one() -> None:
    rate = Decimal("2.1")
    assert vat_code_for(category="S", rate=rate, seller_country="FR", seller_postcode="97400").code == "DOM21"
    assert vat_code_for(category="S", rate=rate, seller_country="FR", seller_postcode="20000").code == "FR21"


def test_a_foreign_seller_with_a_french_vat_number_charges_french_vat() -> None:
    code = vat_code_for(category="S", rate=Decimal(20), seller_country="LU", seller_vat_number="FR12345678901")
    assert code.code == "FR20"


@pytest.mark.parametrize(
    ("exemption", "code"),
    [
        ("VATEX-FR-FRANCHISE", "FRANCHISE"),
        ("VATEX-EU-AE", "REVERSE20"),
        ("vatex-eu-ic", "INTRA20"),
        ("VATEX-EU-O", "OUT_OF_SCOPE"),
        ("VATEX-FR-CNWVAT", "OUT_OF_SCOPE"),
        ("VATEX-FR-CGI261-1", "EXEMPT"),
    ],
)
def test_an_exemption_code_says_more_than_the_category(exemption: str, code: str) -> None:
    chosen = vat_code_for(category="E", rate=Decimal(0), seller_country="FR", exemption_code=exemption)
    assert chosen.code == code


@pytest.mark.parametrize(
    ("category", "seller", "code"), [("AE", "FR", "REVERSE85"), ("AE", "DE", "INTRA85"), ("O", "US", "IMPORT85")]
)
def test_a_purchaser_overseas_assesses_itself_at_the_overseas_rate(category: str, seller: str, code: str) -> None:
    by_country = vat_code_for(category=category, rate=None, seller_country=seller, buyer_country="RE")
    by_postcode = vat_code_for(category=category, rate=None, seller_country=seller, buyer_postcode="97410")
    assert (by_country.code, by_postcode.code) == (code, code)


def test_codes_are_their_own_keys_and_fit_their_column() -> None:
    assert [key for key, code in VAT_CODES.items() if key != code.code or len(key) > 12] == []


def test_labels_say_the_rate_as_it_is_written_in_french() -> None:
    labels = {VAT_CODES[code].label for code in ("FR20", "FR55", "DOM175", "INTRA20")}
    assert labels == {
        "TVA 20\u00a0%",
        "TVA 5,5\u00a0%",
        "TVA 1,75\u00a0% (Guadeloupe, Martinique, La Réunion)",
        "Autoliquidation intracommunautaire, 20\u00a0%",
    }


def test_only_taxes_with_a_rate_have_one() -> None:
    rated = {VatTreatment.DEDUCTIBLE, VatTreatment.REVERSE_CHARGE}
    assert [c.code for c in VAT_CODES.values() if (c.rate_bp > 0) != (c.treatment in rated)] == []
    assert VAT_CODES["FR55"].rate == Decimal("5.5")


def test_only_intra_eu_purchases_are_due_on_the_account_of_their_own() -> None:
    assert {code.code for code in VAT_CODES.values() if code.is_intra_eu} == {
        "INTRA20", "INTRA10", "INTRA55", "INTRA21", "INTRA85",
    }  # fmt: skip
