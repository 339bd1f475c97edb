"""What tests of purchases and payments stand on: a company in scope, three people, documents brought to a state."""

from collections.abc import Iterator
from datetime import date

import pytest

from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.ledger.services import create_company
from ecritoire.apps.purchases.coding import code_document
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.receiving import Received, receive_files
from ecritoire.apps.scope import company_scope
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.permissions import Role
from tests.apps.einvoices import BUYER_NAME, BUYER_SIREN, EInvoice, files

NADIA = "Nadia Ferrand"
ACCOUNT = "606400"


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    """Menuiserie Bréhat, in scope."""
    created = create_company(BUYER_SIREN, BUYER_NAME, actor=NADIA)
    with company_scope(created):
        yield created


@pytest.fixture
def other_company(db: None) -> Company:
    """A company whose documents nobody of the first may touch."""
    return create_company("200000008", "Boutique Durand", actor="Paul Guillou")


@pytest.fixture
def claire(company: Company) -> User:
    """Claire Morel, who may approve."""
    return member(company, "claire.morel@example.fr", "Claire Morel", Role.APPROVER)


@pytest.fixture
def paul(company: Company) -> User:
    """Paul Guillou, who owns the company."""
    return member(company, "paul.guillou@example.fr", "Paul Guillou", Role.OWNER)


def member(company: Company, email: str, name: str, role: Role) -> User:
    """A person with a role."""
    person = User.objects.create_user(email, full_name=name)
    Membership.objects.create(company=company, user=person, role=role)
    return person


def receive(company: Company, *invoices: EInvoice, control: bool = False) -> list[Received]:
    """Import invoices."""
    return list(receive_files(company, files(*invoices), actor=NADIA, control=control))


def received(company: Company, invoice: EInvoice | None = None) -> Document:
    """A document in the inbox."""
    (each,) = receive(company, invoice or EInvoice())
    assert each.document is not None, each.error
    return each.document


def coded(company: Company, invoice: EInvoice | None = None, account: str = ACCOUNT) -> Document:
    """A document in the inbox with its accounts."""
    document = received(company, invoice)
    code_document(document, account, actor=NADIA)
    return fresh(document)


def controlled(company: Company, invoice: EInvoice | None = None, account: str = ACCOUNT) -> Document:
    """A document in the books."""
    return control_document(coded(company, invoice, account), actor=NADIA)


def fresh(document: Document) -> Document:
    """The document as the database has it."""
    return Document.objects.select_related("company", "supplier", "entry", "previous_entry").get(pk=document.pk)


def lines_of(entry: Entry | None) -> dict[str, int]:
    """Account → balance of an entry, debit positive, in cents."""
    assert entry is not None
    balances: dict[str, int] = {}
    for line in entry.lines.select_related("account"):
        signed = line.debit_minor - line.credit_minor
        balances[line.account.number] = balances.get(line.account.number, 0) + signed
    return balances


def balances() -> dict[str, int]:
    """Account → balance of everything in the ledger of the company in scope that is not void, zeros left out."""
    total: dict[str, int] = {}
    for entry in Entry.objects.filter(voided_at=None):
        for account, signed in lines_of(entry).items():
            total[account] = total.get(account, 0) + signed
    return {account: signed for account, signed in sorted(total.items()) if signed}


OCTOBER_14 = date(2026, 10, 14)
NOVEMBER_2 = date(2026, 11, 2)


def export(company: Company, until: date = date(2026, 12, 31)) -> Export:
    """Export everything that waits."""
    outcome = create_export(company, ExportParameters("fec", until), actor=NADIA)
    assert outcome.export is not None, "nothing was exported"
    return outcome.export
