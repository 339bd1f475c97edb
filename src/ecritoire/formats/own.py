"""Templates that a company writes: read from anywhere, completed, checked, and kept as one text that needs no other.

What ships may change with the next version; a text that is kept whole writes the same bytes for ever.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from ecritoire.domain.language import say
from ecritoire.formats.adapting import specimen_problem
from ecritoire.formats.engine.errors import TemplateError
from ecritoire.formats.engine.inherit import Data, inherited
from ecritoire.formats.engine.parse import SIZE_MAX, build_template, read_toml
from ecritoire.formats.engine.sources import SOURCES, Bracket, Choice, Constant, Kind, Name
from ecritoire.formats.engine.template import Field, Overflow, Scope, Template
from ecritoire.formats.own_reading import own_reader, says_amounts
from ecritoire.formats.registry import TEMPLATES, template_data
from ecritoire.formats.toml_writing import write_toml

NAME = re.compile(r"[a-z][a-z0-9-]{1,28}[a-z0-9]")
LABEL_LENGTH_MAX = 60
FILE_NAME = re.compile(r"[A-Za-z0-9._-]*")
FILE_NAME_LENGTH_MAX = 80
LINE_LENGTH_MAX = 20_000  # characters that one line of an entry may become, whatever it says
TEXT_LENGTH_USUAL = 30  # of a text without bound
PROBLEMS_MAX = 50
DEPTH_MAX = 10  # tables in tables: a case in a field in a record is seven
_PLACE = re.compile(r"[^,]*, records (\d+)(?: \(.*?\))?(?:, fields (\d+))?")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a template; ``record`` and ``field`` count from 0, and are ``None`` above them."""

    record: int | None
    field: int | None
    sentence: str


def own_data(text: str) -> Data:
    """Return what a template file says, with what it takes from a template that ships.

    Raises:
        TemplateError, UnknownTemplateError: it is not TOML, or starts from what is not there.
    """
    data = read_toml("?", text)
    if _depth(data) > DEPTH_MAX:
        raise TemplateError(template="?", place=say("fichier"), problem=say("trop de tables les unes dans les autres"))
    return inherited(data, template_data)


def _depth(data: object) -> int:
    """Return how deep tables and lists go, level by level: what is sought is too deep for a recursion."""
    depth, level = 0, [data]
    while level and depth <= DEPTH_MAX:
        depth += 1
        inner = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list)]
        level = [value for values in inner for value in values]
    return depth


def own_template(text: str) -> Template:
    """Return the template of a kept text.

    Raises:
        TemplateError: it cannot be understood.
    """
    return replace(build_template(read_toml("?", text)), is_own=True)


def kept_text(data: Mapping[str, Any]) -> str:
    """Return the text to keep of a template, once right; it says which columns are read back.

    Raises:
        TemplateError: something is wrong with it; the first problem is told.
    """
    for problem in problems_of(data):
        raise TemplateError(template=str(data.get("name", "?")), place=_place(data, problem), problem=problem.sentence)
    return write_toml(_completed(data))


def template_of(data: Mapping[str, Any]) -> Template:
    """Return the template that data describes.

    Raises:
        TemplateError: it cannot be understood.
    """
    return replace(build_template(_completed(data)), is_own=True)


def problems_of(data: Mapping[str, Any]) -> list[Problem]:
    """Return everything that is wrong with a template, each thing at its place."""
    problems = _misunderstood(deepcopy(dict(data)))
    if problems:
        return problems
    if len(write_toml(data)) > SIZE_MAX:
        return [Problem(None, None, say("Le modèle dépasse %(most)s caractères") % {"most": SIZE_MAX})]
    template = template_of(data)
    problems = [*_name_problems(template), *_file_problems(template), *_size_problems(template)]
    if problems:
        return problems
    wrong = specimen_problem(template, own_reader(template))
    return [Problem(None, None, wrong)] if wrong else []


def _misunderstood(data: Data) -> list[Problem]:
    """Find what cannot be read, field by field: one that is wrong is put aside to look at the others."""
    problems: list[Problem] = []
    while len(problems) < PROBLEMS_MAX:
        try:
            build_template(data)
        except TemplateError as error:
            place = _PLACE.match(str(error.facts["place"]))
            record, field = (
                (int(number) - 1 if number else None for number in place.groups()) if place else (None, None)
            )
            problems.append(Problem(record, field, _sentence(str(error.facts["problem"]))))
            if record is None or field is None or not _put_aside(data["records"][record]["fields"], field):
                break
        else:
            break
    return problems


def _put_aside(fields: list[Data], rank: int) -> bool:
    """Put a blank field in the place of a wrong one; tell whether that is any help."""
    wrong = fields[rank]
    aside = {key: wrong[key] for key in ("at", "width") if isinstance(wrong.get(key), int)}
    blank = {"name": f"champ {rank + 1}", "value": "", **aside}
    if wrong == blank:
        return False
    fields[rank] = blank
    return True


def _sentence(problem: str) -> str:
    return problem[:1].upper() + problem[1:]


def _place(data: Mapping[str, Any], problem: Problem) -> str:
    if problem.record is None:
        return say("modèle")
    record = data["records"][problem.record]
    place = say("enregistrement %(rank)s (%(name)s)") % {"rank": problem.record + 1, "name": record.get("name", "")}
    if problem.field is None:
        return place
    return f"{place}, champ {problem.field + 1} ({record['fields'][problem.field].get('name', '')})"


