"""What the control sheet shows of one document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ecritoire.apps.ledger.models import Account
from ecritoire.apps.ledger.queries import vat_accounts
from ecritoire.apps.purchases.checking import POSSIBLE_DUPLICATE
from ecritoire.apps.purchases.inbox import place_of
from ecritoire.apps.purchases.models import Document, DocumentVat
from ecritoire.apps.purchases.sheets import preview_sheet, sheet_version
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.posting import Posting
from ecritoire.domain.reasons import findings_of
from ecritoire.domain.vat import VAT_CODES
from ecritoire.domain.wording import said_amount, said_rate
from ecritoire.web.control.flags import remarks_of
from ecritoire.web.control.forms import SheetForm
from ecritoire.web.documents.filters import TYPE_LABELS
from ecritoire.web.documents.listing import signed_total
from ecritoire.web.shared.pictures import pages_of


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the entry that would result. ``lines`` says which lines of the document it gathers."""

    account: str
    label: str
    lines: str
    debit_minor: int
    credit_minor: int


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """The entry, or why there is none yet. Amounts in minor units of the company's currency."""

    rows: Sequence[EntryRow]
    problems: Sequence[str]
    total_minor: int
    gap: str


@dataclass(frozen=True, slots=True)
class VatRow:
    """The VAT of one code, as the sender states it. Minor units of the document's currency."""

    label: str
    base_minor: int
    vat_minor: int
    account: str


def sheet_of(document: Document, form: SheetForm | None, actor: str) -> dict[str, Any]:
    """All that the sheet shows. ``form`` is one that was sent back with mistakes."""
    if form is None:
        form = new_form(document)
    place = place_of(document)
    source = document.source
    return {
        "document": document,
        "form": form,
        "rows": list(form.rows()),
        "proposed_count": sum(row.is_proposed for row in form.rows()),
        "vat": [_vat_row(vat) for vat in document.vat.all()],
        "entry": preview_of(document, form, actor),
        "remarks": remarks_of(document.flags),
        "type_label": TYPE_LABELS[document.type],
        "signed_minor": signed_total(document),
        "place": place,
        "previous_url": _address(place.previous),
        "following_url": _address(place.following),
        "pages": pages_of(source, "control", document.pk),
        "file_url": reverse("documents:file", args=[document.pk]) if source is not None else "",
        "is_duplicate": POSSIBLE_DUPLICATE in document.flags,
    }


def new_form(document: Document) -> SheetForm:
    """The form of a document as it is now."""
    initial = {
        "version": sheet_version(document),
        "period_start": document.period_start,
        "period_end": document.period_end,
    }
    return SheetForm(document, initial=initial)


def _address(key: int | None) -> str:
    return reverse("control:sheet", args=[key]) if key else ""


def _vat_row(vat: DocumentVat) -> VatRow:
    setting = vat_accounts().get(vat.vat_code)
    known = VAT_CODES.get(vat.vat_code)
    label = said_rate(vat.rate_bp) if vat.rate_bp else known.label if known else vat.vat_code
    return VatRow(label, vat.base_minor, vat.vat_minor, vat.account or (setting.account if setting else ""))


def preview_of(document: Document, form: SheetForm, actor: str) -> EntryPreview:
    """The entry that the form would give; what is wrong with the form is said in its place."""
    if form.is_bound and not form.is_valid():
        return EntryPreview((), [str(error) for errors in form.errors.values() for error in errors], 0, "")
    if not form.is_bound:
        form = SheetForm(document, data=_as_sent(form))
        form.is_valid()
    try:
        posting = preview_sheet(document, form.sheet(), actor=actor)
    except EcritoireError as error:
        return EntryPreview((), [error.message], 0, "")
    return _entry(document, form, posting)


def _as_sent(form: SheetForm) -> dict[str, Any]:
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}


def _entry(document: Document, form: SheetForm, posting: Posting) -> EntryPreview:
    found = findings_of((problem.code, problem.facts) for problem in posting.problems)
    problems = [finding.message for finding in found]
    gaps = [int(str(problem.facts["gap_minor"])) for problem in posting.problems if problem.code == "unbalanced"]
    gap = said_amount(abs(gaps[0]), document.currency) if gaps else ""
    if posting.entry is None:
        if not problems:
            problems = [_("Ce document ne donne pas d’écriture : une commande ne se comptabilise pas.")]
        return EntryPreview((), problems, 0, gap)
    labels = dict(
        Account.objects.filter(number__in={line.account for line in posting.entry.lines}).values_list("number", "label")
    )
    gathered = _gathered(form)
    rows = [
        EntryRow(
            account=f"{line.account} {line.auxiliary}".strip(),
            label=document.supplier.name if line.auxiliary else labels.get(line.account, ""),
            lines=gathered.get(line.account, ""),
            debit_minor=line.debit_minor,
            credit_minor=line.credit_minor,
        )
        for line in posting.entry.lines
    ]
    return EntryPreview(rows, (), sum(row.debit_minor for row in rows), gap)


def _gathered(form: SheetForm) -> dict[str, str]:
    """Account → the lines of the document that are coded to it."""
    positions: dict[str, list[str]] = {}
    for position, coding in form.sheet().codings.items():
        positions.setdefault(coding.account, []).append(str(position))
    return {
        account: (_("lignes %(lines)s") if len(found) > 1 else _("ligne %(lines)s")) % {"lines": ", ".join(found)}
        for account, found in positions.items()
        if account
    }
