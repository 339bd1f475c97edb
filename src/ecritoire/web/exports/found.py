"""The export that an address names."""

from django.http import Http404

from ecritoire.apps.exports.models import Export
from ecritoire.apps.exports.queries import ExportNotFoundError, export_by_number


def export_or_404(number: int) -> Export:
    """The export of the company in scope with this number; another company's does not exist."""
    try:
        return export_by_number(number)
    except ExportNotFoundError as error:
        raise Http404(error.message) from error
