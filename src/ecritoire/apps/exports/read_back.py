"""Every file is read back before it is offered: what its format carries must be what the entries say."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ecritoire.domain.errors import EcritoireError
from ecritoire.formats.comparing import Proof, differences
from ecritoire.formats.engine.template import Template
from ecritoire.formats.own_reading import reader_for
from ecritoire.formats.records import EntryRecord, ExportContext


class FileDiffersError(EcritoireError):
    """A file just written, read back, says something else than its entries."""

    code = "file_differs"
    template = (
        "Relu, le fichier %(file)s ne dit pas ce que disent les écritures (écriture %(entry)s, %(field)s : "
        "« %(expected)s » attendu, « %(found)s » lu). Il n’est pas proposé, et les écritures attendent toujours : "
        "choisissez un autre modèle, et signalez cette différence."
    )


class ReadBack:
    """Follows entries into a file, then holds the file against them; ``entries`` gives them each time it is asked."""

    def __init__(
        self, template: Template, context: ExportContext, entries: Callable[[], Iterator[EntryRecord]]
    ) -> None:
        self._template = template
        self._context = context
        self._entries = entries
        self._proof = Proof(template, context)

    def watched(self) -> Iterator[EntryRecord]:
        """The entries, on their way to the file."""
        return self._proof.watched(self._entries())

    def check(self, name: str, path: Path) -> None:
        """Read the file at ``path``, which will be called ``name``; not one that no reader can be made for.

        Raises:
            FileNotReadBackError: it cannot be read.
            FileDiffersError: it says something else; the first difference is told.
        """
        read = reader_for(self._template)
        if read is None:
            return
        with path.open("rb") as stream:
            if self._proof.holds(read(stream)):
                return
        with path.open("rb") as stream:
            first = next(differences(self._template, self._entries(), read(stream), self._context))
        raise FileDiffersError(
            file=name, entry=first.entry or "–", field=first.says, expected=first.expected, found=first.found
        )
