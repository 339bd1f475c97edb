"""Supporting documents inside the data (BG-24), and file names from outside made harmless."""

import base64
import binascii
import re

from ecritoire.domain.invoice import Attachment
from ecritoire.intake.flags import Flag
from ecritoire.intake.terms import Node

MAX_NAME_LENGTH = 200
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def safe_name(name: str) -> str:
    """The last part of ``name``, without what a path, a terminal or a reader could take for something else."""
    last = re.split(r"[/\\]", name)[-1]
    cleaned = _NOT_IN_A_NAME.sub("_", last).strip(" .")
    if len(cleaned) <= MAX_NAME_LENGTH:
        return cleaned
    stem, dot, extension = cleaned.rpartition(".")
    kept = dot + extension if stem and len(extension) < 10 else ""
    return cleaned[: MAX_NAME_LENGTH - len(kept)] + kept


def read_attachments(document: Node) -> tuple[Attachment, ...]:
    """The supporting documents; one whose content cannot be decoded is kept without it and flagged."""
    return tuple(_read_attachment(node) for node in document.nodes("BG-24"))


def _read_attachment(node: Node) -> Attachment:
    return Attachment(
        id=node.text("BT-122"),
        description=node.text("BT-123"),
        url=node.text("BT-124"),
        filename=safe_name(node.attribute("BT-125", "filename")),
        mime_type=node.attribute("BT-125", "mimeCode"),
        content=_read_content(node),
    )


def _read_content(node: Node) -> bytes | None:
    encoded = node.block("BT-125")
    if not encoded:
        return None
    try:
        return base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        node.reading.flag(Flag.ATTACHMENT_UNREADABLE)
        return None
