"""Tryton's JSON-RPC: logging in, calling, and what its errors mean (``trytond/protocols`` of 8.2)."""

import base64
from collections.abc import Mapping
from contextlib import suppress

from ecritoire.connectors.target import (
    Answer,
    Http,
    TargetAccessError,
    TargetRefusedError,
    TargetUnavailableError,
)
from ecritoire.connectors.wire import WORDS_MAX, Json, clean, understand

NAME = "Tryton"
LONG_SECONDS = 120.0


class Session:
    """One session of a user; a session that has expired is renewed once, silently."""

    def __init__(self, settings: Mapping[str, str], http: Http) -> None:
        base = settings["url"].rstrip("/")
        self._root = f"{base}/rpc/"
        self._url = f"{base}/{settings['database']}/rpc/"
        self._database = settings["database"]
        self._user = settings["user"]
        self._password = settings["password"]
        self._http = http
        self._token = ""

    def call(self, method: str, *params: object, changes: bool = False) -> Json:
        """Call a method of a model; with ``changes`` it writes, so that half an answer leaves us in doubt."""
        if not self._token:
            self._log_in()
        answer = self._post(self._url, method, params)
        if answer.status == 401:  # refused before anything was done: expired, or too old for what is sensitive
            self._log_in()
            answer = self._post(self._url, method, params)
        return self._result(answer, changes=changes)

    def version(self) -> str:
        """The series of the server, which it tells anybody."""
        return str(self._result(self._post(self._root, "common.server.version", ()), changes=False))

    def close(self) -> None:
        """Log out; a server that does not answer forgets the session by itself."""
        if not self._token:
            return
        with suppress(TargetUnavailableError):
            self._post(self._url, "common.db.logout", ())
        self._token = ""

    def _log_in(self) -> None:
        self._token = ""
        answer = self._post(self._url, "common.db.login", (self._user, {"password": self._password}, "fr"))
        if answer.status in {401, 403}:
            raise TargetAccessError(target=NAME, words="utilisateur ou mot de passe refusé")
        session = self._result(answer, changes=False)
        if not isinstance(session, list) or len(session) < 2:
            raise TargetUnavailableError(target=NAME, words="réponse inattendue à l’ouverture de session")
        named = f"{self._user}:{session[0]}:{session[1]}"
        self._token = base64.b64encode(named.encode()).decode()

    def _post(self, url: str, method: str, params: tuple[object, ...]) -> Answer:
        headers = {"accept": "application/json"}
        if self._token:
            headers["authorization"] = f"Session {self._token}"
        body = {"id": 1, "method": method, "params": list(params)}
        return self._http.request("POST", url, headers=headers, json=body, timeout_seconds=LONG_SECONDS)

    def _result(self, answer: Answer, *, changes: bool) -> Json:
        if answer.status == 404:
            raise TargetAccessError(target=NAME, words=f"la base {self._database} n’existe pas à cette adresse")
        said = understand(answer, NAME, changes=changes)
        if not isinstance(said, dict) or not said.keys() & {"result", "error"}:
            raise TargetUnavailableError(target=NAME, words="réponse inattendue", is_in_doubt=changes)
        if "error" in said:
            raise translated(said["error"], changes=changes)
        return said["result"]


def translated(error: Json, *, changes: bool) -> TargetAccessError | TargetRefusedError | TargetUnavailableError:
    """What an error of Tryton means: ``[name, facts]`` for what it means to say, ``[text, traceback]`` for the rest."""
    match error:
        case ["UserError", [str(message), *more]]:
            description = next((text for text in more[:1] if isinstance(text, str)), "")
            return TargetRefusedError(target=NAME, words=_words(message, description))
        case ["UserWarning", [_name, str(message), *_more]]:
            return TargetRefusedError(target=NAME, words=_words(message))
        case ["LoginException", *_]:
            return TargetAccessError(target=NAME, words="utilisateur ou mot de passe refusé")
        case ["ConcurrencyException", *_]:  # refused whole: nothing was written
            return TargetUnavailableError(target=NAME, words="l’écriture est ouverte par quelqu’un d’autre")
        case [str(text), *_]:
            return TargetUnavailableError(target=NAME, words=_words(text), is_in_doubt=changes)
    return TargetUnavailableError(target=NAME, words="erreur sans texte", is_in_doubt=changes)


def _words(*texts: str) -> str:
    return clean(" ".join(text for text in texts if text), WORDS_MAX) or "erreur sans texte"
