"""One export opened: what it took, what it left and why, its files, its events."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ecritoire.apps.audit.queries import history
from ecritoire.apps.exports.history import export_state, left_out_of, taken_by
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.queries import taken_entries
from ecritoire.apps.exports.selection import Candidate
from ecritoire.apps.exports.totals import journal_totals
from ecritoire.domain.exporting import Journals, Scope
from ecritoire.domain.lifecycle import ExportState
from ecritoire.domain.reasons import ORDER, REASONS
from ecritoire.domain.wording import said_date, said_moment
from ecritoire.web.exports.parameters import short_template_label
from ecritoire.web.exports.reasons import Group
from ecritoire.web.shared import words
from ecritoire.web.shared.history import in_words

TAKEN_SHOWN = 8
TAKEN_MOST = 1000
_FILE_ICONS = {".zip": "file-zip", ".pdf": "file-type-pdf"}


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class File:
    """One file of an export, as it is shown."""

    name: str
    facts: str
    sha256: str
    short_hash: str
    icon: str
    url: str
    download_label: str


def opened_export(export: Export, *, all_taken: bool = False) -> dict[str, Any]:
    """Everything the page of one export shows."""
    state = export_state(export)
    groups, left = _left_groups(export)
    url = reverse("exports:detail", args=[export.number])
    shown = TAKEN_MOST if all_taken else TAKEN_SHOWN
    opened = {
        "title": _("Export n° %(number)s") % {"number": export.number},
        "state": state,
        "facts": _facts(export),
        "debit_minor": export.debit_minor,
        "taken_label": words.entries(export.entry_count),
        "journals": journal_totals(taken_entries(export)),
        "taken": list(islice(taken_by(export), shown)),
        "all_taken_url": f"{url}?taken=all" if export.entry_count > shown and not all_taken else "",
        "all_taken_label": _("Voir les %(entries)s") % {"entries": words.entries(export.entry_count)},
        "left_label": f"{_left(left)}, {words.reasons(sum(group.count for group in groups))}",
        "as_of": _("tels qu’au %(moment)s") % {"moment": said_moment(timezone.localtime(export.created_at))},
        "groups": groups,
        "files": [_file(file) for file in ExportFile.objects.filter(export=export).order_by("pk")],
        "report_url": reverse("exports:report", args=[export.number]),
        "download_url": reverse("exports:download_all", args=[export.number]),
        "events": in_words(history(export)),
    }
    return opened | _cancelling(export, state)


def _cancelling(export: Export, state: ExportState) -> dict[str, Any]:
    found: dict[str, Any] = {"cancel_url": "", "cancel_hint": "", "cancelled": "", "cancel_reason": ""}
    if export.cancelled_at is not None:
        found["cancelled"] = _("Annulé le %(moment)s par %(who)s") % {
            "moment": said_moment(timezone.localtime(export.cancelled_at)),
            "who": export.cancelled_by,
        }
        found["cancel_reason"] = export.cancel_reason
    elif state != ExportState.ACKNOWLEDGED:
        found["cancel_url"] = reverse("exports:cancel", args=[export.number])
        found["cancel_hint"] = _("Aucun accusé de réception : l’export peut encore être annulé, avec un motif.")
    return found


def _facts(export: Export) -> list[Fact]:
    created = said_moment(timezone.localtime(export.created_at))
    facts = [
        Fact(_("Créé"), f"{created}, {export.created_by}"),
        Fact(_("Modèle"), short_template_label(export.template)),
        Fact(_("Date de fin"), said_date(export.until)),
    ]
    if export.start:
        facts.append(Fact(_("Date de début"), said_date(export.start)))
    return [*facts, Fact(_("Journaux"), _journals(export)), Fact(_("Périmètre"), _scope(export))]


def _journals(export: Export) -> str:
    return {
        Journals.ALL.value: _("Tous les journaux"),
        Journals.PURCHASE.value: _("Achats"),
        Journals.BANK.value: _("Banque"),
    }[export.journals]


def _scope(export: Export) -> str:
    valid, everything = _("Documents valides uniquement"), _("Toutes les écritures non exportées")
    return valid if export.scope == Scope.VALID else everything


def _file(file: ExportFile) -> File:
    suffix = file.name[file.name.rfind(".") :].lower()
    return File(
        name=file.name,
        facts=words.size(file.size_bytes),
        sha256=file.sha256,
        short_hash=f"{file.sha256[:8]}…{file.sha256[-4:]}",
        icon=_FILE_ICONS.get(suffix, "file-text"),
        url=reverse("exports:download", args=[file.export.number, file.pk]),
        download_label=_("Télécharger %(file)s") % {"file": file.name},
    )


def _left(kinds: Counter[str]) -> str:
    """4 documents, 1 paiement: what an export left."""
    shown = [words.documents(kinds["document"])]
    if kinds["payment"]:
        shown.append(words.payments(kinds["payment"]))
    return ", ".join(shown)


def _left_groups(export: Export) -> tuple[list[Group], Counter[str]]:
    """What the export left by reason, most frequent first and those without a way out last, and by kind."""
    counts: Counter[str] = Counter()
    totals: defaultdict[str, int] = defaultdict(int)
    kinds: Counter[str] = Counter()
    for candidate in left_out_of(export):
        kinds[candidate.kind] += 1
        for finding in candidate.findings:
            counts[finding.code] += 1
            totals[finding.code] += candidate.total_minor if candidate.currency == export.company.currency else 0
    groups = [
        Group(
            code=code,
            label=REASONS[code].group,
            count=count,
            total_minor=totals[code],
            url=reverse("exports:opened_left_out", args=[export.number, code]),
        )
        for code, count in counts.items()
    ]
    ordered = sorted(groups, key=lambda group: (not REASONS[group.code].way_out, -group.count, ORDER[group.code]))
    return ordered, kinds


def left_for(export: Export, code: str) -> Iterator[Candidate]:
    """What an export left for one reason."""
    return (candidate for candidate in left_out_of(export) if any(found.code == code for found in candidate.findings))
