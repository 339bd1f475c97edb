"""What a page would say in one language only: text outside the translation catalogue."""

import ast
import re
from collections.abc import Iterator

from tests.tidy.read_pages import texts_of
from tests.tidy.rules import Offence, Source

# Names and what is the same in both languages.
THE_SAME = re.compile(
    r"Écritoire|IBAN|BIC|SIREN|SIRET|CSV|FEC|PDF|XML|ZIP|XLSX|API|sha256|SHA-256|EUR|Tab|is-focus|\.toml|Ctrl|Alt|Français|English|ex\.|€"
)
LETTERS = re.compile(r"[A-Za-zÀ-ÿœŒ]{2,}")
FRENCH = re.compile(r"[éèêëàâçùûôîïœÉÈÀÊÇ’«»]")
COMMENTS = re.compile(r"{#.*?#}|{% *comment\b.*?{% *endcomment *%}|<!--.*?-->", re.DOTALL)
SAID = re.compile(r"{% *blocktranslate\b.*?{% *endblocktranslate *%}", re.DOTALL)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
# The columns of a file that the company writes: French, as what it holds.
OF_FILES = {"src/ecritoire/web/configuration/chart.py", "src/ecritoire/web/formats/starting.py"}
# Calls whose texts enter the catalogue.
SAYING = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "say", "say_count"}
SAYING |= {"sentence", "npgettext", "npgettext_lazy"}
JAVASCRIPT_COMMENTS = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
JAVASCRIPT_TEXTS = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")


def text_of_pages(source: Source) -> Iterator[Offence]:
    """Every word of a page template is inside ``translate`` or ``blocktranslate``."""
    if source.path.suffix != ".html" or "templates" not in source.path.parts:
        return
    for line, text in texts_of(_without_tags(source.text)):
        if LETTERS.search(THE_SAME.sub("", text)):
            yield Offence(str(source.path), line, f"« {text[:60]} » is outside the translation catalogue")


def _without_tags(text: str) -> str:
    """The template with everything Django says replaced by nothing, lines kept."""
    for pattern in (COMMENTS, SAID, TAGS):
        text = pattern.sub(lambda found: "\n" * found[0].count("\n"), text)
    return text


def text_of_views(source: Source) -> Iterator[Offence]:
    """Every French text of the code of pages is in a call that translates it."""
    is_view = source.is_python and source.path.parts[:3] == ("src", "ecritoire", "web")
    if not is_view or str(source.path) in OF_FILES:
        return
    tree = source.tree()
    said = {id(inner) for node in ast.walk(tree) if _says(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text), lineno=line) if id(node) not in said and is_french(text):
                yield Offence(str(source.path), line, f"« {text[:60]} » is outside the translation catalogue")


def is_french(text: str) -> bool:
    """Whether a text has a letter or a sign that French has and English has not, names apart."""
    shown = THE_SAME.sub("", text)
    return bool(FRENCH.search(shown) and LETTERS.search(shown))


def _says(node: ast.AST) -> bool:
    """Whether what is inside is translated, documents the code, or is a pattern."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if not isinstance(node, ast.Call):
        return False
    name = ast.unparse(node.func)
    return name.rpartition(".")[2] in SAYING or name == "re.compile"


def text_of_scripts(source: Source) -> Iterator[Offence]:
    """A script says what a data attribute gives it."""
    if source.path.suffix != ".js" or "static" not in source.path.parts:
        return
    code = JAVASCRIPT_COMMENTS.sub("", source.text)
    for found in JAVASCRIPT_TEXTS.finditer(code):
        if FRENCH.search(found[0]):
            yield Offence(str(source.path), code[: found.start()].count("\n") + 1, f"{found[0][:60]} is French")


UNTRANSLATED = (text_of_pages, text_of_views, text_of_scripts)
