"""Two people on the same record: what one was shown is compared with what is there when they save."""

from collections.abc import Iterable
from hashlib import sha256

from django.db import models

from ecritoire.domain.errors import EcritoireError
from ecritoire.domain.language import say


class ChangedMeanwhileError(EcritoireError):
    """Somebody saved the record after it was shown."""

    code = "changed_meanwhile"
    template = (
        "%(what)s a changé pendant votre saisie%(who)s. Rien n’a été écrasé : votre saisie est encore là, "
        "enregistrez-la de nouveau pour remplacer, ou rechargez la page pour voir l’autre."
    )


def version_of(row: models.Model, names: Iterable[str]) -> str:
    """A short mark of what ``row`` says in the fields ``names``; another mark, another content."""
    content = "\x1f".join(f"{name}={getattr(row, name)!r}" for name in sorted(names))
    return sha256(content.encode()).hexdigest()[:16]


def require_version(shown: str, row: models.Model, names: Iterable[str], *, what: str, who: str = "") -> None:
    """Refuse to save over what the person was not shown; an empty ``shown`` asks for nothing.

    Raises:
        ChangedMeanwhileError: the content is another by now.
    """
    if shown and shown != version_of(row, names):
        raise ChangedMeanwhileError(what=what, who=say(", par %(who)s") % {"who": who} if who else "")
