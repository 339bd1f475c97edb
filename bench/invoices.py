"""The invoices that are measured with: invented, realistic, and the same at every run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.services import create_company
from ecritoire.apps.purchases.bulk import BulkDocument, BulkPayment, BulkVat
from ecritoire.apps.scope import company_scope
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.apps.suppliers.naming import name_key
from ecritoire.domain.invoice import DocumentType
from ecritoire.domain.posting import CodedLine

SIREN = "552100554"
ACTOR = "Camille Martin"
SUPPLIERS = 500
YEAR = 2026
UNTIL = date(YEAR, 10, 31)  # invoices of November and December wait
SEED = 20261124
# Account, what is bought on it, and its VAT.
PURCHASES = (
    ("601000", "Panneaux de chêne", "FR20", 2000),
    ("604000", "Sous-traitance de pose", "FR20", 2000),
    ("606100", "Électricité", "FR20", 2000),
    ("606300", "Petit outillage", "FR20", 2000),
    ("606400", "Fournitures de bureau", "FR20", 2000),
    ("613200", "Location d’atelier", "FR20", 2000),
    ("615500", "Entretien des machines", "FR20", 2000),
    ("616000", "Assurance", "EXEMPT", 0),
    ("618100", "Documentation", "FR55", 550),
    ("622600", "Honoraires", "FR20", 2000),
    ("624100", "Transport sur achats", "FR20", 2000),
    ("625600", "Repas", "FR10", 1000),
    ("626000", "Téléphone", "FR20", 2000),
)
NAMES = (
    "Menuiserie", "Transports", "Électricité", "Imprimerie", "Garage", "Papeterie", "Quincaillerie", "Atelier",
    "Cabinet", "Scierie", "Assurances", "Maçonnerie", "Peintures", "Nettoyage", "Location", "Bureautique",
)  # fmt: skip
PLACES = (
    "du Léguer", "de Bréhat", "Kerguen", "du Trégor", "Le Goff", "des Sept-Îles", "d’Armor", "de la Rance", "Morvan",
    "du Couesnon", "Le Bihan", "des Abers", "de Cornouaille", "Guillou",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Odds:
    """How many documents in a thousand have something particular."""

    unpaid: int = 120
    paid_outside: int = 15
    credit_note: int = 20
    two_lines: int = 80
    not_coded: int = 8
    out_of_balance: int = 2
    period_after: int = 10


def make_company() -> Company:
    """Make the company and its suppliers."""
    company = create_company(SIREN, "Menuiserie Bréhat", actor=ACTOR)
    with company_scope(company):
        Supplier.objects.bulk_create(_supplier(company, rank) for rank in range(SUPPLIERS))
    return company


def _supplier(company: Company, rank: int) -> Supplier:
    name = f"{NAMES[rank % len(NAMES)]} {PLACES[rank % len(PLACES)]} {rank}"
    return Supplier(
        company=company,
        name=name,
        name_key=name_key(name),
        auxiliary=f"F{rank:05d}",
        default_account=PURCHASES[rank % len(PURCHASES)][0],
        known_at=timezone.now(),
    )


def invoices(count: int, *, first: int = 0, odds: Odds | None = None) -> Iterator[BulkDocument]:
    """Give ``count`` documents for the company in scope, numbered from ``first``, in the order of a year's days."""
    random = Random(SEED + first)
    odds = odds or Odds()
    suppliers = list(Supplier.objects.order_by("pk"))
    for rank in range(count):
        day = date(YEAR, 1, 1) + timedelta(days=rank * 365 // count)
        yield _invoice(random, odds, suppliers[random.randrange(len(suppliers))], day, first + rank)


def _invoice(random: Random, odds: Odds, supplier: Supplier, day: date, rank: int) -> BulkDocument:
    dice = random.random() * 1000
    account, label, vat_code, rate_bp = PURCHASES[random.randrange(len(PURCHASES))]
    number = f"F{day:%y%m}-{rank:07d}"
    nets = [random.randrange(500, 250_000) for _ in range(2 if dice < odds.two_lines else 1)]
    net = sum(nets)
    vat = (net * rate_bp + 5_000) // 10_000
    other = PURCHASES[(rank + 3) % len(PURCHASES)][0]
    accounts = ["" if _hits(random, odds.not_coded) else account, other]
    total = net + vat + (1 if _hits(random, odds.out_of_balance) else 0)
    return BulkDocument(
        supplier=supplier,
        type=DocumentType.CREDIT_NOTE if _hits(random, odds.credit_note) else DocumentType.INVOICE,
        type_code="380",
        number=number,
        invoice_date=day,
        due_date=day + timedelta(days=30),
        period_end=date(YEAR + 1, 3, 31) if _hits(random, odds.period_after) else None,
        net_minor=net,
        vat_minor=vat,
        total_minor=total,
        lines=tuple(
            CodedLine(position, label, minor, vat_code, accounts[position - 1])
            for position, minor in enumerate(nets, start=1)
        ),
        vat=(BulkVat(vat_code, net, vat, rate_bp),),
        payment=None if _hits(random, odds.unpaid) else _payment(random, odds, day, total, number),
    )


def _payment(random: Random, odds: Odds, day: date, total: int, number: str) -> BulkPayment:
    return BulkPayment(
        paid_on=min(day + timedelta(days=random.randrange(10, 45)), date(YEAR, 12, 31)),
        amount_minor=total,
        reference=f"VIR {number}",
        is_outside=_hits(random, odds.paid_outside),
    )


def _hits(random: Random, in_a_thousand: int) -> bool:
    return random.randrange(1000) < in_a_thousand
