"""The name of an export's file, as the target wants it."""

import re

from ecritoire.formats.engine.dates import format_date
from ecritoire.formats.engine.sources import Bracket, Constant, Name, Operand
from ecritoire.formats.engine.template import Template
from ecritoire.formats.engine.variables import integer_text
from ecritoire.formats.records import ExportContext

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
_ATTRIBUTES = {"company_currency": "currency"}


def file_name(template: Template, context: ExportContext) -> str:
    """Return the name of the file: ``552100554FEC20251231_12.txt``. Nothing in it can leave a folder."""
    texts: list[str] = []
    for piece in template.layout.file_name.pieces:
        if not isinstance(piece, Bracket):
            texts.append(_text(piece, context))
        elif all(_text(name, context) for name in piece.names):
            texts.extend(_text(each, context) for each in piece.pieces)
    return "".join(texts)


def _text(piece: Operand, context: ExportContext) -> str:
    if isinstance(piece, Constant):
        return piece.text
    return _UNSAFE.sub("", _value(piece, context))


def _value(name: Name, context: ExportContext) -> str:
    value = getattr(context, _ATTRIBUTES.get(name.source.name, name.source.name))
    return format_date(value, name.form) if name.form else value if isinstance(value, str) else integer_text(value)
