"""Who gets in: tokens, their scopes, their company; the same refusal for each kind of stranger."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from ecritoire.apps.access.tokens import create_token, revoke_token
from ecritoire.apps.companies.models import Company, Membership, User
from ecritoire.apps.scope import company_scope
from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.permissions import Permission, Role
from tests.api.conftest import Program
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled, received

PATHS = ["company/", "documents/", "exports/", "suppliers/", "accounts/", "journals/", "entries/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer ecr_inconnu", "Basic bmFkaWE6eA==", "ecr_inconnu"])
def test_without_a_token_nothing_is_told(path: str, header: str) -> None:
    response = Client().get(f"/api/v1/{path}", headers={"Authorization": header} if header else {})
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "not_authenticated"


def test_a_token_works_until_it_is_revoked(company: Company, program: Program) -> None:
    assert program.get("company/").json()["siren"] == company.siren
    revoke_token("Passerelle", actor="Paul Guillou")
    assert program.get("company/").status_code == 401


def test_a_token_works_until_it_expires(company: Company, program: Program) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert program.get("company/").status_code == 401


def test_a_personal_token_ends_with_the_membership(company: Company, program_of: Callable[..., Program]) -> None:
    program = program_of(Role.CLERK)
    assert program.get("documents/").status_code == 200
    Membership.objects.filter(user=User.objects.get(email="clerk@example.fr")).delete()
    assert program.get("documents/").status_code == 401


def test_a_personal_token_never_exceeds_the_role_of_today(company: Company, program_of: Callable[..., Program]) -> None:
    program, document = program_of(Role.ACCOUNTANT), received(company)
    Membership.objects.update(role=Role.READER)
    refused = program.post(f"documents/{document.pk}/control/")
    assert refused.status_code == 403
    assert refused.json()["code"] == "permission_denied"


def test_a_scope_that_is_missing_is_named(company: Company, program_of: Callable[..., Program]) -> None:
    document = received(company)
    refused = program_of(Role.ACCOUNTANT, Permission.READ).post(f"documents/{document.pk}/control/")
    assert refused.json()["detail"] == "Ce jeton n’a pas le droit « control »."


def test_another_company_does_not_exist(program: Program, other_company: Company) -> None:
    theirs = EInvoice(buyer_siren=other_company.siren, buyer_name=other_company.name)
    with company_scope(other_company):
        document = controlled(other_company, theirs)
    for path in (f"documents/{document.pk}/", f"documents/{document.pk}/explain/", f"documents/{document.pk}/file/"):
        assert program.get(path).status_code == 404
    assert program.get(f"suppliers/{document.supplier_id}/").status_code == 404
    assert program.post(f"documents/{document.pk}/hold-back/", {"reason": "non"}).status_code == 404
    assert program.get("documents/").json()["data"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "x", "documents", "documents/abc/", "documents/1234567890123456789/"])
def test_an_address_that_is_none_is_a_problem_too(path: str) -> None:
    response = Client().get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_every_endpoint_asks_a_permission_for_each_verb() -> None:
    (api,) = (each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "api")
    # Public, for they say nothing of any company: what the API is, for programs and for people, and what it is not.
    endpoints = [p for p in _leaves(api) if p.name not in {"openapi", "reference", "nowhere"}]
    assert len(endpoints) > 20
    for endpoint in endpoints:
        view = endpoint.callback.cls  # type: ignore[attr-defined]
        verbs = {verb for verb in ("get", "post", "put", "patch", "delete") if hasattr(view, verb)}
        assert verbs == set(view.needs), endpoint.name


def _leaves(resolver: object) -> list[URLPattern]:
    leaves = []
    for each in resolver.url_patterns:  # type: ignore[attr-defined]
        leaves += [each] if isinstance(each, URLPattern) else _leaves(each)
    return leaves


@pytest.mark.parametrize(
    ("scopes", "days", "code"),
    [
        ([], 30, "unknown_scope"),
        (["fly"], 30, "unknown_scope"),
        ([Permission.APPROVE], 30, "scope_not_held"),
        ([Permission.READ], 0, "token_life"),
        ([Permission.READ], 367, "token_life"),
    ],
)
def test_a_token_that_would_be_too_much_is_refused(company: Company, scopes: list[str], days: int, code: str) -> None:
    with pytest.raises(EcritoireError) as refusal:
        create_token(company, "trop", scopes=scopes, days=days, actor="Paul Guillou")
    assert refusal.value.code == code
