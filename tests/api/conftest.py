"""A company, and programs that talk to its API."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from ecritoire.apps.access.tokens import create_token
from ecritoire.apps.companies.models import Company, User
from ecritoire.domain.permissions import PERMISSIONS, Permission, Role
from tests.apps.ground import claire, company, member, other_company, paul

__all__ = ["claire", "company", "other_company", "paul"]


class Program:
    """A program with a token: it speaks JSON and gives each request a key of its own."""

    def __init__(self, secret: str) -> None:
        self.headers = {"Authorization": f"Bearer {secret}"}
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **query: Any) -> Any:  # noqa: ANN401 - Django does not type its answers
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path: str, body: object = None, *, key: str = "", **headers: str) -> Any:  # noqa: ANN401 - same
        sent = self.headers | {"Idempotency-Key": key or str(uuid4())} | headers
        return self.client.post(f"/api/v1/{path}", body or {}, "application/json", headers=sent)


@pytest.fixture
def program_of(company: Company) -> Callable[..., Program]:
    """A program with a personal token of somebody with a role."""

    def make(role: Role = Role.ACCOUNTANT, *scopes: str) -> Program:
        person = User.objects.filter(email=f"{role.value}@example.fr").first() or member(
            company, f"{role.value}@example.fr", role.value.title(), role
        )
        wanted = scopes or PERMISSIONS[role]
        return Program(create_token(company, "essai", scopes=wanted, days=1, actor="Paul", user=person)[1])

    return make


@pytest.fixture
def program(company: Company) -> Program:
    """A program with a token of the company that may do everything but approve."""
    scopes = set(Permission) - {Permission.APPROVE, Permission.MANAGE_MEMBERS}
    return Program(create_token(company, "Passerelle", scopes=scopes, days=30, actor="Paul Guillou")[1])
