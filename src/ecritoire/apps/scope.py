"""The company in scope: every query of a company's data is limited to it, and refused when there is none.

A manager that fails closed turns a forgotten filter into an error instead of a leak between companies.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from django.db import models


class NoCompanyInScopeError(RuntimeError):
    """A company's data was asked for outside any company's scope: a programming error, never a user's."""


class _HasKey(Protocol):
    pk: Any


_company_id: ContextVar[int | None] = ContextVar("company_id", default=None)


@contextmanager
def company_scope(company: _HasKey) -> Iterator[None]:
    """Limit every query made inside the block to ``company``."""
    token = _company_id.set(int(company.pk))
    try:
        yield
    finally:
        _company_id.reset(token)


def current_company_id() -> int:
    """Return the key of the company in scope.

    Raises:
        NoCompanyInScopeError: the code runs outside any :func:`company_scope`.
    """
    company_id = _company_id.get()
    if company_id is None:
        message = "no company in scope: wrap the call in company_scope(company)"
        raise NoCompanyInScopeError(message)
    return company_id


M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class CompanyManager(models.Manager[M_co]):
    """Rows of the company in scope only."""

    def get_queryset(self) -> models.QuerySet[M_co]:
        """Return the rows of the company in scope.

        Raises:
            NoCompanyInScopeError: no company is in scope.
        """
        return super().get_queryset().filter(company_id=current_company_id())


class CompanyOwned(models.Model):
    """A row that belongs to one company."""

    # No index of its own: each table has indexes that begin with the company where it needs them.
    company = models.ForeignKey("companies.Company", on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = CompanyManager()
    # For work that is about several companies by nature: verification, backup, the overview of a firm.
    across_companies = models.Manager()  # noqa: DJ012 - a manager too

    class Meta:
        abstract = True
