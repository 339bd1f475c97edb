"""Import: files in, documents out, each file on its own.

The order makes it safe. The bytes are stored first, under their hash, and noted (``SourceFile``); then they are read;
then everything a document is made of is written in one transaction. A crash anywhere leaves either a document or a
stored file that the next import of the same bytes completes. Whatever arrives is kept, refused or not: a refusal can be
wrong, and the answer to « where is my file » is never « nowhere ». Only a file too large to be an invoice is not read.

The same bytes again change nothing. Other bytes with the key the tax office uses (supplier, number, year of issue) are
a duplicate too, and say of which document. A file refused earlier is read again, since a reader may have learnt.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

import structlog
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from ecritoire.apps import clock, files
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.entering import DuplicateNumberError, enter_document
from ecritoire.apps.purchases.models import Document, SourceFile
from ecritoire.apps.scope import current_company_id
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.wording import said_date
from ecritoire.intake import IntakeError, ReadDocument, read_document, read_path

LARGEST_READ_BYTES = 64 * 1024 * 1024  # beyond it the readers refuse by the size alone
NAME_LENGTH = 255

log = structlog.get_logger(__name__)


class ReceiptStatus(StrEnum):
    """What became of one file."""

    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class DuplicateFileError(EcritoireError):
    """The same bytes are there already."""

    code = "duplicate_file"
    template = "Ce fichier est déjà là : c’est %(number)s de %(supplier)s, importé le %(imported_on)s. Rien n’a changé."


class FileUnreadableError(EcritoireError):
    """The file system refused to give the file."""

    code = "file_unreadable"
    template = "Le fichier n’a pas pu être ouvert (%(cause)s). Vérifiez qu’il existe et que vous pouvez le lire."


class UnexpectedContentError(EcritoireError):
    """Reading failed in a way nobody foresaw: our fault, not the sender's."""

    code = "unexpected_content"
    template = (
        "Ce fichier a mis la lecture en échec (%(cause)s) ; il est conservé. "
        "C’est un défaut d’Écritoire : signalez-le avec le fichier."
    )


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file. ``document`` is the new one, or the one that a duplicate repeats."""

    path: str
    status: ReceiptStatus
    document: Document | None = None
    error: EcritoireError | None = None
    source: SourceFile | None = None  # the file, where it was kept although nothing came of it

    def as_dict(self) -> dict[str, object]:
        """Plain values, for JSON; amounts in minor units."""
        document, error = self.document, self.error
        return {
            "path": self.path,
            "status": self.status.value,
            "document": document.pk if document else None,
            "number": document.number if document else None,
            "supplier": document.supplier.name if document else None,
            "type": document.type if document else None,
            "currency": document.currency if document else None,
            "net_minor": document.net_minor if document else None,
            "vat_minor": document.vat_minor if document else None,
            "total_minor": document.total_minor if document else None,
            "due_minor": document.due_minor if document else None,
            "flags": list(document.flags) if document else [],
            "error": {"code": error.code, "message": error.message} if error else None,
        }


@dataclass(frozen=True, slots=True)
class Run:
    """What all files of one import share."""

    company: Company
    actor: str
    controls: bool  # whether a rule may control what conforms
    at: datetime | None = None  # when they arrived, if not now


def receive_files(
    company: Company,
    received: Iterable[tuple[str, bytes | Path]],
    *,
    actor: str,
    control: bool = False,
    at: datetime | None = None,
) -> Iterator[Received]:
    """Import files into the company in scope, one by one; what happens to one never touches another.

    Args:
        company: the company in scope.
        received: the name of each file as shown to a person, and its bytes or where they are.
        actor: who imports.
        control: let the rule control documents that conform (see ``control.control_by_rule``).
        at: when the files arrived, if not now.
    """
    run = Run(company, actor, control, at)
    for name, content in received:
        assert company.pk == current_company_id(), "files are received in the scope of their company"
        yield _receive(run, name, content)


def _receive(run: Run, name: str, content: bytes | Path) -> Received:
    try:
        content = _bytes_of(content)
        source, is_new = _keep_original(run, name, content)
    except EcritoireError as error:
        return Received(name, ReceiptStatus.REFUSED, error=error)
    earlier = None if is_new else source.documents.select_related("supplier").first()
    if earlier is not None:
        return Received(name, ReceiptStatus.DUPLICATE, earlier, _duplicate_file(earlier))
    try:
        read = _read(content, name)
        document = _enter(run, source, read)
    except DuplicateNumberError as error:
        return _duplicate_number(name, source, error)
    except EcritoireError as error:
        _refuse(source, error)
        return Received(name, ReceiptStatus.REFUSED, error=error, source=source)
    return Received(name, ReceiptStatus.IMPORTED, document)


def _bytes_of(content: bytes | Path) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        if content.stat().st_size > LARGEST_READ_BYTES:
            read_path(content)  # says by how much, and never reads
        return content.read_bytes()
    except OSError as error:
        raise FileUnreadableError(cause=error.strerror or type(error).__name__) from error


def _keep_original(run: Run, name: str, content: bytes) -> tuple[SourceFile, bool]:
    return SourceFile.objects.get_or_create(
        company=run.company,
        sha256=files.store(content),
        defaults={
            "name": Path(name).name[:NAME_LENGTH],
            "size_bytes": len(content),
            "received_at": run.at or clock.now(),
        },
    )


def _read(content: bytes, name: str) -> ReadDocument:
    try:
        return read_document(content, filename=Path(name).name)
    except IntakeError:
        raise
    except Exception as error:
        # A defect of a reader must not stop the other files of the run, nor lose this one: it is stored already.
        log.exception("reading failed", file=name)
        raise UnexpectedContentError(cause=type(error).__name__) from error


def _enter(run: Run, source: SourceFile, read: ReadDocument) -> Document:
    enter = partial(
        enter_document,
        run.company,
        read.invoice,
        source,
        actor=run.actor,
        controls=run.controls,
        at=run.at or clock.now(),
    )
    try:
        try:
            return enter()
        except IntegrityError:
            return enter()  # another import made the same supplier or document meanwhile: now it is found
    except (EcritoireError, OperationalError):
        raise
    except Exception as error:
        # Again: the other files of the run go on, and this one is stored.
        log.exception("entering failed", sha256=source.sha256)
        raise UnexpectedContentError(cause=type(error).__name__) from error


def _duplicate_number(name: str, source: SourceFile, error: DuplicateNumberError) -> Received:
    existing = Document.objects.select_related("supplier").get(pk=error.document_id)
    if existing.source_id == source.pk:  # two imports of the same bytes at once
        return Received(name, ReceiptStatus.DUPLICATE, existing, _duplicate_file(existing))
    _refuse(source, error)
    return Received(name, ReceiptStatus.DUPLICATE, existing, error)


def _refuse(source: SourceFile, error: EcritoireError) -> None:
    facts = {name: fact if isinstance(fact, int | str | bool) else str(fact) for name, fact in error.facts.items()}
    source.refusal_code, source.refusal_facts = error.code, facts
    source.save(update_fields=["refusal_code", "refusal_facts"])


def _duplicate_file(document: Document) -> DuplicateFileError:
    return DuplicateFileError(
        number=document.number,
        supplier=document.supplier.name,
        imported_on=said_date(timezone.localdate(document.imported_at)),
    )
