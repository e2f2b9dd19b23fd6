"""The debtors' site on a bare Flask app, and a phone that opens it."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import app.hooks.payments
import app.site
from app.installation import Installation
from app.store.links import page_token
from tests.app.flow.people import START, add_account

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"


TOKEN = re.compile(r"[A-Za-z0-9_.-]{24,}")


def without_tokens(text: str) -> str:
    """A page without its signed tokens, whose random letters may spell anything."""
    return TOKEN.sub("", text)


@dataclass
class Phone:
    """A browser that fills in forms as people do: with the hidden fields of the page it got."""

    client: FlaskClient
    last: TestResponse | None = None

    def open(self, address: str, **headers: str) -> TestResponse:
        """Open an address; only its path and query count."""
        self.last = self.client.get(_local(address), headers={"User-Agent": PHONE, **headers})
        return self.last

    def send(self, address: str, **fields: str) -> TestResponse:
        """Send a form with the hidden fields of the last page, and stay where the answer says."""
        page = self.last.get_data(as_text=True) if self.last else ""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        self.last = self.client.post(_local(address), data=hidden | fields, headers={"User-Agent": PHONE})
        return self.last

    def follow(self) -> TestResponse:
        """Go where the last answer leads."""
        assert self.last is not None
        assert self.last.status_code == 303
        return self.open(self.last.headers["Location"])


def _local(address: str) -> str:
    return address.removeprefix("http://cauce.test")


@pytest.fixture
def flask(installation: Installation) -> Flask:
    """A bare app with the site and the hooks."""
    bare = Flask("bare")
    bare.register_blueprint(app.site.blueprint(installation))
    bare.register_blueprint(app.hooks.payments.blueprint(installation))
    return bare


@pytest.fixture
def phone(flask: Flask) -> Phone:
    """A phone that has never been here."""
    return Phone(flask.test_client())


@pytest.fixture
def account_id(installation: Installation) -> int:
    """An account that owes 412.30 dollars."""
    with installation.db.write() as session:
        return add_account(session, product="Luz del hogar", debtor_document="CC 1020-448k").id


@pytest.fixture
def page(installation: Installation, account_id: int) -> str:
    """The path of that account's page."""
    return "/p/" + page_token(installation.config, None, account_id, START + timedelta(days=30))


@pytest.fixture
def verified(phone: Phone, page: str) -> Phone:
    """A phone whose owner proved who they are, with the page of what is owed before them."""
    phone.open(page)
    phone.send(f"{page}/verify", day="19", month="7", year="1984")
    assert phone.follow().status_code == 200
    return phone
