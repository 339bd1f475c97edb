"""The guarded way out to a target: checked addresses, verified TLS, bounded time and size, nothing repeated."""

import time
from collections.abc import Collection, Mapping
from ssl import SSLContext
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2

from ecritoire.connectors.addresses import ForbiddenAddressError, is_allowed
from ecritoire.connectors.network import GuardedNetwork
from ecritoire.connectors.target import Answer, TargetUnavailableError
from ecritoire.domain.language import say, sentence

BODY_BYTES_MAX = 20_000_000
REDIRECTS_MAX = 5
SAFE_METHODS = frozenset({"GET", "HEAD"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})

NOT_HTTPS = sentence("l’adresse doit commencer par https:// ; http:// n’est admis que pour un hôte autorisé")
FORBIDDEN = sentence("l’adresse mène à un réseau privé, que l’administrateur n’a pas autorisé")
TOO_LARGE = sentence("la réponse est trop volumineuse")
TOO_LATE = sentence("pas de réponse dans le temps imparti")
UNREACHABLE = sentence("connexion impossible")
BROKEN = sentence("la réponse est coupée ou illisible")
TOO_MANY_REDIRECTS = sentence("trop de redirections")


class GuardedHttp:
    """Makes the requests of one connection (the ``Http`` of ``connectors.target``).

    ``target`` is the connector's label, for the sentences. ``allowed`` are hosts (``name`` or ``name:port``, lower
    case) in private networks that whoever runs the installation lets connections reach; plain http is for these only.
    """

    def __init__(
        self,
        *,
        target: str,
        allowed: Collection[str] = (),
        ssl_context: SSLContext | None = None,
        body_bytes_max: int = BODY_BYTES_MAX,
    ) -> None:
        self._target = target
        self._allowed = allowed
        self._ssl_context = ssl_context or httpx2.create_ssl_context(trust_env=False)
        self._body_bytes_max = body_bytes_max

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
        """Make one request; redirects are followed for reading only, each one checked anew.

        Raises:
            TargetUnavailableError: no whole answer came; in doubt when the request may have been obeyed.
        """
        deadline = time.monotonic() + timeout_seconds
        try:
            request = httpx2.Request(
                method,
                url,
                headers={"Accept-Encoding": "identity", **(headers or {})},
                json=json,
                content=content,
                files=dict(files) if files else None,
                data=dict(data) if data else None,
            )
            request.read()
        except (httpx2.InvalidURL, ValueError, TypeError) as error:
            raise self._unavailable(UNREACHABLE) from error
        for _ in range(REDIRECTS_MAX + 1):
            answer = self._once(request, deadline)
            following = _redirected(request, answer)
            if following is None:
                return answer
            request = following
        raise self._unavailable(TOO_MANY_REDIRECTS)

    def _once(self, request: httpx2.Request, deadline: float) -> Answer:
        self._check_scheme(request.url)
        network = GuardedNetwork(allowed=self._allowed, deadline=deadline)
        try:
            with (
                httpcore2.ConnectionPool(ssl_context=self._ssl_context, network_backend=network) as pool,
                pool.stream(
                    request.method, str(request.url), headers=request.headers.raw, content=request.content or None
                ) as response,
            ):
                return self._read(response)
        except ForbiddenAddressError as error:
            raise self._unavailable(FORBIDDEN) from error
        except _TooLargeError as error:
            raise self._unavailable(TOO_LARGE, is_in_doubt=_may_be_obeyed(request, network)) from error
        except (httpcore2.TimeoutException, TimeoutError) as error:
            raise self._unavailable(TOO_LATE, is_in_doubt=_may_be_obeyed(request, network)) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, OSError) as error:
            words = BROKEN if network.is_connected else UNREACHABLE
            raise self._unavailable(words, is_in_doubt=_may_be_obeyed(request, network)) from error

    def _check_scheme(self, url: httpx2.URL) -> None:
        if url.scheme == "https":
            return
        if url.scheme != "http" or not is_allowed(url.host, url.port or 80, self._allowed):
            raise self._unavailable(NOT_HTTPS)

    def _read(self, response: httpcore2.Response) -> Answer:
        body = bytearray()
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > self._body_bytes_max:
                raise _TooLargeError
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        return Answer(response.status, headers, bytes(body))

    def _unavailable(self, words: str, *, is_in_doubt: bool = False) -> TargetUnavailableError:
        return TargetUnavailableError(target=self._target, words=say(words), is_in_doubt=is_in_doubt)


class _TooLargeError(Exception):
    """More came than is read."""


def _may_be_obeyed(request: httpx2.Request, network: GuardedNetwork) -> bool:
    return network.is_connected and request.method not in SAFE_METHODS


def _redirected(request: httpx2.Request, answer: Answer) -> httpx2.Request | None:
    """The request a redirect asks for; none for what writes, and nothing secret goes to another origin."""
    location = answer.headers.get("location", "")
    if request.method not in SAFE_METHODS or answer.status not in REDIRECTS or not location:
        return None
    url = urljoin(str(request.url), location)
    is_same_origin = urlsplit(url)[:2] == urlsplit(str(request.url))[:2]
    kept = {name: value for name, value in request.headers.items() if name != "host"} if is_same_origin else {}
    try:
        return httpx2.Request(request.method, url, headers={"Accept-Encoding": "identity", **kept})
    except httpx2.InvalidURL:
        return None
