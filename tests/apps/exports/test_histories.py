"""Random histories of documents, exports and cancellations: numbers never collide, none is lost, nothing goes twice."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.cancelling import ExportHasCorrectionsError, cancel_export
from ecritoire.apps.exports.integrity import verify
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.ledger.services import reverse_entry, withdraw_entry
from ecritoire.apps.purchases.models import Document
from ecritoire.apps.scope import company_scope
from ecritoire.apps.suppliers.models import Supplier
from ecritoire.domain.exporting import ExportParameters
from tests.apps.exports.books import new_company, plain_invoice, post_document_entry, write_document
from tests.apps.exports.model import NOON


@dataclass(frozen=True)
class Step:
    """One thing that happens; ``pick`` chooses among what there is."""

    action: str
    pick: int
    day: date


STEPS = st.builds(
    Step,
    action=st.sampled_from(["arrive", "arrive", "export", "export", "cancel", "edit", "hold"]),
    pick=st.integers(0, 20),
    day=st.sampled_from([date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 15), date(2026, 10, 31)]),
)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=3, max_size=14))
def test_whatever_happens_the_books_stay_in_order(steps: list[Step]) -> None:
    with transaction.atomic():
        company = new_company()
        with company_scope(company):
            history = History(company)
            for step in steps:
                getattr(history, step.action)(step)
                history.check()
        transaction.set_rollback(True)


class History:
    """Plays steps, and remembers outside the database what must be true."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.supplier = Supplier.objects.create(company=company, name="LENOIR", auxiliary="FLENOIR")
        self.arrived = 0
        self.numbered: dict[int, dict[int, int]] = {}  # of each live export: entry → number

    def arrive(self, step: Step) -> None:
        self.arrived += 1
        case = replace(plain_invoice(step.day), controlled_at=NOON)
        write_document(self.company, self.supplier, None, case, f"FA-{self.arrived}")

    def export(self, step: Step) -> None:
        export = create_export(self.company, ExportParameters("fec", step.day), actor="test").export
        waiting = Entry.objects.filter(export=None, voided_at=None, date__lte=step.day, document__held_back_at=None)
        assert not waiting.exclude(document=None).exists()
        if export is not None:
            taken = dict(export.taken.values_list("entry", "number"))
            assert taken
            self.numbered[export.number] = taken

    def cancel(self, step: Step) -> None:
        live = list(Export.objects.filter(cancelled_at=None).order_by("number"))
        if not live:
            return
        export = live[step.pick % len(live)]
        try:
            cancel_export(export, reason="essai", actor="test")
        except ExportHasCorrectionsError:
            return
        del self.numbered[export.number]

    def edit(self, step: Step) -> None:
        """Change a document's account: an exported entry is reversed and replaced, a waiting one written anew."""
        document = self._picked(step)
        if document is None or document.entry is None:
            return
        if document.entry.export is not None:
            reverse_entry(document.entry, company=self.company, on=document.entry_date)
            document.previous_entry, document.entry = document.entry, None
            document.save()
        else:
            old, document.entry = document.entry, None
            document.save()
            withdraw_entry(old)
        post_document_entry(document, account="607000")

    def hold(self, step: Step) -> None:
        document = self._picked(step)
        if document is not None and (document.entry is None or document.entry.export is None):
            held = None if document.held_back_at else NOON
            Document.objects.filter(pk=document.pk).update(held_back_at=held, held_back_by="x", held_back_reason="y")

    def _picked(self, step: Step) -> Document | None:
        documents = list(Document.objects.select_related("entry", "supplier", "company").order_by("pk"))
        return documents[step.pick % len(documents)] if documents else None

    def check(self) -> None:
        """What is live in the database is what was taken and not cancelled, under the same numbers."""
        live = dict(Entry.objects.filter(export__isnull=False).values_list("pk", "number"))
        assert live == {entry: number for taken in self.numbered.values() for entry, number in taken.items()}
        assert verify().problems == ()
