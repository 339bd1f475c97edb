"""Deposits: what a deposit invoice leaves open, and how the final invoice takes it back, once.

A final invoice says it in one of two ways: negative lines for the deposits (its totals are what is left), or full
totals with a prepaid amount. The lines are coded on the deposit account; for the prepaid amount the caller looks the
deposits up in our own register. Where a document has both, the lines stand and nothing is cleared a second time.
"""

from ecritoire.domain.money import allocate, minor_digits, round_half_up
from ecritoire.domain.posting.coding import Gathered, is_asset
from ecritoire.domain.posting.draft import Draft, Movement
from ecritoire.domain.posting.model import ClearedDeposit, PostingAccounts, PostingDocument


def clear_deposits(draft: Draft, document: PostingDocument, accounts: PostingAccounts, gathered: Gathered) -> None:
    """Credit the deposit account, and take the deposits' tax off the tax of this document."""
    if _lines_take_deposits_back(document, accounts, gathered):
        return
    default_account = accounts.asset_deposit if draft.is_all_assets else accounts.deposit
    for deposit in document.deposits:
        account = deposit.account or default_account
        net_book, *tax_books = books = [deposit.net_minor, *deposit.vat_by_account.values()]
        net_minor, *tax_minors = _in_document_currency(deposit, document, books)
        for_asset = is_asset(account)
        draft.cleared.append(Movement(account, -net_minor, -net_book, for_asset))
        for tax_account, minor, book_minor in zip(deposit.vat_by_account, tax_minors, tax_books, strict=True):
            if not _take_back(draft.taxes, tax_account, minor, book_minor):
                draft.taxes.append(Movement(tax_account, -minor, -book_minor, for_asset, tax_account=tax_account))


def _lines_take_deposits_back(document: PostingDocument, accounts: PostingAccounts, gathered: Gathered) -> bool:
    deposit_accounts = {accounts.deposit, accounts.asset_deposit, *(deposit.account for deposit in document.deposits)}
    return any(gathered.purchases.get(account, 0) < 0 for account in deposit_accounts if account)


def _in_document_currency(deposit: ClearedDeposit, document: PostingDocument, books: list[int]) -> list[int]:
    if document.currency == document.company_currency or document.rate is None:
        return books
    gross_minor = deposit.currency_minor
    if gross_minor is None:
        digits = minor_digits(document.currency) - minor_digits(document.company_currency)
        gross_minor = round_half_up((sum(books) * document.rate).scaleb(digits))
    return allocate(gross_minor, books)


def _take_back(taxes: list[Movement], tax_account: str, minor: int, book_minor: int) -> bool:
    """Take an amount off the tax of an account, wherever that tax waits; ``False`` when the document has none."""
    found = [tax for tax in taxes if tax.tax_account == tax_account]
    weights = [tax.book_minor for tax in found]
    shares = zip(found, allocate(minor, weights), allocate(book_minor, weights), strict=True)
    for tax, share_minor, share_book in shares:
        tax.minor -= share_minor
        tax.book_minor -= share_book
    return bool(found)


def deposits_to_clear(draft: Draft, document: PostingDocument) -> tuple[ClearedDeposit, ...]:
    """What a deposit invoice leaves for its final invoice to take back: one for each account it was posted to."""
    taxes = list(draft.taxes)
    deposits = []
    is_foreign = document.currency != document.company_currency
    for position, movement in enumerate(draft.purchases):
        own = [tax for tax in taxes if tax.is_asset == movement.is_asset or position == len(draft.purchases) - 1]
        taxes = [tax for tax in taxes if tax not in own]
        vat_by_account: dict[str, int] = {}
        for tax in own:
            vat_by_account[tax.tax_account] = vat_by_account.get(tax.tax_account, 0) + tax.book_minor
        gross_minor = movement.minor + sum(tax.minor for tax in own)
        deposits.append(
            ClearedDeposit(
                number=document.number,
                net_minor=movement.book_minor,
                vat_by_account=vat_by_account,
                account=movement.account,
                currency_minor=gross_minor if is_foreign else None,
            )
        )
    return tuple(deposits)
