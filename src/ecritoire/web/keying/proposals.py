"""What the words of a PDF fill in before a person looks at it."""

from collections.abc import Iterator
from typing import Any

from ecritoire.apps import files
from ecritoire.apps.companies.models import Company
from ecritoire.apps.purchases.hints import Cell, Hints, hints_of
from ecritoire.apps.purchases.models import SourceFile
from ecritoire.domain.wording import said_number
from ecritoire.web.keying.forms import NOTHING_PROPOSED, Proposed
from ecritoire.web.shared.pdf import UnreadablePdfError, page_count, text_of_page
from ecritoire.web.shared.pictures import is_pdf

FAR_BELOW = 100_000.0  # points: the last page is read as if under the first, far enough to share no line


def proposed_for(source: SourceFile, company: Company) -> Proposed:
    """The fields that can be filled in from the text of a file; none for a scan."""
    if not is_pdf(source):
        return NOTHING_PROPOSED
    try:
        cells = list(_cells(files.load(source.sha256)))
    except UnreadablePdfError:
        return NOTHING_PROPOSED
    return _proposed(hints_of(cells, company))


def _cells(content: bytes) -> Iterator[Cell]:
    """The words of the first page and of the last: who, which and when are on one, the sums on the other."""
    for rank, number in enumerate(sorted({1, max(1, page_count(content))})):
        for word in text_of_page(content, number).words:
            yield Cell(word.text, word.x, word.y + rank * FAR_BELOW)


def _proposed(hints: Hints) -> Proposed:
    head: dict[str, Any] = {
        "supplier": hints.supplier.name if hints.supplier else "",
        "siren": hints.siren,
        "number": hints.number,
        "invoice_date": hints.invoice_date,
        "due_date": hints.due_date,
        "total": said_number(hints.total_minor) if hints.total_minor is not None else "",
    }
    lines: tuple[dict[str, Any], ...] = ()
    if hints.vat_code and hints.net_minor is not None:
        lines = ({"net": said_number(hints.net_minor), "vat_code": hints.vat_code},)
    return Proposed({name: value for name, value in head.items() if value}, lines)
