"""Deposits: what a deposit invoice leaves open, and how the final invoice takes it back, once.

A final invoice says it in one of two ways: negative lines for the deposits (its totals are what is left), or full
totals with a prepaid amount. The lines go to the deposit account; for the prepaid amount the caller looks the deposits
up in our own register. Where a document has both, the lines stand and nothing is cleared a second time.
"""

from collections.abc import Mapping, Sequence

from ecritoire.domain.money import allocate, minor_digits, round_half_up
from ecritoire.domain.posting.draft import Draft, Movement
from ecritoire.domain.posting.model import ClearedDeposit, PostingAccounts, PostingDocument

# Intangible and tangible fixed assets, and those under construction with the advances on them: supplier 404, VAT 44562.
ASSET_CLASSES = frozenset({"20", "21", "23"})
DEPOSIT_CLASSES = ("40", "237", "238")
DISCOUNT_CLASSES = ("609", "619", "629")


def is_asset(account: str) -> bool:
    """Whether an account is one of fixed assets, or of an advance on them."""
    return account[:2] in ASSET_CLASSES


def deposits_by_line(document: PostingDocument, costs: Sequence[int]) -> dict[int, ClearedDeposit]:
    """Index of each line of a final invoice that takes an open deposit back → that deposit.

    Such a line costs exactly what the deposit left open, negative, and was not coded as a discount. Left where the
    other lines are coded, it would lower the cost, and its deposit would be cleared a second time. ``costs`` has one
    figure a line: foreign VAT that nobody refunds is part of the deposit, so it is part of what takes it back.
    """
    open_by_cost: dict[int, list[ClearedDeposit]] = {}
    for deposit in document.deposits:
        net_minor, *_ = _in_document_currency(deposit, document)
        open_by_cost.setdefault(-net_minor, []).append(deposit)
    taken_back = {}
    for index, (line, cost_minor) in enumerate(zip(document.lines, costs, strict=True)):
        is_discount = line.account.startswith(DISCOUNT_CLASSES)
        if line.net_minor < 0 and not is_discount and open_by_cost.get(cost_minor):
            taken_back[index] = open_by_cost[cost_minor].pop(0)
    return taken_back


def clear_deposits(
    draft: Draft, document: PostingDocument, accounts: PostingAccounts, purchases: Mapping[str, int]
) -> None:
    """Credit the deposit account, and take the deposits' tax off the tax of this document."""
    if _lines_take_deposits_back(document, accounts, purchases):
        return
    default_account = accounts.asset_deposit if draft.is_all_assets else accounts.deposit
    for deposit in document.deposits:
        account = deposit.account or default_account
        net_book, *tax_books = _books(deposit)
        net_minor, *tax_minors = _in_document_currency(deposit, document)
        for_asset = is_asset(account)
        draft.cleared.append(Movement(account, -net_minor, -net_book, for_asset))
        for tax_account, minor, book_minor in zip(deposit.vat_by_account, tax_minors, tax_books, strict=True):
            if not _take_back(draft.taxes, tax_account, minor, book_minor):
                draft.taxes.append(Movement(tax_account, -minor, -book_minor, for_asset, tax_account=tax_account))


def _lines_take_deposits_back(
    document: PostingDocument, accounts: PostingAccounts, purchases: Mapping[str, int]
) -> bool:
    deposit_accounts = {accounts.deposit, accounts.asset_deposit, *(deposit.account for deposit in document.deposits)}
    return any(purchases.get(account, 0) < 0 for account in deposit_accounts if account)


def _books(deposit: ClearedDeposit) -> list[int]:
    """Net, then the tax of each account, in the company's currency."""
    return [deposit.net_minor, *deposit.vat_by_account.values()]


def _in_document_currency(deposit: ClearedDeposit, document: PostingDocument) -> list[int]:
    """The same in the document's currency."""
    books = _books(deposit)
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
