"""The guarded way out, against real servers on this machine."""

import socket
import ssl
import time
from pathlib import Path

import pytest

from ecritoire.connectors.http import GuardedHttp
from ecritoire.connectors.target import TargetUnavailableError
from tests.connectors.hostile_servers import Reply, Request, answering, certificate_for, talking

ALLOWED = frozenset({"127.0.0.1", "localhost"})


def http(**changes: object) -> GuardedHttp:
    return GuardedHttp(**{"target": "Cible", "allowed": ALLOWED, **changes})  # type: ignore[arg-type]


def unreached(method: str, url: str, **changes: object) -> TargetUnavailableError:
    with pytest.raises(TargetUnavailableError) as caught:
        http(**changes).request(method, url, timeout_seconds=0.5)
    return caught.value


def test_what_is_sent_arrives_and_what_is_answered_comes_back() -> None:
    seen: list[Request] = []

    def reply(request: Request) -> Reply:
        seen.append(request)
        return 422, {"X-Said": "oui"}, b"refus"

    with answering(reply) as port:
        answer = http().request("POST", f"http://127.0.0.1:{port}/a?b=c", json={"n": 1}, headers={"X-Key": "k"})
    assert (answer.status, answer.headers["x-said"], answer.body) == (422, "oui", b"refus")
    method, path, headers, body = seen[0]
    assert (method, path, headers["x-key"], body) == ("POST", "/a?b=c", "k", b'{"n":1}')
    assert headers["accept-encoding"] == "identity"


def test_files_go_as_parts_with_their_names() -> None:
    seen: list[Request] = []

    def reply(request: Request) -> Reply:
        seen.append(request)
        return 200, {}, b""

    with answering(reply) as port:
        http().request(
            "POST", f"http://127.0.0.1:{port}/", data={"a": "b"}, files={"f": ("x.pdf", b"%PDF", "application/pdf")}
        )
    assert b'filename="x.pdf"' in seen[0][3]
    assert b"%PDF" in seen[0][3]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "168.63.129.16", "[::1]", "[::ffff:127.0.0.1]", "[fd00::1]", "[fe80::1]", "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]", "2130706433", "0x7f.1", "127.1",
    ],
)  # fmt: skip
def test_nothing_goes_to_an_address_that_is_not_public(host: str) -> None:
    error = unreached("POST", f"https://{host}/", allowed=frozenset())
    assert "réseau privé" in error.words
    assert not error.is_in_doubt


def test_an_allowed_host_may_be_inside_but_never_where_clouds_keep_their_metadata() -> None:
    assert "réseau privé" in unreached("GET", "http://169.254.169.254/", allowed={"169.254.169.254"}).words


def test_one_bad_address_among_good_ones_refuses_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)
    assert "réseau privé" in unreached("GET", "https://example.com/", allowed=frozenset()).words


def test_a_name_is_resolved_once_so_that_it_cannot_lead_elsewhere_after_the_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def counted(host: str, *args: object, **kwargs: object) -> object:
        asked.append(host)
        return resolve(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", counted)
    with answering(lambda _: (200, {}, b"")) as port:
        http().request("GET", f"http://localhost:{port}/")
    assert asked.count("localhost") == 1


@pytest.mark.parametrize("url", ["http://example.com/", "ftp://127.0.0.1/", "file:///etc/passwd", "nothing", ""])
def test_only_https_goes_to_a_host_that_is_not_allowed(url: str) -> None:
    assert not unreached("GET", url).is_in_doubt


def test_writing_follows_no_redirect() -> None:
    with answering(lambda _: (307, {"Location": "/elsewhere"}, b"")) as port:
        assert http().request("POST", f"http://127.0.0.1:{port}/").status == 307


def test_reading_follows_a_redirect_and_checks_it_again() -> None:
    with answering(lambda r: (302, {"Location": "/b"}, b"") if r[1] == "/a" else (200, {}, r[1].encode())) as port:
        assert http().request("GET", f"http://127.0.0.1:{port}/a").body == b"/b"
    with answering(lambda _: (302, {"Location": "http://169.254.169.254/latest"}, b"")) as port:
        unreached("GET", f"http://127.0.0.1:{port}/a")
    with answering(lambda _: (302, {"Location": "/a"}, b"")) as port:
        assert "redirections" in unreached("GET", f"http://127.0.0.1:{port}/a").words


def test_credentials_do_not_follow_to_another_origin() -> None:
    seen: list[Request] = []

    def reply(request: Request) -> Reply:
        seen.append(request)
        return 200, {}, b""

    with answering(reply) as other, answering(lambda _: (302, {"Location": f"http://localhost:{other}/"}, b"")) as port:
        http().request("GET", f"http://localhost:{port}/", headers={"Authorization": "Bearer s", "X-Key": "s"})
    assert not {"authorization", "x-key"} & set(seen[0][2])


def drip(peer: socket.socket) -> None:
    peer.recv(1000)
    peer.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        peer.sendall(b"X-A: b\r\n")
        time.sleep(0.05)


def half(peer: socket.socket) -> None:
    peer.recv(1000)
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")


def garbage(peer: socket.socket) -> None:
    peer.recv(1000)
    peer.sendall(b"\x00\xff garbage\r\n\r\n")


def hang_up(peer: socket.socket) -> None:
    peer.recv(1000)


@pytest.mark.parametrize("talk", [drip, half, garbage, hang_up])
def test_a_broken_answer_leaves_writing_in_doubt_but_not_reading(talk: object) -> None:
    for method, is_in_doubt in (("POST", True), ("GET", False)):
        with talking(talk) as port:  # type: ignore[arg-type]
            started = time.monotonic()
            assert unreached(method, f"http://127.0.0.1:{port}/").is_in_doubt is is_in_doubt
            assert time.monotonic() - started < 3


def test_an_answer_without_end_is_cut() -> None:
    with answering(lambda _: (200, {}, b"x" * 5000)) as port:
        error = unreached("POST", f"http://127.0.0.1:{port}/", body_bytes_max=1000)
    assert "volumineuse" in error.words
    assert error.is_in_doubt


def test_a_target_that_is_down_has_surely_not_obeyed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert not unreached("POST", f"http://127.0.0.1:{port}/").is_in_doubt


def test_a_certificate_is_checked_against_the_name(tmp_path: Path) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    path = certificate_for("localhost", tmp_path)
    served.load_cert_chain(path)
    trusting = ssl.create_default_context(cafile=str(path))
    with answering(lambda _: (200, {}, b"oui"), served) as port:
        assert not unreached("POST", f"https://localhost:{port}/").is_in_doubt
        assert not unreached("POST", f"https://127.0.0.1:{port}/", ssl_context=trusting).is_in_doubt
        assert http(ssl_context=trusting).request("POST", f"https://localhost:{port}/").body == b"oui"
