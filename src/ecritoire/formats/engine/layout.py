"""Where the fields of a record stand: one after the other, or at given positions without overlap."""

from dataclasses import replace

from ecritoire.domain.language import say
from ecritoire.formats.engine.sources import Choice, Constant
from ecritoire.formats.engine.tables import Table
from ecritoire.formats.engine.template import Field, Record


def lay_out_fixed(table: Table, record: Record) -> Record:
    """Check the positions of a fixed-width record, and fill what is between its fields with spaces.

    Raises:
        TemplateError: fields overlap, are out of order, or go beyond the length of the record.
    """
    placed: list[Field] = []
    position = 1
    for field in record.fields:
        at, width = field.at or 0, field.width or 0
        if at < position:
            raise table.fail(
                say("« %(name)s » commence en %(at)s, avant la fin du champ précédent (%(position)s)")
                % {"name": field.name, "at": at, "position": position - 1}
            )
        if at > position:
            placed.append(_gap(position, at - position))
        placed.append(field)
        position = at + width
    if record.length is not None and position - 1 > record.length:
        raise table.fail(
            say("les champs vont jusqu’à %(position)s, l’enregistrement a %(length)s caractères")
            % {"position": position - 1, "length": record.length}
        )
    if record.length is not None and position - 1 < record.length:
        placed.append(_gap(position, record.length - position + 1))
    return replace(record, fields=tuple(placed))


def check_delimited(table: Table, record: Record) -> None:
    """Check that a record whose fields are not at given positions has no length either.

    Raises:
        TemplateError: it has one.
    """
    if record.length is not None:
        raise table.fail(say("« length » est pour les fichiers « fixed »"))


def _gap(at: int, width: int) -> Field:
    return Field(name=f"{at}/{width}", value=Choice((Constant(""),)), says="", at=at, width=width)
