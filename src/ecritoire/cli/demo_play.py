"""Playing the scenario of the demo through the same services as the screens, at the moments it tells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from functools import partial
from itertools import count

from ecritoire.apps import clock
from ecritoire.apps.companies.models import Company, User
from ecritoire.apps.companies.services import add_member, set_lock_date
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.ledger.services import create_company, set_rate, set_vat_account
from ecritoire.apps.payments.attaching import attach_final_invoice
from ecritoire.apps.payments.services import record_payment, schedule_payment
from ecritoire.apps.purchases.approvals import approve, ask_approval, refuse
from ecritoire.apps.purchases.coding import LineCoding, code_document, code_lines
from ecritoire.apps.purchases.control import control_document
from ecritoire.apps.purchases.holding import hold_back
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.purchases.queries import document_by_number
from ecritoire.apps.purchases.receiving import Received, receive_files
from ecritoire.apps.scope import company_scope
from ecritoire.cli.demo_scenario import Run, Scenario, Table, local
from ecritoire.domain.permissions import Role

PASSWORD = "ecritoire-demo"  # noqa: S105 - printed at the start; the demo listens to this machine only
ACCOUNTANT = "Nadia Ferrand"
INBOX = "Réception"
BANK_CUT_OFF = time(18)
# Left without an account on purpose, so that one document shows what a missing VAT account looks like.
VAT_CODE_WITHOUT_ACCOUNT = "DOM85"


@dataclass
class Played:
    """What came of the demo."""

    company: Company
    people: dict[str, User] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)


Step = tuple[datetime, int, Callable[[], object]]


def play(scenario: Scenario) -> Played:
    """Create the demo company and live its three months."""
    steps = count()
    played = _open(scenario)
    with company_scope(played.company):
        todo: list[Step] = []
        for table in scenario.documents:
            todo.extend((at, next(steps), do) for at, do in _document_steps(table, scenario, played))
        todo.extend((run.at, next(steps), _export_step(run, played)) for run in scenario.runs if run.is_export)
        for at, _, do in sorted(todo, key=lambda step: step[:2]):
            with clock.at(at):
                do()
    return played


def _open(scenario: Scenario) -> Played:
    table = scenario.company
    opened = min(local(document["received"]) for document in scenario.documents)
    with clock.at(opened):
        company = create_company(table["siren"], f"{table['name']} {table['legal_form']}", actor=ACCOUNTANT)
        played = Played(company)
        with company_scope(company):
            for person in scenario.people:
                user = User.objects.create_user(person["email"], PASSWORD, full_name=person["name"])
                add_member(company, user, Role(person["role"]), actor=ACCOUNTANT)
                played.people[person["name"]] = user
            for rate in scenario.rates:
                set_rate(company, rate["currency"], rate["on"], Decimal(rate["rate"]), actor=ACCOUNTANT)
            set_vat_account(company, VAT_CODE_WITHOUT_ACCOUNT, account="", actor=ACCOUNTANT)
            set_lock_date(company, table["lock_date"], actor=ACCOUNTANT)
    return played


def _export_step(run: Run, played: Played) -> Callable[[], object]:
    def export() -> None:
        outcome = create_export(played.company, run.parameters, actor=run.by)
        if outcome.export is not None:
            played.exports.append(outcome.export)

    return export


def _document_steps(
    table: Table, scenario: Scenario, played: Played
) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """What happens to one document, each step with its moment."""
    yield local(table["received"]), lambda: _receive(table, scenario, played)
    if table["expected"] != "imported":
        return
    if "controlled" in table:
        yield local(table["controlled"]), lambda: _control(table)
    elif "account" in table or "coding" in table:
        yield local(table["received"]), lambda: _code(table)
    if "approval" in table:
        yield from _approval_steps(table, played)
    if "hold" in table:
        hold = table["hold"]
        yield (
            local(hold["at"]),
            lambda: hold_back(_document(table), reason=hold["reason"], actor=hold["by"]),
        )
    for payment in table.get("payments", ()):
        yield _payment_moment(payment, table), partial(_pay, table, payment, played)
    if "edited" in table:
        yield local(table["edited"]["at"]), lambda: _edit(table)


def _approval_steps(table: Table, played: Played) -> Iterator[tuple[datetime, Callable[[], object]]]:
    approval = table["approval"]
    approver = played.people[approval["by"]]
    yield local(approval["asked"]), lambda: ask_approval(_document(table), approver, actor=ACCOUNTANT)
    if approval.get("decision") == "approved":
        yield local(approval["decided"]), lambda: approve(_document(table), approver)
    elif approval.get("decision") == "refused":
        yield local(approval["decided"]), lambda: refuse(_document(table), approver, reason=approval["reason"])


def _document(table: Table) -> Document:
    return document_by_number(table["number"], table["supplier"])


def _receive(table: Table, scenario: Scenario, played: Played) -> None:
    file = (table["file"], scenario.folder / table["file"])
    played.received.extend(receive_files(played.company, [file], actor=INBOX))


def _code(table: Table) -> None:
    document = _document(table)
    lines = {line["line"]: LineCoding(line["account"]) for line in table.get("coding", ())}
    if lines:
        code_lines(document, lines, actor=ACCOUNTANT)
    if "account" in table:
        code_document(document, table["account"], actor=ACCOUNTANT)


def _control(table: Table) -> None:
    _code(table)
    control_document(_document(table), actor=ACCOUNTANT)
    if "order" in table:
        order = document_by_number(table["order"], table["supplier"])
        attach_final_invoice(order, _document(table), actor=ACCOUNTANT)


def _edit(table: Table) -> None:
    edited = table["edited"]
    lines = {line["line"]: LineCoding(line["account"]) for line in edited["coding"]}
    code_lines(_document(table), lines, actor=edited["by"])


def _payment_moment(payment: Table, table: Table) -> datetime:
    """A payment happens on its day, but never before the document was controlled."""
    on_its_day = local(datetime.combine(payment["on"], BANK_CUT_OFF))
    return max(on_its_day, local(table["controlled"])) if "controlled" in table else on_its_day


def _pay(table: Table, payment: Table, played: Played) -> None:
    allocations = [(_document(table), payment["amount_minor"])]
    if payment.get("planned"):
        schedule_payment(played.company, allocations=allocations, on=payment["on"], actor=ACCOUNTANT)
        return
    record_payment(
        played.company,
        allocations=allocations,
        on=payment["on"],
        outside=payment.get("outside", False),
        actor=ACCOUNTANT,
    )
