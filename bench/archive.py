"""An export with its documents: one ZIP with the entries, the originals and an index."""

from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from django.utils import timezone

from bench.invoices import ACTOR, YEAR
from bench.raw import write_raw
from ecritoire.apps import files
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import ExportFile
from ecritoire.apps.exports.rendering import complete_export
from ecritoire.apps.exports.services import _claim_export
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.domain.exporting import ExportParameters

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"
BATCH = 500


def attach_files(company: Company) -> None:
    """Give each document a file of its own, like those of the demo; not measured."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*.pdf"))]
    documents = list(Document.objects.filter(source=None).order_by("pk"))
    for start in range(0, len(documents), BATCH):
        batch = documents[start : start + BATCH]
        sources = [_source(company, document, samples[document.pk % len(samples)]) for document in batch]
        for document, source in zip(batch, SourceFile.objects.bulk_create(sources), strict=True):
            document.source = source
        Document.objects.bulk_update(batch, ["source"])


def _source(company: Company, document: Document, sample: bytes) -> SourceFile:
    content = sample + f"\n% {document.number}\n".encode()
    return SourceFile(
        company=company,
        sha256=files.store(content),
        name=f"{document.number}.pdf",
        size_bytes=len(content),
        received_at=timezone.now(),
    )


def measure_zip(company: Company) -> dict[str, float]:
    """Claim everything with its documents, then write entries, ZIP and report."""
    parameters = ExportParameters("fec", date(YEAR, 12, 31), with_documents=True)
    export = _claim_export(company, parameters, actor=ACTOR).export
    assert export is not None, "there is something to export"
    start, cpu_start = perf_counter(), process_time()
    complete_export(export)
    seconds, cpu_seconds = perf_counter() - start, process_time() - cpu_start
    archive = ExportFile.objects.get(export=export, name__endswith=".zip")
    return {
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "documents": Document.objects.filter(entry__export=export).count(),
        "size_mb": archive.size_bytes / 1e6,
        "raw_seconds": write_raw([files.path_of(archive.sha256)]),
    }
