"""The page of the packages says what the templates do: it is made from them, and written anew as golden files are."""

from collections.abc import Iterator

from ecritoire.formats.engine.template import Field, FileKind, Scope, Template
from ecritoire.formats.file_name import file_name
from ecritoire.formats.registry import TEMPLATES, load_template
from tests.formats.scenario import CONTEXT, HERE, assert_golden

PAGE = HERE.parents[1] / "docs" / "formats" / "packages.md"
START = """# Packages

What each template writes, and what its file carries besides dates, journals, accounts, labels and amounts. The figures
are the most characters a package takes: a longer account or journal is refused and told before the export, a longer
label is cut.

This page is made from the templates: after changing one, `ECRITOIRE_WRITE_GOLDEN=1 make test` writes it anew.
"""
END = """
Supplier’s account: *own*, in a field beside the general account; *instead*, in place of it. Document: the name of the
file that comes in the ZIP. How sure we are of a layout, and how to import the file screen by screen, is in each
specification.
"""
COLUMNS = [
    "Package", "Template", "File", "Journal", "Account", "Supplier’s account", "Label", "Reference", "Due date",
    "Document", "Currency",
]  # fmt: skip
KINDS = {FileKind.DELIMITED: "text", FileKind.FIXED: "positions", FileKind.SPREADSHEET: "workbook", FileKind.XML: "XML"}


def test_the_page_of_the_packages_is_made_from_the_templates() -> None:
    rows = sorted((_row(name, load_template(name)) for name in TEMPLATES), key=str.casefold)
    table = [_cells(COLUMNS), _cells(["---"] * len(COLUMNS)), *rows]
    assert_golden(PAGE, "\n".join([START, *table, END]).encode())


def _row(name: str, template: Template) -> str:
    read = {field.read_as: field for field in _fields(template)}
    carries = TEMPLATES[name].carries
    extension = file_name(template, CONTEXT).rpartition(".")[2]
    spec = f"../../src/ecritoire/formats/{name.replace('-', '_')}/spec.md"
    cells = [
        template.label,
        f"[{name}]({spec})",
        f"{KINDS[template.layout.kind]} `.{extension}`",
        *(_size(read.get(each)) for each in ("journal_code", "account")),
        "own" if "auxiliary" in read else "instead" if "auxiliary" in carries else "",
        *(_size(read.get(each)) for each in ("label", "reference")),
        *("yes" if each in carries else "" for each in ("due_date", "document", "currency")),
    ]
    return _cells(cells)


def _cells(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _fields(template: Template) -> Iterator[Field]:
    for record in template.records:
        if record.scope in {Scope.ENTRY, Scope.LINE}:
            yield from record.fields


def _size(field: Field | None) -> str:
    """Say how many characters a field takes; a dash where the file has no such field."""
    if field is None:
        return "–"
    size = field.width if field.width is not None else field.longest
    return "free" if size is None else str(size)
