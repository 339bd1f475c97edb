"""TOML tables read one key at a time, so that what is misspelt, missing or of the wrong type is said with its place."""

import difflib
from collections.abc import Collection, Mapping
from typing import TypeVar

from ecritoire.domain.language import say, sentence
from ecritoire.formats.engine.errors import TemplateError

TEXT_LENGTH_MAX = 2_000
TYPE_NAMES = {
    str: sentence("un texte"),
    int: sentence("un nombre entier"),
    bool: sentence("true ou false"),
    dict: sentence("une table"),
    list: sentence("une liste"),
}
Value = TypeVar("Value", str, int, bool)


class Table:
    """One TOML table of a template: keys are taken, then what was not asked for is an error."""

    def __init__(self, template: str, place: str, values: Mapping[str, object]) -> None:
        self._template = template
        self.place = place
        self._values = values
        self._asked: list[str] = []

    def fail(self, problem: str) -> TemplateError:
        """Return the error that says ``problem`` at this place."""
        return TemplateError(template=self._template, place=self.place, problem=problem)

    def has(self, key: str) -> bool:
        """Tell whether ``key`` is there."""
        self._asked.append(key)
        return key in self._values

    def text(self, key: str, default: str | None = None, *, among: Collection[str] = ()) -> str:
        """Return a text, one of ``among`` when given.

        Raises:
            TemplateError: it is missing, not a text, too long or not one of those.
        """
        value = self._typed(key, str, default)
        if len(value) > TEXT_LENGTH_MAX:
            raise self.fail(
                say("« %(key)s » dépasse %(text_length_max)s caractères")
                % {"key": key, "text_length_max": TEXT_LENGTH_MAX}
            )
        if among and value not in among:
            raise self.fail(
                say("« %(key)s » vaut « %(value)s » ; valeurs possibles : %(among)s")
                % {"key": key, "value": value, "among": ", ".join(sorted(among))}
            )
        return value

    def boolean(self, key: str) -> bool:
        """Return true or false; false when it is not there.

        Raises:
            TemplateError: it is neither.
        """
        return self._typed(key, bool, default=False)

    def integer(self, key: str, *, least: int, most: int, default: int | None = None) -> int | None:
        """Return a whole number between two bounds, or ``default`` when it is not there.

        Raises:
            TemplateError: it is not one.
        """
        if not self.has(key):
            return default
        value = self._typed(key, int, None)
        if not least <= value <= most:
            raise self.fail(
                say("« %(key)s » vaut %(value)s ; il faut un nombre de %(least)s à %(most)s")
                % {"key": key, "value": value, "least": least, "most": most}
            )
        return value

    def table(self, key: str) -> "Table":
        """Return the table under ``key``, empty when it is not there.

        Raises:
            TemplateError: it is not a table.
        """
        value = self._values[key] if self.has(key) else {}
        if not isinstance(value, dict):
            raise self.fail(say("« %(key)s » doit être une table") % {"key": key})
        return Table(self._template, f"{self.place}, {key}", value)

    def tables(self, key: str, *, most: int) -> list["Table"]:
        """Return the list of tables under ``key``, empty when it is not there.

        Raises:
            TemplateError: it is not a list of tables, or too long a one.
        """
        values = self._values[key] if self.has(key) else []
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.fail(say("« %(key)s » doit être une liste de tables") % {"key": key})
        if len(values) > most:
            raise self.fail(
                say("« %(key)s » compte %(values)s éléments, %(most)s au plus")
                % {"key": key, "values": len(values), "most": most}
            )
        places = [f"{self.place}, {_title(key, rank, each)}" for rank, each in enumerate(values)]
        return [Table(self._template, place, each) for place, each in zip(places, values, strict=True)]

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Return every key of a table of texts with its value.

        Raises:
            TemplateError: a value is not a text.
        """
        return tuple((key, self.text(key)) for key in self._values)

    def end(self) -> None:
        """Check that nothing is left.

        Raises:
            TemplateError: a key is not known here.
        """
        for key in self._values:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1)
                hint = say(", vouliez-vous dire « %(near)s » ?") % {"near": near[0]} if near else ""
                raise self.fail(say("la clé « %(key)s » n’est pas connue%(hint)s") % {"key": key, "hint": hint})

    def _typed(self, key: str, wanted: type[Value], default: Value | None) -> Value:
        if not self.has(key):
            if default is None:
                raise self.fail(say("la clé « %(key)s » manque") % {"key": key})
            return default
        value = self._values[key]
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise self.fail(
                say("« %(key)s » doit être %(type_names)s") % {"key": key, "type_names": say(TYPE_NAMES[wanted])}
            )
        return value


def _title(key: str, rank: int, values: Mapping[str, object]) -> str:
    name = values.get("name")
    return f"{key} {rank + 1}" + (f" ({name})" if isinstance(name, str) else "")
