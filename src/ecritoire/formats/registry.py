"""The templates that come with Écritoire, by name.

Each lives in a folder of its own: ``template.toml``, ``spec.md`` that says where its rules come from, and
``reader.py``, which reads the file back and knows nothing of the template.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from ecritoire.formats.engine.errors import UnknownTemplateError
from ecritoire.formats.engine.inherit import Data, inherited
from ecritoire.formats.engine.parse import parse_template, read_toml
from ecritoire.formats.engine.template import Template
from ecritoire.formats.reading import InCharset, Read, binary_stream

# What a file can carry besides accounts, dates and amounts, by the source whose use in the template proves it.
CARRIED = {
    "auxiliary": "auxiliary",
    "due_date": "due_date",
    "document_file": "document",
    "document_name": "document",
    "currency_amount": "currency",
    "validated_on": "validation",
}


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """What a person needs to know to choose a template.

    ``carries`` holds some of ``auxiliary``, ``due_date``, ``document``, ``currency`` and ``validation``.
    """

    name: str
    label: str
    vendor: str
    carries: frozenset[str]


class _Templates(Mapping[str, TemplateInfo]):
    """Every template, read when first asked for."""

    def __getitem__(self, name: str) -> TemplateInfo:
        if name not in _folders():
            raise KeyError(name)
        return _info(load_template(name))

    def __iter__(self) -> Iterator[str]:
        return iter(_folders())

    def __len__(self) -> int:
        return len(_folders())


TEMPLATES: Mapping[str, TemplateInfo] = _Templates()


def load_template(name: str, changes: Mapping[str, Any] | None = None) -> Template:
    """Return the template called ``name``; ``changes`` is laid over it as if by a template that extends it.

    Raises:
        UnknownTemplateError: there is none; the sentence lists those there are.
        TemplateError: the changes cannot be understood.
    """
    return parse_template(_text(name), template_data, changes) if changes else _loaded(name)


@cache
def load_reader(name: str) -> Read:
    """Return what reads the files of the template called ``name``.

    Raises:
        UnknownTemplateError: there is none; the sentence lists those there are.
    """
    _file(name)
    reader: Read = import_module(f"{__package__}.{name.replace('-', '_')}.reader").read
    return reader


def in_charset_of(template: Template, read: Read) -> Read:
    """Return a reader for the files of a template that a company has written in another charset than usual."""
    charset = template.layout.text.encoding
    if charset == _loaded(template.name).layout.text.encoding:
        return read
    return lambda content: read(InCharset(binary_stream(content), charset))


@cache
def _loaded(name: str) -> Template:
    return parse_template(_text(name), template_data)


def carried_by(template: Template) -> frozenset[str]:
    """Return what the files of a template carry besides accounts, dates and amounts."""
    return frozenset(what for source, what in CARRIED.items() if source in template.sources)


def _info(template: Template) -> TemplateInfo:
    return TemplateInfo(template.name, template.label, template.vendor, carried_by(template))


@cache
def _folders() -> Mapping[str, Traversable]:
    """Return the file of each template by its name, which is its folder's with hyphens."""
    candidates = ((folder.name.replace("_", "-"), folder / "template.toml") for folder in files(__package__).iterdir())
    return dict(sorted((name, file) for name, file in candidates if file.is_file()))


def _file(name: str) -> Traversable:
    if name not in _folders():
        raise UnknownTemplateError(name=name, known=", ".join(_folders()))
    return _folders()[name]


def _text(name: str) -> str:
    return _file(name).read_text(encoding="utf-8")


def template_data(name: str) -> Data:
    """Return what the file of a template says, as read from TOML.

    Raises:
        UnknownTemplateError: there is none.
    """
    return read_toml(name, _text(name))


def whole_template_data(name: str) -> Data:
    """Return what the template called ``name`` says, completed with what it extends.

    Raises:
        UnknownTemplateError: there is none; the sentence lists those there are.
    """
    return inherited(template_data(name), template_data)
