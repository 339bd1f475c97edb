"""Words and figures as they are printed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samples.model import Document, Party, Tax

NO_BREAK = "\u00a0"
SYMBOLS = {"EUR": "€", "USD": "US$", "GBP": "£"}
UNITS = {
    "C62": "u",
    "DAY": "j",
    "HUR": "h",
    "KWH": "kWh",
    "LTR": "L",
    "MON": "mois",
    "MTK": "m²",
    "MTQ": "m³",
    "MTR": "m",
    "SET": "jeu",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says besides the data, in one language."""

    number: str = "Numéro"
    issued_on: str = "Date"
    due_on: str = "Échéance"
    order: str = "Votre commande"
    despatch: str = "Bon de livraison"
    contract: str = "Contrat"
    period: str = "Période"
    delivered_on: str = "Livré le"
    bill_to: str = "Facturé à"
    name: str = "Désignation"
    quantity: str = "Qté"
    price: str = "P.U. HT"
    vat: str = "TVA"
    amount: str = "Montant HT"
    base: str = "Base HT"
    total_lines: str = "Total des lignes HT"
    net: str = "Total HT"
    gross: str = "Total TTC"
    prepaid: str = "Acompte déduit"
    paid: str = "Déjà payé"
    rounding: str = "Arrondi"
    due: str = "Net à payer"
    item: str = "Réf."
    payment: str = "Règlement"
    vat_detail: str = "Détail de la TVA"


FRENCH = Words()
ENGLISH = Words(
    number="Invoice no.",
    issued_on="Date",
    due_on="Due date",
    bill_to="Bill to",
    name="Description",
    quantity="Qty",
    price="Unit price",
    vat="Tax",
    amount="Amount",
    total_lines="Subtotal",
    net="Subtotal",
    gross="Total",
    due="Amount due",
    item="Ref.",
    payment="Payment",
)


def words_of(document: Document) -> Words:
    """Choose the language of a sender."""
    return FRENCH if document.seller.country == "FR" else ENGLISH


def money(minor: int, currency: str = "") -> str:
    """Write an amount: 1 234,56 € in euros, US$ 1,234.56 in other currencies."""
    sign = "\u2212" if minor < 0 else ""
    units, cents = divmod(abs(minor), 100)
    grouped = f"{units:,}"
    if currency in {"", "EUR"}:
        text = f"{sign}{grouped.replace(',', NO_BREAK)},{cents:02d}"
        return f"{text}{NO_BREAK}€" if currency else text
    return f"{sign}{SYMBOLS[currency]}{NO_BREAK}{grouped}.{cents:02d}"


def bare(minor: int, document: Document) -> str:
    """Write an amount without its currency, in the sender's way."""
    text = money(minor, document.currency)
    return text.removesuffix(f"{NO_BREAK}€").replace(f"{SYMBOLS[document.currency]}{NO_BREAK}", "")


def decimal(value: Decimal, document: Document, places: int = 0) -> str:
    """Write a quantity or a price with at least so many places."""
    given = -int(value.normalize().as_tuple().exponent)
    text = f"{value:,.{max(places, given)}f}".replace("-", "\u2212")
    if document.currency != "EUR":
        return text
    return text.replace(",", NO_BREAK).replace(".", ",")


def day(value: date, document: Document) -> str:
    """Write a date."""
    if document.currency == "USD":
        return f"{MONTHS[value.month - 1]} {value.day}, {value.year}"
    return f"{value:%d/%m/%Y}"


def rate(tax: Tax) -> str:
    """Write a VAT rate, or why there is none."""
    if tax.category == "AE":
        return "Autoliq."
    if tax.category == "E":
        return "Exonéré"
    if tax.rate is None:
        return "\u2013"
    return f"{tax.rate.normalize():f}".replace(".", ",") + f"{NO_BREAK}%"


def grouped(text: str, size: int = 4) -> str:
    """Write an identifier in groups: FR76 1234 …"""
    return NO_BREAK.join(text[start : start + size] for start in range(0, len(text), size))


