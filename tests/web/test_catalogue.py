"""The English catalogue has everything the source says, and its compiled form is what it compiles to."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from messages.__main__ import PO, SOURCE
from messages.catalogue import mo_bytes, po_bytes, read, untranslated, with_messages
from messages.extracting import messages_of

PLACEHOLDER = re.compile(r"%\(\w+\)s|%s")


def _pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Each French form with its English one."""
    for message in list(catalogue)[1:]:
        yield from zip(_forms(message.id), _forms(message.string), strict=True)


def _forms(said: Message | object) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)  # type: ignore[arg-type]


def test_the_catalogue_holds_what_the_source_says_and_nothing_else() -> None:
    assert po_bytes(with_messages(read(PO), messages_of(SOURCE))) == PO.read_bytes(), "run make messages"


def test_nothing_is_left_to_translate() -> None:
    assert [message.id for message in untranslated(read(PO))] == []


def test_the_compiled_catalogue_is_what_the_catalogue_compiles_to() -> None:
    assert PO.with_suffix(".mo").read_bytes() == mo_bytes(read(PO)), "run make messages"


def test_a_translation_has_the_facts_of_its_message() -> None:
    wrong = [
        (french, english)
        for french, english in _pairs(read(PO))
        if set(PLACEHOLDER.findall(french)) != set(PLACEHOLDER.findall(english))
    ]
    assert wrong == []


def test_a_translation_starts_and_ends_with_the_blanks_of_its_message() -> None:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    pairs = [pair for pair in _pairs(read(PO)) if not pair[0].startswith(" ;")]  # no blank before it in English
    assert [(french, english) for french, english in pairs if edges(french) != edges(english)] == []


def test_english_is_written_as_in_english() -> None:
    """No guillemets, no blank before a colon, no French word left."""
    french = re.compile(r"[«»]|\w\s[:;?!](?:\s|$)|\b(?:les|des|une|dans|avec|pour|sont|cette|aucun|aucune)\b")
    assert [english for _, english in _pairs(read(PO)) if french.search(english)] == []
