"""Proposals of coding (imputation): which account, VAT code and accounting period a line gets, and why.

Three sources, in this order: what the supplier's record says, the rules of the company, what the last documents of
this supplier used. A proposal is completed from the next source where one leaves a field open, and always says where it
comes from. Nothing here decides: a person, or a rule that a person made for it, accepts.
"""

import calendar
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from ecritoire.domain.invoice import Period
from ecritoire.domain.vat import VAT_CODES, VatTreatment

ORIGIN_LABEL_LENGTH = 120
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
_ON_INVOICE = frozenset({VatTreatment.DEDUCTIBLE, VatTreatment.FOREIGN})


class Origin(StrEnum):
    """Where a proposal comes from."""

    NONE = ""
    SUPPLIER = "supplier"
    RULE = "rule"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class LineToCode:
    """What is known of a line before it is coded."""

    text: str  # name, description and note of the line
    net_minor: int
    invoice_date: date
    supplier: str = ""  # any key that names the supplier, the same as in the rules
    supplier_category: str = ""
    vat_code: str = ""  # what the document itself says (``vat.vat_code_for``)
    period: Period = field(default_factory=Period)  # stated on the line (BG-26) or the document (BG-14)


@dataclass(frozen=True, slots=True)
class SupplierDefaults:
    """The coding on the supplier's record, empty where it says nothing."""

    account: str = ""
    vat_code: str = ""


@dataclass(frozen=True, slots=True)
class CodingRule:
    """A rule of the company. Every criterion that is set must hold; one without any criterion holds for every line."""

    name: str
    supplier: str = ""
    words: str = ""  # all of them are words of the line, whatever their order, case and accents
    category: str = ""  # of the supplier
    min_minor: int | None = None  # of the net amount, its sign aside
    max_minor: int | None = None
    account: str = ""
    vat_code: str = ""
    period_months: int | None = None  # accounting period, from the invoice date


@dataclass(frozen=True, slots=True)
class PastDocument:
    """What one earlier document of the supplier used: an account and a VAT code for each of its lines."""

    codings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A coding to accept or to change. ``origin`` is the one of the account, or of what there is without an account."""

    account: str = ""
    vat_code: str = ""
    period: Period = field(default_factory=Period)
    origin: Origin = Origin.NONE
    origin_label: str = ""  # French, for example « 7 factures sur 12 »


@dataclass(frozen=True, slots=True)
class _Source:
    origin: Origin
    label: str
    account: str = ""
    vat_code: str = ""
    period: Period | None = None


def propose_coding(
    line: LineToCode,
    *,
    defaults: SupplierDefaults = SupplierDefaults(),
    rules: Sequence[CodingRule] = (),
    history: Sequence[PastDocument] = (),
) -> Proposal:
    """Propose a coding for one line.

    The order is literal: the account on the supplier's record stands before any rule, however precise. To code the
    lines of a supplier by their words, leave the record open and end its rules with one that names the supplier alone.
    The VAT the document states is never contradicted: a proposed code only says how a line without French tax is
    treated, or fills what the document leaves open.

    Args:
        line: the line.
        defaults: of the supplier's record.
        rules: in the order of the company; the first that matches wins.
        history: the supplier's last documents, latest first.
    """
    sources = list(_sources(line, defaults, rules, history))
    by_account = next((source for source in sources if source.account), None)
    by_vat = next((source for source in sources if _admits(line.vat_code, source.vat_code)), None)
    by_period = None
    if line.period == Period():
        by_period = next((source for source in sources if source.period), None)
    first = by_account or by_vat or by_period
    return Proposal(
        account=by_account.account if by_account else "",
        vat_code=by_vat.vat_code if by_vat else line.vat_code,
        period=by_period.period if by_period and by_period.period else line.period,
        origin=first.origin if first else Origin.NONE,
        origin_label=_origin_label(by_account, by_vat, by_period),
    )


def _sources(
    line: LineToCode, defaults: SupplierDefaults, rules: Sequence[CodingRule], history: Sequence[PastDocument]
) -> Iterator[_Source]:
    yield _Source(Origin.SUPPLIER, "Fiche du fournisseur", defaults.account, defaults.vat_code)
    rule = next((rule for rule in rules if matches(rule, line)), None)
    if rule is not None:
        period = _period(line.invoice_date, rule.period_months) if rule.period_months else None
        yield _Source(Origin.RULE, f"Règle « {rule.name} »", rule.account, rule.vat_code, period)
    usual = _usual(history)
    if usual is not None:
        yield usual


def matches(rule: CodingRule, line: LineToCode) -> bool:
    """Whether every criterion that a rule sets holds for a line."""
    if rule.supplier and rule.supplier != line.supplier:
        return False
    if rule.category and words_of(rule.category) != words_of(line.supplier_category):
        return False
    size_minor = abs(line.net_minor)
    if rule.min_minor is not None and size_minor < rule.min_minor:
        return False
    if rule.max_minor is not None and size_minor > rule.max_minor:
        return False
    return words_of(rule.words) <= words_of(line.text)


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The words of a text without case, accents, ligatures and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return frozenset(re.findall(r"[a-z0-9]+", plain))


def _usual(history: Sequence[PastDocument]) -> _Source | None:
    """The account that at least half of the documents used, and its VAT code; of two used as often, the latest."""
    accounts = Counter(account for document in history for account in _accounts(document))
    account, documents = next(iter(accounts.most_common(1)), ("", 0))
    if not account or 2 * documents < len(history):
        return None
    codes = Counter(code for document in history for used, code in document.codings if used == account and code)
    vat_code = next((code for code, _ in codes.most_common(1)), "")
    return _Source(Origin.HISTORY, _share(documents, len(history)), account, vat_code)


def _accounts(document: PastDocument) -> list[str]:
    """The accounts of a document, each once, in the order of its lines."""
    return list(dict.fromkeys(account for account, _ in document.codings if account))


def _share(documents: int, of: int) -> str:
    return f"{documents} facture{'s' if documents > 1 else ''} sur {of}"


def _admits(stated: str, proposed: str) -> bool:
    """Whether a proposed VAT code agrees with what the document states."""
    if not proposed or proposed not in VAT_CODES:
        return False
    code = VAT_CODES.get(stated)
    if code is None or code.treatment is VatTreatment.UNKNOWN:
        return True
    if code.treatment in _ON_INVOICE:
        return False
    return VAT_CODES[proposed].treatment in {VatTreatment.REVERSE_CHARGE, VatTreatment.NONE}


def _period(start: date, months: int) -> Period:
    """So many months from a day, the last day included; a day the last month lacks ends with that month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    if start.day > last_day:
        return Period(start, date(year, month + 1, last_day))
    return Period(start, date(year, month + 1, start.day) - timedelta(days=1))


def _origin_label(by_account: _Source | None, by_vat: _Source | None, by_period: _Source | None) -> str:
    """Where the account comes from, and the rest where it comes from elsewhere."""
    parts = [by_account.label] if by_account else []
    for what, source in (("TVA", by_vat), ("période", by_period)):
        if source and source is not by_account:
            parts.append(f"{what} : {source.label}")
    label = " ; ".join(parts)
    return label if len(label) <= ORIGIN_LABEL_LENGTH else label[: ORIGIN_LABEL_LENGTH - 1] + "…"
