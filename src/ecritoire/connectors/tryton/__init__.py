"""Tryton, through its JSON-RPC. Read README.md of this folder first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

from ecritoire.connectors.target import Connector, Field, Http, Target
from ecritoire.connectors.tryton.client import TrytonTarget
from ecritoire.connectors.tryton.wire import Session


class Tryton:
    """The kind of target: what to fill in, and how to open it."""

    name: ClassVar[str] = "tryton"
    label: ClassVar[str] = "Tryton"
    fields: ClassVar[Sequence[Field]] = (
        Field("url", "Adresse du serveur", "https://tryton.exemple.fr"),
        Field("database", "Base de données"),
        Field("user", "Utilisateur", "Un utilisateur à part, du groupe Comptabilité, rattaché à la société"),
        Field("password", "Mot de passe", is_secret=True),
    )
    takes_files: ClassVar[bool] = False
    is_ordered: ClassVar[bool] = False
    tested_against: ClassVar[str] = "un Tryton 8.2 réel"

    @contextmanager
    def open(self, settings: Mapping[str, str], http: Http) -> Iterator[Target]:
        """Open a session; it logs in at the first call and out at the end."""
        session = Session(settings, http)
        try:
            yield TrytonTarget(session)
        finally:
            session.close()


CONNECTOR: Connector = Tryton()
