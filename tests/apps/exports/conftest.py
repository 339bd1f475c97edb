"""A company in scope, and the usual export of October."""

from collections.abc import Iterator
from datetime import date

import pytest

from ecritoire.apps.companies.models import Company
from ecritoire.apps.scope import company_scope
from ecritoire.domain.exporting import ExportParameters
from tests.apps.exports.books import new_company


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    """A company, in scope."""
    del db
    made = new_company()
    with company_scope(made):
        yield made


@pytest.fixture
def october() -> ExportParameters:
    """Everything pending up to the end of October 2026, as FEC."""
    return ExportParameters("fec", date(2026, 10, 31))
