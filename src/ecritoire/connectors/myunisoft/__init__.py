"""MyUnisoft, partners' API v1. Read README.md of this folder first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

from ecritoire.connectors.myunisoft.client import MyUnisoftTarget
from ecritoire.connectors.target import Connector, Field, Http, Target

DEFAULTS = {"url": "https://api.myunisoft.fr/api/v1", "booking": "definitive", "reference_length": "25"}


class MyUnisoft:
    """The kind of target: what to fill in, and how to open it."""

    name: ClassVar[str] = "myunisoft"
    label: ClassVar[str] = "MyUnisoft"
    fields: ClassVar[Sequence[Field]] = (
        Field("token", "Jeton d’API", "Paramètres → Connecteurs", is_secret=True),
        Field("secret", "Clé partenaire", "X-Third-Party-Secret, donnée par MyUnisoft", is_secret=True),
        Field("society_id", "Identifiant de la société", "Seulement avec un accès cabinet", is_required=False),
        Field(
            "establishment_id",
            "Identifiant de l’établissement",
            "Vide : celui de la société",
            is_required=False,
        ),
        Field(
            "auxiliary_prefix",
            "Préfixe des comptes fournisseurs",
            "Devant le compte auxiliaire : 401 si MyUnisoft nomme 401LENOIR ce qui s’appelle LENOIR ici",
            is_required=False,
        ),
        Field(
            "booking",
            "Écritures",
            default=DEFAULTS["booking"],
            choices=(("definitive", "Enregistrées dans le journal"), ("pending", "En attente de validation")),
        ),
        Field(
            "reference_length",
            "Longueur du numéro de facture",
            "MyUnisoft a documenté 10, puis 25",
            default=DEFAULTS["reference_length"],
            choices=(("25", "25"), ("10", "10")),
        ),
        Field("url", "Adresse de l’API", is_required=False, default=DEFAULTS["url"]),
    )
    takes_files: ClassVar[bool] = False
    is_ordered: ClassVar[bool] = False
    tested_against: ClassVar[str] = "la description publiée, pas le service"

    @contextmanager
    def open(self, settings: Mapping[str, str], http: Http) -> Iterator[Target]:
        """Open a session; nothing is asked before the first call."""
        yield MyUnisoftTarget(DEFAULTS | {name: text for name, text in settings.items() if text}, http)


CONNECTOR: Connector = MyUnisoft()
