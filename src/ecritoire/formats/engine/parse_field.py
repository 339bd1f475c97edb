"""One field of a template, read and checked."""

import re

from ecritoire.domain.language import say
from ecritoire.formats.engine.amounts import DECIMAL_SIGNS, AmountFormat
from ecritoire.formats.engine.dates import pattern_tokens, pattern_width
from ecritoire.formats.engine.language import ExpressionError, parse_choice, parse_condition, parse_pattern
from ecritoire.formats.engine.markup import is_element_name
from ecritoire.formats.engine.sources import (
    ACCOUNTS,
    Bracket,
    Choice,
    Condition,
    Constant,
    Kind,
    Name,
    Operand,
    Pattern,
)
from ecritoire.formats.engine.tables import Table
from ecritoire.formats.engine.template import Case, Field, FileKind, FileLayout, Overflow, Slice
from ecritoire.formats.engine.text import ENCODINGS
from ecritoire.formats.reading import ReadEntry, ReadLine

WIDTH_MAX = 5_000
DECIMALS_MAX = 6
CASES_MAX = 50
ACCOUNT_LENGTH_MAX = 20
OVERFLOWS = {"limit": Overflow.LIMIT, "cut": Overflow.CUT, "keep_end": Overflow.KEEP_END}
_SLICE = re.compile(r"(first|last) ([1-9][0-9]{0,3})")
# What a reader may call a field, and what the field must hold for it; the amounts of the line are always compared.
_TEXTS, _DATES, _AMOUNTS = frozenset({Kind.TEXT, Kind.INTEGER}), frozenset({Kind.DATE}), frozenset({Kind.AMOUNT})
READ_KINDS = {
    **dict.fromkeys(set(ReadEntry._fields + ReadLine._fields) - {"lines", "debit", "credit"}, _TEXTS),
    **dict.fromkeys(("date", "document_date", "validated_on", "due_date"), _DATES),
    "currency_amount": _AMOUNTS,
}
NOT_FOR_AMOUNTS = ("required", "overflow", "keep", "letters", "map", "otherwise", "account_length", "only", "cases")


def parse_field(table: Table, file: Table, layout: FileLayout) -> Field:
    """Read a field; ``file`` has the formats that stand when the field has none of its own.

    Raises:
        TemplateError: something in it cannot be understood.
    """
    name = table.text("name")
    length = table.integer("account_length", least=3, most=ACCOUNT_LENGTH_MAX)
    value = _of_length(_value(table), length)
    cases = tuple(_case(each, length) for each in table.tables("cases", most=CASES_MAX))
    amount = _amount(table, file)
    field = Field(
        name=name,
        value=value,
        says=table.text("label", ""),
        cases=cases,
        when=_condition(table),
        at=table.integer("at", least=1, most=WIDTH_MAX),
        width=amount.width,
        longest=table.integer("max", least=1, most=WIDTH_MAX),
        overflow=OVERFLOWS[table.text("overflow", "limit", among=OVERFLOWS)],
        right_aligned=table.text("align", "left", among=("left", "right")) == "right",
        fill=amount.fill,
        required=table.boolean("required"),
        date=_date(table, file),
        amount=amount,
        quoted=table.boolean("quoted"),
        part=_slice(table),
        letters=table.text("letters", "", among=("upper", "lower", "")),
        translation=table.table("map").texts(),
        otherwise=table.text("otherwise") if table.has("otherwise") else None,
        digits_only=table.text("only", "", among=("", "digits")) == "digits",
        read_as=table.text("read_as", "", among=("", *READ_KINDS)),
    )
    table.end()
    _check_read_as(table, field)
    _check_kind(table, field)
    _check_sizes(table, field, layout)
    _check_constants(table, field, layout)
    return field


def _value(table: Table) -> Choice | Pattern:
    given = [key for key in ("source", "text", "value") if table.has(key)]
    if len(given) > 1 or not (given or table.has("cases")):
        raise table.fail(say("un champ a une seule des clés « source », « text » et « value »"))
    if given == ["text"] and table.has("cases"):
        raise table.fail(say("« cases » se complète par « source » ou « value », pas par « text »"))
    try:
        if given == ["source"]:
            return parse_choice(table.text("source"))
        if given == ["text"]:
            return parse_pattern(table.text("text"))
    except ExpressionError as error:
        raise table.fail(str(error)) from error
    return Choice((Constant(table.text("value", "")),))


def _of_length(value: Choice | Pattern, length: int | None) -> Choice | Pattern:
    """Bring the general account, and nothing else a field may hold instead, to the folder's length."""
    if length is None or isinstance(value, Pattern):
        return value
    return Choice(tuple(_account_of_length(operand, length) for operand in value.operands))


def _account_of_length(operand: Operand, length: int) -> Operand:
    if isinstance(operand, Name) and operand.source.name in ACCOUNTS:
        return Name(operand.source, str(length))
    return operand


def _case(table: Table, length: int | None) -> Case:
    condition, value = _condition(table), _of_length(_value(table), length)
    if condition is None or isinstance(value, Pattern):
        raise table.fail(say("un cas a une condition « when » et une « source » ou une « value »"))
    table.end()
    return Case(condition, value)


def _condition(table: Table) -> Condition | None:
    if not table.has("when"):
        return None
    try:
        return parse_condition(table.text("when"))
    except ExpressionError as error:
        raise table.fail(say("« when » : %(error)s") % {"error": error}) from error


def _date(table: Table, file: Table) -> str:
    pattern = table.text("date", file.text("date", "AAAAMMJJ"))
    if pattern_tokens(pattern) is None:
        raise table.fail(
            say("« %(pattern)s » n’est pas un format de date : AAAA, AA, MM, JJ, hh, mm, ss et - / . :")
            % {"pattern": pattern}
        )
    return pattern


