"""Posting of a supplier document to the purchase journal."""

from functools import partial

from ecritoire.domain.entries import Entry, JournalType, Line
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.money import convert_minor
from ecritoire.domain.posting.coding import NO_NET, Gathered, gather, lines_to_post
from ecritoire.domain.posting.deposits import clear_deposits, deposits_to_clear, is_asset
from ecritoire.domain.posting.draft import Conversion, Draft, Movement
from ecritoire.domain.posting.model import PendingVat, Posting, PostingAccounts, PostingDocument
from ecritoire.domain.posting.problems import find_problems
from ecritoire.domain.posting.taxes import tax_movements

NOTHING_TO_POST = Posting(None)


def post_document(document: PostingDocument, accounts: PostingAccounts) -> Posting:
    """The purchase entry of a coded document, or all the problems that prevent it.

    Lines come in the order of the purchase accounts (each once), rounding, deposits taken back, VAT of each code, and
    the supplier with its auxiliary account and due date. A credit note has the same lines on the other side. An order
    is never posted: neither entry nor problem.

    Source: French chart of accounts, ANC 2014-03 (401, 404, 4091, 238, 4456, 4452); CGI art. 271 and 283.
    """
    if document.type is DocumentType.ORDER:
        return NOTHING_TO_POST
    lines = lines_to_post(document, accounts)
    gathered = gather(document, accounts, lines)
    problems = find_problems(document, accounts, lines, gathered)
    if problems:
        return Posting(None, tuple(problems))
    draft = _draft(document, accounts, gathered)
    entry_lines = _lines(draft, document)
    if not entry_lines:
        return NOTHING_TO_POST
    is_deposit = document.type is DocumentType.DEPOSIT_INVOICE
    return Posting(
        Entry(
            journal=JournalType.PURCHASE,
            date=document.entry_date,
            document_date=document.invoice_date,
            reference=document.number,
            label=entry_lines[0].label,
            lines=tuple(entry_lines),
            currency="" if document.currency == document.company_currency else document.currency,
        ),
        pending_vat=_pending_vat(draft, document),
        deposits=deposits_to_clear(draft, document) if is_deposit else (),
    )


def _draft(document: PostingDocument, accounts: PostingAccounts, gathered: Gathered) -> Draft:
    to_book = _conversion(document)
    draft = Draft(
        purchases=[_purchase(account, minor, gathered, to_book) for account, minor in gathered.purchases.items()],
        roundings=_roundings(document, accounts, gathered, to_book),
        taxes=tax_movements(document, accounts, gathered, to_book),
    )
    if document.deposits:
        clear_deposits(draft, document, accounts, gathered.purchases)
    draft.suppliers = _suppliers(draft, document, accounts, to_book)
    if document.currency != document.company_currency:
        _absorb_conversion_difference(draft, document, accounts)
    return draft


def _purchase(account: str, minor: int, gathered: Gathered, to_book: Conversion) -> Movement:
    cleared_minor, cleared_book = gathered.taken_back.get(account, NO_NET)
    book_minor = to_book(minor - cleared_minor) + cleared_book
    return Movement(account, minor, book_minor, is_asset(account))


def _conversion(document: PostingDocument) -> Conversion:
    if document.currency == document.company_currency or document.rate is None:
        return int  # the same amount
    return partial(convert_minor, rate=document.rate, source=document.currency, target=document.company_currency)


def _roundings(
    document: PostingDocument, accounts: PostingAccounts, gathered: Gathered, to_book: Conversion
) -> list[Movement]:
    """The stated rounding (BT-114), and the difference a person chose to book: a loss when more is owed."""
    minor = document.rounding_minor + gathered.gap_minor
    if not minor:
        return []
    account = accounts.rounding_loss if minor > 0 else accounts.rounding_gain
    return [Movement(account, minor, to_book(minor))]


def _suppliers(
    draft: Draft, document: PostingDocument, accounts: PostingAccounts, to_book: Conversion
) -> list[Movement]:
    """What is owed, split between the collective accounts of goods and services (401) and of fixed assets (404)."""
    owed_minor = asset_minor = 0
    for movement in draft:
        owed_minor -= movement.minor
        if movement.is_asset:
            asset_minor -= movement.minor
    if draft.is_all_assets:
        asset_minor = owed_minor
    owed_book, asset_book = to_book(owed_minor), to_book(asset_minor)
    own_account = document.supplier_account
    other_account = own_account or accounts.supplier
    asset_account = own_account if own_account.startswith("404") else accounts.asset_supplier
    return [
        Movement(other_account, owed_minor - asset_minor, owed_book - asset_book, is_supplier=True),
        Movement(asset_account, asset_minor, asset_book, is_asset=True, is_supplier=True),
    ]


def _absorb_conversion_difference(draft: Draft, document: PostingDocument, accounts: PostingAccounts) -> None:
    """Put what converting each line gained or lost on the largest purchase: it is part of its cost, not a rounding.

    A document that only takes deposits back buys nothing: there it is a difference of exchange (656, 756).
    """
    difference = sum(movement.book_minor for movement in draft)
    deposit_accounts = {accounts.deposit, accounts.asset_deposit}
    bought = [movement for movement in draft.purchases if movement.account not in deposit_accounts]
    if not document.deposits:
        bought = bought or draft.purchases or draft.taxes
    if bought:
        largest = max(bought, key=lambda movement: abs(movement.minor))
        largest.book_minor -= difference
    elif difference:
        account = accounts.exchange_loss if difference < 0 else accounts.exchange_gain
        draft.roundings.append(Movement(account, 0, -difference))


def _lines(draft: Draft, document: PostingDocument) -> list[Line]:
    """The lines that book something; auxiliary account and due date are the supplier's alone."""
    label = f"{document.supplier_name} {document.number}".strip()
    sign = _sign(document)
    is_foreign = document.currency != document.company_currency
    lines = []
    for movement in draft:
        signed_minor = sign * movement.book_minor
        if not signed_minor:
            continue
        debit_minor, credit_minor = (signed_minor, 0) if signed_minor > 0 else (0, -signed_minor)
        currency_minor = abs(movement.minor) if is_foreign else None
        auxiliary = document.auxiliary if movement.is_supplier else ""
        due_date = document.due_date if movement.is_supplier else None
        lines.append(Line(movement.account, debit_minor, credit_minor, label, auxiliary, due_date, currency_minor))
    return lines


def _sign(document: PostingDocument) -> int:
    """A credit note credits, whether its sender wrote the amounts positive, as the rule is, or negative."""
    if document.total_minor < 0:
        return 1
    return -1 if document.type is DocumentType.CREDIT_NOTE else 1


def _pending_vat(draft: Draft, document: PostingDocument) -> tuple[PendingVat, ...]:
    """The tax this document leaves waiting for its payment, negative for a credit note."""
    sign = _sign(document)
    return tuple(
        PendingVat(tax.account, tax.tax_account, sign * tax.book_minor)
        for tax in draft.taxes
        if tax.account != tax.tax_account and tax.book_minor
    )
