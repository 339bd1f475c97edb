"""Why a coded document has no entry yet. Every problem is found, not only the first."""

from collections.abc import Iterator, Sequence

from ecritoire.domain.posting.coding import NO_NET, Gathered, split_tax, treatment_of
from ecritoire.domain.posting.model import CodedLine, PostingAccounts, PostingDocument, Problem, VatAmount
from ecritoire.domain.vat import VatTreatment

# Only rounding is booked as a gap (658, 758): a larger difference is a wrong document or a wrong coding.
BOOKED_GAP_MAX_MINOR = 100


def find_problems(
    document: PostingDocument, accounts: PostingAccounts, lines: Sequence[CodedLine], gathered: Gathered
) -> list[Problem]:
    """All that prevents the entry, in the order a person would go through the document."""
    problems: list[Problem] = []
    if "" in gathered.purchases:
        problems.extend(_uncoded_lines(document, lines))
    for amount in document.vat:
        missing = amount.vat_minor and _missing_account(document, accounts, amount, gathered)
        if missing:
            problems.append(_vat_account_missing(document, amount, missing))
    gap = gathered.gap_minor
    if gap and not (document.books_gap and abs(gap) <= BOOKED_GAP_MAX_MINOR):
        problems.append(_unbalanced(document, gap))
    if document.currency != document.company_currency and (document.rate is None or document.rate <= 0):
        facts = {"currency": document.currency, "date": document.invoice_date}
        problems.append(Problem("currency_rate_missing", facts))
    return problems


def _uncoded_lines(document: PostingDocument, lines: Sequence[CodedLine]) -> Iterator[Problem]:
    """A line of zero (a text, a gift) has nothing to book, so it needs no account."""
    for line in lines:
        if not line.account and line.net_minor:
            facts = {
                "line": line.position,
                "label": line.label,
                "amount_minor": line.net_minor,
                "currency": document.currency,
            }
            yield Problem("purchase_account_missing", facts)


def _missing_account(
    document: PostingDocument, accounts: PostingAccounts, amount: VatAmount, gathered: Gathered
) -> str:
    """Which account the tax of a code lacks: ``deductible``, ``due``, or none (empty)."""
    treatment = treatment_of(document, amount.vat_code)
    nets = gathered.nets.get(amount.vat_code, NO_NET)
    if treatment is VatTreatment.NONE:
        return ""
    if treatment is VatTreatment.FOREIGN:
        return "" if accounts.foreign_vat_refund or any(nets) else "deductible"
    if not amount.account and split_tax(amount.vat_minor, nets)[0]:
        return "deductible"
    if treatment is VatTreatment.REVERSE_CHARGE and not amount.due_account:
        return "due"
    return ""


def _vat_account_missing(document: PostingDocument, amount: VatAmount, missing: str) -> Problem:
    code = document.vat_codes.get(amount.vat_code)
    known_rate_bp = code.rate_bp if code else 0
    facts = {
        "vat_code": amount.vat_code,
        "rate_bp": known_rate_bp or amount.rate_bp,
        "vat_minor": amount.vat_minor,
        "currency": document.currency,
        "account": missing,
    }
    return Problem("vat_account_missing", facts)


def _unbalanced(document: PostingDocument, gap: int) -> Problem:
    facts: dict[str, object] = {
        "gap_minor": gap,
        "lines_minor": document.total_minor - gap,
        "total_minor": document.total_minor,
        "currency": document.currency,
    }
    reverse_charge_minor = sum(
        amount.vat_minor
        for amount in document.vat
        if treatment_of(document, amount.vat_code) is VatTreatment.REVERSE_CHARGE
    )
    if reverse_charge_minor:
        facts["reverse_charge_minor"] = reverse_charge_minor
    return Problem("unbalanced", facts)
