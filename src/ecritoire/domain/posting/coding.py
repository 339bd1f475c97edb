"""The coded lines of a document as posting sees them: gathered by account, and split between assets and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.money import allocate
from ecritoire.domain.posting.deposits import ASSET_CLASSES, DEPOSIT_CLASSES, is_asset, lines_taking_back
from ecritoire.domain.posting.model import CodedLine, PostingAccounts, PostingDocument, VatAmount
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
    return lines_taking_back(document, accounts) if document.deposits else document.lines


def _deposit_account(account: str, accounts: PostingAccounts) -> str:
    if account.startswith(DEPOSIT_CLASSES):
        return account
    return accounts.asset_deposit if is_asset(account) else accounts.deposit


def gather(document: PostingDocument, accounts: PostingAccounts, lines: Sequence[CodedLine]) -> Gathered:
    """Add the lines up by account, foreign VAT that nobody refunds being part of its lines' cost."""
    purchases: dict[str, int] = {}
    nets: dict[str, tuple[int, int]] = {}
    net_minor = 0
    for line in lines:
        account, amount_minor = line.account, line.net_minor
        net_minor += amount_minor
        purchases[account] = purchases.get(account, 0) + amount_minor
        other_minor, asset_minor = nets.get(line.vat_code, NO_NET)
        if account[:2] in ASSET_CLASSES:
            nets[line.vat_code] = (other_minor, asset_minor + amount_minor)
        else:
            nets[line.vat_code] = (other_minor + amount_minor, asset_minor)
    vat_minor = 0
    for amount in document.vat:
        treatment = treatment_of(document, amount.vat_code)
        if treatment in _ON_INVOICE:
            vat_minor += amount.vat_minor
        if treatment is VatTreatment.FOREIGN and not accounts.foreign_vat_refund:
            _add_foreign_vat(purchases, amount, lines)
    return Gathered(purchases, nets, document.total_minor - net_minor - vat_minor)


def _add_foreign_vat(purchases: dict[str, int], amount: VatAmount, lines: Sequence[CodedLine]) -> None:
    weights: dict[str, int] = {}
    for line in lines:
        if line.vat_code == amount.vat_code:
            weights[line.account] = weights.get(line.account, 0) + line.net_minor
    shares = allocate(amount.vat_minor, list(weights.values()))
    for account, share in zip(weights, shares, strict=True):
        purchases[account] += share


def split_tax(tax_minor: int, nets: tuple[int, int]) -> tuple[int, int]:
    """Split the tax of one code between what is no fixed asset and what is, in proportion to the net amounts."""
    other_minor, asset_minor = nets
    if asset_minor == 0:
        return tax_minor, 0
    if other_minor == 0:
        return 0, tax_minor
    other_share, asset_share = allocate(tax_minor, [other_minor, asset_minor])
    return other_share, asset_share