def siren(party: Party) -> str:
    """Write a SIREN as 123 456 789."""
    return grouped(party.siren, 3)


def legal_footer(party: Party) -> str:
    """The line at the foot of the page: form, capital, registry, VAT number."""
    if party.country != "FR":
        return f"{party.name} · {', '.join(party.address)}, {party.city} {party.postcode} · {party.legal_id}"
    capital = f" au capital de {party.capital}" if party.capital else ""
    parts = [
        f"{party.name}, {party.legal_form}{capital}",
        f"RCS {party.registry} {siren(party)}" if party.registry else "",
        f"SIRET {siren(party)}{NO_BREAK}{party.siret[9:]}",
        f"TVA {party.vat_number[:4]}{NO_BREAK}{siren(party)}",
    ]
    return " · ".join(
        part.replace(" ", NO_BREAK) if "SIRET" in part or "TVA" in part else part for part in parts if part
    )


def references(document: Document) -> list[tuple[str, str]]:
    """What identifies the document: labels and values, in the order they are printed."""
    words = words_of(document)
    period = document.period
    pairs = [
        (words.number, document.number),
        (words.issued_on, day(document.issued_on, document)),
        (words.due_on, day(document.due_on, document) if document.due_on else ""),
        (words.order, document.order),
        (words.despatch, document.despatch),
        (words.contract, document.contract),
        (words.delivered_on, day(document.delivered_on, document) if document.delivered_on else ""),
        (words.period, f"{period.start:%d/%m/%y} au {period.end:%d/%m/%y}" if period else ""),
    ]
    return [(label, value) for label, value in pairs if value]


def totals(document: Document) -> list[tuple[str, str]]:
    """The rows of the total but the last, which is what is due."""
    words = words_of(document)
    rows: list[tuple[str, str]] = []
    if document.adjustments:
        rows.append((words.total_lines, bare(document.lines_minor, document)))
    for adjustment in document.adjustments:
        percent = f" {decimal(adjustment.percent, document)}{NO_BREAK}%" if adjustment.percent else ""
        rows.append((f"{adjustment.reason}{percent}", bare(adjustment.signed_minor, document)))
    rows.append((words.net, bare(document.net_minor, document)))
    rows += [
        (f"{words.vat} {rate(group.tax)}", bare(group.vat_minor, document))
        for group in document.vat_groups
        if group.tax.category == "S"
    ]
    is_plain = not (document.prepaid_minor or document.rounding_minor)
    if not is_plain:
        rows.append((words.gross, bare(document.total_minor, document)))
    if document.prepaid_minor:
        label = words.paid if document.due_minor == 0 else words.prepaid
        rows.append((label, bare(-document.prepaid_minor, document)))
    if document.rounding_minor:
        rows.append((words.rounding, bare(document.rounding_minor, document)))
    return rows


def due_label(document: Document) -> str:
    """What the last row of the total is called."""
    words = words_of(document)
    if document.type_code == "325":
        return words.gross
    if document.type_code == "381" or document.total_minor < 0:
        return "Net à votre crédit"
    return f"{words.due} TTC" if document.vat_minor else words.due


def payment_rows(document: Document) -> list[str]:
    """How to pay: terms, account or mandate."""
    seller = document.seller
    rows = [document.terms]
    if document.means in {"30", "58"}:
        rows += [
            f"IBAN {grouped(seller.iban)}".replace(NO_BREAK, " ") if seller.iban else "",
            f"Account {seller.account_number}" if seller.account_number else "",
            f"BIC {seller.bic} · {seller.bank}" if seller.bic else "",
        ]
    if document.mandate:
        rows.append(f"Mandat {document.mandate}")
    return [row for row in rows if row]


def mentions(document: Document) -> list[str]:
    """Legal mentions printed on the page."""
    taxes = {group.tax.reason for group in document.vat_groups if group.tax.reason}
    texts = dict(document.notes)
    shown = [texts[code] for code in ("PMD", "PMT", "AAB") if code in texts]
    return [*sorted(taxes), " ".join(shown)] if shown else sorted(taxes)
