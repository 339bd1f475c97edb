"""Three people in one company, and their browsers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ecritoire.apps.companies.models import Company, User
from ecritoire.domain.permissions import Role
from tests.apps.ground import claire, company, member, other_company, paul

__all__ = ["claire", "company", "other_company", "paul"]

# What a form sends: one value or several by name.
Sent = dict[str, str | int | list[str] | list[int] | SimpleUploadedFile]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def nadia(company: Company) -> User:
    """Nadia Ferrand, who keeps the books."""
    return member(company, "nadia.ferrand@example.fr", "Nadia Ferrand", Role.ACCOUNTANT)


@pytest.fixture
def browser(nadia: User) -> Client:
    """Nadia's browser."""
    return browser_of(nadia)


@pytest.fixture
def reader(company: Company) -> Client:
    """The browser of somebody who may only read."""
    return browser_of(member(company, "auditeur@example.fr", "Éric Audit", Role.READER))


@pytest.fixture
def htmx() -> dict[str, str]:
    """The header that htmx adds to its requests."""
    return {"HX-Request": "true"}