def _amount(table: Table, file: Table) -> AmountFormat:
    sign = DECIMAL_SIGNS[table.text("amount", file.text("amount", "comma", among=DECIMAL_SIGNS), among=DECIMAL_SIGNS)]
    decimals = table.integer("decimals", least=0, most=DECIMALS_MAX, default=2)
    fill = table.text("fill", " ")
    if len(fill) != 1 or not fill.isprintable():
        raise table.fail(say("« fill » est un seul caractère"))
    return AmountFormat(
        decimal_sign=sign,
        decimals=2 if decimals is None else decimals,
        always_signed=table.text("sign", "negative", among=("negative", "always")) == "always",
        blank_zero=table.boolean("blank_zero"),
        width=table.integer("width", least=1, most=WIDTH_MAX),
        fill=fill,
        left_aligned=table.text("align", "right", among=("left", "right")) == "left",
        longest=table.integer("max", least=1, most=WIDTH_MAX),
    )


def _slice(table: Table) -> Slice | None:
    if not table.has("keep"):
        return None
    match = _SLICE.fullmatch(table.text("keep"))
    if match is None:
        raise table.fail(say("« keep » s’écrit « first 2 » ou « last 8 »"))
    return Slice(**{match[1]: int(match[2])})


def _check_kind(table: Table, field: Field) -> None:
    kinds = [operand.source.kind for operand in field.operands if isinstance(operand, Name)]
    if Kind.AMOUNT not in kinds:
        return
    if len(field.operands) > 1:
        raise table.fail(say("un montant est seul dans son champ"))
    for key in NOT_FOR_AMOUNTS:
        if table.has(key):
            raise table.fail(say("« %(key)s » ne s’applique pas à un montant") % {"key": key})


def _check_read_as(table: Table, field: Field) -> None:
    if field.read_as and field.kind not in READ_KINDS[field.read_as]:
        raise table.fail(
            say("« %(read_as)s » ne se relit pas dans un champ de cette nature") % {"read_as": field.read_as}
        )


def _check_sizes(table: Table, field: Field, layout: FileLayout) -> None:
    is_fixed = layout.kind is FileKind.FIXED
    if is_fixed != (field.at is not None) or (is_fixed and field.width is None):
        raise table.fail(say("« at » et « width » sont pour les fichiers « fixed », où tous les champs les ont"))
    if field.required and not field.sources and not any(text for text in _texts(field)):
        raise table.fail(say("le champ est obligatoire et toujours vide"))
    if field.width is not None and field.longest is not None:
        raise table.fail(say("« width » borne déjà le champ, « max » est de trop"))
    if layout.kind in {FileKind.SPREADSHEET, FileKind.XML} and (field.width is not None or field.quoted):
        raise table.fail(say("un tableur et du XML n’ont ni largeur ni guillemets"))
    if layout.kind is FileKind.XML and not is_element_name(field.name):
        raise table.fail(say("en XML, le nom d’un champ est celui d’un élément : des lettres, des chiffres, . _ et -"))
    if is_fixed and (field.quoted or layout.minimal_quotes):
        raise table.fail(say("un fichier à positions fixes n’a pas de guillemets"))
    size = field.width if field.width is not None else field.longest
    dated = any(isinstance(each, Name) and each.source.kind in {Kind.DATE, Kind.MOMENT} for each in field.operands)
    if isinstance(field.value, Choice) and dated and size is not None and size < pattern_width(field.date):
        raise table.fail(
            say("une date %(date)s prend %(date_2)s caractères, le champ en a %(size)s")
            % {"date": field.date, "date_2": pattern_width(field.date), "size": size}
        )


def _check_constants(table: Table, field: Field, layout: FileLayout) -> None:
    size = field.width if field.width is not None else field.longest
    for text in _texts(field):
        _check_constant(table, text, field, layout)
        length = _length_kept(text, field.part)
        if size is not None and length > size:
            raise table.fail(
                say("« %(text)s » a %(text_2)s caractères, le champ en a %(size)s")
                % {"text": text, "text_2": length, "size": size}
            )
    if not field.quoted and layout.separator and layout.separator == field.amount.decimal_sign and _is_amount(field):
        raise table.fail(say("le signe décimal est aussi le séparateur des champs"))


def _length_kept(text: str, part: Slice | None) -> int:
    """What remains of a text of which a field keeps a part, in characters."""
    return min(len(text), part.first or part.last) if part else len(text)


def _texts(field: Field) -> list[str]:
    """Return every text that a field says by itself."""
    texts = [operand.text for operand in field.operands if isinstance(operand, Constant)]
    if isinstance(field.value, Pattern):
        inside = [piece.pieces if isinstance(piece, Bracket) else (piece,) for piece in field.value.pieces]
        texts += [piece.text for pieces in inside for piece in pieces if isinstance(piece, Constant)]
    return texts + [text for _, text in field.translation] + [field.otherwise or ""]


def _check_constant(table: Table, text: str, field: Field, layout: FileLayout) -> None:
    if not text.isprintable():
        raise table.fail(say("un texte fixe a un caractère de contrôle"))
    if layout.separator and layout.separator in text and not (field.quoted or layout.minimal_quotes):
        raise table.fail(say("« %(text)s » contient le séparateur des champs") % {"text": text})
    try:
        (text + field.fill).encode(ENCODINGS[layout.text.encoding])
    except UnicodeEncodeError as error:
        raise table.fail(
            say("« %(text)s » ne s’écrit pas en %(encoding)s") % {"text": text, "encoding": layout.text.encoding}
        ) from error


def _is_amount(field: Field) -> bool:
    return any(isinstance(operand, Name) and operand.source.kind is Kind.AMOUNT for operand in field.operands)
