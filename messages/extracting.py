"""Finds every message of the source: French, in Python calls, in error templates, and in page templates."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

# The source names its translators so, or ``_``, wherever they come from.
ONE = {"_", "gettext", "gettext_lazy", "gettext_noop", "say", "sentence"}
MANY = {"ngettext", "ngettext_lazy", "say_count"}
ONE_IN_CONTEXT = {"pgettext", "pgettext_lazy"}
MANY_IN_CONTEXT = {"npgettext", "npgettext_lazy"}
# The same for Babel: which arguments are text, and which (c) the context.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
OPTIONS = {"encoding": "utf-8"}
# What is assigned to these names is said later: the sentence of an error, a table of sentences.
SAID_LATER = {"template", "SENTENCES"}


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """One message; ``plural`` and ``context`` are empty for most."""

    singular: str
    plural: str = ""
    context: str = ""


def messages_of(source: Path) -> set[Found]:
    """Every message under the folder ``source``."""
    found: set[Found] = set()
    for path in sorted(source.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            found |= set(in_python(path.read_text(encoding="utf-8")))
        elif path.name == "template.toml":
            found |= set(in_format(path.read_text(encoding="utf-8")))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            found |= set(in_page(path.read_text(encoding="utf-8"), str(path)))
    return {message for message in found if message.singular}


def in_page(text: str, origin: str = "") -> Iterator[Found]:
    """The messages of a Django template, through Django's own reading of it: calls among letters that mean nothing."""
    calls = " ".join(templatize(text, origin=origin).split("\n"))
    for _line, said, _comments, context in extract("python", BytesIO(calls.encode()), KEYWORDS, options=OPTIONS):
        singular, plural = said if isinstance(said, tuple) else (said, "")
        yield Found(singular, plural, context or "")


def in_format(text: str) -> Iterator[Found]:
    """The labels of an accounting package's template and of its fields (« Le compte »), and who publishes it."""
    tables: list[object] = [tomllib.loads(text)]
    while tables:
        table = tables.pop()
        if isinstance(table, list):
            tables += table
        elif isinstance(table, dict):
            for said in (table.get("label"), table.get("vendor")):
                if isinstance(said, str):
                    yield Found(said)
            tables += table.values()


def in_python(text: str) -> Iterator[Found]:
    """The messages of a module."""
    yield from _in_tree(ast.parse(text))


def _in_tree(tree: ast.AST) -> Iterator[Found]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.FunctionDef):
            yield from _help_of(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if node.value is not None and any(isinstance(at, ast.Name) and at.id in SAID_LATER for at in targets):
                yield from _in_value(node.value)


def _help_of(function: ast.FunctionDef) -> Iterator[Found]:
    """What ``--help`` says of a command: the text under its name."""
    if any(
        "command" in ast.unparse(decorator) or "group" in ast.unparse(decorator)
        for decorator in function.decorator_list
    ):
        yield Found(ast.get_docstring(function) or "")


def _in_call(call: ast.Call) -> Iterator[Found]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [_text(argument) for argument in call.args]
    if called in ONE and texts and texts[0]:
        yield Found(texts[0])
    elif called in MANY and len(texts) > 1 and texts[0] and texts[1]:
        yield Found(texts[0], texts[1])
    elif called in ONE_IN_CONTEXT and len(texts) > 1 and texts[0] and texts[1]:
        yield Found(texts[1], context=texts[0])
    elif called in MANY_IN_CONTEXT and len(texts) > 2 and texts[0] and texts[1] and texts[2]:
        yield Found(texts[1], texts[2], texts[0])


def _in_value(value: ast.expr) -> Iterator[Found]:
    """Every sentence in what is assigned; codes, in letters without a space, and names of page templates are none."""
    for node in ast.walk(value):
        if (text := _text(node)) and not text.replace("_", "").isalnum() and not text.endswith(".html"):
            yield Found(text)


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
