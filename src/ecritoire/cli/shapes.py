"""The JSON shapes of exports on the command line: fields may be added, never renamed."""

from datetime import date

from django.utils import timezone

from ecritoire.apps.exports.history import export_state, left_out_of, taken_by
from ecritoire.apps.exports.legal import LEGAL_TEMPLATE, LegalFile
from ecritoire.apps.exports.models import Export, ExportFile
from ecritoire.apps.exports.queries import exported_before
from ecritoire.apps.exports.selection import Candidate
from ecritoire.domain.exporting import ExportParameters


def parameters_shape(parameters: ExportParameters) -> dict[str, object]:
    """The parameters of a dry run."""
    return {
        "number": None,
        "created_at": None,
        "template": parameters.template,
        "until": parameters.until,
        "from": parameters.start,
        "journals": parameters.journals,
        "scope": parameters.scope,
    }


def export_shape(export: Export) -> dict[str, object]:
    """One export with its files."""
    return {
        "number": export.number,
        "created_at": timezone.localtime(export.created_at),
        "created_by": export.created_by,
        "template": export.template,
        "until": export.until,
        "from": export.start,
        "journals": export.journals,
        "scope": export.scope,
        "state": export_state(export),
        "entries": export.entry_count,
        "lines": export.line_count,
        "debit_minor": export.debit_minor,
        "credit_minor": export.credit_minor,
        "files": [
            {"name": file.name, "bytes": file.size_bytes, "sha256": file.sha256}
            for file in ExportFile.objects.filter(export=export).order_by("pk")
        ],
    }


def created_shape(export: Export) -> dict[str, object]:
    """One export with everything it took and left."""
    earlier = exported_before(export)
    return {
        "export": export_shape(export),
        "taken": [
            {"number": taken.number, "supplier": taken.supplier, "kind": taken.kind, "journal": taken.journal,
             "entry": taken.entry_number}
            for taken in taken_by(export)
        ],
        "left_out": [left_shape(candidate) for source in (left_out_of(export), earlier) for candidate in source],
    }  # fmt: skip


def left_shape(candidate: Candidate) -> dict[str, object]:
    """One thing left out, with all its reasons."""
    return {
        "number": candidate.number,
        "supplier": candidate.supplier,
        "kind": candidate.kind,
        "reasons": [{"code": finding.code, "message": finding.message} for finding in candidate.findings],
    }


def legal_shape(written: list[LegalFile], until: date) -> dict[str, object]:
    """The legal files, in the shape of an export that takes nothing."""
    return {
        "number": None,
        "created_at": None,
        "template": LEGAL_TEMPLATE,
        "until": until,
        "journals": "all",
        "scope": "all",
        "entries": sum(file.entries for file in written),
        "lines": sum(file.lines for file in written),
        "debit_minor": sum(file.debit_minor for file in written),
        "credit_minor": sum(file.credit_minor for file in written),
        "files": [{"name": file.name, "bytes": file.size_bytes, "sha256": file.sha256} for file in written],
    }
