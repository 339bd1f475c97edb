"""Which columns a list has: those of its address, else those its reader chose, else everybody's."""

from ecritoire.apps.companies.models import User
from ecritoire.apps.desk.keeping import chosen_columns
from ecritoire.web.documents.columns import DEFAULT_COLUMNS, known_columns
from ecritoire.web.documents.filters import Filters


def columns_of(filters: Filters, person: User) -> tuple[str, ...]:
    """The columns of a list, in their order."""
    return filters.columns or known_columns(chosen_columns(person)) or DEFAULT_COLUMNS
