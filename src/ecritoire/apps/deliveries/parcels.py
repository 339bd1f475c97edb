"""What goes to a target for one delivery: the entry as it was claimed, and its document."""

import mimetypes
from functools import partial
from pathlib import Path
from typing import IO

from ecritoire.apps import files
from ecritoire.apps.deliveries.models import Delivery
from ecritoire.apps.exports.reading import Numbers, entries_of_export
from ecritoire.apps.purchases.models import Document
from ecritoire.connectors.target import Attachment, Parcel
from ecritoire.formats.records import LineRecord


def parcel_of(delivery: Delivery) -> Parcel:
    """Make the parcel of a delivery: the same each time, since what an export claimed is final."""
    export, year, company = delivery.export, delivery.fiscal_year, delivery.company
    (entry,) = entries_of_export(export, year, Numbers(delivery.number - 1, delivery.number))
    return Parcel(
        key=delivery.key,
        siren=company.siren,
        currency=company.currency,
        export_number=export.number,
        fiscal_year_start=year.start,
        fiscal_year_end=year.end,
        entry=entry._replace(lines=[LineRecord(*line) for line in entry.lines]),  # read as bare tuples, for speed
        attachments=_attachments(delivery) if export.with_documents else (),
    )


def _attachments(delivery: Delivery) -> list[Attachment]:
    sources = Document.objects.filter(entry=delivery.entry_id, source__isnull=False).order_by("pk")
    return [_attachment(name, digest) for name, digest in sources.values_list("source__name", "source__sha256")]


def _attachment(name: str, digest: str) -> Attachment:
    path = files.path_of(digest)
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Attachment(Path(name).name, media_type, path.stat().st_size, digest, partial(_opened, path))


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")
