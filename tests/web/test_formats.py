"""Templates that a company writes: started, edited, shared as files, exported with."""

import tomllib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.formats import templates
from ecritoire.apps.exports.models import Export, ExportFile, OwnTemplate
from ecritoire.apps.exports.own_templates import data_to_start_from, save_own_template
from ecritoire.apps.exports.rendering import write_files
from ecritoire.apps.scope import company_scope
from ecritoire.formats.own import own_template, problems_of, template_of
from ecritoire.web.formats.changes import changed
from ecritoire.web.formats.draft import data_of
from ecritoire.web.formats.editor import form_of
from ecritoire.web.formats.starting import BLANK
from tests.apps.einvoices import EInvoice
from tests.apps.ground import controlled

NAMES = [str(each["name"]) for each in templates()]
HTML = "<script>alert(1)</script>"


def own(name: str = "maison", **changes: object) -> dict[str, Any]:
    """A template made from nothing."""
    return {**BLANK, "name": name, "label": "Logiciel maison", "vendor": "Maison", **changes}


def sent(data: dict[str, Any], do: str = "save", shown: int = 0) -> dict[str, str]:
    """What a browser sends of a template."""
    return dict(form_of(data)) | {"do": do, "shown": str(shown)}


def saved(company: Company, **changes: object) -> OwnTemplate:
    return save_own_template(company, own(**changes), actor="Nadia Ferrand", shown=0)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_the_boxes_say_every_template_that_ships_without_losing_anything(name: str) -> None:
    data = data_to_start_from(name)
    form = QueryDict(mutable=True)
    form.update(dict(form_of(data)))
    assert template_of(data_of(form)) == template_of(data)


@pytest.mark.parametrize("name", NAMES)
def test_the_builder_opens_every_template_that_ships(browser: Client, name: str) -> None:
    answer = browser.get(reverse("formats:new"), {"from": name})
    assert answer.status_code == 200
    assert "Le fichier s’écrit" in answer.content.decode()


def test_a_template_is_made_from_nothing_and_an_export_is_written_with_it(browser: Client, company: Company) -> None:
    controlled(company, EInvoice())
    assert browser.post(reverse("formats:new"), sent(own())).status_code == 302
    query = {"template": "maison", "until": "2026-12-31", "journals": ["purchase", "bank"], "scope": "all"}
    assert "Logiciel maison" in browser.get(reverse("exports:new"), query).content.decode()
    assert browser.post(reverse("exports:new"), query).status_code == 302
    export = Export.objects.get()
    assert (export.template, export.template_version) == ("maison", 1)
    assert ExportFile.objects.filter(name__startswith="ecritures-").count() == 1


def test_an_export_comes_out_the_same_after_its_template_was_edited_and_withdrawn(
    browser: Client, company: Company
) -> None:
    controlled(company, EInvoice())
    row = saved(company)
    query = {"template": "maison", "until": "2026-12-31", "journals": ["purchase", "bank"], "scope": "all"}
    browser.post(reverse("exports:new"), query)
    export = Export.objects.get()
    before = {file.name: file.sha256 for file in ExportFile.objects.filter(export=export)}
    data = changed(own(records=[{**own()["records"][0], "fields": own()["records"][0]["fields"][1:]}]), "up:0:1")
    assert browser.post(reverse("formats:edit", args=[row.name]), sent(data, shown=1)).status_code == 302
    assert browser.post(reverse("formats:withdraw", args=[row.name])).status_code == 302
    assert {file.name: file.sha256 for file in write_files(export)} == before


def test_what_is_wrong_is_said_beside_its_column_and_nothing_typed_is_lost(browser: Client) -> None:
    data = own()
    data["records"] = [{**data["records"][0], "fields": [
        {"name": "Compte", "source": "acount"}, {"name": "Débit", "source": "debit", "max": "douze"},
        {"name": "Crédit", "source": "credit"},
    ]}]  # fmt: skip
    answer = browser.post(reverse("formats:new"), sent(data))
    page = answer.content.decode()
    assert answer.status_code == 422
    for piece in ("vouliez-vous dire « account »", "« max » doit être un nombre entier", 'value="acount"', "douze"):
        assert piece in page
    assert OwnTemplate.objects.count() == 0


def test_the_preview_answers_what_is_written_and_what_is_wrong_of_the_boxes(browser: Client) -> None:
    page = browser.post(reverse("formats:preview"), sent(own(), do="")).content.decode()
    assert "FA-8817" in page
    assert 'id="r0-f0-problems"' in page


