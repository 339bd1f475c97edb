"""The coded lines of a document as posting sees them: gathered by account, and split between assets and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.money import allocate
from ecritoire.domain.posting.deposits import ASSET_CLASSES, DEPOSIT_CLASSES, deposits_by_line, is_asset
from ecritoire.domain.posting.model import ClearedDeposit, CodedLine, PostingAccounts, PostingDocument
from ecritoire.domain.vat import VatTreatment

NO_NET = (0, 0)
_ON_INVOICE = frozenset({VatTreatment.DEDUCTIBLE, VatTreatment.FOREIGN, VatTreatment.UNKNOWN})


@dataclass(slots=True)
class Gathered:
    """Net amounts of a document, in its own currency."""

    purchases: dict[str, int]  # account → net, in the order of the lines
    nets: dict[str, tuple[int, int]]  # VAT code → net outside fixed assets, net of fixed assets
    # What the total says beyond the lines and the VAT on the invoice. VAT that a supplier charged although the
    # purchaser owes it (CGI art. 283) is no VAT of the invoice here, so it shows up in the gap: it can be neither
    # deducted (art. 271) nor owed, and the supplier has to correct the invoice.
    gap_minor: int
    # Account → what the lines that take deposits back put on it: in the document's currency, and in the company's at
    # the value of the deposits, an advance being no debt in money that a rate would change (ANC 2014-03, art. 420-5).
    taken_back: dict[str, tuple[int, int]]


def is_on_deposit(document: PostingDocument) -> bool:
    """Whether a document is a deposit invoice, or the credit note that cancels one."""
    return document.type is DocumentType.DEPOSIT_INVOICE or document.cancels_deposit


def treatment_of(document: PostingDocument, vat_code: str) -> VatTreatment:
    """How the tax of a code is treated; a code nobody knows is never deducted by itself."""
    code = document.vat_codes.get(vat_code)
    return code.treatment if code else VatTreatment.UNKNOWN


def lines_to_post(document: PostingDocument, accounts: PostingAccounts) -> Sequence[CodedLine]:
    """The lines with the account they are posted to.

    A deposit is an advance whatever it was coded on: a claim on the supplier (account 4091, or 238 for an asset), not
    yet an expense or an asset. So is the line by which a final invoice takes a deposit back.
    """
    if is_on_deposit(document):
        return [replace(line, account=_deposit_account(line.account, accounts)) for line in document.lines]
    taken_back = _taken_back(document, accounts)
    return [
        replace(line, account=_account_cleared(line, taken_back[index], accounts)) if index in taken_back else line
        for index, line in enumerate(document.lines)
    ]


def _taken_back(document: PostingDocument, accounts: PostingAccounts) -> dict[int, ClearedDeposit]:
    if is_on_deposit(document) or not document.deposits:
        return {}
    return deposits_by_line(document, costs_of(document, accounts, document.lines))


def _account_cleared(line: CodedLine, deposit: ClearedDeposit, accounts: PostingAccounts) -> str:
    return line.account if line.account.startswith(DEPOSIT_CLASSES) else deposit.account or accounts.deposit


def costs_of(document: PostingDocument, accounts: PostingAccounts, lines: Sequence[CodedLine]) -> list[int]:
    """What each line costs, in the document's currency: its net, and its share of foreign VAT that nobody refunds."""
    costs = [line.net_minor for line in lines]
    if accounts.foreign_vat_refund:
        return costs
    for amount in document.vat:
        if treatment_of(document, amount.vat_code) is VatTreatment.FOREIGN:
            bearing = [index for index, line in enumerate(lines) if line.vat_code == amount.vat_code]
            shares = allocate(amount.vat_minor, [lines[index].net_minor for index in bearing])
            for index, share_minor in zip(bearing, shares, strict=True):
                costs[index] += share_minor
    return costs


def _deposit_account(account: str, accounts: PostingAccounts) -> str:
    if account.startswith(DEPOSIT_CLASSES):
        return account
    return accounts.asset_deposit if is_asset(account) else accounts.deposit


def gather(document: PostingDocument, accounts: PostingAccounts, lines: Sequence[CodedLine]) -> Gathered:
    """Add the lines up by account, foreign VAT that nobody refunds being part of its lines' cost."""
    purchases: dict[str, int] = {}
    nets: dict[str, tuple[int, int]] = {}
    net_minor = 0
    for line, cost_minor in zip(lines, costs_of(document, accounts, lines), strict=True):
        account, amount_minor = line.account, line.net_minor
        net_minor += amount_minor
        purchases[account] = purchases.get(account, 0) + cost_minor
        other_minor, asset_minor = nets.get(line.vat_code, NO_NET)
        if account[:2] in ASSET_CLASSES:
            nets[line.vat_code] = (other_minor, asset_minor + amount_minor)
        else:
            nets[line.vat_code] = (other_minor + amount_minor, asset_minor)
    vat_minor = sum(
        amount.vat_minor for amount in document.vat if treatment_of(document, amount.vat_code) in _ON_INVOICE
    )
    taken_back = _cleared_by_account(document, accounts, lines)
    return Gathered(purchases, nets, document.total_minor - net_minor - vat_minor, taken_back)


def _cleared_by_account(
    document: PostingDocument, accounts: PostingAccounts, lines: Sequence[CodedLine]
) -> dict[str, tuple[int, int]]:
    costs = costs_of(document, accounts, document.lines)
    cleared: dict[str, tuple[int, int]] = {}
    for index, deposit in _taken_back(document, accounts).items():
        minor, book_minor = cleared.get(lines[index].account, NO_NET)
        cleared[lines[index].account] = minor + costs[index], book_minor - deposit.net_minor
    return cleared


def split_tax(tax_minor: int, nets: tuple[int, int]) -> tuple[int, int]:
    """Split the tax of one code between what is no fixed asset and what is, in proportion to the net amounts."""
    other_minor, asset_minor = nets
    if asset_minor == 0:
        return tax_minor, 0
    if other_minor == 0:
        return 0, tax_minor
    other_share, asset_share = allocate(tax_minor, [other_minor, asset_minor])
    return other_share, asset_share
