"""Views: named addresses, one's own or shared, shown as tabs."""

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import User
from ecritoire.apps.desk.keeping import VIEWS_MOST
from ecritoire.apps.desk.models import SavedView
from tests.web.conftest import browser_of

LIST, KEEP = reverse("documents:list"), reverse("documents:keep_view")


def tabs(browser: Client, query: str = "") -> list[str]:
    return [view.label for view in browser.get(f"{LIST}?{query}").context["views"]]


def test_a_view_is_a_tab_of_its_owner_until_it_is_shared(browser: Client, claire: User, htmx: dict[str, str]) -> None:
    colleague = browser_of(claire)
    query = "approval=refused&min=1000%2C00&sort=-total&columns=supplier%2Ctotal"
    behind = htmx | {"HX-Current-URL": f"http://testserver{LIST}?{query}&doc=4"}
    assert f'value="{query.replace("&", "&amp;")}"' in browser.get(KEEP, headers=behind).text
    answer = browser.post(KEEP, {"name": " Gros  refus ", "query": query}, headers=htmx)
    assert answer.headers["HX-Redirect"] == f"{LIST}?{query}"
    assert tabs(browser)[4:] == ["Gros refus"]
    assert tabs(colleague)[4:] == []
    shown = browser.get(f"{LIST}?{query}").context["views"]
    assert [view.label for view in shown if view.current] == ["Gros refus"]
    browser.post(KEEP, {"name": "Gros refus", "query": query, "shared": "on"})
    assert SavedView.objects.count() == 1
    assert tabs(colleague)[4:] == ["Gros refus"]


def test_only_its_owner_forgets_a_view(browser: Client, claire: User) -> None:
    browser.post(KEEP, {"name": "Refus", "query": "approval=refused", "shared": "on"})
    view = SavedView.objects.get()
    forget = reverse("documents:forget_view", args=[view.pk])
    refused = browser_of(claire).post(forget)
    assert "seule cette personne peut la supprimer" in refused.text
    assert SavedView.objects.exists()
    assert "Supprimer la vue « Refus »" in browser.get(forget).text
    browser.post(forget)
    assert not SavedView.objects.exists()


def test_a_view_of_ones_own_does_not_exist_for_a_colleague(browser: Client, claire: User) -> None:
    browser.post(KEEP, {"name": "Refus", "query": "approval=refused"})
    view = SavedView.objects.get()
    assert browser_of(claire).get(reverse("documents:forget_view", args=[view.pk])).status_code == 404


def test_a_reader_keeps_views_without_sharing_them(reader: Client) -> None:
    assert "partager" not in reader.get(KEEP).text
    reader.post(KEEP, {"name": "Refus", "query": "approval=refused", "shared": "on"})
    assert SavedView.objects.get().is_shared is False


@pytest.mark.parametrize(("name", "sentence"), [("", "Donnez un nom"), ("x" * 41, "40"), ("   ", "Donnez un nom")])
def test_a_view_without_a_good_name_is_asked_for_again(browser: Client, name: str, sentence: str) -> None:
    answer = browser.post(KEEP, {"name": name, "query": "approval=refused"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "approval=refused" in answer.text


def test_a_view_keeps_only_what_a_list_understands(browser: Client) -> None:
    browser.post(KEEP, {"name": "<b>vue</b>", "query": "approval=refused&next=//elsewhere.example&q=<b>"})
    assert SavedView.objects.get().query == "q=%3Cb%3E&approval=refused"
    assert "<b>vue</b>" not in browser.get(LIST).text


def test_too_many_views_are_refused(browser: Client) -> None:
    for n in range(VIEWS_MOST):
        browser.post(KEEP, {"name": f"Vue {n}", "query": ""})
    assert "supprimez-en une" in browser.post(KEEP, {"name": "De trop", "query": ""}).text
    assert browser.post(KEEP, {"name": "Vue 3", "query": "q=x"}).status_code == 302
