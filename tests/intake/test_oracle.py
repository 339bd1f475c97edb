"""The library factur-x reads the same files another way: every term that both know must agree.

Where they differ, the library loses something, and the difference is written here.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from facturx.parse_xml import parse_ubl_cii_xml

from ecritoire.domain.invoice import Invoice
from ecritoire.domain.money import to_decimal
from ecritoire.intake import Flag, read_path
from tests.intake.corpora import corpus_files, corpus_id, is_order, needs_corpora

pytestmark = needs_corpora

FILES = [path for path in corpus_files(".xml") if not is_order(path) and not path.name.startswith("zugferd-")]

# What the library does not see: the payee's name where UBL writes it, an allowance whose indicator is 0 for false.
LOST_BY_THE_LIBRARY = {
    "en16931/ubl/guide-example2.xml": {"payee"},
    "en16931/ubl/ubl-tc434-example2.xml": {"payee", "allowances and charges"},
    "en16931/ubl/ubl-tc434-example5.xml": {"payee"},
}

Pairs = Iterator[tuple[str, object, object]]


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) else value


def _number(value: str | None) -> Decimal:
    return Decimal(value or 0)


def _texts(value: object) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def _line_text(value: object) -> str:
    return " ".join(str(_first(value) or "").split())


def _documents(oracle: dict[str, Any], invoice: Invoice) -> Pairs:
    texts = {
        "BT-1": invoice.number, "BT-3": invoice.type_code, "BT-5": invoice.currency, "BT-6": invoice.tax_currency,
        "BT-10": invoice.buyer_reference, "BT-12": invoice.contract_reference, "BT-13": invoice.order_reference,
        "BT-19": invoice.accounting_reference, "BT-23": invoice.process, "BT-24": invoice.profile,
        "BT-81": invoice.payment_means, "BT-83": invoice.payment_reference,
    }  # fmt: skip
    for term, ours in texts.items():
        yield term, _line_text(oracle.get(term)), ours
    dates = {
        "BT-2": invoice.issue_date, "BT-7": invoice.tax_point_date, "BT-9": invoice.due_date,
        "BT-72": invoice.delivery_date, "BT-73": invoice.period.start, "BT-74": invoice.period.end,
    }  # fmt: skip
    for term, day in dates.items():
        yield term, _first(oracle.get(term)), day
    yield "BT-20", _texts(oracle.get("BT-20")), invoice.payment_terms
    yield "payee", oracle.get("BG-10", {}).get("name", ""), invoice.payee.name if invoice.payee else ""
    counts = {"BG-3": invoice.preceding, "BG-23": invoice.vat, "BG-24": invoice.attachments, "BG-25": invoice.lines}
    for group, items in counts.items():
        yield f"number of {group}", len(oracle.get(group, [])), len(items)
    both = len(oracle.get("BG-20", [])) + len(oracle.get("BG-21", []))
    yield "allowances and charges", both, len(invoice.allowances_charges)


def _parties(oracle: dict[str, Any], invoice: Invoice) -> Pairs:
    for group, party in (("BG-4", invoice.seller), ("BG-7", invoice.buyer)):
        theirs = oracle[group]
        address = party.address
        ours = {
            "name": party.name, "biz_name": party.trading_name, "legal_identifier": party.legal_id,
            "tax_identifier": party.tax_number, "einvoicing_addr": party.electronic_address,
            "city": address.city, "postcode": address.postcode, "country_code": address.country,
        }  # fmt: skip
        for field, value in ours.items():
            yield f"{group} {field}", _line_text(theirs.get(field)), value
        yield f"{group} VAT number", re.sub(r"[ ./]", "", _line_text(theirs.get("vat_identifier"))), party.vat_number
        lines = (_line_text(theirs.get(field)) for field in ("addr_l1", "addr_l2", "addr_l3"))
        yield f"{group} address", tuple(filter(None, lines)), address.lines
        yield f"{group} SIRET", theirs.get("identifiers", {}).get("0009", party.siret), party.siret


def _groups(oracle: dict[str, Any], invoice: Invoice) -> Pairs:
    for theirs, reference in zip(oracle.get("BG-3", []), invoice.preceding, strict=False):
        found = (theirs["BT-25"], theirs.get("BT-26"), theirs.get("EXT-FR-FE-02", ""))
        yield "BG-3", found, (reference.number, reference.issue_date, reference.type_code)
    accounts = invoice.accounts
    yield "BT-85", _texts(oracle.get("BT-85")), "\n".join(account.holder for account in accounts if account.holder)
    yield "BT-86", _texts(oracle.get("BT-86")), "\n".join(account.bic for account in accounts if account.bic)
    for theirs, item in zip(oracle.get("BG-24", []), invoice.attachments, strict=False):
        found = (theirs["BT-122"], theirs.get("BT-123", ""), theirs.get("BT-124", ""))
        yield "BG-24", found, (item.id, item.description, item.url)
        found = (theirs.get("BT-125"), theirs.get("BT-125-1", ""), theirs.get("BT-125-2", ""))
        yield "BG-24 content", found, (item.content, item.mime_type, item.filename)
    for group, is_charge in (("BG-20", False), ("BG-21", True)):
        ours = [item for item in invoice.allowances_charges if item.is_charge is is_charge]
        for theirs, charge in zip(oracle.get(group, []), ours, strict=False):
            amount = to_decimal(charge.amount_minor, invoice.currency)
            yield group, _number(theirs["amount"]), amount
            yield f"{group} VAT", theirs.get("vat_category_code"), charge.vat_category
            yield f"{group} rate", _number(theirs.get("vat_rate")), charge.vat_rate or 0
            yield f"{group} reason", theirs.get("reason", ""), charge.reason


def _amounts(oracle: dict[str, Any], invoice: Invoice, sign: int) -> Pairs:
    totals = invoice.totals
    minors = {
        "BT-106": totals.lines_minor or 0, "BT-107": totals.allowances_minor, "BT-108": totals.charges_minor,
        "BT-109": totals.net_minor, "BT-110": totals.vat_minor, "BT-112": totals.total_minor,
        "BT-113": totals.prepaid_minor, "BT-114": totals.rounding_minor, "BT-115": totals.due_minor,
    }  # fmt: skip
    for term, minor in minors.items():
        yield term, _number(oracle.get(term)), sign * to_decimal(minor, invoice.currency)
    in_tax_currency = to_decimal(totals.vat_in_tax_currency_minor or 0, invoice.tax_currency)
    yield "BT-111", _number(oracle.get("BT-111")), in_tax_currency
    for index, (theirs, group) in enumerate(zip(oracle.get("BG-23", []), invoice.vat, strict=False)):
        figures = (_number(theirs["BT-116"]), _number(theirs["BT-117"]), _number(theirs.get("BT-119")))
        ours = (sign * to_decimal(minor, invoice.currency) for minor in (group.base_minor, group.vat_minor))
        yield f"VAT group {index}", (theirs["BT-118"], *figures), (group.category, *ours, group.rate or 0)
        yield f"BT-120 {index}", theirs.get("BT-120", ""), group.exemption_reason
        yield f"BT-121 {index}", theirs.get("BT-121", ""), group.exemption_code


def _lines(oracle: dict[str, Any], invoice: Invoice, sign: int) -> Pairs:
    for theirs, line in zip(oracle.get("BG-25", []), invoice.lines, strict=False):
        where = f"line {line.id}"
        yield where, theirs["BT-126"], line.id
        yield f"{where} net", _number(theirs["BT-131"]), sign * to_decimal(line.net_minor, invoice.currency)
        yield f"{where} quantity", _number(theirs["BT-129"]), sign * (line.quantity or 0)
        yield f"{where} unit", theirs["BT-130"], line.unit
        yield f"{where} price", _number(theirs["BT-146"]) / _number(theirs.get("BT-149", "1")), line.unit_price
        yield f"{where} VAT", theirs["BT-151"], line.vat_category
        yield f"{where} rate", _number(theirs.get("BT-152")), line.vat_rate or 0
        yield f"{where} name", _line_text(theirs["BT-153"]), line.name
        yield f"{where} account", theirs.get("BT-133", ""), line.accounting_reference
        yield f"{where} description", _texts(theirs.get("BT-154")), line.description
        yield f"{where} preceding invoice", theirs.get("EXT-FR-FE-136", ""), line.preceding_invoice
        yield f"{where} start", theirs.get("BT-134"), line.period.start
        yield f"{where} end", theirs.get("BT-135"), line.period.end


@pytest.mark.parametrize("path", FILES, ids=corpus_id)
def test_the_library_factur_x_reads_the_same_terms(path: Path) -> None:
    oracle = parse_ubl_cii_xml(path.read_bytes(), check_xsd=False)
    invoice = read_path(path).invoice
    sign = -1 if Flag.NEGATIVE_INVOICE in invoice.flags else 1
    pairs = (
        *_documents(oracle, invoice),
        *_parties(oracle, invoice),
        *_groups(oracle, invoice),
        *_amounts(oracle, invoice, sign),
        *_lines(oracle, invoice, sign),
    )
    differing = {what for what, theirs, ours in pairs if theirs != ours}
    assert differing == LOST_BY_THE_LIBRARY.get(corpus_id(path), set())
