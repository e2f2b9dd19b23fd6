"""Links that answer, and those that do not, against a server that really listens."""

import dataclasses
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.flow import link_check
from app.installation import Installation

ASKED: list[tuple[str, str]] = []
LOOKS: list[Callable[[], int]] = []
MEANWHILE: list[int] = []


class Site(BaseHTTPRequestHandler):
    """Answers with the status that the path names; ``/get/404`` is one for HEAD alone."""

    def do_HEAD(self) -> None:
        """The status alone."""
        self.answer(int(self.path.rsplit("/", 1)[-1]))

    def do_GET(self) -> None:
        """The status, or 200 where HEAD alone is refused."""
        self.answer(200 if self.path.startswith("/get/") else int(self.path.rsplit("/", 1)[-1]))

    def answer(self, status: int) -> None:
        """Note what was asked, and answer."""
        ASKED.append((self.command, self.path))
        MEANWHILE.extend(look() for look in LOOKS)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def site(*looks: Callable[[], int]) -> Iterator[str]:
    """A site on this machine for as long as the block takes; ``looks`` are taken whenever it is asked."""
    ASKED.clear()
    MEANWHILE.clear()
    LOOKS[:] = looks
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_answers_is_left_out_and_what_does_not_is_told(installation: Installation) -> None:
    with site() as here:
        links = [f"{here}/200", f"{here}/302", f"{here}/404", f"{here}/500", f"{here}/403", f"{here}/get/405"]
        found = link_check.check([*links, links[0]], installation.config)
    assert {address: one.detail["why"] for address, one in found.items()} == {links[2]: "404", links[3]: "500"}
    assert {one.code for one in found.values()} == {"link_dead"}
    assert found[links[2]].message["es"].endswith("/404 (respondió 404).")
    assert ASKED.count(("HEAD", "/200")) == 1
    assert ("GET", "/200") not in ASKED
    assert {("HEAD", "/get/405"), ("GET", "/get/405")} <= set(ASKED)


def test_nobody_at_home_is_told(installation: Installation) -> None:
    with site() as here:
        pass
    (one,) = link_check.check([f"{here}/200"], installation.config).values()
    assert one.severity == "warning"
    assert one.message["es"] == f"Un enlace no lleva a ninguna parte: {here}/200 (no se pudo conectar)."


def test_our_own_pages_and_what_is_no_address_are_not_asked_for(installation: Installation) -> None:
    own = f"{installation.config.public_url}/p/sample"
    assert link_check.check([own, "mailto:ana@example.com", "tel:+34600000000", "#top", ""], installation.config) == {}
    assert list(link_check.check(["https://[bad/x"], installation.config)) == ["https://[bad/x"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://93.184.216.34/", "link_insecure"),
        ("https://10.0.0.1/admin", "link_dead"),
        ("https://169.254.169.254/latest/meta-data", "link_dead"),
    ],
)
def test_what_is_inside_or_not_encrypted_is_never_called(installation: Installation, address: str, code: str) -> None:
    """In production, where nothing inside the network is open."""
    config = dataclasses.replace(installation.config, mode="production")
    (found,) = link_check.check([address], config).values()
    assert found.code == code
    assert found.code == "link_insecure" or "(it is inside of a network)" in found.message["en"]
