"""``python -m messages``: put what the source says into the catalogue, compile it, list what is left to translate."""

import sys
from pathlib import Path

from messages.catalogue import mo_bytes, po_bytes, read, untranslated, with_messages
from messages.extracting import messages_of

SOURCE = Path(__file__).resolve().parent.parent / "src" / "ecritoire"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"


def main() -> None:
    """Bring the catalogue up to date."""
    catalogue = with_messages(read(PO), messages_of(SOURCE))
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalogue))
    PO.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
    left = untranslated(catalogue)
    for message in left:
        sys.stdout.write(f"{message.id}\n")
    sys.stdout.write(f"{len(catalogue)} messages, {len(left)} to translate in {PO.relative_to(SOURCE.parent.parent)}\n")


if __name__ == "__main__":
    main()
