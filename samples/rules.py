"""What must hold before a document is written: arithmetic, identifiers, the French rules of exchange (BR-FR)."""

import re
from decimal import Decimal

import schwifty
from schwifty.exceptions import SchwiftyException
from stdnum.fr import siren, siret, tva

from samples.model import Document, Party

# The one document whose total is a cent more than its net and VAT, as its sender wrote it.
A_CENT_OFF = frozenset({"MAN-5520431"})
# The one document whose IBAN has a wrong key.
WRONG_IBAN = frozenset({"TKG-2702"})
FRENCH_RATES = {Decimal(rate) for rate in ("0", "2.1", "5.5", "8.5", "10", "20")}


def iban_is_valid(iban: str) -> bool:
    """Country, length, check digits and, for France, the RIB key."""
    try:
        schwifty.IBAN(iban, validate_bban=True)
    except SchwiftyException:
        return False
    return True


def check(document: Document) -> None:
    """Fail on the first thing that is not as it must be."""
    _check_arithmetic(document)
    _check_party(document.seller)
    _check_party(document.buyer)
    if document.seller.iban:
        assert iban_is_valid(document.seller.iban) != (document.number in WRONG_IBAN), document.number
    if document.seller.country == "FR" and document.type_code != "325":
        _check_french_rules(document)


def _check_arithmetic(document: Document) -> None:
    number = document.number
    gap = document.total_minor - document.net_minor - document.vat_minor
    assert gap == (1 if number in A_CENT_OFF else 0), number
    assert sum(group.base_minor for group in document.vat_groups) == document.net_minor, number
    for adjustment in document.adjustments:
        if adjustment.percent is not None and adjustment.base_minor is not None:
            expected = Decimal(adjustment.base_minor) * adjustment.percent / 100
            assert abs(expected - adjustment.amount_minor) <= Decimal("0.5"), number


def _check_party(party: Party) -> None:
    if party.country != "FR":
        return
    assert siren.is_valid(party.siren), party.name
    assert siret.is_valid(party.siret), party.name
    assert party.siret.startswith(party.siren), party.name
    assert tva.is_valid(party.vat_number), party.name
    assert party.vat_number.endswith(party.siren), party.name


def _check_french_rules(document: Document) -> None:
    number = document.number
    assert re.fullmatch(r"[A-Za-z0-9+_/-]{1,35}", number), f"BR-FR-01: {number}"
    codes = [code for code, _ in document.all_notes]
    assert all(codes.count(code) == 1 for code in ("PMT", "PMD", "AAB")), f"BR-FR-05: {number}"
    assert re.fullmatch(r"[BSM][1-9]", document.process), f"BR-FR-08: {number}"
    rates = {group.tax.rate for group in document.vat_groups}
    assert rates <= FRENCH_RATES, f"BR-FR-16: {number}"
    if document.type_code in {"381", "384"}:
        assert len(document.preceding) == 1, f"BR-FR-CO-04, 05: {number}"
    if document.due_on and document.type_code != "386" and document.process[1] != "2":
        assert document.due_on >= document.issued_on, f"BR-FR-CO-07: {number}"
    if document.process[1] == "2":
        assert document.prepaid_minor == document.total_minor, f"BR-FR-CO-09: {number}"
