"""Pennylane, Company API v2. Read README.md of this folder first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

from ecritoire.connectors.pennylane.client import PennylaneTarget
from ecritoire.connectors.target import Connector, Field, Http, Target

DEFAULT_URL = "https://app.pennylane.com/api/external/v2"


class Pennylane:
    """The kind of target: what to fill in, and how to open it."""

    name: ClassVar[str] = "pennylane"
    label: ClassVar[str] = "Pennylane"
    fields: ClassVar[Sequence[Field]] = (
        Field(
            "token", "Jeton d’API", "Paramètres → Connectivité → Développeurs, droit ledger_entries:all", is_secret=True
        ),
        Field("company_id", "Identifiant de la société", "Seulement avec un jeton de cabinet", is_required=False),
        Field(
            "auxiliary_prefix",
            "Préfixe des comptes fournisseurs",
            "Devant le compte auxiliaire : 401 si Pennylane nomme 401LENOIR ce qui s’appelle LENOIR ici",
            is_required=False,
        ),
        Field("url", "Adresse de l’API", is_required=False, default=DEFAULT_URL),
    )
    takes_files: ClassVar[bool] = False
    is_ordered: ClassVar[bool] = False
    tested_against: ClassVar[str] = "la description publiée, pas le service"

    @contextmanager
    def open(self, settings: Mapping[str, str], http: Http) -> Iterator[Target]:
        """Open a session; nothing is asked before the first call."""
        yield PennylaneTarget({"url": DEFAULT_URL} | {name: text for name, text in settings.items() if text}, http)


CONNECTOR: Connector = Pennylane()
