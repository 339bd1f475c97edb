"""Reads and writes the catalogue: sorted, without dates, places or versions, so that two branches merge by lines."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from messages.extracting import Found

HEADER = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)


class _Plain(Catalog):
    """A catalogue whose header never changes."""

    def __iter__(self) -> Iterator[Message]:
        messages = list(super().__iter__())[1:]
        yield Message("", HEADER)
        yield from sorted(messages, key=lambda message: (_singular(message), message.context or ""))


def read(po: Path) -> Catalog:
    """The catalogue as it is."""
    return _copied(read_po(BytesIO(po.read_bytes()), locale="en") if po.exists() else Catalog("en"))


def with_messages(old: Catalog, found: set[Found]) -> Catalog:
    """The catalogue of what the source says now: translations kept, new messages empty, old ones dropped."""
    new = _Plain("en")
    # A message said both alone and counted is one message, with both forms.
    for message in sorted(found, key=lambda each: (each.singular, each.context, each.plural)):
        identity = (message.singular, message.plural) if message.plural else message.singular
        before = old.get(message.singular, context=message.context or None)
        string = (before.string if before else None) or ""
        if message.plural and isinstance(string, str):
            string = (string, "") if string else ("", "")
        if not message.plural and not isinstance(string, str):
            string = string[0]
        new.add(identity, string, context=message.context or None)
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as people edit it."""
    written = BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, no_location=True)
    header = "".join(f'"{line}\\n"\n' for line in HEADER.splitlines())
    return f'msgid ""\nmsgstr ""\n{header}\n'.encode() + written.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as the application reads it; messages without a translation are said in French."""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    """The messages without an English form, or with one that was guessed."""
    return [message for message in list(catalogue)[1:] if message.fuzzy or not all(_forms(message))]


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


def _singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _copied(catalogue: Catalog) -> Catalog:
    plain = _Plain("en")
    for message in list(catalogue)[1:]:
        plain.add(message.id, message.string, flags=message.flags, context=message.context)
    return plain
