"""Tables edited in place: each row turns into its form, on the same page, and back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ecritoire.apps.versions import ChangedMeanwhileError, version_of
from ecritoire.domain.errors import EcritoireError
from ecritoire.web.configuration.forms import RowForm
from ecritoire.web.shared.access import CompanyRequest

M = TypeVar("M", bound=models.Model)
ROWS_MOST = 200
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    label: Text
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[M]):
    """How one kind of row is listed and edited.

    ``order`` is the field the rows are in the order of, unique in a company: pages start after its value.
    """

    title: Text
    intro: Text
    columns: Sequence[Column]
    rows: Callable[[], models.QuerySet[M]]
    order: str
    searched: Sequence[str]
    cells: Callable[[M], Sequence[Text]]
    form: type[RowForm]
    initial: Callable[[M], Mapping[str, Any]]
    versioned: frozenset[str]
    edit: Callable[[CompanyRequest, M, Mapping[str, Any]], object]
    add: Callable[[CompanyRequest, Mapping[str, Any]], object] | None = None
    remove: Callable[[CompanyRequest, M], object] | None = None
    add_label: Text = ""
    fields_of_errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """One row: its cells, or its form."""

    key: int
    name: str
    cells: list[tuple[Text, str]]
    edit_url: str
    form: RowForm | None
    can_remove: bool


def show_sheet(request: CompanyRequest, sheet: Sheet[M], url: str) -> HttpResponse:
    """List the rows, with one as its form when the address or what was sent says so; save it when it was sent."""
    sent = request.POST if request.method == "POST" else None
    key = (sent or request.GET).get("row", "")
    edited = _row_or_404(sheet, key) if key else None
    adds = sheet.add is not None and edited is None and (sent is not None or "add" in request.GET)
    form = _form(sheet, edited, sent) if edited is not None or adds else None
    if sent is not None and form is not None and _saved(request, sheet, edited, form, sent):
        return redirect(f"{url}?{_kept(request)}".removesuffix("?"))
    context = _context(request, sheet, url, edited, form)
    return render(request, "configuration/sheet.html", context, status=422 if sent is not None else 200)


def _row_or_404(sheet: Sheet[M], key: str) -> M:
    row = sheet.rows().filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
    if row is None:
        raise Http404
    return row


def _form(sheet: Sheet[M], row: M | None, sent: Any) -> RowForm:  # noqa: ANN401 - what Django's forms take
    if row is None:
        return sheet.form(sent, auto_id="row_%s")
    initial = {**sheet.initial(row), "shown": version_of(row, sheet.versioned)}
    form = sheet.form(sent, initial=initial, auto_id="row_%s")
    for name in form.fixed:
        form.fields[name].disabled = True
    return form


def _saved(request: CompanyRequest, sheet: Sheet[M], row: M | None, form: RowForm, sent: Mapping[str, str]) -> bool:
    """Save, add or remove; what is refused is said in the form."""
    try:
        if sent.get("action") == "remove" and row is not None and sheet.remove is not None:
            sheet.remove(request, row)
            messages.success(request, _("Retiré"))
            return True
        if not form.is_valid():
            return False
        if row is not None:
            sheet.edit(request, row, form.cleaned_data)
        else:
            assert sheet.add is not None, "only sheets that add show an empty form"
            sheet.add(request, form.cleaned_data)
    except ChangedMeanwhileError as error:
        assert row is not None, "nobody changes what is not there yet"
        form.add_error(None, error.message)
        form.data = {**form.data.dict(), "shown": version_of(_row_or_404(sheet, str(row.pk)), sheet.versioned)}  # type: ignore[attr-defined]
        return False
    except EcritoireError as error:
        name = sheet.fields_of_errors.get(error.code)
        form.is_valid()
        form.add_error(name if name in form.fields else None, error.message)
        return False
    messages.success(request, _("Enregistré"))
    return True


def _kept(request: CompanyRequest) -> str:
    """Where in the table one was: search and page."""
    kept = [(name, request.GET[name]) for name in ("q", "after") if request.GET.get(name)]
    return urlencode(kept)


def _context(
    request: CompanyRequest, sheet: Sheet[M], url: str, edited: M | None, form: RowForm | None
) -> dict[str, Any]:
    search = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    after = request.GET.get("after", "").replace("\x00", "")
    rows = sheet.rows().order_by(sheet.order)
    for word in search.split():
        wanted = models.Q()
        for name in sheet.searched:
            wanted |= models.Q((f"{name}__icontains", word))
        rows = rows.filter(wanted)
    if sheet.order == "pk" and not (after.isdecimal() and len(after) < 18):
        after = ""
    if after:
        rows = rows.filter(models.Q((f"{sheet.order}__gt", after)))
    found = list(rows[: ROWS_MOST + 1])
    shown = found[:ROWS_MOST]
    kept = _kept(request)
    return {
        "sheet": sheet,
        "url": url,
        "action_url": f"{url}?{kept}".removesuffix("?"),
        "home_url": reverse("configuration:home"),
        "rows": [_shown(sheet, row, url, kept, form if row == edited else None) for row in shown],
        "adding": form if edited is None else None,
        "add_url": f"{url}?{urlencode([('add', '1')])}&{kept}".removesuffix("&") if sheet.add else "",
        "search": search,
        "span": len(sheet.columns) + 1,
        "next_url": "?" + urlencode([("q", search), ("after", getattr(shown[-1], sheet.order))])
        if len(found) > ROWS_MOST
        else "",
        "first_url": f"{url}?{urlencode([('q', search)])}" if after else "",
    }


def _shown(sheet: Sheet[M], row: M, url: str, kept: str, form: RowForm | None) -> Shown:
    cells = list(sheet.cells(row))
    edit = "&".join(filter(None, (f"row={row.pk}", kept)))
    return Shown(
        key=int(row.pk),
        name=str(cells[0]),
        cells=[(text, column.classes) for text, column in zip(cells, sheet.columns, strict=True)],
        edit_url=f"{url}?{edit}#row-{row.pk}",
        form=form,
        can_remove=sheet.remove is not None,
    )
