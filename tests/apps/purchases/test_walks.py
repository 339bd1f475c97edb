"""Whatever people do in whatever order, the ledger says of each document what its posting says, once.

Each walk is a seed: a failure is replayed by its number.
"""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import cancel_export
from ecritoire.apps.exports.models import Export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.payments.attaching import attach_final_invoice
from ecritoire.apps.payments.models import Payment
from ecritoire.apps.payments.services import record_payment
from ecritoire.apps.payments.settling import left_minor
from ecritoire.apps.purchases.coding import LineCoding, code_lines
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.dates import set_entry_date
from ecritoire.apps.purchases.holding import hold_back, release
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.posting import books_of, posted_corrective, posting_of
from ecritoire.domain.entries import Entry as Posted
from ecritoire.domain.errors import EcritoireError
from tests.apps.einvoices import EInvoice, Item
from tests.apps.ground import NADIA, NOVEMBER_2, OCTOBER_14, balances, export, lines_of, receive

STEPS = 60
INVOICES = [
    EInvoice(number="A", items=(Item(net="100.00"), Item(net="40.00", rate="5.5"))),
    EInvoice(number="A-R", type_code="384", preceding=[("A", OCTOBER_14)], items=(Item(net="70.00"),)),
    EInvoice(number="AV", type_code="381", preceding=[("A", OCTOBER_14)], items=(Item(net="12.00"),)),
    EInvoice(number="AC", type_code="386", items=(Item(net="30.00"),)),
    EInvoice(number="FF", preceding=[("AC", OCTOBER_14)], items=(Item(net="90.00"),), prepaid="36.00"),
    EInvoice(number="BC", type_code="325", items=(Item(net="50.00"),)),
    EInvoice(number="FB", items=(Item(net="50.00"),)),
]
ACCOUNTS = ["606400", "606300", "624100", "215400"]
VAT_CODES = ["", "", "", "", "", "FR20", "UNKNOWN"]
Step = Callable[[random.Random, Company], None]


def some(chance: random.Random) -> Document:
    return chance.choice(list(Document.objects.order_by("pk")))


def code(chance: random.Random, _company: Company) -> None:
    document = some(chance)
    line = chance.randint(1, document.lines.count())
    coding = LineCoding(chance.choice(ACCOUNTS), chance.choice(VAT_CODES))
    code_lines(document, {line: coding}, actor=NADIA)


def mend(chance: random.Random, _company: Company) -> None:
    document = some(chance)
    codings = {line.position: LineCoding(line.account or "606400", "FR20") for line in document.lines.all()}
    code_lines(document, codings, actor=NADIA)


def control(chance: random.Random, _company: Company) -> None:
    control_document(some(chance), actor=NADIA)


def pay(chance: random.Random, company: Company) -> None:
    document = some(chance)
    left = left_minor(document)
    amount = None if chance.random() < 0.5 or left < 2 else chance.randint(1, left)
    outside = chance.random() < 0.2
    record_payment(company, allocations=[(document, amount)], on=NOVEMBER_2, actor=NADIA, outside=outside)


def attach(_chance: random.Random, _company: Company) -> None:
    attach_final_invoice(Document.objects.get(number="BC"), Document.objects.get(number="FB"), actor=NADIA)


def hold(chance: random.Random, _company: Company) -> None:
    document = some(chance)
    if document.held_back_at is None:
        hold_back(document, reason="Litige", actor=NADIA)
    else:
        release(document, actor=NADIA)


def date_(chance: random.Random, _company: Company) -> None:
    set_entry_date(some(chance), chance.choice([OCTOBER_14, NOVEMBER_2]), actor=NADIA)


def take(_chance: random.Random, company: Company) -> None:
    with suppress(AssertionError):
        export(company)


def cancel(chance: random.Random, _company: Company) -> None:
    made = list(Export.objects.filter(cancelled_at=None))
    if made:
        cancel_export(chance.choice(made), reason="Essai", actor=NADIA)


def arrive(chance: random.Random, company: Company) -> None:
    receive(company, chance.choice(INVOICES), control=chance.random() < 0.5)


ACTIONS: dict[Step, int] = {
    code: 6, mend: 5, control: 4, pay: 4, attach: 1, hold: 1, date_: 2, take: 4, cancel: 1, arrive: 3,
}  # fmt: skip


def figures(entry: Posted | None) -> dict[str, int]:
    totals: dict[str, int] = {}
    for line in entry.lines if entry else ():
        totals[line.account] = totals.get(line.account, 0) + line.signed_minor
    return {account: signed for account, signed in totals.items() if signed}


def expected(company: Company) -> dict[str, int]:
    """What the books should say: the posting of each controlled document that nothing replaces, and each payment."""
    total: dict[str, int] = {}
    for document in Document.objects.filter(controlled_at__isnull=False).select_related("company", "supplier", "order"):
        if posted_corrective(document) is not None:
            continue
        posted = posting_of(document, books_of(company)).entry
        if posted is None and document.previous_entry is not None:
            # Exported, then changed into what cannot be posted: the books keep the old until the new is right.
            add(total, lines_of(document.previous_entry))
        add(total, figures(posted))
    for payment in Payment.objects.filter(entry__isnull=False):
        add(total, lines_of(payment.entry))
    return {account: signed for account, signed in sorted(total.items()) if signed}


def add(total: dict[str, int], more: dict[str, int]) -> None:
    for account, signed in more.items():
        total[account] = total.get(account, 0) + signed


def check(company: Company) -> None:
    assert balances() == expected(company)
    for entry in Entry.objects.filter(voided_at=None):
        assert sum(lines_of(entry).values()) == 0
        assert entry.reversals.filter(voided_at=None).count() <= 1
    for document in Document.objects.all():
        # Attaching an order may show that the invoice was paid twice.
        assert left_minor(document) >= 0 or document.order is not None
        assert document.entry is None or document.entry.voided_at is None


@pytest.mark.parametrize("seed", range(8))
def test_the_ledger_says_of_each_document_what_its_posting_says(company: Company, seed: int) -> None:
    chance = random.Random(seed)
    receive(company, *chance.sample(INVOICES, 4))
    for _ in range(STEPS):
        step = chance.choices(list(ACTIONS), list(ACTIONS.values()))[0]
        with suppress(EcritoireError, Document.DoesNotExist):
            step(chance, company)
        check(company)