def test_two_people_editing_the_same_template_do_not_overwrite_each_other(browser: Client, company: Company) -> None:
    saved(company)
    url = reverse("formats:edit", args=["maison"])
    assert browser.post(url, sent(own(label="La mienne"), shown=1)).status_code == 302
    answer = browser.post(url, sent(own(label="L’autre"), shown=1))
    assert answer.status_code == 422
    assert "a changé pendant votre saisie" in answer.content.decode()
    assert "L’autre" in answer.content.decode()
    assert browser.post(url, sent(own(label="L’autre"), shown=2)).status_code == 302


def test_a_template_is_shared_as_a_file(browser: Client, company: Company, other_company: Company) -> None:
    saved(company)
    content = browser.get(reverse("formats:download", args=["maison"])).content
    assert own_template(content.decode()).label == "Logiciel maison"
    browser.post(reverse("formats:withdraw", args=["maison"]))
    upload = SimpleUploadedFile("maison.toml", content)
    assert browser.post(reverse("formats:import"), {"file": upload}).status_code == 302
    assert OwnTemplate.objects.order_by("-version")[0].version == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choisissez un fichier"),
        (b"\xff\xfe\x00", "pas du texte en UTF-8"),
        (b"name = ", "pas du TOML"),
        (b"x = " + b"1" * 5000, "pas du TOML"),
        (b"x = " + b"[" * 5000, "pas du TOML"),
        (b"x = " + b"[" * 60 + b"]" * 60, "tables les unes dans les autres"),
        (b'name = "x"\nextends = "../../settings"', "Aucun modèle d’export"),
        (b'name = "x"\nextends = "x"', "Aucun modèle d’export"),
        (b"a" * 450_000, "trop grand"),
        (b'extends = "fec"\nname = "Fec"', "Le nom court"),
        (b'extends = "fec"', "est le nom d’un modèle"),
        (b'extends = "csv"\nname = "abc"\n[file]\nfile_name = "../{fiscal_year_end:AAAA}"', "Le nom du fichier"),
        (b'extends = "csv"\nname = "abc"\n[file]\nfile_name = "a"', "dit l’exercice"),
        (b'extends = "csv"\nname = "abc"\n[change.line]\nCompte = { source = "__import__" }', "pas un nom connu"),
        (b'extends = "csv"\nname = "abc"\n[change.line]\nCompte = { width = 9000 }', "il faut un nombre de 1"),
        (
            b'extends = "csv"\nname = "abc"\n'
            + b"".join(b'[[add.line]]\nname = "a%d"\nvalue = ""\nwidth = 5000\n' % rank for rank in range(9)),
            "20000 au plus",
        ),
    ],
)  # fmt: skip
def test_a_malformed_or_hostile_file_gets_a_sentence(browser: Client, content: bytes, sentence: str) -> None:
    upload = SimpleUploadedFile("modele.toml", content)
    answer = browser.post(reverse("formats:import"), {"file": upload})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("text", [HTML, "x" * 100_000, "\x00", "31/02/2026", "1 234,5", "{", "[", "'"])
def test_anything_typed_anywhere_is_answered(browser: Client, text: str) -> None:
    for name in sent(own()):
        answer = browser.post(reverse("formats:preview"), sent(own(), do="") | {name: text})
        assert answer.status_code == 200
        assert HTML not in answer.content.decode()


def test_buttons_that_no_page_has_do_nothing(browser: Client) -> None:
    for action in ("up:0:99", "up:9:0", "remove-field:0", "add-field:x", "drop", "up:0:-1", "pack:0:1"):
        assert changed(own(), action) == own()


def test_columns_at_fixed_positions_change_places_without_moving_the_others() -> None:
    data = data_to_start_from("quadra")
    moved = changed(data, "down:1:0")
    template_of(moved)
    assert [(each["name"], each["at"], each["width"]) for each in moved["records"][1]["fields"][:2]] == [
        ("compte", 1, 8),
        ("type", 9, 1),
    ]


def test_who_may_only_read_sees_the_list_and_changes_nothing(reader: Client, company: Company) -> None:
    saved(company)
    assert reader.get(reverse("formats:list")).status_code == 200
    assert reader.get(reverse("formats:edit", args=["maison"])).status_code == 403
    assert reader.post(reverse("formats:preview"), sent(own())).status_code == 403


def test_another_company_s_template_does_not_exist(browser: Client, other_company: Company) -> None:
    with company_scope(other_company):
        saved(other_company)
    assert browser.get(reverse("formats:edit", args=["maison"])).status_code == 404
    assert browser.get(reverse("formats:download", args=["maison"])).status_code == 404


def test_a_kept_template_reads_as_it_was_written(company: Company) -> None:
    assert tomllib.loads(saved(company).text)["label"] == "Logiciel maison"
    assert problems_of(own()) == []
