"""The legal file of entries (FEC, LPF art. A47 A-1): one file a fiscal year, of everything exported in it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from ecritoire.apps import files
from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.exports.read_back import ReadBack
from ecritoire.apps.exports.reading import exported_entries
from ecritoire.apps.ledger.models import Entry
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.wording import said_date
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.file_name import file_name
from ecritoire.formats.records import ExportContext
from ecritoire.formats.registry import load_template

LEGAL_TEMPLATE = "fec-tax"


class NothingExportedError(EcritoireError):
    """No entry was exported in the fiscal years asked for."""

    code = "nothing_exported"
    template = (
        "Aucune écriture n’a été exportée jusqu’au %(until)s : le fichier des écritures serait vide. "
        "Créez d’abord un export."
    )


@dataclass(frozen=True, slots=True)
class LegalFile:
    """One legal file in the store. Amounts in minor units of the company's currency."""

    name: str
    sha256: str
    size_bytes: int
    entries: int
    lines: int
    debit_minor: int
    credit_minor: int


def write_legal_files(company: Company, until: date, template_name: str = LEGAL_TEMPLATE) -> list[LegalFile]:
    """Write the legal file of each fiscal year begun by ``until`` that has exported entries, in order.

    Raises:
        NothingExportedError: there is no exported entry at all.
        FileDiffersError, FileNotReadBackError: a file, read back, does not say what the entries say.
    """
    exported = Entry.objects.filter(export__isnull=False).order_by().values("fiscal_year")
    years = FiscalYear.objects.filter(pk__in=exported, start__lte=until).order_by("end")
    written = [_write(company, year, template_name) for year in years]
    if not written:
        raise NothingExportedError(until=said_date(until))
    return written


def _write(company: Company, year: FiscalYear, template_name: str) -> LegalFile:
    template = load_template(template_name)
    # Dated by its newest export, so that the same books give the same bytes.
    newest = Entry.objects.filter(fiscal_year=year).aggregate(at=Max("export__created_at"))["at"]
    context = ExportContext(
        siren=company.siren,
        company=company.name,
        currency=company.currency,
        fiscal_year_start=year.start,
        fiscal_year_end=year.end,
        export_number=None,
        created_at=timezone.localtime(newest),
        until=year.end,
    )
    name = file_name(template, context)
    read_back = ReadBack(template, context, lambda: exported_entries(company, year))
    with files.writing() as draft:
        report = Renderer(template).render(read_back.watched(), draft.write, context)
    read_back.check(name, files.path_of(draft.sha256))
    return LegalFile(
        name=name,
        sha256=draft.sha256,
        size_bytes=draft.size_bytes,
        entries=report.entries,
        lines=report.lines,
        debit_minor=report.debit_minor,
        credit_minor=report.credit_minor,
    )
