"""Export templates in the browser: listed by vendor, set in fields, tried before they are kept."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.formats import templates
from ecritoire.apps.exports.template_settings import set_template_settings, settings_of
from ecritoire.formats.adapting import SPECIMEN, SPECIMEN_CONTEXT, adapted_template
from ecritoire.formats.adjusting import adjustables_of, settings_with, values_in
from ecritoire.formats.engine.render import Renderer

LIST = reverse("configuration:templates")
NAMES = [str(each["name"]) for each in templates()]


def address(name: str) -> str:
    return reverse("configuration:template", args=[name])


def sent(browser: Client, name: str, **changes: str) -> dict[str, str]:
    """What the form sends, with changes by the label of the field."""
    form = browser.get(address(name)).context["form"]
    values = {each.html_name: str(each.value() or "") for each in form}
    by_label = {str(each.label): each.html_name for each in form}
    return values | {by_label[label]: value for label, value in changes.items()}


def test_every_package_is_listed_with_what_it_carries(browser: Client, company: Company) -> None:
    page = browser.get(LIST).text
    for each in templates():
        assert address(str(each["name"])) in page
    assert "pièces jointes" in page


@pytest.mark.parametrize("name", NAMES)
def test_the_fields_of_every_package_open_and_save_as_they_are(browser: Client, company: Company, name: str) -> None:
    assert browser.get(address(name)).status_code == 200
    browser.post(address(name), sent(browser, name))
    assert settings_of(name) == ""


def test_a_setting_is_typed_kept_and_taken_back(browser: Client, company: Company) -> None:
    browser.post(address("quadra"), sent(browser, "quadra", folio="001", **{"journal HA": "ACH"}))
    kept = settings_of("quadra")
    assert "001" in kept
    assert 'map"."HA" = "ACH"' in kept
    written: list[bytes] = []
    Renderer(adapted_template("quadra", kept)).render([SPECIMEN], written.append, SPECIMEN_CONTEXT)
    lines = [line for line in b"".join(written).split(b"\r\n") if line.startswith(b"M")]
    assert {(line[9:11], line[110:113]) for line in lines} == {(b"AC", b"ACH")}
    form = browser.get(address("quadra")).context["form"]
    assert {str(each.label): each.value() for each in form}["folio"] == "001"
    assert "Réglé" in browser.get(LIST).text
    browser.post(address("quadra"), {"action": "clear"})
    assert settings_of("quadra") == ""


@pytest.mark.parametrize("name", NAMES)
def test_the_code_of_a_journal_is_one_setting_wherever_the_file_repeats_it(name: str) -> None:
    labels = [each.name for each in adjustables_of(name, ["HA"]) if "map" in each.path]
    assert len(labels) <= 1


def test_places_set_apart_say_more_than_one_field(browser: Client, company: Company) -> None:
    text = 'change.ligne.journal.map.HA = "ACH"\nchange.ligne."journal 2".map.HA = "AC"'
    set_template_settings(company, "quadra", text, actor="Nadia Ferrand")
    assert "posés en ligne de commande" in browser.get(address("quadra")).text


def test_what_no_longer_gives_a_right_file_is_refused_in_words(browser: Client, company: Company) -> None:
    refused = browser.post(address("quadra"), sent(browser, "quadra", folio="trop long pour trois"))
    assert refused.status_code == 422
    assert "Rien n’a changé" in refused.text
    assert 'value="trop long pour trois"' in refused.text
    assert not re.search(r"TOML|\[change|tomllib", refused.text)
    number = next(label for label in labels(browser, "quadra") if label.startswith("Longueur des comptes"))
    assert "de 3 à 20" in browser.post(address("quadra"), sent(browser, "quadra", **{number: "1 234,5"})).text
    html = browser.post(address("quadra"), sent(browser, "quadra", folio="<script>alert(1)</script>"))
    assert "<script>alert" not in html.text
    assert settings_of("quadra") == ""


def labels(browser: Client, name: str) -> list[str]:
    return [str(each.label) for each in browser.get(address(name)).context["form"]]


def test_settings_that_say_more_than_fields_are_left_alone(browser: Client, company: Company) -> None:
    text = "[change.line]\ncompte = { max = 6 }\n"
    set_template_settings(company, "ebp", text, actor="Nadia Ferrand")
    page = browser.get(address("ebp"))
    assert "posés en ligne de commande" in page.text
    assert browser.post(address("ebp"), {"setting_0": "x"}).status_code == 422
    assert settings_of("ebp") == text.strip()


def test_the_legal_file_has_no_setting_and_what_is_not_there_is_not_found(browser: Client, company: Company) -> None:
    assert "La loi fixe ce fichier" in browser.get(address("fec-tax")).text
    assert browser.get(address("nulle-part")).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_what_fields_write_they_read_again(name: str) -> None:
    adjustables = adjustables_of(name, ["HA", 'B"Q'])
    values = {each.key: each.usual for each in adjustables}
    assert settings_with(values, adjustables) == ""
    file_name = adjustables[0]
    values[file_name.key] = 'é"{siren}\\.txt'
    assert values_in(name, settings_with(values, adjustables), adjustables) == {file_name.key: 'é"{siren}\\.txt'}
