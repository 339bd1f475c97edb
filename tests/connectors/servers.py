"""Real HTTP servers on loopback that stand where a target would, with faults on demand; and the way out to them."""

import json
import ssl
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ecritoire.connectors.http import GuardedHttp
from ecritoire.connectors.target import Answer

SLOW_SECONDS = 1.0
PATIENCE_SECONDS = 0.5
NO_TLS = ssl.create_default_context()  # one for all: made in 20 ms, and never used on loopback


@dataclass
class Asked:
    """One request as the server got it."""

    method: str
    path: str
    query: dict[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:  # noqa: ANN401 - whatever was sent
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Said:
    """What the server answers."""

    status: int
    body: object
    headers: dict[str, str] = field(default_factory=dict)


class TargetServer:
    """What a target does with a request; each target overrides ``answer``, ``is_creation`` and ``books``."""

    def __init__(self) -> None:
        self.url = ""
        self.faults: deque[str] = deque()  # for the creations to come, in order
        self.asked: list[Asked] = []
        self.is_revoked = False
        self.lock = threading.Lock()

    def answer(self, asked: Asked) -> Said:
        """Do as asked."""
        raise NotImplementedError

    def is_creation(self, asked: Asked) -> bool:
        """Whether the request creates an entry."""
        raise NotImplementedError

    def books(self) -> list[tuple[str, list[tuple[str, int, int]], list[str]]]:
        """What is in the books: key, lines (account, debit and credit in cents), names of files."""
        raise NotImplementedError

    def handle(self, asked: Asked) -> tuple[Said | None, str]:
        """Answer, with the fault that is due: ``None`` hangs up; the second word is ``half`` for half a body."""
        with self.lock:
            self.asked.append(asked)
            fault = self.faults.popleft() if self.faults and self.is_creation(asked) else ""
            match fault:
                case "busy":
                    return Said(429, {"error": "Too many requests"}, {"Retry-After": "7"}), ""
                case "error":
                    return Said(500, {"error": "Internal error"}), ""
                case "html":
                    return Said(200, "<html><title>Maintenance</title></html>"), ""
            said = self.answer(asked)
        if fault == "slow":
            time.sleep(SLOW_SECONDS)
        return (None if fault == "lost" else said), fault


@contextmanager
def running(target: TargetServer) -> Iterator[TargetServer]:
    """Run a server on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_any(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): text for name, text in self.headers.items()}
            asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), headers, body)
            said, fault = target.handle(asked)
            self.close_connection = True
            if said is None:
                return
            payload = said.body.encode() if isinstance(said.body, str) else json.dumps(said.body).encode()
            self.send_response(said.status)
            for name, text in said.headers.items():
                self.send_header(name, text)
            self.send_header("content-length", str(len(payload)))
            self.end_headers()
            with suppress(BrokenPipeError):  # who lost patience has hung up
                self.wfile.write(payload[: len(payload) // 2] if fault == "half" else payload)

        do_GET = do_POST = do_PUT = do_any  # noqa: N815 - names of the library

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    target.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield target
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class PatientHttp(GuardedHttp):
    """The way out that connections have, let through to loopback, with little patience."""

    def __init__(self) -> None:
        super().__init__(target="Essai", allowed={"127.0.0.1"}, ssl_context=NO_TLS)

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        json: object | None = None,
        content: bytes | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        data: Mapping[str, str] | None = None,
        timeout_seconds: float = 30.0,
    ) -> Answer:
        """Make one request."""
        patience = min(timeout_seconds, PATIENCE_SECONDS)
        return super().request(
            method, url, headers=headers, json=json, content=content, files=files, data=data, timeout_seconds=patience
        )
