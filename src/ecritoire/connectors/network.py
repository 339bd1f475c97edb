"""The network under ``connectors.http``: connects to checked addresses only, and ends everything at one deadline."""

import time
from collections.abc import Collection, Iterable
from ssl import SSLContext
from typing import Any

import httpcore2
from httpcore2 import NetworkBackend, NetworkStream, SyncBackend

from ecritoire.connectors.addresses import ForbiddenAddressError, resolve

WRITTEN_AT_ONCE_BYTES = 16_384


class GuardedNetwork(NetworkBackend):
    """Connects to the address that was checked, not to a name that may lead elsewhere a moment later.

    ``is_connected`` says whether anything can have reached the target.
    """

    def __init__(self, *, allowed: Collection[str], deadline: float) -> None:
        self._allowed = allowed
        self._deadline = deadline
        self._network = SyncBackend()
        self.is_connected = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline rules
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Connect to the first address of the host that answers, once all of them were checked."""
        try:
            addresses = resolve(host, port, allowed=self._allowed)
        except ForbiddenAddressError:
            raise
        except OSError as error:
            raise httpcore2.ConnectError(str(error)) from error
        failure: Exception = httpcore2.ConnectError(host)
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, _remaining(self._deadline), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _BoundedStream(stream, self._deadline, self)
        raise failure


class _BoundedStream(NetworkStream):
    """A stream on which no byte moves after the deadline, however slowly they drip."""

    def __init__(self, stream: NetworkStream, deadline: float, network: GuardedNetwork) -> None:
        self._stream = stream
        self._deadline = deadline
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Read what is there before the deadline."""
        return self._stream.read(max_bytes, _remaining(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Write in slices, so that a reader who stops reading is noticed."""
        self._network.is_connected = True
        for start in range(0, len(buffer), WRITTEN_AT_ONCE_BYTES):
            self._stream.write(buffer[start : start + WRITTEN_AT_ONCE_BYTES], _remaining(self._deadline))

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> NetworkStream:
        """Continue encrypted, the certificate being checked against the name."""
        stream = self._stream.start_tls(ssl_context, server_hostname, _remaining(self._deadline))
        return _BoundedStream(stream, self._deadline, self._network)

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's own signature
        """What the library asks of a stream."""
        return self._stream.get_extra_info(info)


def _remaining(deadline: float) -> float:
    remaining = deadline - time.monotonic()
    if remaining <= 0:
        raise httpcore2.ReadTimeout("deadline")
    return remaining
