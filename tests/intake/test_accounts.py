import pytest

from ecritoire.domain.invoice import BankAccount, Invoice
from ecritoire.intake import read_document
from ecritoire.intake.accounts import is_iban
from tests.intake.builders import CII, UBL, changed

IBAN = "FR7630006000011234567890189"
OTHER_IBAN = "DE89370400440532013000"


def read(*changes: tuple[str, str], document: str = UBL) -> Invoice:
    return read_document(changed(document, *changes)).invoice


def account(identifier: str, rest: str = "", code: str = "30") -> str:
    return (
        f"<cac:PaymentMeans><cbc:PaymentMeansCode>{code}</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>"
        f"<cbc:ID>{identifier}</cbc:ID>{rest}</cac:PayeeFinancialAccount></cac:PaymentMeans>"
    )


@pytest.mark.parametrize(
    ("iban", "is_valid"),
    [
        (IBAN, True), (OTHER_IBAN, True), ("MC5811222000010123456789030", True),
        ("FR7630006000011234567890188", False),  # check digits
        ("FR3330006000011234567890123", False),  # check digits right, national key wrong
        ("FR763000600001123456789018", False),  # too short
        ("XX8937040044053201300", False), ("", False), ("FR²²", False),
    ],
)  # fmt: skip
def test_an_iban_is_right_only_with_its_national_key(iban: str, is_valid: bool) -> None:
    assert is_iban(iban) is is_valid


def test_an_account_is_read_without_spaces() -> None:
    invoice = read((IBAN, "fr76 3000 6000 0112 3456 7890 189"))
    assert invoice.accounts == (BankAccount(iban=IBAN, iban_is_valid=True),)
    assert invoice.flags == ()


def test_an_invalid_iban_is_kept_and_flagged() -> None:
    invoice = read((IBAN, "FR2012421242124212421242124"))
    assert invoice.accounts == (BankAccount(iban="FR2012421242124212421242124", iban_is_valid=False),)
    assert invoice.flags == ("iban_invalid",)


def test_each_bic_stays_with_its_own_account() -> None:
    bic = "<cac:FinancialInstitutionBranch><cbc:ID>cobadeff xxx</cbc:ID></cac:FinancialInstitutionBranch>"
    invoice = read(("<cac:TaxTotal>", account(OTHER_IBAN, f"<cbc:Name>Martin</cbc:Name>{bic}") + "<cac:TaxTotal>"))
    assert invoice.accounts == (
        BankAccount(iban=IBAN, iban_is_valid=True),
        BankAccount(iban=OTHER_IBAN, iban_is_valid=True, holder="Martin", bic="COBADEFFXXX"),
    )
    assert invoice.flags == ("several_ibans",)


def test_the_same_account_twice_is_one() -> None:
    invoice = read(("<cac:TaxTotal>", account(IBAN) + "<cac:TaxTotal>"))
    assert len(invoice.accounts) == 1
    assert invoice.flags == ()


def test_a_domestic_number_is_kept_as_one() -> None:
    invoice = read((IBAN, "5678 1234"))
    assert invoice.accounts == (BankAccount(proprietary_id="5678 1234"),)
    assert invoice.flags == ()


@pytest.mark.parametrize("code", ["49", "59"])
def test_a_direct_debit_is_flagged(code: str) -> None:
    assert read((">30<", f">{code}<")).flags == ("direct_debit",)


CII_ACCOUNT = (
    "<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode>"
    "<ram:PayeePartyCreditorFinancialAccount>{}</ram:PayeePartyCreditorFinancialAccount>"
    "</ram:SpecifiedTradeSettlementPaymentMeans><ram:ApplicableTradeTax><ram:CalculatedAmount>"
)


@pytest.mark.parametrize(
    ("element", "expected", "flags"),
    [
        (f"<ram:IBANID>{IBAN}</ram:IBANID>", BankAccount(iban=IBAN, iban_is_valid=True), ()),
        ("<ram:ProprietaryID>42</ram:ProprietaryID>", BankAccount(proprietary_id="42"), ()),
        ("<ram:IBANID>42</ram:IBANID>", BankAccount(proprietary_id="42"), ("iban_invalid",)),
    ],
)
def test_cii_has_an_element_for_each_kind_of_account(
    element: str, expected: BankAccount, flags: tuple[str, ...]
) -> None:
    invoice = read(("<ram:ApplicableTradeTax><ram:CalculatedAmount>", CII_ACCOUNT.format(element)), document=CII)
    assert (invoice.accounts, invoice.flags) == ((expected,), flags)
