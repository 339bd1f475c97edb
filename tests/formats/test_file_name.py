"""Names of files."""

from dataclasses import replace

import pytest

from ecritoire.formats.file_name import file_name
from ecritoire.formats.registry import load_template
from tests.formats.engine.test_parse import SMALL
from tests.formats.scenario import CONTEXT, template_of


@pytest.mark.parametrize(
    ("name", "numbered", "unnumbered"),
    [
        ("fec", "123456782FEC20251231_12.txt", "123456782FEC20251231.txt"),
        ("fec-tax", "123456782FEC20251231.txt", "123456782FEC20251231.txt"),
        ("csv", "ecritures-123456782-20251231-12.csv", "ecritures-123456782-20251231.csv"),
        ("xlsx", "ecritures-123456782-20251231-12.xlsx", "ecritures-123456782-20251231.xlsx"),
    ],
)
def test_a_file_is_named_as_its_target_wants(name: str, numbered: str, unnumbered: str) -> None:
    template = load_template(name)
    assert file_name(template, CONTEXT) == numbered
    assert file_name(template, replace(CONTEXT, export_number=None)) == unnumbered


def test_a_name_cannot_leave_its_folder() -> None:
    template = template_of(SMALL.replace("{siren}.csv", "{company}-{company_currency}-{created_at:AAAA-MM}.csv"))
    assert file_name(template, replace(CONTEXT, company="../../été/\0x")) == "....tx-EUR-2025-04.csv"
