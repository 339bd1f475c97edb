"""Documents and payments of one supplier, and their entries as tables anyone can read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ecritoire.domain.entries import Entry
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.posting import (
    CodedLine,
    Posting,
    PostingAccounts,
    PostingDocument,
    SettledDocument,
    VatAmount,
    post_document,
)
from ecritoire.domain.vat import VAT_CODES, VatTreatment

ACCOUNTS = PostingAccounts()
INVOICE_DAY = date(2026, 10, 14)
DUE_DAY = date(2026, 11, 13)


def cents(amount: str) -> int:
    """``"1 200.50"`` is 120050."""
    whole, _, decimals = amount.replace(" ", "").partition(".")
    sign = -1 if whole.startswith("-") else 1
    return sign * (abs(int(whole)) * 100 + int(decimals.ljust(2, "0") or 0))


def coded(account: str, net: str, vat_code: str = "FR20") -> CodedLine:
    return CodedLine(1, "", cents(net), vat_code, account)


def vat(vat_code: str, base: str, tax: str, account: str = "445660", due_account: str = "") -> VatAmount:
    """VAT of one code; a reverse charge is due on 4452 or 44571 unless said otherwise."""
    code = VAT_CODES[vat_code]
    if code.treatment is VatTreatment.REVERSE_CHARGE and not due_account:
        due_account = "445200" if code.is_intra_eu else "445710"
    return VatAmount(vat_code, cents(base), cents(tax), account, due_account)


def document(
    lines: Sequence[CodedLine],
    taxes: Sequence[VatAmount],
    total: str,
    kind: DocumentType = DocumentType.INVOICE,
    **rest: object,
) -> PostingDocument:
    """A document of Durand, number F1, in euros."""
    numbered = tuple(
        replace(line, position=position, label=f"Ligne {position}") for position, line in enumerate(lines, start=1)
    )
    plain = PostingDocument(
        type=kind,
        number="F1",
        invoice_date=INVOICE_DAY,
        entry_date=INVOICE_DAY,
        currency="EUR",
        company_currency="EUR",
        supplier_name="Durand",
        auxiliary="FDURAND",
        lines=numbered,
        vat=tuple(taxes),
        vat_codes=VAT_CODES,
        total_minor=cents(total),
        due_date=DUE_DAY,
    )
    return replace(plain, **rest)  # type: ignore[arg-type]


def settled(amount: str, number: str = "F1", account: str = "401000", **rest: object) -> SettledDocument:
    plain = SettledDocument(number, "FDURAND", "Durand", account, cents(amount))
    return replace(plain, **rest)  # type: ignore[arg-type]


def entry_of(posting: Posting) -> Entry:
    assert posting.problems == ()
    assert posting.entry is not None
    return posting.entry


def posted(of: PostingDocument, accounts: PostingAccounts = ACCOUNTS) -> Entry:
    return entry_of(post_document(of, accounts))


Row = tuple[str, str, str, str]


def rows(table: str) -> list[Row]:
    """Read a table ``account | auxiliary | debit | credit``, one line of the entry each."""
    return [_row(line) for line in table.strip().splitlines()]


def _row(line: str) -> Row:
    account, auxiliary, debit, credit = (cell.strip().replace(" ", "") for cell in line.split("|"))
    return account, auxiliary, debit, credit


def rows_of(entry: Entry) -> list[Row]:
    return [(line.account, line.auxiliary, _shown(line.debit_minor), _shown(line.credit_minor)) for line in entry.lines]


def _shown(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}" if minor else ""
