"""Cutting a file that holds several invoices: each part is a file of its own, to be keyed; the whole is kept."""

from pathlib import Path

from django.db import transaction

from ecritoire.apps import clock, files
from ecritoire.apps.audit.services import record
from ecritoire.apps.purchases.keying import KeyedAlreadyError, refuse_treated
from ecritoire.apps.purchases.models import FileAside, FilePart, SourceFile
from ecritoire.apps.purchases.receiving import NAME_LENGTH
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say
from ecritoire.intake.errors import NoInvoiceInPdfError
from ecritoire.intake.splitting import Pages, count_pages, split_pdf

PARTS_MOST = 100
REASON_LENGTH_MOST = 500
CUT_OTHERWISE = "Découpé autrement"


class PagesUnreadableError(EcritoireError):
    """What was typed does not say which pages."""

    code = "pages_unreadable"
    template = "« %(text)s » ne dit pas quelles pages : écrivez par exemple « 1-2, 3, 4-6 », une facture par groupe."


class PagesOutsideError(EcritoireError):
    """There is no such page."""

    code = "pages_outside"
    template = (
        "« %(text)s » : les pages de ce fichier vont de 1 à %(count)s, et la fin d’un groupe ne précède pas son début."
    )


class PagesRepeatedError(EcritoireError):
    """A page would be in two parts."""

    code = "pages_repeated"
    template = "La page %(page)s est dans deux factures. Donnez chaque page à une seule."


class OnePartError(EcritoireError):
    """Cutting gives at least two parts, or leaves pages out."""

    code = "one_part"
    template = "Toutes les pages restent ensemble : il n’y a rien à découper. Donnez au moins deux groupes."


class TooManyPartsError(EcritoireError):
    """No envelope holds that many invoices."""

    code = "too_many_parts"
    template = "%(count)s factures d’un coup, c’est plus que la limite de %(limit)s. Découpez en plusieurs fois."


class AsideReasonEmptyError(EcritoireError):
    """A file set aside without a reason."""

    code = "file_aside_reason_missing"
    template = "Dites pourquoi « %(name)s » est mis de côté : le motif reste avec le fichier."


def read_pages(text: str, count: int) -> list[Pages]:
    """Read « 1-2, 3, 4-6 » for a file of ``count`` pages.

    Raises:
        PagesUnreadableError, PagesOutsideError, PagesRepeatedError, OnePartError, TooManyPartsError: what is wrong.
    """
    groups = [group for group in text.replace(";", ",").replace("–", "-").split(",") if group.strip()]
    if not groups:
        raise PagesUnreadableError(text=text.strip()[:40])
    if len(groups) > PARTS_MOST:
        raise TooManyPartsError(count=len(groups), limit=PARTS_MOST)
    parts = [_read_group(group.strip(), count) for group in groups]
    taken: set[int] = set()
    for part in parts:
        pages = range(part.first, part.last + 1)
        for page in sorted(taken.intersection(pages)):
            raise PagesRepeatedError(page=page)
        taken.update(pages)
    if parts == [Pages(1, count)]:
        raise OnePartError
    return parts


def _read_group(group: str, count: int) -> Pages:
    ends = [end.strip() for end in group.split("-")]
    if len(ends) > 2 or not all(end.isascii() and end.isdigit() and len(end) < 6 for end in ends):
        raise PagesUnreadableError(text=group[:40])
    first, last = int(ends[0]), int(ends[-1])
    if not 1 <= first <= last <= count:
        raise PagesOutsideError(text=group, count=count)
    return Pages(first, last)


def pages_of(source: SourceFile) -> int:
    """How many pages a file has.

    Raises:
        IntakeError: it is no PDF that can be opened.
    """
    return count_pages(files.load(source.sha256))


def split_file(source: SourceFile, text: str, *, actor: str) -> list[SourceFile]:
    """Cut a file of the company in scope into parts that wait to be keyed.

    As long as no part became a document, it can be cut otherwise: the parts of before are set aside.

    Args:
        source: the file that holds several invoices.
        text: the pages of each, « 1-2, 3, 4-6 ».
        actor: who cuts.

    Raises:
        KeyedAlreadyError: the file, or a part of it, is a document already.
        Others: see ``read_pages`` and ``pages_of``.
    """
    content = files.load(source.sha256)
    parts = read_pages(text, count_pages(content))
    digests = [files.store(part) for part in split_pdf(content, parts)]
    sizes = [files.path_of(digest).stat().st_size for digest in digests]
    with transaction.atomic():
        source = SourceFile.objects.select_for_update().get(pk=source.pk)
        refuse_treated(source)
        _set_parts_aside(source, actor)
        kept = [_keep(source, *part) for part in zip(parts, digests, sizes, strict=True)]
        record(actor=actor, action="split", subject=source, file=source.name, pages=[str(pages) for pages in parts])
    return kept


def _set_parts_aside(source: SourceFile, actor: str) -> None:
    for part in FilePart.objects.filter(whole=source).select_related("file"):
        document = part.file.documents.first()
        if document is not None:
            facts = {"pages": Pages(part.first_page, part.last_page), "number": document.number}
            raise KeyedAlreadyError(outcome=say("les pages %(pages)s sont %(number)s") % facts)
        _aside(part.file, CUT_OTHERWISE, actor)


def _keep(source: SourceFile, pages: Pages, digest: str, size_bytes: int) -> SourceFile:
    stem = Path(source.name).stem[: NAME_LENGTH - 40]
    unread = NoInvoiceInPdfError(found="aucune")
    file, _is_new = SourceFile.objects.get_or_create(
        company_id=source.company_id,
        sha256=digest,
        defaults={
            "name": f"{stem}, pages {pages}.pdf",
            "size_bytes": size_bytes,
            "received_at": source.received_at,
            "refusal_code": unread.code,
            "refusal_facts": dict(unread.facts),
        },
    )
    FilePart.objects.get_or_create(
        company_id=source.company_id,
        file=file,
        defaults={"whole": source, "first_page": pages.first, "last_page": pages.last},
    )
    FileAside.objects.filter(file=file).delete()
    return file


@transaction.atomic
def set_file_aside(source: SourceFile, *, reason: str, actor: str) -> None:
    """Take a file that is no invoice out of what waits to be keyed; it is kept.

    Raises:
        AsideReasonEmptyError: nobody said why.
        KeyedAlreadyError: it is a document already.
    """
    if not reason.strip():
        raise AsideReasonEmptyError(name=source.name)
    source = SourceFile.objects.select_for_update().get(pk=source.pk)
    refuse_treated(source)
    _aside(source, reason.strip()[:REASON_LENGTH_MOST], actor)


def _aside(source: SourceFile, reason: str, actor: str) -> None:
    facts = {"at": clock.now(), "by": actor, "reason": reason}
    FileAside.objects.update_or_create(company_id=source.company_id, file=source, defaults=facts)
    record(actor=actor, action="set_file_aside", subject=source, file=source.name, reason=reason)


@transaction.atomic
def take_file_back(source: SourceFile, *, actor: str) -> None:
    """Let a file that was set aside wait to be keyed again."""
    if FileAside.objects.filter(file=source).delete()[0]:
        record(actor=actor, action="take_file_back", subject=source, file=source.name)
