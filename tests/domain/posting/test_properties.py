"""What holds for every document and payment, whatever its figures."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from ecritoire.domain.entries import Entry
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.money import convert_minor
from ecritoire.domain.posting import (
    ClearedDeposit,
    CodedLine,
    PendingVat,
    PostingAccounts,
    PostingDocument,
    PostingPayment,
    SettledDocument,
    VatAmount,
    pending_vat_share,
    post_document,
    post_payment,
)
from ecritoire.domain.vat import VAT_CODES, VatTreatment
from tests.domain.books import ACCOUNTS

DAY = date(2026, 10, 14)
CODES = ["FR20", "FR10", "FR55", "EXEMPT", "REVERSE20", "INTRA20", "FOREIGN"]
PURCHASE_ACCOUNTS = ["606400", "607000", "611000", "609700", "218300", "205000"]
amounts = st.integers(-10_000_00, 100_000_00)
rates = st.decimals("0.01", "400", places=4, allow_nan=False, allow_infinity=False)


@st.composite
def documents(draw: st.DrawFn) -> PostingDocument:
    """Documents that post: their total is the sum of their lines and of the VAT on them."""
    kinds = [DocumentType.INVOICE, DocumentType.CREDIT_NOTE, DocumentType.DEPOSIT_INVOICE, DocumentType.CORRECTIVE]
    coded = draw(
        st.lists(st.tuples(amounts, st.sampled_from(CODES), st.sampled_from(PURCHASE_ACCOUNTS)), min_size=1, max_size=8)
    )
    lines = tuple(CodedLine(i, f"L{i}", net, code, account) for i, (net, code, account) in enumerate(coded, start=1))
    vat = []
    for code in sorted({code for _, code, _ in coded}):
        base = sum(net for net, used, _ in coded if used == code)
        rate_bp = 2100 if code == "FOREIGN" else VAT_CODES[code].rate_bp
        tax = base * rate_bp // 10_000 + draw(st.integers(-2, 2)) * bool(rate_bp)
        if code == "FOREIGN" and base == 0:
            tax = 0
        due = "445200" if code == "INTRA20" else "445710"
        pending = draw(st.sampled_from(["", "445861"]))
        vat.append(VatAmount(code, base, tax, "445660", due, pending))
    on_invoice = sum(
        amount.vat_minor
        for amount in vat
        if VAT_CODES[amount.vat_code].treatment in {VatTreatment.DEDUCTIBLE, VatTreatment.FOREIGN}
    )
    total = sum(line.net_minor for line in lines) + on_invoice
    document = PostingDocument(
        type=draw(st.sampled_from(kinds)),
        number="F1",
        invoice_date=DAY,
        entry_date=DAY,
        currency="EUR",
        company_currency="EUR",
        supplier_name="Durand",
        auxiliary="FDURAND",
        lines=lines,
        vat=tuple(vat),
        vat_codes=VAT_CODES,
        total_minor=total,
        rounding_minor=draw(st.integers(-3, 3)),
    )
    return replace(document, total_minor=total + draw(st.integers(-2, 2)), books_gap=True)


deposits = st.builds(
    ClearedDeposit,
    number=st.just("A1"),
    net_minor=st.integers(1, 50_000_00),
    vat_by_account=st.dictionaries(st.sampled_from(["445660", "445620"]), st.integers(0, 10_000_00), max_size=2),
    account=st.sampled_from(["", "409100", "238000"]),
    currency_minor=st.none() | st.integers(1, 60_000_00),
)
accounts = st.builds(PostingAccounts, foreign_vat_refund=st.sampled_from(["", "445830"]))


def balances(entry: Entry | None) -> Counter[tuple[str, str]]:
    totals: Counter[tuple[str, str]] = Counter()
    for line in entry.lines if entry else ():
        totals[line.account, line.auxiliary] += line.signed_minor
    return totals


def owed(entry: Entry | None) -> int:
    """What an entry credits to suppliers."""
    return -sum(line.signed_minor for line in entry.lines if line.auxiliary) if entry else 0


@given(documents(), accounts)
def test_any_document_posts_balanced_and_owes_its_total(
    document: PostingDocument, with_accounts: PostingAccounts
) -> None:
    posting = post_document(document, with_accounts)
    assert posting.problems == ()
    sign = -1 if document.type is DocumentType.CREDIT_NOTE and document.total_minor >= 0 else 1
    assert owed(posting.entry) == sign * (document.total_minor + document.rounding_minor)


@given(documents().filter(lambda document: document.total_minor >= 0), accounts)
def test_a_credit_note_is_the_mirror_of_the_invoice(document: PostingDocument, with_accounts: PostingAccounts) -> None:
    invoice = post_document(replace(document, type=DocumentType.INVOICE), with_accounts).entry
    credit_note = post_document(replace(document, type=DocumentType.CREDIT_NOTE), with_accounts).entry
    assert credit_note == (invoice and invoice.reversed(DAY))


@given(documents(), rates, accounts)
def test_any_conversion_balances_and_owes_the_converted_total(
    document: PostingDocument, rate: Decimal, with_accounts: PostingAccounts
) -> None:
    foreign = replace(document, currency="USD", rate=rate)
    entry = post_document(foreign, with_accounts).entry
    sign = -1 if document.type is DocumentType.CREDIT_NOTE and document.total_minor >= 0 else 1
    assert owed(entry) == sign * convert_minor(document.total_minor + document.rounding_minor, rate, "USD", "EUR")
    assert all(line.currency_minor is not None for line in (entry.lines if entry else ()))


@given(documents(), rates, st.lists(deposits, max_size=3))
def test_a_deposit_is_taken_back_once_at_its_own_value_or_left_whole(
    document: PostingDocument, rate: Decimal, taken_back: list[ClearedDeposit]
) -> None:
    document = replace(document, type=DocumentType.INVOICE)
    for case in (document, replace(document, currency="USD", rate=rate)):
        before = post_document(case, ACCOUNTS).entry
        after = post_document(replace(case, deposits=tuple(taken_back)), ACCOUNTS).entry
        cleared = sum(
            before_or_after_sign * _on_deposit(entry) for before_or_after_sign, entry in ((1, before), (-1, after))
        )
        sizes = range(len(taken_back) + 1)
        sets = chain.from_iterable(combinations((deposit.net_minor for deposit in taken_back), size) for size in sizes)
        assert cleared in {sum(some) for some in sets}


def _on_deposit(entry: Entry | None) -> int:
    return sum(minor for (account, _), minor in balances(entry).items() if account in {"409100", "238000"})


@given(documents())
def test_all_that_is_not_deducted_at_once_waits_for_the_payment(document: PostingDocument) -> None:
    posting = post_document(document, ACCOUNTS)
    waiting = sum(minor for (account, _), minor in balances(posting.entry).items() if account in {"445860", "445861"})
    assert waiting == sum(pending.vat_minor for pending in posting.pending_vat)


@given(documents().filter(lambda document: document.total_minor != 0))
def test_without_its_coding_a_document_has_problems_and_no_entry(document: PostingDocument) -> None:
    document = replace(document, type=DocumentType.INVOICE)
    bare = replace(document, lines=tuple(replace(line, account="") for line in document.lines))
    posting = post_document(bare, ACCOUNTS)
    missing = [problem.facts["line"] for problem in posting.problems if problem.code == "purchase_account_missing"]
    assert missing == [line.position for line in document.lines if line.net_minor]
    assert posting.entry is None or not missing


@given(
    st.integers(-10_000_00, 10_000_00),
    st.integers(1, 100_000_00),
    st.lists(st.integers(0, 60_000_00), max_size=6),
    st.sampled_from([1, -1]),
)
def test_payments_in_parts_free_all_the_vat_once_all_is_paid(vat: int, total: int, parts: list[int], sign: int) -> None:
    pending = (PendingVat("445861", "445660", sign * vat),)
    freed = before = 0
    for part in [*parts, total]:
        part_minor = min(part, total - before)
        (share,) = pending_vat_share(pending, sign * total, sign * before, sign * part_minor)
        freed += share.vat_minor
        before += part_minor
        assert abs(freed) <= abs(vat)
    assert freed == sign * vat


@given(
    st.lists(st.tuples(st.integers(-1000, 5000), st.integers(-50, 50)), min_size=1, max_size=6),
    st.integers(-200, 200),
)
def test_any_payment_in_another_currency_balances(parts: list[tuple[int, int]], difference: int) -> None:
    settled = tuple(
        SettledDocument(f"F{i}", "FDURAND", "Durand", "401000", amount, amount, (PendingVat("445861", "445660", vat),))
        for i, (amount, vat) in enumerate(parts)
    )
    if not any(amount or vat for amount, vat in parts) and not difference:
        return
    paid = sum(amount for amount, _ in parts) + difference
    entry = post_payment(PostingPayment("P1", DAY, "512400", "P", paid, settled, currency="USD"), ACCOUNTS)
    totals = balances(entry)
    assert totals["512400", ""] == -paid
    assert totals["401000", "FDURAND"] == paid - difference
    assert totals["656000", ""] + totals["756000", ""] == difference
