"""The control sheet (contrôle): what a person decides of one document at once, tried on paper before it is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.db import transaction

from ecritoire.apps.audit.services import canonical
from ecritoire.apps.purchases.analytics import Sections, sections_of, set_sections
from ecritoire.apps.purchases.coding import LineCoding, code_lines
from ecritoire.apps.purchases.control import accept_proposals, control_document
from ecritoire.apps.purchases.dates import set_accounting_period
from ecritoire.apps.purchases.locking import lock_document
from ecritoire.apps.purchases.models import Document, DocumentLine, LineSection
from ecritoire.apps.purchases.posting import books_of, posting_of
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.posting import Posting


class SheetChangedError(EcritoireError):
    """Somebody changed the document since the sheet was opened."""

    code = "sheet_changed"
    template = (
        "%(number)s a changé pendant votre saisie. Rien n’est enregistré et votre saisie est encore là : "
        "relisez, puis enregistrez de nouveau."
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet says: coding and analytic sections of each line by its position, and the accounting period."""

    codings: Mapping[int, LineCoding]
    period_start: date | None
    period_end: date | None
    sections: Mapping[int, Sections] = field(default_factory=dict)


def sheet_version(document: Document) -> str:
    """A mark of all that the sheet shows: another as soon as anything of it changed."""
    lines = list(
        document.lines.order_by("position").values_list(
            "position", "account", "vat_code", "proposed_account", "net_minor"
        )
    )
    sections = LineSection.objects.filter(line__document=document)
    shown = [
        lines,
        list(sections.order_by("line", "axis").values_list("line__position", "axis", "section")),
        document.period_start,
        document.period_end,
        document.controlled_at,
        document.flags,
        document.order_id,
    ]
    return sha256(canonical(shown).encode()).hexdigest()[:16]


def preview_sheet(document: Document, sheet: Sheet, *, actor: str) -> Posting:
    """What posting would say of a sheet: it is filled in, read, and taken back, so that there is one way to post.

    Raises:
        EcritoireError: what keeping it would refuse.
    """
    with transaction.atomic():
        posting = _posting(_fill_in(document, sheet, actor))
        transaction.set_rollback(True)
    return posting


def _posting(document: Document) -> Posting:
    accept_proposals(list(document.lines.order_by("position")))
    return posting_of(document, books_of(document.company))


@transaction.atomic
def save_sheet(document: Document, sheet: Sheet, *, version: str, actor: str) -> Document:
    """Keep what a sheet says.

    Raises:
        SheetChangedError: the document is not what the person saw.
        EcritoireError: see ``coding.code_lines``, ``analytics.set_sections`` and ``dates.set_accounting_period``.
    """
    _require_version(document, version)
    return _fill_in(document, sheet, actor)


@transaction.atomic
def control_sheet(document: Document, sheet: Sheet, *, version: str, actor: str) -> Document:
    """Keep what a sheet says, and confirm the document.

    Raises:
        SheetChangedError: the document is not what the person saw.
        EcritoireError: see ``save_sheet`` and ``control.control_document``.
    """
    _require_version(document, version)
    return control_document(_fill_in(document, sheet, actor), actor=actor)


def _require_version(document: Document, version: str) -> None:
    if sheet_version(lock_document(document)) != version:
        raise SheetChangedError(number=document.number)


def _fill_in(document: Document, sheet: Sheet, actor: str) -> Document:
    """Write only what differs, so that a proposal accepted as it is keeps its origin."""
    document = lock_document(document)
    changed = _changed(list(document.lines.order_by("position")), sheet.codings)
    if changed:
        document = code_lines(document, changed, actor=actor)
    if sections := _changed_sections(document, sheet.sections):
        set_sections(document, sections, actor=actor)
    if (document.period_start, document.period_end) != (sheet.period_start, sheet.period_end):
        document = set_accounting_period(document, start=sheet.period_start, end=sheet.period_end, actor=actor)
    return document


def _changed_sections(document: Document, wanted: Mapping[int, Sections]) -> dict[int, Sections]:
    if not wanted:
        return {}
    given = sections_of(document)
    changed: dict[int, Sections] = {}
    for position, sections in wanted.items():
        kept = {axis: section.pk for axis, section in given.get(position, {}).items()}
        differing = {axis: section for axis, section in sections.items() if section != kept.get(axis)}
        if differing:
            changed[position] = differing
    return changed


def _changed(lines: Sequence[DocumentLine], codings: Mapping[int, LineCoding]) -> dict[int, LineCoding]:
    changed = {}
    for line in lines:
        wanted = codings.get(line.position, LineCoding())
        account = "" if wanted.account == (line.account or line.proposed_account) else wanted.account
        vat_code = "" if wanted.vat_code == line.vat_code else wanted.vat_code
        if account or vat_code:
            changed[line.position] = LineCoding(account, vat_code)
    return changed
