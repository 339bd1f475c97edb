"""What a company sets of a template holds for its exports to come, and for those created under it for ever."""

from dataclasses import replace

import pytest

from ecritoire.apps import files
from ecritoire.apps.audit.models import Event
from ecritoire.apps.companies.models import Company
from ecritoire.apps.exports.models import Export, ExportFile, TemplateSettings
from ecritoire.apps.exports.rendering import write_files
from ecritoire.apps.exports.services import create_export
from ecritoire.apps.exports.template_settings import set_template_settings, settings_of
from ecritoire.apps.scope import company_scope
from ecritoire.domain.exporting import ExportParameters
from ecritoire.domain.reasons import Finding
from ecritoire.formats.engine.errors import TemplateError, UnknownTemplateError
from tests.apps.exports.books import invoices, new_company

YEAR = '[change.line]\nBOOKYEAR = { value = "6" }\n'
SHORT = "[change.line]\ncompte = { max = 6 }\n"


@pytest.fixture
def winbooks(october: ExportParameters) -> ExportParameters:
    return replace(october, template="winbooks")


def entries_file(export: Export) -> bytes:
    file = ExportFile.objects.filter(export=export).order_by("pk").first()
    assert file is not None
    return b"".join(files.blocks(file.sha256))


def exported(company: Company, parameters: ExportParameters) -> Export:
    export = create_export(company, parameters, actor="Nadia Ferrand").export
    assert export is not None
    return export


def test_an_export_is_written_with_the_settings_of_its_day(company: Company, winbooks: ExportParameters) -> None:
    invoices(company, 1)
    set_template_settings(company, "winbooks", YEAR, actor="Nadia Ferrand")
    export = exported(company, winbooks)
    assert b'"6","10"' in entries_file(export)
    written = {file.name: file.sha256 for file in write_files(export)}

    set_template_settings(company, "winbooks", YEAR.replace("6", "7"), actor="Nadia Ferrand")
    assert {file.name: file.sha256 for file in write_files(Export.objects.get(pk=export.pk))} == written


def test_without_settings_the_template_is_as_it_comes(company: Company, winbooks: ExportParameters) -> None:
    invoices(company, 1)
    assert settings_of("winbooks") == ""
    assert b'"","10"' in entries_file(exported(company, winbooks))


def test_a_limit_that_is_set_is_told_before_the_export(company: Company, october: ExportParameters) -> None:
    invoices(company, 1)
    set_template_settings(company, "ebp", SHORT, actor="Nadia Ferrand")
    outcome = create_export(company, replace(october, template="ebp"), actor="Nadia Ferrand")
    assert outcome.export is None
    said = {Finding("template_limit", facts).message for facts in outcome.selection.limited.values()}
    assert said == {"Le compte « FLENOIR » dépasse les 6 caractères de EBP"}


def test_settings_are_of_one_company(company: Company) -> None:
    set_template_settings(company, "winbooks", YEAR, actor="Nadia Ferrand")
    other = new_company("732829320", "Autre société")
    with company_scope(other):
        assert settings_of("winbooks") == ""
        set_template_settings(other, "winbooks", YEAR.replace("6", "1"), actor="Nadia Ferrand")
    assert settings_of("winbooks") == YEAR.strip()


def test_setting_again_replaces_and_the_history_says_both(company: Company) -> None:
    set_template_settings(company, "winbooks", YEAR, actor="Nadia Ferrand")
    set_template_settings(company, "winbooks", "", actor="Nadia Ferrand")
    assert settings_of("winbooks") == ""
    assert TemplateSettings.objects.count() == 1
    texts = [event.facts for event in Event.objects.filter(action="set_template_settings").order_by("sequence")]
    assert len(texts) == 2
    assert "BOOKYEAR" in str(texts[0])


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("winbook", YEAR, UnknownTemplateError),
        ("winbooks", "BOOKYEAR = 6", TemplateError),
        ("winbooks", YEAR.replace("BOOKYEAR", "BOOKYEARS"), TemplateError),
        ("fec-tax", "", TemplateError),
    ],
)
def test_what_cannot_be_set_is_told_and_nothing_is_kept(
    company: Company, name: str, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        set_template_settings(company, name, text, actor="Nadia Ferrand")
    assert not TemplateSettings.objects.exists()
    assert not Event.objects.filter(action="set_template_settings").exists()
