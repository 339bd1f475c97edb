"""Tables waiting for a person to confirm what they change."""

from datetime import timedelta

from django.db import transaction

from ecritoire.apps import clock
from ecritoire.apps.companies.models import Company
from ecritoire.apps.spreadsheets import Table
from ecritoire.apps.suppliers.models import ImportDraft

KEPT = timedelta(days=1)


@transaction.atomic
def keep_draft(company: Company, kind: str, name: str, table: Table, *, actor: str) -> ImportDraft:
    """Keep a table until somebody confirms it, a day at most; older ones go."""
    now = clock.now()
    ImportDraft.objects.filter(created_at__lt=now - KEPT).delete()
    return ImportDraft.objects.create(
        company=company, kind=kind, name=name[:120], head=list(table.head), rows=table.rows, actor=actor, created_at=now
    )


def table_of(draft: ImportDraft) -> Table:
    """The table that was kept."""
    return Table(tuple(draft.head), [tuple(row) for row in draft.rows])


def drop_draft(draft: ImportDraft) -> None:
    """Forget a table, imported or not."""
    draft.delete()
