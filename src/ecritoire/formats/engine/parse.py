"""TOML to a template: everything that can be wrong is found here, before anything is compiled."""

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from ecritoire.domain.language import say
from ecritoire.formats.engine.dates import asks_for_time
from ecritoire.formats.engine.errors import TemplateError
from ecritoire.formats.engine.inherit import Data, inherited
from ecritoire.formats.engine.language import ExpressionError, find_source, parse_condition, parse_pattern
from ecritoire.formats.engine.layout import check_delimited, lay_out_fixed
from ecritoire.formats.engine.markup import is_element_name
from ecritoire.formats.engine.parse_field import parse_field
from ecritoire.formats.engine.sources import PAIR_SOURCES, Condition, Kind, Level, Pattern, condition_sources
from ecritoire.formats.engine.tables import Table
from ecritoire.formats.engine.template import Field, FileKind, FileLayout, Record, Scope, Template
from ecritoire.formats.engine.text import ENCODINGS, TextRules

SIZE_MAX = 100_000  # characters of a template
RECORDS_MAX = 30
FIELDS_MAX = 300
LENGTH_MAX = 10_000  # bytes of one record
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
INNER_QUOTES = {"double": '""', "apostrophe": "'", "space": " "}
SCOPE_LEVELS = {Scope.START: Level.FILE, Scope.ENTRY: Level.ENTRY, Scope.LINE: Level.LINE, Scope.END: Level.FILE}
SCOPE_ORDER = {Scope.START: 0, Scope.ENTRY: 1, Scope.LINE: 1, Scope.END: 2}


def read_toml(name: str, text: str) -> Data:
    """Read TOML.

    Raises:
        TemplateError: it is not TOML, or too long.
    """
    if len(text) > SIZE_MAX:
        raise TemplateError(
            template=name,
            place=say("fichier"),
            problem=say("il dépasse %(size_max)s caractères") % {"size_max": SIZE_MAX},
        )
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of figures is a ValueError too
        raise TemplateError(
            template=name, place=say("fichier"), problem=say("ce n’est pas du TOML (%(error)s)") % {"error": error}
        ) from error


def parse_template(text: str, load: Callable[[str], Data], changes: Mapping[str, Any] | None = None) -> Template:
    """Read a template; ``load`` gives the data of one it extends, ``changes`` is what a user sets on top.

    Raises:
        TemplateError: something in it cannot be understood.
    """
    data = inherited(read_toml("?", text), load)
    if changes:
        name = str(data.get("name", "?"))
        data = inherited({**changes, "extends": name, "name": name}, lambda _: data)
    return build_template(data)


def build_template(data: Mapping[str, Any]) -> Template:
    """Build a template from its data, nothing left to inherit.

    Raises:
        TemplateError: something in it cannot be understood.
    """
    name = data.get("name")
    root = Table(name if isinstance(name, str) else "?", say("modèle"), data)
    template_name, label, vendor = root.text("name"), root.text("label"), root.text("vendor")
    file = root.table("file")
    layout = _parse_layout(file)
    records = tuple(_parse_record(record, file, layout) for record in root.tables("records", most=RECORDS_MAX))
    file.end()
    root.end()
    _check_order(root, records)
    if layout.kind is FileKind.SPREADSHEET and [record.scope for record in records] != [Scope.LINE]:
        raise root.fail(say("un tableur n’a qu’un enregistrement, pour chaque ligne"))
    return Template(template_name, label, vendor, layout, records)


def _parse_layout(file: Table) -> FileLayout:
    kind = FileKind(file.text("kind", among=list(FileKind)))
    separator = file.text("separator", "")
    if (kind is FileKind.DELIMITED) != bool(separator) or len(separator) > 1 or separator in {'"', "\r", "\n", "\0"}:
        raise file.fail(say("« separator » est un seul caractère, et seulement pour un fichier « delimited »"))
    encoding = file.text("encoding", "utf-8", among=ENCODINGS)
    if kind is FileKind.FIXED and encoding.startswith("utf-8"):
        raise file.fail(say("un fichier à positions fixes demande un jeu de caractères à un octet, pas utf-8"))
    if kind is FileKind.XML and encoding != "utf-8":
        raise file.fail(say("un fichier XML s’écrit en utf-8"))
    _check_dress(file, kind)
    quotes = file.text("quotes", "chosen", among=("chosen", "minimal"))
    replacements = _replacements(file, encoding)
    if separator and quotes == "chosen":
        replacements.setdefault(separator, " ")
    return FileLayout(
        kind=kind,
        file_name=_file_name(file),
        text=TextRules(encoding, tuple(replacements.items())),
        separator=separator,
        line_end=LINE_ENDS[file.text("line_end", "crlf", among=LINE_ENDS)],
        header=file.boolean("header"),
        minimal_quotes=quotes == "minimal",
        inner_quote=INNER_QUOTES[file.text("inner_quote", "double", among=INNER_QUOTES)],
        formulas_guarded=file.boolean("guard_formulas"),
        sheet=file.text("sheet", "Feuille"),
        pairs=file.boolean("pairs"),
    )


def _check_dress(file: Table, kind: FileKind) -> None:
    """Refuse what an XML file or a spreadsheet cannot do with its lines."""
    keys = {FileKind.XML: ("header", "quotes", "guard_formulas"), FileKind.SPREADSHEET: ("pairs",)}.get(kind, ())
    for key in keys:
        if file.has(key):
            raise file.fail(say("« %(key)s » ne s’applique pas à un fichier « %(kind)s »") % {"key": key, "kind": kind})


