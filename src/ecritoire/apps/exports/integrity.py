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
from ecritoire.domain.language import say, sentence

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
    "gap": sentence("L’événement n° %s manque dans la chaîne : il a été retiré."),
    "changed": sentence("L’événement n° %s a été modifié après coup : son empreinte ne correspond plus à son contenu."),
    "unlinked": sentence("L’événement n° %s ne suit pas celui qui le précède : un événement a été remplacé."),
    "version": sentence("L’événement n° %s a une version d’empreinte inconnue de ce programme."),
    "head": sentence("La chaîne s’arrête avant l’événement n° %s : sa fin a été coupée."),
}


def _chain(_company: Company) -> Iterator[Problem]:
    for sequence, wrong in broken_links():
        yield Problem(
            f"chain_{wrong}", say(_LINKS[wrong]) % sequence, say("événement %(sequence)s") % {"sequence": sequence}
        )


def _files(_company: Company) -> Iterator[Problem]:
    for model, what in ((SourceFile, say("document reçu")), (ExportFile, say("fichier d’export"))):
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
        message = say("Le fichier %(digest)s a %(found)s octets au lieu de %(size_bytes)s.") % {
            "digest": digest,
            "found": found,
            "size_bytes": size_bytes,
        }
        yield Problem("file_size", message, where)


def _balances(_company: Company) -> Iterator[Problem]:
    sums = Entry.objects.annotate(
        debit=Coalesce(Sum("lines__debit_minor"), 0), credit=Coalesce(Sum("lines__credit_minor"), 0)
    )
    wrong = sums.exclude(debit=F("credit"), total_minor=F("debit")).order_by("pk")
    for entry in wrong:
        message = say(
            "L’écriture %(reference)s n’est pas équilibrée : débit %(debit)s, crédit %(credit)s, total "
            "noté %(total_minor)s (centimes)."
        ) % {
            "reference": entry.reference,
            "debit": entry.debit,
            "credit": entry.credit,
            "total_minor": entry.total_minor,
        }
        yield Problem("unbalanced_entry", message, say("écriture %(pk)s") % {"pk": entry.pk})


def _export_totals(_company: Company) -> Iterator[Problem]:
    exports = Export.objects.annotate(count=Count("taken")).order_by("number")
    for export in exports:
        if export.count != export.entry_count:
            message = say("L’export n° %(number)s dit %(entry_count)s écritures et en tient %(count)s.") % {
                "number": export.number,
                "entry_count": export.entry_count,
                "count": export.count,
            }
            yield Problem("export_count", message, say("export %(number)s") % {"number": export.number})
    listed = ExportedEntry.objects.filter(
        entry=OuterRef("pk"), export=OuterRef("export"), number=OuterRef("number"), fiscal_year=OuterRef("fiscal_year")
    )
    live = Entry.objects.filter(~Exists(listed), export__isnull=False)
    for entry in live:
        message = say("L’écriture %(reference)s se dit exportée, mais son export ne la liste pas sous ce numéro.") % {
            "reference": entry.reference
        }
        yield Problem("entry_not_listed", message, say("écriture %(pk)s") % {"pk": entry.pk})


def _one_live_export(_company: Company) -> Iterator[Problem]:
    twice = (
        ExportedEntry.objects.filter(export__cancelled_at=None)
        .order_by()
        .values("entry", "entry__reference")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
    )
    for row in twice:
        message = say("L’écriture %(reference)s est dans %(count)s exports à la fois.") % {
            "reference": row["entry__reference"],
            "count": row["count"],
        }
        yield Problem("exported_twice", message, say("écriture %(entry)s") % {"entry": row["entry"]})
    lost = ExportedEntry.objects.filter(export__cancelled_at=None).exclude(entry__export=F("export"))
    for taken in lost.select_related("entry", "export"):
        number, reference = taken.export.number, taken.entry.reference
        message = say("L’export n° %(number)s liste l’écriture %(reference)s, qui ne se dit pas exportée.") % {
            "number": number,
            "reference": reference,
        }
        yield Problem("entry_released", message, say("écriture %(entry_id)s") % {"entry_id": taken.entry_id})


def _numbers(_company: Company) -> Iterator[Problem]:
    """Numbers run from 1 without a hole, but for those of cancelled exports that wait to be used again."""
    for year in FiscalYear.objects.order_by("end"):
        live = Entry.objects.filter(fiscal_year=year, number__isnull=False)
        highest = live.aggregate(highest=Max("number"))["highest"] or 0
        if highest >= year.next_entry_number:
            message = say(
                "Le compteur de l’exercice est à %(next_entry_number)s, un numéro %(highest)s existe déjà."
            ) % {"next_entry_number": year.next_entry_number, "highest": highest}
            yield Problem("counter_behind", message, say("exercice %(end)s") % {"end": year.end})
        waiting = (
            ExportedEntry.objects.filter(fiscal_year=year, export__cancelled_at__isnull=False)
            .exclude(number__in=live.values("number"))
            .aggregate(count=Count("number", distinct=True))["count"]
        )
        missing = year.next_entry_number - 1 - live.count() - waiting
        if missing:
            message = say("Il manque %(missing)s numéros d’écriture entre 1 et %(next_entry_number)s.") % {
                "missing": missing,
                "next_entry_number": year.next_entry_number - 1,
            }
            yield Problem("number_gap", message, say("exercice %(end)s") % {"end": year.end})


def _documents(_company: Company) -> Iterator[Problem]:
    """A document in the inbox, or one whose posting has problems, has no entry; any other has one."""
    for document in Document.objects.filter(controlled_at=None, entry__isnull=False):
        message = say("Le document %(number)s n’est pas contrôlé, mais il a une écriture.") % {
            "number": document.number
        }
        yield Problem("entry_too_early", message, say("document %(pk)s") % {"pk": document.pk})
    for document in Document.objects.filter(entry__isnull=False).exclude(NOTHING_AMISS):
        message = say("Le document %(number)s a une écriture, alors qu’il n’est pas équilibré.") % {
            "number": document.number
        }
        yield Problem("entry_despite_problems", message, say("document %(pk)s") % {"pk": document.pk})
    complete = Document.objects.filter(NOTHING_AMISS, controlled_at__isnull=False, entry=None)
    for document in complete.exclude(type=DocumentType.ORDER).exclude(total_minor=0):
        message = say("Le document %(number)s est contrôlé et complet, mais n’a pas d’écriture.") % {
            "number": document.number
        }
        yield Problem("entry_missing", message, say("document %(pk)s") % {"pk": document.pk})


CHECKS: tuple[Callable[[Company], Iterator[Problem]], ...] = (
    _chain,
    _files,
    _balances,
    _export_totals,
    _one_live_export,
    _numbers,
    _documents,
)
