"""Write the documents of the demo company: ``python -m samples.make [FOLDER]``, from the root of the repository."""

import sys
from collections.abc import Iterator
from pathlib import Path

from samples.catalogue.november import NOVEMBER
from samples.catalogue.october import OCTOBER, STATIONERY
from samples.catalogue.september import SCREWS, SEPTEMBER
from samples.cii import write_cii
from samples.hybrid import combine, tidy
from samples.model import Document, Syntax
from samples.pages.draw import draw_page
from samples.rules import check
from samples.ubl import write_ubl

FOLDER = Path(__file__).resolve().parent / "documents"
DOCUMENTS = (*SEPTEMBER, *OCTOBER, *NOVEMBER)
# Enough of a file to be recognised as a PDF, not enough to be read.
DAMAGED_AT = 6000


def render(document: Document) -> bytes:
    """Write one document as its sender hands it over."""
    check(document)
    match document.syntax:
        case Syntax.UBL:
            return write_ubl(document)
        case Syntax.CII:
            return write_cii(document)
        case Syntax.PDF:
            return tidy(draw_page(document))
        case Syntax.FACTURX:
            return combine(draw_page(document), write_cii(document), document)


def files() -> Iterator[tuple[str, bytes]]:
    """Give every file, by name."""
    for document in DOCUMENTS:
        yield document.file_name, render(document)
    yield "copie_trolan_TR-061077.pdf", render(STATIONERY)
    yield "piece-jointe_tronquee.pdf", render(SCREWS)[:DAMAGED_AT]


def main(arguments: list[str]) -> None:
    """Write the files into a folder and say what was written."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    size = count = 0
    for name, content in files():
        (folder / name).write_bytes(content)
        size += len(content)
        count += 1
    print(f"{count} files, {size:,} bytes, in {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
