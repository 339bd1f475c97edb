"""The OpenAPI document tells the truth: whatever is sent, no answer is a 500 and none is undocumented."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from ecritoire.apps.companies.models import Company
from ecritoire.domain.permissions import Role
from ecritoire.wsgi import application
from tests.api.conftest import Program
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled, export, received

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def in_one_transaction() -> Iterator[None]:
    """Let requests through the WSGI door without ending the test's database connection, as Django's client does."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("in_one_transaction")
@pytest.mark.parametrize("role", list(Role))
def test_no_answer_is_undocumented(company: Company, program_of: Callable[..., Program], role: Role) -> None:
    controlled(company)
    export(company)
    received(company, EInvoice(number="R-1"))
    controlled(company, EInvoice(number="C-1"))
    headers = program_of(role).headers
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json?format=json", application)
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
            _try(result.ok(), mode, headers)


def _try(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, headers: dict[str, str]) -> None:
    @settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def any_request(case: "Case[Any]") -> None:
        case.headers.pop("Host", None)  # another name is refused at the door, before any endpoint
        case.call_and_validate(headers=headers, checks=CHECKS)

    any_request()
