"""Where a webhook may go, and where it never does."""

import dataclasses
import ipaddress
import socket
from typing import Any

import pytest

from app.config import Config
from app.flow.destinations import Destination, find, is_public
from app.flow.performer import Failed, Later
from app.installation import Installation

NAMES = {
    "crm.example": ["203.0.113.9"],
    "open.example": ["93.184.216.34"],
    "two.example": ["93.184.216.34", "10.0.0.7"],
    "six.example": ["2606:2800:220:1::1"],
    "inside.example": ["192.168.1.4"],
    "scoped.example": ["fe80::1%eth0"],
    "localhost": ["127.0.0.1"],
}


@pytest.fixture
def config(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A production, with a resolver that knows a few names."""

    def look_up(host: str, port: int, **others: object) -> list[Any]:
        assert others == {"type": socket.SOCK_STREAM}
        if host in NAMES:
            return [(0, 0, 0, "", (address, port)) for address in NAMES[host]]
        try:
            return [(0, 0, 0, "", (str(ipaddress.ip_address(host)), port))]
        except ValueError as error:
            raise socket.gaierror from error

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return dataclasses.replace(installation.config, mode="production")


def test_a_public_address_is_called_as_it_was_found(config: Config) -> None:
    assert find("https://open.example", config) == Destination("https", "open.example", 443, "/", "93.184.216.34")
    assert find("https://Open.Example.:8443/a/b?c=d", config) == Destination(
        "https", "open.example", 8443, "/a/b?c=d", "93.184.216.34"
    )
    assert find("https://six.example/", config) == Destination("https", "six.example", 443, "/", "2606:2800:220:1::1")


@pytest.mark.parametrize(
    "url",
    [
        "https://inside.example/",
        "https://two.example/",
        "https://scoped.example/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://0.0.0.0/",
        "https://[fd00::1]/",
        "https://224.0.0.1/",
        "https://100.64.0.1/",
    ],
)
def test_nothing_inside_is_called(config: Config, url: str) -> None:
    answer = find(url, config)
    assert isinstance(answer, Failed)
    assert answer.why.startswith("host_private: ")


def test_an_operator_may_allow_a_host_inside(config: Config) -> None:
    allowed = dataclasses.replace(config, webhook_hosts=frozenset({"inside.example"}))
    assert isinstance(find("https://inside.example/", allowed), Destination)
    assert isinstance(find("http://inside.example/", allowed), Failed)
    assert isinstance(find("https://two.example/", allowed), Failed)


def test_a_demo_or_a_test_may_call_this_machine_and_no_other(config: Config) -> None:
    for mode in ("demo", "test"):
        here = dataclasses.replace(config, mode=mode)
        assert isinstance(find("http://127.0.0.1:8080/x", here), Destination)
        assert isinstance(find("https://localhost/", here), Destination)
        assert isinstance(find("http://10.0.0.1/", here), Failed)
        assert isinstance(find("https://10.0.0.1/", here), Failed)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "open.example",
        "http://open.example/",
        "ftp://open.example/",
        "https://user@open.example/",
        "https://user:word@open.example/",
        "https:///x",
        "https://open.example:99999/",
        "https://[::1/",
        "https://exámple.example/",
    ],
)
def test_what_is_no_safe_address_is_refused(config: Config, url: str) -> None:
    answer = find(url, config)
    assert isinstance(answer, Failed)
    assert answer.why.startswith("url_unfit: ")


def test_a_name_that_nobody_knows_may_be_known_later(config: Config) -> None:
    assert find("https://gone.example/", config) == Later("host_unknown: gone.example")


@pytest.mark.parametrize(("address", "public"), [("8.8.8.8", True), ("2001:0:53aa:64c:0:0:f5ff:fff0", False)])
def test_addresses_that_carry_another_are_seen_through(address: str, *, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public
