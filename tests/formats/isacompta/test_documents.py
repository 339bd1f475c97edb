"""The header of an entry ends where the definition says, unless a document follows it."""

from ecritoire.formats.registry import load_reader, load_template
from tests.formats.scenario import PURCHASE, rendered

TEMPLATE = load_template("isacompta")


def header(content: bytes) -> bytes:
    return next(row for row in content.split(b"\r\n") if row.startswith(b"ECR"))


def test_the_name_of_a_document_stands_after_the_header() -> None:
    content = rendered(TEMPLATE, [PURCHASE])
    assert len(header(content)) == 186
    (found,) = load_reader("isacompta")(content)
    assert {line.document_file for line in found.lines} == {"00000042.pdf"}


def test_without_a_document_the_header_is_the_official_one() -> None:
    content = rendered(TEMPLATE, [PURCHASE._replace(document_file="")])
    assert len(header(content)) == 148
    assert header(content) == header(rendered(TEMPLATE, [PURCHASE]))[:148]
