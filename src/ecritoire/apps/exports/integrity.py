"""Checking that the books are what they say they are (``ecritoire verify``).

Each check is a query that finds what is wrong; nothing is repaired here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Sum
from django.db.models.functions import Coalesce

from ecritoire.apps import files
from ecritoire.apps.audit.models import Event
from ecritoire.apps.audit.queries import broken_links
from ecritoire.apps.companies.models import Company, FiscalYear
from ecritoire.apps.exports.conditions import NOTHING_AMISS
from ecritoire.apps.exports.models import Export, ExportedEntry, ExportFile
from ecritoire.apps.ledger.models import Entry
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.apps.scope import company_scope
from ecritoire.domain.invoice import DocumentType

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where."""

    code: str
    message: str
    where: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Outcome of a verification: every problem found, and how much was looked at."""

    problems: tuple[Problem, ...]
    checked: dict[str, int]

    @property
    def is_ok(self) -> bool:
        """Nothing is wrong."""
        return not self.problems


def verify() -> Verification:
    """Check every company: chain of events, stored files, balances, numbers, claims."""
    problems: list[Problem] = []
    checked = dict.fromkeys(("companies", "events", "files", "entries", "exports", "documents"), 0)
    for company in Company.objects.order_by("siren"):
        with company_scope(company):
            for check in CHECKS:
                problems.extend(
                    Problem(problem.code, problem.message, f"{company.siren}, {problem.where}")
                    for problem in check(company)
                )
            checked["companies"] += 1
            checked["events"] += Event.objects.count()
            checked["files"] += SourceFile.objects.count() + ExportFile.objects.count()
            checked["entries"] += Entry.objects.count()
            checked["exports"] += Export.objects.count()
            checked["documents"] += Document.objects.count()
    return Verification(tuple(problems), checked)


_LINKS = {
    "gap": "L’événement n° %s manque dans la chaîne : il a été retiré.",
    "changed": "L’événement n° %s a été modifié après coup : son empreinte ne correspond plus à son contenu.",
    "unlinked": "L’événement n° %s ne suit pas celui qui le précède : un événement a été remplacé.",
    "version": "L’événement n° %s a une version d’empreinte inconnue de ce programme.",
    "head": "La chaîne s’arrête avant l’événement n° %s : sa fin a été coupée.",
}


def _chain(_company: Company) -> Iterator[Problem]:
    for sequence, wrong in broken_links():
        yield Problem(f"chain_{wrong}", _LINKS[wrong] % sequence, f"événement {sequence}")


def _files(_company: Company) -> Iterator[Problem]:
    for model, what in ((SourceFile, "document reçu"), (ExportFile, "fichier d’export")):
        rows = model.objects.order_by("pk").values_list("pk", "name", "sha256", "size_bytes")
        for _, name, digest, size_bytes in rows.iterator(CHUNK):
            yield from _file(digest, size_bytes, f"{what} {name}")


def _file(digest: str, size_bytes: int, where: str) -> Iterator[Problem]:
    try:
        found = sum(len(block) for block in files.blocks(digest))
    except (files.FileNotInStoreError, files.FileDamagedError) as error:
        yield Problem(error.code, error.message, where)
        return
    if found != size_bytes:
        message = f"Le fichier {digest} a {found} octets au lieu de {size_bytes}."
        yield Problem("file_size", message, where)


def _balances(_company: Company) -> Iterator[Problem]:
    sums = Entry.objects.annotate(
        debit=Coalesce(Sum("lines__debit_minor"), 0), credit=Coalesce(Sum("lines__credit_minor"), 0)
    )
    wrong = sums.exclude(debit=F("credit"), total_minor=F("debit")).order_by("pk")
    for entry in wrong:
        message = (
            f"L’écriture {entry.reference} n’est pas équilibrée : débit {entry.debit}, crédit {entry.credit}, "
            f"total noté {entry.total_minor} (centimes)."
        )
        yield Problem("unbalanced_entry", message, f"écriture {entry.pk}")


def _export_totals(_company: Company) -> Iterator[Problem]:
    exports = Export.objects.annotate(count=Count("taken")).order_by("number")
    for export in exports:
        if export.count != export.entry_count:
            message = f"L’export n° {export.number} dit {export.entry_count} écritures et en tient {export.count}."
            yield Problem("export_count", message, f"export {export.number}")
    listed = ExportedEntry.objects.filter(
        entry=OuterRef("pk"), export=OuterRef("export"), number=OuterRef("number"), fiscal_year=OuterRef("fiscal_year")
    )
    live = Entry.objects.filter(~Exists(listed), export__isnull=False)
    for entry in live:
        message = f"L’écriture {entry.reference} se dit exportée, mais son export ne la liste pas sous ce numéro."
        yield Problem("entry_not_listed", message, f"écriture {entry.pk}")


def _one_live_export(_company: Company) -> Iterator[Problem]:
    twice = (
        ExportedEntry.objects.filter(export__cancelled_at=None)
        .order_by()
        .values("entry", "entry__reference")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
    )
    for row in twice:
        message = f"L’écriture {row['entry__reference']} est dans {row['count']} exports à la fois."
        yield Problem("exported_twice", message, f"écriture {row['entry']}")
    lost = ExportedEntry.objects.filter(export__cancelled_at=None).exclude(entry__export=F("export"))
    for taken in lost.select_related("entry", "export"):
        number, reference = taken.export.number, taken.entry.reference
        message = f"L’export n° {number} liste l’écriture {reference}, qui ne se dit pas exportée."
        yield Problem("entry_released", message, f"écriture {taken.entry_id}")


def _numbers(_company: Company) -> Iterator[Problem]:
    """Numbers run from 1 without a hole, but for those of cancelled exports that wait to be used again."""
    for year in FiscalYear.objects.order_by("end"):
        live = Entry.objects.filter(fiscal_year=year, number__isnull=False)
        highest = live.aggregate(highest=Max("number"))["highest"] or 0
        if highest >= year.next_entry_number:
            message = f"Le compteur de l’exercice est à {year.next_entry_number}, un numéro {highest} existe déjà."
            yield Problem("counter_behind", message, f"exercice {year.end}")
        waiting = (
            ExportedEntry.objects.filter(fiscal_year=year, export__cancelled_at__isnull=False)
            .exclude(number__in=live.values("number"))
            .aggregate(count=Count("number", distinct=True))["count"]
        )
        missing = year.next_entry_number - 1 - live.count() - waiting
        if missing:
            message = f"Il manque {missing} numéros d’écriture entre 1 et {year.next_entry_number - 1}."
            yield Problem("number_gap", message, f"exercice {year.end}")


def _documents(_company: Company) -> Iterator[Problem]:
    """A document in the inbox, or one whose posting has problems, has no entry; any other has one."""
    for document in Document.objects.filter(controlled_at=None, entry__isnull=False):
        message = f"Le document {document.number} n’est pas contrôlé, mais il a une écriture."
        yield Problem("entry_too_early", message, f"document {document.pk}")
    for document in Document.objects.filter(entry__isnull=False).exclude(NOTHING_AMISS):
        message = f"Le document {document.number} a une écriture, alors qu’il n’est pas équilibré."
        yield Problem("entry_despite_problems", message, f"document {document.pk}")
    complete = Document.objects.filter(NOTHING_AMISS, controlled_at__isnull=False, entry=None)
    for document in complete.exclude(type=DocumentType.ORDER).exclude(total_minor=0):
        message = f"Le document {document.number} est contrôlé et complet, mais n’a pas d’écriture."
        yield Problem("entry_missing", message, f"document {document.pk}")


CHECKS: tuple[Callable[[Company], Iterator[Problem]], ...] = (
    _chain,
    _files,
    _balances,
    _export_totals,
    _one_live_export,
    _numbers,
    _documents,
)
