"""The templates and their settings, as a person types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecritoire.apps.companies.models import Company
from ecritoire.apps.ledger.services import create_company
from ecritoire.cli.formats import template_command, templates_command
from ecritoire.domain.errors import EcritoireError
from tests.apps.einvoices import BUYER_NAME, BUYER_SIREN
from tests.apps.ground import NADIA

YEAR = '[change.line]\nBOOKYEAR = { value = "6" }\n'


@pytest.fixture
def company(db: None) -> Company:
    del db
    return create_company(BUYER_SIREN, BUYER_NAME, actor=NADIA)


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    path = tmp_path / "winbooks.toml"
    path.write_text(YEAR, encoding="utf-8")
    return path


def template(*arguments: object) -> Result:
    typed = [str(each) for each in ("--company", BUYER_SIREN, *arguments)]
    return CliRunner().invoke(template_command, typed, catch_exceptions=True)


def test_every_template_is_listed() -> None:
    listed = CliRunner().invoke(templates_command, []).output
    assert "winbooks" in listed
    assert "DATEV Buchungsstapel (Allemagne)" in listed
    names = json.loads(CliRunner().invoke(templates_command, ["--json"]).output)["templates"]
    assert {"ebp", "quadra", "ibiza-xml"} <= {each["name"] for each in names}


@pytest.mark.usefixtures("company")
def test_settings_are_shown_kept_and_cleared(settings_file: Path) -> None:
    assert template("winbooks").output == "Aucun réglage : le modèle winbooks sert tel quel.\n"
    assert template("winbooks", "--set", settings_file).output == YEAR
    assert json.loads(template("winbooks", "--json").output) == {"template": "winbooks", "settings": YEAR.strip()}
    assert template("winbooks", "--clear").output == "Aucun réglage : le modèle winbooks sert tel quel.\n"


@pytest.mark.usefixtures("company")
def test_what_cannot_be_set_is_refused(settings_file: Path) -> None:
    assert isinstance(template("winbook", "--set", settings_file).exception, EcritoireError)
    assert isinstance(template("ebp", "--set", settings_file).exception, EcritoireError)
    assert isinstance(template("epb").exception, EcritoireError)
    assert template("winbooks", "--set", settings_file, "--clear").exit_code == 2
