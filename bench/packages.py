"""What each accounting package's file costs beside the FEC."""

from collections.abc import Iterable
from io import BytesIO
from time import process_time

from ecritoire.apps.exports.legal import LEGAL_TEMPLATE
from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.reading import entries_of_export, export_context
from ecritoire.apps.exports.rendering import fiscal_years_of
from ecritoire.formats.comparing import Proof
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.engine.template import Template
from ecritoire.formats.records import EntryRecord, ExportContext
from ecritoire.formats.registry import TEMPLATES, load_reader, load_template

BEST_OF = 3


def measure_packages(export: Export) -> dict[str, float]:
    """Seconds to write and read back the entries of an export, by package, over those of the FEC.

    Entries that a package cannot take are left out, and the time is that of as many lines. A package that takes none
    is not among the figures.
    """
    (year,) = fiscal_years_of(export)
    context = export_context(export.company, year, export)
    entries = list(entries_of_export(export, year))
    found = {}
    for name in ["fec", *sorted(set(TEMPLATES) - {"fec", LEGAL_TEMPLATE})]:
        template = load_template(name)
        refused = {finding.entry_number for finding in Renderer(template).check(entries, context)}
        carried = [entry for entry in entries if entry.number not in refused]
        if carried:
            lines = sum(len(entry.lines) for entry in carried)
            found[name] = min(_seconds(template, carried, context) for _ in range(BEST_OF)) / lines
    return {name: seconds / found["fec"] for name, seconds in found.items()}


def _seconds(template: Template, entries: Iterable[EntryRecord], context: ExportContext) -> float:
    start = process_time()
    proof, file = Proof(template, context), BytesIO()
    Renderer(template).render(proof.watched(entries), file.write, context)
    file.seek(0)
    assert proof.holds(load_reader(template.name)(file)), "the file says what the entries say"
    return process_time() - start
