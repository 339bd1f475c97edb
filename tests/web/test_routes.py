"""Every route by each role: right role 200, wrong role 403, other company 404, visitor to sign-in; queries pinned."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ecritoire.apps.companies.models import Company, User
from ecritoire.domain.permissions import Role, may
from tests.apps.ground import member
from tests.web.conftest import Sent, browser_of
from tests.web.routes import BY_LINK, ROUTES, Ground, Route, ground_of

ANSWERED = {200, 204, 302, 422}
GROWTH = 4
Send = Callable[[Client, Route, Ground], HttpResponseBase]
BY_NAME = {route.name: route for route in ROUTES}


def _named(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """The names of our own routes; those of libraries are tested where they come from."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver) and each.namespace != "api":  # tests/api asks every endpoint of the API
            yield from _named(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
        elif isinstance(each, URLPattern) and (prefix or each.callback.__module__.startswith("ecritoire.")):
            yield f"{prefix}{each.name}"


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    ours = set(_named(get_resolver()))
    assert ours == set(BY_NAME) | BY_LINK


@pytest.fixture
def people(company: Company) -> dict[Role, User]:
    """Somebody of each role."""
    return {role: member(company, f"{role.value}@example.fr", role.value.title(), role) for role in Role}


@pytest.fixture
def ground(company: Company) -> Ground:
    return ground_of(company)


def _address(route: Route, ground: Ground) -> str:
    return reverse(route.name, args=route.about(ground))


def _get(client: Client, route: Route, ground: Ground) -> HttpResponseBase:
    return cast("HttpResponseBase", client.get(_address(route, ground), _query(route, ground)))


def _post(client: Client, route: Route, ground: Ground) -> HttpResponseBase:
    return cast(
        "HttpResponseBase", client.post(_address(route, ground), {**_query(route, ground), **route.sent(ground)})
    )


def _query(route: Route, ground: Ground) -> Sent:
    return route.query(ground)


def _sends(route: Route) -> list[Send]:
    return [send for send, has in ((_get, route.gets), (_post, route.posts)) if has]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_each_role_gets_what_the_table_says(route: Route, ground: Ground, people: dict[Role, User]) -> None:
    for role, person in people.items():
        allowed = route.permission is None or may(role, route.permission)
        for send in _sends(route):
            with transaction.atomic():
                response = send(browser_of(person), route, ground)
                _close(response)
                transaction.set_rollback(True)
            if allowed:
                assert response.status_code in ANSWERED, (role, response.status_code)
                assert "/compte/login/" not in response.headers.get("Location", "")
            else:
                assert response.status_code == 403, (role, response.status_code)


def _close(response: HttpResponseBase) -> None:
    """Close the files of an answer; ``close()`` would end the request and, with it, the test's database connection."""
    for closer in response._resource_closers:  # type: ignore[attr-defined]
        closer()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_visitor_is_sent_to_sign_in(client: Client, route: Route, ground: Ground) -> None:
    for send in _sends(route):
        assert send(client, route, ground).headers["Location"].startswith("/compte/login/")


@pytest.mark.parametrize("route", [r for r in ROUTES if r.gets != r.posts], ids=lambda route: route.name)
def test_the_other_verb_is_refused(route: Route, ground: Ground, people: dict[Role, User]) -> None:
    send = _post if route.gets else _get
    assert send(browser_of(people[Role.OWNER]), route, ground).status_code == 405


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_what_another_company_owns_does_not_exist(
    route: Route, people: dict[Role, User], other_company: Company
) -> None:
    theirs = ground_of(other_company)
    if not route.owned or not route.about(theirs):
        pytest.skip("its address names nothing of one company")
    for send in _sends(route):
        assert send(browser_of(people[Role.OWNER]), route, theirs).status_code == 404


def test_pages_make_the_queries_of_the_table_however_many_rows(
    company: Company, ground: Ground, people: dict[Role, User]
) -> None:
    pages = [route for route in ROUTES if route.gets]
    browser = browser_of(people[Role.OWNER])
    ground_of(company, 1)  # so that what needs an earlier document of the supplier is asked in both counts
    few = {route.name: _queries(browser, route, ground) for route in pages}
    for serial in range(2, 2 + GROWTH):
        ground_of(company, serial)
    many = {route.name: _queries(browser, route, ground) for route in pages}
    assert many == few, {name: (few[name], many[name]) for name in few if few[name] != many[name]}
    wrong = {route.name: (route.queries, few[route.name]) for route in pages if few[route.name] != route.queries}
    assert not wrong, f"(in the table, made): {wrong}"


def _queries(browser: Client, route: Route, ground: Ground) -> int:
    _get(browser, route, ground)  # what is made once a process, or once a file, is made by now
    with CaptureQueriesContext(connection) as made:
        assert _get(browser, route, ground).status_code == 200, route.name
    return len(made)
