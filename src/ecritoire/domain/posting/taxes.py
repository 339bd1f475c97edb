"""The tax of a document: deducted, waiting for its payment, or due and deducted at once by the purchaser."""

from ecritoire.domain.money import allocate
from ecritoire.domain.posting.coding import NO_NET, Gathered, is_on_deposit, split_tax, treatment_of
from ecritoire.domain.posting.draft import Conversion, Movement
from ecritoire.domain.posting.model import PostingAccounts, PostingDocument, VatAmount
from ecritoire.domain.vat import VatTreatment


def tax_movements(
    document: PostingDocument, accounts: PostingAccounts, gathered: Gathered, to_book: Conversion
) -> list[Movement]:
    """The tax of every code, split between fixed assets (44562) and the rest, then what a reverse charge makes due."""
    taxes: list[Movement] = []
    due: list[Movement] = []
    for amount in document.vat:
        treatment = treatment_of(document, amount.vat_code)
        if not amount.vat_minor or treatment is VatTreatment.NONE:
            continue
        if treatment is VatTreatment.FOREIGN and not accounts.foreign_vat_refund:
            continue
        nets = gathered.nets.get(amount.vat_code, NO_NET)
        parts = _parts(document, accounts, amount, treatment, nets=nets, to_book=to_book)
        taxes.extend(parts)
        if treatment is VatTreatment.REVERSE_CHARGE:
            due.append(_due(amount, parts))
    return taxes + due


def _parts(
    document: PostingDocument,
    accounts: PostingAccounts,
    amount: VatAmount,
    treatment: VatTreatment,
    *,
    nets: tuple[int, int],
    to_book: Conversion,
) -> list[Movement]:
    shares = split_tax(amount.vat_minor, nets)
    books = _books(document, amount, shares, to_book)
    is_on_invoice = treatment is not VatTreatment.REVERSE_CHARGE
    parts = []
    for share_minor, book_minor, is_for_asset in zip(shares, books, (False, True), strict=True):
        if share_minor:
            account = accounts.vat_on_assets if is_for_asset else amount.account
            booked_on = account
            if treatment is VatTreatment.FOREIGN:
                account = booked_on = accounts.foreign_vat_refund
            elif is_on_invoice:
                booked_on = _waiting_account(document, accounts, amount) or account
            parts.append(
                Movement(booked_on, share_minor, book_minor, is_for_asset and is_on_invoice, tax_account=account)
            )
    return parts


def _books(
    document: PostingDocument, amount: VatAmount, shares: tuple[int, int], to_book: Conversion
) -> tuple[int, int]:
    """The shares in the company's currency, from the amount stated in it (BT-111) where the invoice has one."""
    other_share, asset_share = shares
    if amount.book_vat_minor is None or document.currency == document.company_currency:
        return to_book(other_share), to_book(asset_share)
    other_book, asset_book = allocate(amount.book_vat_minor, shares)
    return other_book, asset_book


def _waiting_account(document: PostingDocument, accounts: PostingAccounts, amount: VatAmount) -> str:
    """Where tax that a payment makes deductible waits: deposits always (CGI art. 269-2 a), services where told so."""
    return accounts.vat_pending if is_on_deposit(document) else amount.pending_account


def _due(amount: VatAmount, parts: list[Movement]) -> Movement:
    minor = sum(part.minor for part in parts)
    book_minor = sum(part.book_minor for part in parts)
    return Movement(amount.due_account, -minor, -book_minor, tax_account=amount.due_account)
