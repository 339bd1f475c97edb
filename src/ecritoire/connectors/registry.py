"""The connectors that come with Écritoire, by name: each is a folder here whose package exposes ``CONNECTOR``."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from ecritoire import connectors
from ecritoire.connectors.target import Connector
from ecritoire.domain.errors import EcritoireError


class UnknownConnectorError(EcritoireError):
    """No connector has that name."""

    code = "unknown_connector"
    template = "Aucun connecteur ne s’appelle « %(name)s ». Connecteurs disponibles : %(known)s."


def all_connectors() -> Mapping[str, Connector]:
    """Return every connector by its name, in the order of their labels."""
    found = [load_connector(name) for name in _folders()]
    return {connector.name: connector for connector in sorted(found, key=lambda connector: connector.label.casefold())}


def load_connector(name: str) -> Connector:
    """Return the connector called ``name``.

    Raises:
        UnknownConnectorError: there is none; the sentence lists those there are.
    """
    folders = _folders()
    if name not in folders:
        raise UnknownConnectorError(name=name, known=", ".join(folders))
    connector: Connector = import_module(f"{connectors.__name__}.{name}").CONNECTOR
    assert connector.name == name, "a connector is called like its folder"
    return connector


def _folders() -> list[str]:
    return sorted(module.name for module in iter_modules(connectors.__path__) if module.ispkg)
