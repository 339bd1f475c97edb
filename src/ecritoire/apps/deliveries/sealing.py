"""Secrets of connections at rest: encrypted with a key derived from the installation's secret key."""

import base64
import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ecritoire.domain.errors import EcritoireError

PURPOSE = b"ecritoire secrets of connections, 1"


class SecretsUnreadableError(EcritoireError):
    """The secret key is not the one the secrets were sealed with."""

    code = "secrets_unreadable"
    template = (
        "Les identifiants de la connexion ne peuvent plus être lus : la clé secrète de l’installation a changé. "
        "Saisissez-les à nouveau."
    )


def seal(secrets: Mapping[str, str]) -> str:
    """Encrypt secrets for the database."""
    return _cipher().encrypt(json.dumps(dict(secrets), sort_keys=True).encode()).decode()


def unseal(sealed: str) -> dict[str, str]:
    """Read sealed secrets.

    Raises:
        SecretsUnreadableError: the secret key has changed.
    """
    try:
        return dict(json.loads(_cipher().decrypt(sealed.encode()))) if sealed else {}
    except InvalidToken as error:
        raise SecretsUnreadableError from error


def _cipher() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
