"""Limits of a template, told before: the entries it cannot carry, found while they still wait."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils import timezone

from ecritoire.apps.companies.services import fiscal_year_for
from ecritoire.apps.exports.conditions import Selection
from ecritoire.apps.exports.pending import pending_entries
from ecritoire.apps.exports.template_settings import current_template
from ecritoire.apps.ledger.models import Entry, Line
from ecritoire.formats.cautions import can_caution, find_cautions
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.engine.template import Overflow, Template
from ecritoire.formats.records import EntryRecord, ExportContext, LineRecord

CHUNK = 1000


def limited_entries(selection: Selection) -> dict[int, dict[str, object]]:
    """The waiting entries that the selection's template cannot carry: by entry key, the facts that say why."""
    template = current_template(selection.parameters.template)
    if not has_limits(template):
        return {}
    found: dict[int, dict[str, object]] = {}
    for finding in Renderer(template).check(waiting_entries(selection), context_of(selection)):
        if finding.entry_number is not None:
            found.setdefault(finding.entry_number, finding.reason_facts)
    return found


def cautions(selection: Selection) -> list[str]:
    """What the template will say less well than the entries the selection takes, as sentences."""
    template = current_template(selection.parameters.template)
    if not can_caution(template):
        return []
    return find_cautions(template, waiting_entries(selection), context_of(selection)).sentences


def has_limits(template: Template) -> bool:
    """Whether some value may be too long for the template; if not, looking at every entry is spared."""
    fields = (field for record in template.records for field in record.fields)
    return any(field.overflow is Overflow.LIMIT and (field.width or field.longest) for field in fields)


def context_of(selection: Selection) -> ExportContext:
    """What the file of a selection would share, were it written now."""
    year = fiscal_year_for(selection.company, selection.parameters.until)
    return ExportContext(
        siren=selection.company.siren,
        company=selection.company.name,
        currency=selection.company.currency,
        fiscal_year_start=year.start,
        fiscal_year_end=year.end,
        export_number=selection.company.next_export_number,
        created_at=timezone.localtime(selection.created_at),
        until=selection.parameters.until,
    )


def waiting_entries(selection: Selection) -> Iterator[EntryRecord]:
    """The waiting entries as records. They have no number yet: their key stands for it."""
    lines = Line.objects.select_related("account", "supplier").order_by("position")
    entries = pending_entries(selection).select_related("journal", "supplier").order_by("pk")
    for entry in entries.prefetch_related(Prefetch("lines", lines)).iterator(chunk_size=CHUNK):
        yield _record(entry)


def _record(entry: Entry) -> EntryRecord:
    return EntryRecord(
        number=entry.pk,
        journal_code=entry.journal.code,
        journal_label=entry.journal.label,
        journal_type=entry.journal.type,
        date=entry.date,
        reference=entry.reference,
        document_date=entry.document_date,
        label=entry.label,
        validated_on=None,
        currency=entry.currency,
        document_type=entry.kind,
        supplier=entry.supplier.name if entry.supplier else "",
        document_file="",
        lines=[_line_record(line) for line in entry.lines.all()],
    )


def _line_record(line: Line) -> LineRecord:
    return LineRecord(
        account=line.account.number,
        account_label=line.account.label,
        auxiliary=line.supplier.auxiliary if line.supplier else "",
        auxiliary_label=line.supplier.name if line.supplier else "",
        debit_minor=line.debit_minor,
        credit_minor=line.credit_minor,
        label=line.label,
        due_date=line.due_date,
        currency_minor=line.currency_minor,
    )
