"""From what a document says to its rows: one line for each thing bought, and the VAT of each code.

The sender's figures are kept as stated. What the sender leaves out is filled in plainly: without lines, one line stands
for each VAT group; without VAT groups, one stands for the whole, under the code whose rate explains the tax.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ecritoire.apps.purchases.checking import DEPOSIT_CODES
from ecritoire.apps.purchases.models import Document, DocumentLine, DocumentVat
from ecritoire.domain.invoice import AllowanceCharge, DocumentType, Invoice, InvoiceLine, VatBreakdown
from ecritoire.domain.money import round_half_up
from ecritoire.domain.vat import VAT_CODES, VatCode, VatTreatment, vat_code_for
from ecritoire.domain.wording import french_rate

VAT_RATE_UNKNOWN = "vat_rate_unknown"
ORIGIN_DOCUMENT = "document"
LABEL_LENGTH = 300
EXPLAINED_WITHIN_MINOR = 1  # a cent of rounding
QUANTITY_STEP = Decimal("0.0001")
_WITHOUT_LINES = "Ensemble de la facture, sans détail des lignes"


@dataclass(frozen=True, slots=True)
class Transcript:
    """The rows of a document, not saved and without their document, and what came up in making them."""

    lines: tuple[DocumentLine, ...]
    vat: tuple[DocumentVat, ...]
    texts: tuple[str, ...]  # all that each line says in words
    flags: tuple[str, ...] = ()
    vat_codes: dict[int, str] = field(default_factory=dict)  # proposed in place of those of the lines, by position


@dataclass(slots=True)
class _Codes:
    """The VAT code of each category and rate on one invoice."""

    invoice: Invoice
    known: dict[tuple[str, Decimal | None], VatCode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for group in self.invoice.vat:
            self.known[group.category, group.rate] = self._choose(group.category, group.rate, group.exemption_code)

    def of(self, category: str, rate: Decimal | None) -> VatCode:
        """The code of a line: that of its VAT group, which knows why a tax is not charged."""
        found = self.known.get((category, rate))
        if found is None:
            found = self.known[category, rate] = self._choose(category, rate, "")
        return found

    def _choose(self, category: str, rate: Decimal | None, exemption_code: str) -> VatCode:
        seller, buyer = self.invoice.seller, self.invoice.buyer
        return vat_code_for(
            category=category,
            rate=rate,
            seller_country=seller.address.country,
            buyer_country=buyer.address.country or "FR",
            seller_postcode=seller.address.postcode,
            buyer_postcode=buyer.address.postcode,
            seller_vat_number=seller.vat_number,
            exemption_code=exemption_code,
        )


def transcribe(invoice: Invoice, preceding: Sequence[Document], deposit_account: str) -> Transcript:
    """Turn what a document says into its rows.

    Args:
        invoice: the document.
        preceding: the documents it refers to (BG-3), those that have arrived.
        deposit_account: the account of lines that take a deposit invoice back.
    """
    codes = _Codes(invoice)
    if not invoice.vat and not invoice.lines:
        return _transcribe_totals(invoice)
    if invoice.lines:
        is_deposit = _deposit_lines(invoice, preceding)
        lines = [_line(line, codes, deposit_account if is_deposit(line) else "") for line in invoice.lines]
        lines.extend(_adjustment(item, codes) for item in invoice.allowances_charges)
        texts = [f"{line.name} {line.description} {line.note}" for line in invoice.lines]
        texts.extend(line.label for line in lines[len(texts) :])
    else:
        lines = [_group_line(group, codes) for group in invoice.vat]
        texts = [" ".join(invoice.notes)] * len(lines)
    for position, line in enumerate(lines, start=1):
        line.position = position
    groups = invoice.vat or tuple(_groups_of_lines(lines, invoice.totals.vat_minor))
    return Transcript(tuple(lines), tuple(_gather_vat(groups, codes)), tuple(texts))


def _line(line: InvoiceLine, codes: _Codes, account: str) -> DocumentLine:
    label = line.name or line.description or line.note or line.id
    return DocumentLine(
        label=" ".join(label.split())[:LABEL_LENGTH],
        quantity=_quantity(line.quantity),
        unit=line.unit[:10],
        net_minor=line.net_minor,
        vat_code=codes.of(line.vat_category, line.vat_rate).code,
        account=account,
        origin=ORIGIN_DOCUMENT if account else "",
        origin_label=f"Reprise de l’acompte {line.preceding_invoice}"[:120] if account else "",
    )


def _adjustment(item: AllowanceCharge, codes: _Codes) -> DocumentLine:
    label = item.reason or ("Frais" if item.is_charge else "Remise")
    return DocumentLine(
        label=" ".join(label.split())[:LABEL_LENGTH],
        net_minor=item.amount_minor if item.is_charge else -item.amount_minor,
        vat_code=codes.of(item.vat_category, item.vat_rate).code,
    )


def _group_line(group: VatBreakdown, codes: _Codes) -> DocumentLine:
    code = codes.of(group.category, group.rate)
    rate = f"à {french_rate(_rate_bp(group.rate))}" if group.rate else "sans TVA"
    label = f"Ensemble {rate}, sans détail des lignes"
    return DocumentLine(label=label, net_minor=group.base_minor, vat_code=code.code)


def _deposit_lines(invoice: Invoice, preceding: Sequence[Document]) -> Callable[[InvoiceLine], bool]:
    """Which lines of a final invoice take a deposit invoice back: below zero, and naming one."""
    if invoice.type not in {DocumentType.INVOICE, DocumentType.CORRECTIVE}:
        return lambda _line: False
    deposits = {document.number for document in preceding if document.type == DocumentType.DEPOSIT_INVOICE}
    deposits |= {reference.number for reference in invoice.preceding if reference.type_code in DEPOSIT_CODES}
    return lambda line: line.net_minor < 0 and line.preceding_invoice in deposits


def _gather_vat(groups: Sequence[VatBreakdown], codes: _Codes) -> Iterator[DocumentVat]:
    """One row for each code and rate; several groups may share one."""
    gathered: dict[tuple[str, int], DocumentVat] = {}
    for group in groups:
        code = codes.of(group.category, group.rate)
        rate_bp = code.rate_bp if code.treatment is VatTreatment.REVERSE_CHARGE else _rate_bp(group.rate)
        row = gathered.get((code.code, rate_bp))
        if row is None:
            row = gathered[code.code, rate_bp] = DocumentVat(
                vat_code=code.code, category=group.category[:2], rate_bp=rate_bp, base_minor=0, vat_minor=0
            )
        row.base_minor += group.base_minor
        row.vat_minor += group.vat_minor
    for row in gathered.values():
        assess_reverse_charge(row)
    yield from gathered.values()


def assess_reverse_charge(row: DocumentVat) -> None:
    """Compute the tax the company owes itself; a sender who charged it all the same is left as stated."""
    code = VAT_CODES.get(row.vat_code)
    if code is not None and code.treatment is VatTreatment.REVERSE_CHARGE:
        row.vat_minor = round_half_up(Decimal(row.base_minor) * code.rate_bp / 10_000)


def _groups_of_lines(lines: Sequence[DocumentLine], vat_minor: int) -> Iterator[VatBreakdown]:
    """VAT groups a sender left out although the lines say their rates: the stated tax goes where the rates put it."""
    nets: dict[str, int] = {}
    for line in lines:
        nets[line.vat_code] = nets.get(line.vat_code, 0) + line.net_minor
    left = vat_minor
    for position, (name, net_minor) in enumerate(nets.items(), start=1):
        code = VAT_CODES[name]
        tax = left if position == len(nets) else round_half_up(Decimal(net_minor) * code.rate_bp / 10_000)
        left -= tax
        yield VatBreakdown(category="", rate=code.rate, base_minor=net_minor, vat_minor=tax)


def _transcribe_totals(invoice: Invoice) -> Transcript:
    """A document that states its totals only (profile MINIMUM): one line, under the code that explains the tax."""
    net_minor, vat_minor = invoice.totals.net_minor, invoice.totals.vat_minor
    code, rate_bp = _explaining_code(invoice, net_minor, vat_minor)
    if code.treatment is VatTreatment.REVERSE_CHARGE:
        rate_bp = code.rate_bp
    flags = () if code.treatment is VatTreatment.DEDUCTIBLE else (VAT_RATE_UNKNOWN,)
    line = DocumentLine(position=1, label=_WITHOUT_LINES, net_minor=net_minor, vat_code=code.code)
    row = DocumentVat(vat_code=code.code, rate_bp=rate_bp, base_minor=net_minor, vat_minor=vat_minor)
    assess_reverse_charge(row)
    return Transcript((line,), (row,), (" ".join(invoice.notes),), flags)


def _explaining_code(invoice: Invoice, net_minor: int, vat_minor: int) -> tuple[VatCode, int]:
    """The code and rate of a tax whose rate is not stated."""
    codes = _Codes(invoice)
    rates = [None] if vat_minor == 0 else _plausible_rates()
    for rate in rates:
        code = codes.of("S" if rate else "", rate)
        expected = round_half_up(Decimal(net_minor) * (rate or 0) / 100)
        if abs(expected - vat_minor) <= EXPLAINED_WITHIN_MINOR:
            return code, _rate_bp(rate)
    implied_bp = round_half_up(Decimal(vat_minor) * 10_000 / net_minor) if net_minor else 0
    return codes.of("S", Decimal(implied_bp) / 100), max(min(implied_bp, 100_00), 0)


def _plausible_rates() -> list[Decimal | None]:
    """The rates of the French codes, those of today first."""
    rates: Mapping[int, None] = dict.fromkeys(
        code.rate_bp for code in VAT_CODES.values() if code.treatment is VatTreatment.DEDUCTIBLE
    )
    return [Decimal(rate_bp) / 100 for rate_bp in rates]


def _rate_bp(rate: Decimal | None) -> int:
    return round_half_up(rate * 100) if rate is not None and abs(rate) <= 1000 else 0


def _quantity(quantity: Decimal | None) -> Decimal | None:
    """The quantity to four decimals; one that no column could hold is left to the original document."""
    if quantity is None:
        return None
    try:
        rounded = quantity.quantize(QUANTITY_STEP)
    except InvalidOperation:
        return None
    return rounded if abs(rounded) < Decimal(10) ** 14 else None
