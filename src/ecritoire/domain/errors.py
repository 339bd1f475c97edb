"""Errors a person can act on: a stable code, a sentence with the facts, and the way out.

The template is French, the first language of the product; the catalogue says it in English (``domain.language``), and
the facts are filled in, so that they never have to be parsed back out of a sentence.
"""

from collections.abc import Mapping
from typing import ClassVar

from ecritoire.domain.language import say


class EcritoireError(Exception):
    """Base of every refusal shown to a user.

    Subclasses set ``code`` (stable, listed in ``docs/errors.md``) and ``template`` (French, ``%(name)s`` placeholders).
    """

    code: ClassVar[str] = "error"
    template: ClassVar[str] = "L’opération n’a pas pu être faite."

    def __init__(self, **facts: object) -> None:
        self.facts: Mapping[str, object] = facts
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence in the person's language, facts filled in."""
        return say(self.template) % self.facts
