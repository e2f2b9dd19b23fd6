"""A draft that is sent to oneself goes out as its brand would send it."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.channels.sink import Sink
from app.flow import previewing, trying
from app.installation import Installation
from renderers.brand import HOUSE, Brand
from renderers.email import EmailSource

MAIL = (
    "<mjml><mj-body><mj-section><mj-column><mj-text>Hola {{ debtor.first_name }}</mj-text>"
    "</mj-column></mj-section></mj-body></mjml>"
)
KIT = Brand(sender_name="Marea Energía", sender_address="pagos@marea.example", reply_to="ayuda@marea.example")


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    sink = Sink(tmp_path)
    sink.start()
    yield sink
    sink.stop()


@pytest.mark.parametrize(
    ("brand", "sender", "seen_as", "reply_to"),
    [
        (HOUSE, "Cobros <cobros@cauce.test>", "Cobros", None),
        (KIT, "Marea Energía <pagos@marea.example>", "Marea Energía", "ayuda@marea.example"),
        (Brand(sender_address="pagos@marea.example"), "Cobros <pagos@marea.example>", "Cobros", None),
    ],
)
def test_a_test_and_the_preview_are_from_whom_debtors_will_see(  # noqa: PLR0913, PLR0917 - what differs
    installation: Installation,
    sink: Sink,
    tmp_path: Path,
    brand: Brand,
    sender: str,
    seen_as: str,
    reply_to: str | None,
) -> None:
    config = replace(installation.config, smtp_url=sink.url)
    with installation.db.read() as session:
        source = EmailSource(MAIL, "Su pago", "", "es", brand)
        known = previewing.values(session, config, source, None, installation.clock.now())
    rendered = trying.filled(config, source, known)
    trying.send(config, "email", rendered, brand, "ana@example.com", installation.clock.now())
    (kept,) = tmp_path.rglob("*.eml")
    mail = message_from_bytes(kept.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    assert (str(mail["From"]), mail["Reply-To"]) == (sender, reply_to)
    assert previewing.seen_as(config, brand) == seen_as


def test_an_inbox_shows_the_address_of_whom_nobody_named(installation: Installation) -> None:
    assert previewing.seen_as(replace(installation.config, mail_from="cobros@cauce.test"), HOUSE) == "cobros@cauce.test"