def _name_problems(template: Template) -> Iterator[Problem]:
    if not NAME.fullmatch(template.name):
        yield Problem(None, None, say("Le nom court a de 3 à 30 lettres minuscules sans accent, chiffres et tirets"))
    elif template.name in TEMPLATES:
        yield Problem(
            None,
            None,
            say("« %(name)s » est le nom d’un modèle d’Écritoire : donnez-en un autre") % {"name": template.name},
        )
    for text in (template.label, template.vendor):
        if not text.strip() or len(text) > LABEL_LENGTH_MAX or not text.isprintable():
            yield Problem(
                None, None, say("Le nom et le logiciel ont de 1 à %(most)s caractères") % {"most": LABEL_LENGTH_MAX}
            )


def _file_problems(template: Template) -> Iterator[Problem]:
    pieces = template.layout.file_name.pieces
    inside = [each for piece in pieces for each in (piece.pieces if isinstance(piece, Bracket) else (piece,))]
    fixed = "".join(each.text for each in inside if isinstance(each, Constant))
    if not FILE_NAME.fullmatch(fixed) or len(fixed) > FILE_NAME_LENGTH_MAX:
        problem = say("Le nom du fichier n’a que des lettres sans accent, des chiffres, . _ et - entre ses données")
        yield Problem(None, None, problem)
    named = {piece.source.name for piece in pieces if isinstance(piece, Name)}
    if not named & {"fiscal_year_end", "fiscal_year_start"}:
        problem = say("Le nom du fichier dit l’exercice, {fiscal_year_end:AAAAMMJJ} : chacun a son fichier")
        yield Problem(None, None, problem)
    used = {source.name for record in template.records if record.scope is Scope.LINE for each in record.fields
            for source in each.sources}  # fmt: skip
    if not ({"debit", "credit"} <= used or {"amount", "side"} <= used or "balance" in used):
        problem = say("Aucun champ ne dit le montant : il faut debit et credit, ou amount et side, ou balance")
        yield Problem(None, None, problem)


def _size_problems(template: Template) -> Iterator[Problem]:
    size = sum(_size(each) for record in template.records for each in record.fields)
    if size > LINE_LENGTH_MAX:
        problem = say("Une ligne d’écriture deviendrait %(size)s caractères, %(most)s au plus : champs trop larges")
        yield Problem(None, None, problem % {"size": size, "most": LINE_LENGTH_MAX})


def _size(each: Field) -> int:
    if each.width is not None or (each.longest is not None and each.overflow is not Overflow.LIMIT):
        return each.width or each.longest or 0
    names = len(each.value.operands) if isinstance(each.value, Choice) else len(each.value.names)
    return max(1, names) * TEXT_LENGTH_USUAL


def _completed(data: Mapping[str, Any]) -> Data:
    """Say of each field what it is to be read back as, and of no other: that is worked out, not written by people."""
    completed = deepcopy(dict(data))
    template = build_template(_without_read_as(completed))
    for record, own in zip(completed["records"], template.records, strict=True):
        taken: set[str] = set()
        is_read = own.scope is Scope.ENTRY or (own.scope is Scope.LINE and says_amounts(own, template.layout))
        by_name = {each.name: each for each in own.fields}
        for field in record["fields"] if is_read else ():
            name = _read_as(by_name[field["name"]])
            if name and name not in taken:
                taken.add(name)
                field["read_as"] = name
    return completed


def _without_read_as(data: Data) -> Data:
    records = data.get("records")
    for record in records if isinstance(records, list) else ():
        for field in record.get("fields", []) if isinstance(record, dict) else ():
            field.pop("read_as", None)
    return data


_READ_AS = {
    **{name: name for name in (
        "journal_code", "journal_label", "date", "reference", "document_date", "validated_on", "currency", "supplier",
        "document_type", "account", "account_label", "auxiliary", "auxiliary_label", "label", "due_date",
        "currency_amount", "document_file", "number",
    )},
    "line_label": "label", "entry_label": "label", "document_name": "document_file",
}  # fmt: skip


def _read_as(each: Field) -> str:
    """Return what a reader calls a field, nothing when what it says cannot be told from its padding or its form."""
    is_filled = each.width is not None and each.right_aligned and each.fill != " "
    if isinstance(each.value, Choice):
        named = [operand.source for operand in each.value.operands if isinstance(operand, Name)]
        if not named or (is_filled and each.kind is not Kind.AMOUNT):
            return ""
        name = _READ_AS.get(named[-1].name if named[0].name == "auxiliary" else named[0].name, "")
    else:
        named = [name.source for name in each.value.names]
        name = "label" if named and not is_filled else ""
    if not name or each.kind not in _KINDS[SOURCES[name].kind]:
        return ""
    if each.kind is Kind.DATE and (
        len(named) < len(each.operands) or each.part or each.translation or not _says_day(each.date)
    ):
        return ""
    return "" if each.kind is Kind.AMOUNT and each.amount.blank_zero else name


def _says_day(form: str) -> bool:
    return "AA" in form and all(letters in form for letters in ("JJ", "MM"))


_KINDS = {
    Kind.TEXT: {Kind.TEXT, Kind.INTEGER},
    Kind.INTEGER: {Kind.TEXT, Kind.INTEGER},
    Kind.DATE: {Kind.DATE},
    Kind.AMOUNT: {Kind.AMOUNT},
}