def _replacements(file: Table, encoding: str) -> dict[str, str]:
    replacements = dict(file.table("replace").texts())
    for character, replacement in replacements.items():
        if len(character) != 1 or not all(map(str.isprintable, replacement)):
            raise file.fail(say("« replace » remplace un caractère par un texte sans caractère de contrôle"))
        _check_encodable(file, replacement, encoding)
    return replacements


def _check_encodable(table: Table, text: str, encoding: str) -> None:
    try:
        text.encode(ENCODINGS[encoding])
    except UnicodeEncodeError as error:
        raise table.fail(
            say("« %(text)s » ne s’écrit pas en %(encoding)s") % {"text": text, "encoding": encoding}
        ) from error


def _file_name(file: Table) -> Pattern:
    try:
        pattern = parse_pattern(file.text("file_name"))
    except ExpressionError as error:
        raise file.fail(say("« file_name » : %(error)s") % {"error": error}) from error
    if any(name.source.level > Level.FILE for name in pattern.names):
        raise file.fail(say("« file_name » ne peut nommer que ce qui est commun à tout le fichier"))
    return pattern


def _parse_record(table: Table, file: Table, layout: FileLayout) -> Record:
    scope = Scope(table.text("for", among=list(Scope)))
    fields = [parse_field(each, file, layout) for each in table.tables("fields", most=FIELDS_MAX)]
    record = Record(
        name=table.text("name"),
        scope=scope,
        fields=tuple(fields),
        when=_record_condition(table),
        once_per=None,
        loop=table.text("loop", ""),
        length=table.integer("length", least=1, most=LENGTH_MAX),
        element=table.text("element", ""),
        opens=table.text("opens", ""),
    )
    record = _with_once_per(table, record)
    table.end()
    _check_levels(table, record)
    _check_elements(table, record, layout)
    _check_texts(table, record, layout)
    _check_pairs(table, record, layout)
    if layout.kind is FileKind.FIXED:
        return lay_out_fixed(table, record)
    check_delimited(table, record)
    return record


def _record_condition(table: Table) -> Condition | None:
    if not table.has("when"):
        return None
    try:
        return parse_condition(table.text("when"))
    except ExpressionError as error:
        raise table.fail(say("« when » : %(error)s") % {"error": error}) from error


def _with_once_per(table: Table, record: Record) -> Record:
    if not table.has("once_per"):
        return record
    try:
        source = find_source(table.text("once_per"))
    except ExpressionError as error:
        raise table.fail(say("« once_per » : %(error)s") % {"error": error}) from error
    if source.kind is not Kind.TEXT:
        raise table.fail(say("« once_per » demande un texte, « %(name)s » n’en est pas un") % {"name": source.name})
    values = {name: getattr(record, name) for name in Record.__slots__}
    return Record(**{**values, "once_per": source})


def _check_levels(table: Table, record: Record) -> None:
    """Refuse what is not known yet when the record is written: an account in a header, for example."""
    highest = SCOPE_LEVELS[record.scope]
    used = [(field.name, source) for field in record.fields for source in field.sources]
    used += [("when", source) for source in condition_sources(record.when)] if record.when else []
    used += [("once_per", record.once_per)] if record.once_per else []
    for place, source in used:
        if source.level > highest:
            raise table.fail(
                say("« %(place)s » utilise « %(name)s », qu’un enregistrement « %(scope)s » n’a pas")
                % {"place": place, "name": source.name, "scope": record.scope}
            )


def _check_elements(table: Table, record: Record, layout: FileLayout) -> None:
    names = [name for name in (record.element, record.opens) if name]
    if len(names) != (layout.kind is FileKind.XML):
        raise table.fail(say("« element » ou « opens » nomme l’élément d’un fichier XML, et d’aucun autre"))
    if not all(map(is_element_name, names)):
        raise table.fail(
            say("« %(names)s » n’est pas un nom d’élément : des lettres, des chiffres, . _ et -") % {"names": names[0]}
        )
    if record.opens and (record.scope is not Scope.START or record.when):
        raise table.fail(say("« opens » est pour un enregistrement « start » sans condition"))


def _check_pairs(table: Table, record: Record, layout: FileLayout) -> None:
    if layout.pairs:
        return
    for field in record.fields:
        if not PAIR_SOURCES.isdisjoint(_names(field)):
            raise table.fail(
                say("« %(name)s » nomme une contrepartie, qu’il n’y a qu’avec « pairs »") % {"name": field.name}
            )


def _check_texts(table: Table, record: Record, layout: FileLayout) -> None:
    if not record.fields and not record.opens:
        raise table.fail(say("il n’a aucun champ"))
    names = [field.name for field in record.fields]
    for name in names:
        if names.count(name) > 1:
            raise table.fail(say("deux champs s’appellent « %(name)s »") % {"name": name})
        if layout.header:
            _check_encodable(table, name, layout.text.encoding)
    for field in record.fields:
        moments = {source.name for source in field.sources if source.kind is Kind.MOMENT}
        if asks_for_time(field.date) and not moments:
            raise table.fail(say("« %(name)s » écrit une heure, qu’une date n’a pas") % {"name": field.name})


def _check_order(root: Table, records: tuple[Record, ...]) -> None:
    ranks = [SCOPE_ORDER[record.scope] for record in records]
    if ranks != sorted(ranks):
        raise root.fail(say("les enregistrements vont dans l’ordre du fichier : start, puis entry et line, puis end"))
    if not any(record.scope is Scope.LINE for record in records):
        raise root.fail(say('aucun enregistrement n’écrit les lignes (« for = "line" »)'))
    counting = {record.loop for record in records for field in record.fields if "line_sequence" in _names(field)}
    if len(counting) > 1:
        raise root.fail(say("« line_sequence » ne compte que dans une boucle"))


def _names(field: Field) -> set[str]:
    return {source.name for source in field.sources}
