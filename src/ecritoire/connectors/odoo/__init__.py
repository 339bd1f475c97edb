"""Odoo: JSON-2 from version 19, JSON-RPC from 14 to 18. Read README.md of this folder first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

from ecritoire.connectors.odoo.calls import Json2, JsonRpc
from ecritoire.connectors.odoo.client import OdooTarget
from ecritoire.connectors.target import Connector, Field, Http, Target


class Odoo:
    """The kind of target: what to fill in, and how to open it."""

    name: ClassVar[str] = "odoo"
    label: ClassVar[str] = "Odoo"
    fields: ClassVar[Sequence[Field]] = (
        Field("url", "Adresse", "https://societe.odoo.com"),
        Field("database", "Base de données"),
        Field(
            "protocol",
            "Version d’Odoo",
            default="json2",
            choices=(("json2", "19 et suivantes"), ("jsonrpc", "14 à 18")),
        ),
        Field("login", "Utilisateur", "Seulement jusqu’à la version 18", is_required=False),
        Field("api_key", "Clé d’API", "Préférences → Sécurité du compte → Nouvelle clé d’API", is_secret=True),
        Field("company_id", "Identifiant de la société", "Seulement s’il y en a plusieurs", is_required=False),
        Field(
            "booking",
            "Écritures",
            default="posted",
            choices=(("posted", "Comptabilisées"), ("draft", "En brouillon")),
        ),
    )
    takes_files: ClassVar[bool] = False
    is_ordered: ClassVar[bool] = False
    tested_against: ClassVar[str] = "la description publiée, pas le logiciel"

    @contextmanager
    def open(self, settings: Mapping[str, str], http: Http) -> Iterator[Target]:
        """Open a session; nothing is asked before the first call."""
        calls = JsonRpc(settings, http) if settings.get("protocol") == "jsonrpc" else Json2(settings, http)
        company_id = int(settings["company_id"]) if settings.get("company_id") else None
        yield OdooTarget(calls, company_id, posts=settings.get("booking", "posted") == "posted")


CONNECTOR: Connector = Odoo()
