import pytest

from ecritoire.domain.invoice import Invoice
from ecritoire.intake import read_document
from ecritoire.intake.parties import is_plausible_vat_number, is_siren, is_siret, siren_of_vat_number
from tests.intake.builders import UBL, changed

SELLER_SIREN = '<cbc:CompanyID schemeID="0002">100000009</cbc:CompanyID>'
SELLER_SIRET = '<cac:PartyIdentification><cbc:ID schemeID="0009">10000000900017</cbc:ID></cac:PartyIdentification>'
SELLER_VAT = "FR88100000009"


def read(*changes: tuple[str, str]) -> Invoice:
    return read_document(changed(UBL, *changes)).invoice


def test_a_french_seller_has_a_siren_a_siret_and_a_vat_number() -> None:
    seller = read().seller
    assert (seller.siren, seller.siret, seller.legal_id, seller.vat_number) == (
        "100000009", "10000000900017", "100000009", SELLER_VAT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "siren", "siret"),
    [
        ([(SELLER_SIREN, "")], "100000009", "10000000900017"),  # from the SIRET
        ([(SELLER_SIREN, ""), (SELLER_SIRET, "")], "100000009", ""),  # from the VAT number
        ([(SELLER_SIRET, ""), (">100000009<", ">10000000900017<")], "100000009", "10000000900017"),  # SIRET as 0002
        ([(SELLER_SIRET, ""), (">100000009<", ">100 000 009<")], "100000009", ""),
        ([('schemeID="0009"', 'schemeID=" siret "'), (SELLER_SIREN, "")], "100000009", "10000000900017"),
        ([('schemeID="0009"', 'schemeID="0088"')], "100000009", ""),  # fourteen digits of another kind
        ([(SELLER_SIRET, ""), (SELLER_SIREN, ""), (SELLER_VAT, "fr 88 100.000.009")], "100000009", ""),
        ([(SELLER_SIRET, ""), (' schemeID="0002">100', ">100"), (SELLER_VAT, ""), (">FR<", ">fr<")], "100000009", ""),
        ([(SELLER_SIRET, ""), ('0002">100000009<', '0060">123456789<'), (SELLER_VAT, "")], "", ""),  # a DUNS number
        ([(SELLER_SIRET, ""), (' schemeID="0002">100', ">100"), (SELLER_VAT, "")], "100000009", ""),  # no scheme, FR
        ([(SELLER_SIRET, ""), (' schemeID="0002">100000009', ">100000001"), (SELLER_VAT, "")], "", ""),
    ],
)
def test_the_siren_is_found_wherever_it_stands(changes: list[tuple[str, str]], siren: str, siret: str) -> None:
    invoice = read(*changes)
    assert (invoice.seller.siren, invoice.seller.siret, invoice.flags) == (siren, siret, ())


@pytest.mark.parametrize(
    ("changes", "flags"),
    [
        ([(">100000009<", ">100000001<")], ("siren_invalid", "siren_conflict")),
        ([(">100000009<", ">12345<")], ("siren_invalid",)),
        ([(">10000000900017<", ">10000000900018<")], ("siret_invalid",)),
        ([(">10000000900017<", ">100000009000<")], ("siret_invalid",)),
        ([(SELLER_VAT, "FR00100000009")], ("vat_number_invalid",)),
        ([(SELLER_VAT, "100000009")], ("vat_number_invalid",)),
        ([(SELLER_VAT, "FR37200000008")], ("siren_conflict",)),
        ([(">200000008<", ">200000001<")], ("buyer_siren_invalid",)),
    ],
)
def test_a_wrong_number_is_flagged_and_the_invoice_read(changes: list[tuple[str, str]], flags: tuple[str, ...]) -> None:
    assert read(*changes).flags == flags


@pytest.mark.parametrize(
    ("number", "is_plausible"),
    [
        ("", True), ("FR88100000009", True), ("FR00100000009", False), ("DE136695976", True), ("DE123456789", False),
        ("ESA12345674", True), ("EL094259216", True), ("NO123456789MVA", True), ("GB123456789", True),
        ("CHE123456788", True), ("123456789", False), ("FR", False), ("É", False), ("FR²²", False),
    ],
)  # fmt: skip
def test_a_vat_number_passes_the_check_of_its_country(number: str, is_plausible: bool) -> None:
    assert is_plausible_vat_number(number) is is_plausible


def test_la_poste_has_its_own_check_digit() -> None:
    assert is_siret("35600000000048")
    assert is_siret("35600000049837")
    assert not is_siret("35600000049838")
    assert not is_siren("١٠٠٠٠٠٠٠٩")


def test_the_stated_siren_stands_where_the_numbers_contradict_one_another() -> None:
    assert read((SELLER_VAT, "FR37200000008")).seller.siren == "100000009"


def test_no_siren_is_taken_from_a_vat_number_of_monaco_or_abroad() -> None:
    assert siren_of_vat_number("FR53000004605") == ""
    assert siren_of_vat_number("FR66000000018") == ""  # even where the check digit would pass
    assert siren_of_vat_number("DE88100000009") == ""
    assert siren_of_vat_number("DE136695976") == ""
    assert siren_of_vat_number("FR88100000009") == "100000009"


PAYEE = "<cac:PaymentMeans>"


@pytest.mark.parametrize(
    ("payee", "differs"),
    [
        ("<cac:PartyName><cbc:Name>Factor SA</cbc:Name></cac:PartyName>", True),
        ("<cac:PartyName><cbc:Name>ATELIER MARTIN</cbc:Name></cac:PartyName>", False),
        (
            '<cac:PartyLegalEntity><cbc:CompanyID schemeID="0002">200000008</cbc:CompanyID></cac:PartyLegalEntity>',
            True,
        ),
        (
            '<cac:PartyLegalEntity><cbc:CompanyID schemeID="0002">100000009</cbc:CompanyID></cac:PartyLegalEntity>',
            False,
        ),
    ],
)
def test_a_payee_other_than_the_seller_is_flagged(payee: str, differs: bool) -> None:
    invoice = read((PAYEE, f"<cac:PayeeParty>{payee}</cac:PayeeParty>{PAYEE}"))
    assert invoice.payee is not None
    assert ("payee_differs" in invoice.flags) is differs
