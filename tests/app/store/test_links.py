"""Signed page links."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.installation import Installation
from app.store.links import Link, LinkError, page_link, page_token, preferences_link, read_link
from tests.app.flow.people import START

EXPIRY = START + timedelta(days=30)


def test_a_link_leads_back_to_its_message_and_account(installation: Installation) -> None:
    config = installation.config
    url = page_link(config, 12, 34, EXPIRY)
    prefix = "http://cauce.test/p/"
    assert url.startswith(prefix)
    assert read_link(config, url.removeprefix(prefix), START) == Link(message_id=12, account_id=34)
    assert preferences_link(config, 12, 34, EXPIRY) == f"{url}/preferences"


def test_a_link_may_come_without_a_message(installation: Installation) -> None:
    token = page_token(installation.config, None, 34, EXPIRY)
    assert read_link(installation.config, token, START) == Link(message_id=None, account_id=34)


def test_an_expired_link_says_so(installation: Installation) -> None:
    token = page_token(installation.config, 12, 34, EXPIRY)
    read_link(installation.config, token, EXPIRY)
    with pytest.raises(LinkError) as caught:
        read_link(installation.config, token, EXPIRY + timedelta(seconds=1))
    assert caught.value.expired


@pytest.mark.parametrize("token", ["", "x", "áé", ".", "AAAA.BBBB", "../../etc/passwd", "a" * 4000])
def test_rubbish_is_not_a_link(installation: Installation, token: str) -> None:
    with pytest.raises(LinkError) as caught:
        read_link(installation.config, token, START)
    assert not caught.value.expired


def test_every_changed_character_is_noticed(installation: Installation) -> None:
    token = page_token(installation.config, 12, 34, EXPIRY)
    for place, letter in enumerate(token[:-1]):  # the last letter of base64 carries bits that mean nothing
        changed = token[:place] + ("A" if letter != "A" else "B") + token[place + 1 :]
        with pytest.raises(LinkError):
            read_link(installation.config, changed, START)


def test_another_installation_s_link_is_refused(installation: Installation) -> None:
    other = replace(installation.config, secret_key="another secret of at least thirty-two characters")
    with pytest.raises(LinkError):
        read_link(installation.config, page_token(other, 12, 34, EXPIRY), START)
