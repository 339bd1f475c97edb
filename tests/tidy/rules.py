"""The rules this repository keeps about itself, each a function from a file to its offences."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

FILE_LINES_MAX = 500
FUNCTION_LINES_MAX = 60
# A letter in brackets, so that this file passes its own rules.
LATER_WORDS = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
REGISTRIES = re.compile(
    r"py[p]i\.|python[h]osted|npm[j]s\.|un[p]kg\.|js[d]elivr|deb\.[d]ebian|crates\.[i]o"
    r"|--([e]xtra-)?[i]ndex-url|--[f]ind-links|--[t]rusted-host"
)
ASSERTING_CALLS = {"raises", "warns", "fail", "expect"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One text file of the repository."""

    path: PurePosixPath
    text: str

    @property
    def is_python(self) -> bool:
        return self.path.suffix == ".py"

    @property
    def is_ours(self) -> bool:
        """Whether the file is part of the product and written by hand."""
        return self.path.parts[0] == "src" and "migrations" not in self.path.parts

    @property
    def is_test(self) -> bool:
        return self.is_python and self.path.name.startswith("test_")

    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))


@dataclass(frozen=True, order=True)
class Offence:
    """What is wrong, where."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def _offence(source: Source, line: int, what: str) -> Offence:
    return Offence(str(source.path), line, what)


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def long_files(source: Source) -> Iterator[Offence]:
    """A file is read from end to end, by a person."""
    lines = source.text.count("\n")
    if source.is_ours and source.path.suffix in {".py", ".html", ".js", ".css"} and lines > FILE_LINES_MAX:
        yield _offence(source, lines, f"the file has {lines} lines, {FILE_LINES_MAX} at most: split it by noun")


def long_functions(source: Source) -> Iterator[Offence]:
    """A function fits on a screen."""
    if not source.is_python or "migrations" in source.path.parts:
        return
    for function in _functions(source.tree()):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > FUNCTION_LINES_MAX:
            what = f"{function.name} has {lines} lines, {FUNCTION_LINES_MAX} at most"
            yield _offence(source, function.lineno, what)


def words_for_later(source: Source) -> Iterator[Offence]:
    """What is to be done is in the issues, not in the source."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := LATER_WORDS.search(line):
            yield _offence(source, number, f"{found[0]}: do it, or open an issue")


def missing_docstrings(source: Source) -> Iterator[Offence]:
    """Whoever calls something public should not have to read its body."""
    if not (source.is_python and source.is_ours):
        return
    yield from _missing_docstrings(source, source.tree().body)


def _missing_docstrings(source: Source, body: list[ast.stmt]) -> Iterator[Offence]:
    for node in body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_") or node.name == "Meta":
            continue
        if not ast.get_docstring(node) and not _continues_another(node):
            yield _offence(source, node.lineno, f"{node.name} is public and has no docstring")
        if isinstance(node, ast.ClassDef):
            yield from _missing_docstrings(source, node.body)


def _continues_another(node: Function | ast.ClassDef) -> bool:
    """Tell an overload, an override or a property's setter, all documented elsewhere."""
    names = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return bool(names & {"overload", "override", "setter", "deleter"})


def floats(source: Source) -> Iterator[Offence]:
    """Amounts are integers in minor units, and Decimal at the edges."""
    if not (source.is_python and source.is_ours):
        return
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"float", "FloatField"}:
            yield _offence(source, node.lineno, "no float here: minor units, or Decimal at the edges")


def nameless_silencing(source: Source) -> Iterator[Offence]:
    """A checker is told to look away from one thing, by its name."""
    if not source.is_python:
        return
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type != tokenize.COMMENT:
            continue
        if re.search(r"#\s*type:\s*ignore(?!\[[a-z-]+)", token.string):
            yield _offence(source, token.start[0], "type: ignore must name its code: type: ignore[arg-type]")
        if re.search(r"#\s*(ruff:\s*)?noqa(?!: ?[A-Z]+[0-9]+)", token.string):
            yield _offence(source, token.start[0], "noqa must name its code: noqa: S608")


def registry_hosts(source: Source) -> Iterator[Offence]:
    """Where packages come from is the business of whoever installs, not of the repository."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := REGISTRIES.search(line):
            yield _offence(source, number, f"names where packages come from: {found[0]}")


def tests_without_assertion(source: Source) -> Iterator[Offence]:
    """A test that asserts nothing passes whatever happens."""
    if not source.is_test:
        return
    tree = source.tree()
    asserting = {function.name for function in _functions(tree) if _asserts(function, set())}
    for function in _functions(tree):
        if function.name.startswith("test") and not _asserts(function, asserting):
            yield _offence(source, function.lineno, f"{function.name} asserts nothing")


def _asserts(function: Function, helpers: set[str]) -> bool:
    """Tell whether a function asserts, itself or through one of ``helpers`` or anything named ``assert_…``."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name in ASSERTING_CALLS or name in helpers or name.lower().startswith("assert"):
                return True
    return False


def error_codes(source: Source) -> Iterator[tuple[str, str, int]]:
    """Each error a user may meet: its code, its class and its line.

    It is a class with a ``code`` and a French ``template`` of its own; the base of all of them is met by nobody.
    """
    if not (source.is_python and source.is_ours):
        return
    for node in ast.walk(source.tree()):
        if isinstance(node, ast.ClassDef) and node.name != "EcritoireError":
            strings = dict(_string_attributes(node))
            if "code" in strings and "template" in strings:
                yield strings["code"], node.name, node.lineno


def _string_attributes(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for statement in node.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value)))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(value)))
            ):
                yield name, value


RULES = (
    long_files,
    long_functions,
    words_for_later,
    missing_docstrings,
    floats,
    nameless_silencing,
    registry_hosts,
    tests_without_assertion,
)
