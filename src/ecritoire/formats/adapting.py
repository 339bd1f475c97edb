"""A template as one company sets it: the number of its folder, the length of its accounts, the codes of its journals.

Settings are what a template that extends another says (``[file]``, ``[change.<record>]``, ``[[add.<record>]]``), in the
same language. They are tried before they are kept: with them, an ordinary file must still be read back.
"""

import datetime as dt

from ecritoire.domain.language import say
from ecritoire.formats.comparing import differences
from ecritoire.formats.engine.errors import TemplateError
from ecritoire.formats.engine.parse import read_toml
from ecritoire.formats.engine.render import Renderer
from ecritoire.formats.engine.template import Template
from ecritoire.formats.reading import FileNotReadBackError, Read
from ecritoire.formats.records import EntryRecord, ExportContext, LineRecord
from ecritoire.formats.registry import in_charset_of, load_reader, load_template

KEYS = frozenset({"file", "change", "add"})
_DAY, _DUE = dt.date(2025, 3, 14), dt.date(2025, 4, 13)
SPECIMEN_CONTEXT = ExportContext(
    siren="123456782",
    company="SARL SPÉCIMEN",
    currency="EUR",
    fiscal_year_start=dt.date(2025, 1, 1),
    fiscal_year_end=dt.date(2025, 12, 31),
    export_number=1,
    created_at=dt.datetime(2025, 4, 30, 10, 30, tzinfo=dt.UTC),
    until=dt.date(2025, 4, 30),
)
# Accounts that every package takes, and a letter that not every charset has.
SPECIMEN = EntryRecord(
    number=1,
    journal_code="HA",
    journal_label="Achats",
    journal_type="purchase",
    date=_DAY,
    reference="FA-8817",
    document_date=_DAY,
    label="Spécimen",
    validated_on=_DAY,
    currency="",
    document_type="invoice",
    supplier="SPÉCIMEN",
    document_file="00000001.pdf",
    lines=(
        LineRecord("606400", "Fournitures", "", "", 1250_00, 0, "", None, None),
        LineRecord("445660", "TVA déductible", "", "", 250_00, 0, "", None, None),
        LineRecord("401000", "Fournisseurs", "700042", "SPÉCIMEN", 0, 1500_00, "", _DUE, None),
    ),
)


def adapted_template(name: str, settings: str) -> Template:
    """Return the template called ``name`` with ``settings`` laid over it; none leave it as it is.

    Raises:
        UnknownTemplateError: there is no such template.
        TemplateError: the settings cannot be understood.
    """
    changes = read_toml(name, settings)
    for key in changes:
        if key not in KEYS:
            problem = say("« %(key)s » n’est pas un réglage : il y a « file », « change » et « add »") % {"key": key}
            raise TemplateError(template=name, place=say("réglages"), problem=problem)
    return load_template(name, changes)


def check_settings(name: str, settings: str) -> None:
    """Write an ordinary invoice with the settings, and read it back.

    Raises:
        UnknownTemplateError: there is no such template.
        TemplateError: the settings cannot be understood, or with them the file does not say what it should.
    """
    template = adapted_template(name, settings)
    problem = specimen_problem(template, in_charset_of(template, load_reader(template.name)))
    if problem:
        raise TemplateError(template=name, place=say("réglages"), problem=problem)


def specimen_problem(template: Template, read: Read | None) -> str:
    """Return what is wrong with an ordinary invoice written with a template, nothing when all is well.

    ``read`` reads it back; without it, it is only written.
    """
    renderer = Renderer(template)
    for finding in renderer.check([SPECIMEN], SPECIMEN_CONTEXT):
        return say("une facture ordinaire ne s’écrit plus (%(reason)s)") % {"reason": finding.reason}
    chunks: list[bytes] = []
    renderer.render([SPECIMEN], chunks.append, SPECIMEN_CONTEXT)
    if read is None:
        return ""
    try:
        found = next(differences(template, [SPECIMEN], read(b"".join(chunks)), SPECIMEN_CONTEXT), None)
    except FileNotReadBackError as error:
        return say("le fichier ne se relit plus (%(problem)s, ligne %(line)s)") % {
            "problem": error.facts["problem"],
            "line": error.facts["line"],
        }
    return (
        say("le fichier ne dit plus %(says)s comme il faut : « %(found)s »")
        % {"says": found.says, "found": found.found}
        if found
        else ""
    )
