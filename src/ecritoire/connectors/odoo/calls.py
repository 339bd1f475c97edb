"""The two ways to call a method of an Odoo model. Amounts go as JSON numbers, digit for digit."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from ecritoire.connectors.target import Http, TargetAccessError, TargetRefusedError, TargetUnavailableError
from ecritoire.connectors.wire import WORDS_MAX, Json, clean, json_bytes, understand

NAME = "Odoo"
READING = {"search_read", "fields_get"}
SECONDS = 60.0
# Exceptions of Odoo by the last part of their names.
ACCESS = {"AccessDenied", "AccessError", "SessionExpiredException"}
REFUSALS = {"UserError", "ValidationError", "RedirectWarning", "MissingError", "LockError"}


class Calls(Protocol):
    """One call of one method, in a transaction of its own."""

    version: str

    def call(self, model: str, method: str, ids: Sequence[int] = (), **params: object) -> Json:
        """Call and return what the method returned."""


class Json2:
    """``POST /json/2/<model>/<method>``, Odoo 19 and later."""

    version = "JSON-2"

    def __init__(self, settings: Mapping[str, str], http: Http) -> None:
        self._url = settings["url"].rstrip("/")
        self._http = http
        self._headers = {
            "authorization": f"bearer {settings['api_key']}",
            "content-type": "application/json; charset=utf-8",
            "x-odoo-database": settings["database"],
        }

    def call(self, model: str, method: str, ids: Sequence[int] = (), **params: object) -> Json:
        """Call a method; the status says what an error is."""
        body = ({"ids": list(ids)} if ids else {}) | params
        url = f"{self._url}/json/2/{model}/{method}"
        answer = self._http.request(
            "POST", url, headers=self._headers, content=json_bytes(body), timeout_seconds=SECONDS
        )
        return understand(answer, NAME, changes=method not in READING)


class JsonRpc:
    """``POST /jsonrpc``, Odoo 14 to 18; an error comes with status 200."""

    version = "JSON-RPC"

    def __init__(self, settings: Mapping[str, str], http: Http) -> None:
        self._url = settings["url"].rstrip("/")
        self._http = http
        self._database, self._login = settings["database"], settings.get("login", "")
        self._key = settings["api_key"]
        self._user_id = 0

    def call(self, model: str, method: str, ids: Sequence[int] = (), **params: object) -> Json:
        """Call a method as the user of the API key."""
        if not self._user_id:
            said = self._rpc("common", "authenticate", [self._database, self._login, self._key, {}], changes=False)
            if not said:
                raise TargetAccessError(target=NAME, words=f"utilisateur {self._login} ou clé inconnus")
            self._user_id = int(said)
        who: list[object] = [self._database, self._user_id, self._key]
        arguments = [*who, model, method, [list(ids)] if ids else [], params]
        return self._rpc("object", "execute_kw", arguments, changes=method not in READING)

    def _rpc(self, service: str, method: str, arguments: list[object], *, changes: bool) -> Json:
        params = {"service": service, "method": method, "args": arguments}
        content = json_bytes({"jsonrpc": "2.0", "method": "call", "params": params, "id": 1})
        headers = {"content-type": "application/json"}
        answer = self._http.request(
            "POST", f"{self._url}/jsonrpc", headers=headers, content=content, timeout_seconds=SECONDS
        )
        said = understand(answer, NAME, changes=changes)
        if "error" not in said:
            return said["result"]
        data = said["error"].get("data") or {}
        words = clean(str(data.get("message") or said["error"].get("message")), WORDS_MAX)
        kind = str(data.get("name", "")).rpartition(".")[2]
        if kind in ACCESS:
            raise TargetAccessError(target=NAME, words=words)
        if kind in REFUSALS:
            raise TargetRefusedError(target=NAME, words=words)
        raise TargetUnavailableError(target=NAME, words=words, is_in_doubt=changes)
