"""What a message is made of: variants that stay with a person, parts for some people, a kit's sender, and evidence."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Any

import pytest

from app.channels.console import ConsoleChannel
from app.flow import compose, evidence
from app.flow.compose import Held, chosen, tokens_of
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import Message
from app.store import receipts
from app.store.claims import Queued
from renderers.brand import Brand
from renderers.email import EmailSource
from renderers.gallery import TemplateFile, Variant, templates
from renderers.text import TextSource
from tests.app.flow.outbox import all_messages, on_journey, put
from tests.app.flow.people import START, add_account

RICH = {"field": "account.balance", "op": "gt", "value": 50_000}
ANSWERED = {"event": "message_clicked", "op": "gte", "value": 1, "within": None, "channel": None}
FACTS: dict[str, Any] = {
    "debtor.first_name": "Lucía",
    "debtor.full_name": "Lucía Ortega",
    "debtor.email": "lucia@correo.test",
    "account.balance": 41_230,
}


def mjml(words: str, condition: Any = None) -> str:  # noqa: ANN401 - JSON
    shown = "" if condition is None else f" show-if='{json.dumps(condition)}'"
    return (
        f"<mjml><mj-body><mj-section><mj-column><mj-text>{words} {{{{ debtor.first_name }}}}</mj-text>"
        f"<mj-text{shown}>only some</mj-text></mj-column></mj-section></mj-body></mjml>"
    )


def file(*shares: int, condition: Any = None, **others: Any) -> TemplateFile:  # noqa: ANN401 - JSON, and what a template has
    """A mail with so many variants; each says its letter."""
    variants = tuple(
        Variant("abcdef"[place], share, EmailSource(mjml(f"variant {place}", condition), f"S{place}", "", "es"))
        for place, share in enumerate(shares)
    )
    return TemplateFile(
        "own",
        "email",
        {"es": "Propia"},
        {"es": variants[0].source},
        MappingProxyType({"es": variants}),
        **others,
    )


def queued(account_id: int = 7, **values: Any) -> Queued:  # noqa: ANN401 - any column
    known = {"id": 3, "account_id": account_id, "debtor_id": 1, "channel": "email", "template": "own", "attempt": 0}
    return Queued(**{**known, "provider_ref": None, "end_reason": None, "language": "es", "halt": None, **values})


def made(installation: Installation, template: TemplateFile, **facts: Any) -> compose.Composed:  # noqa: ANN401 - values
    found = compose.compose(
        installation.config, queued(), {"own": template}, {**FACTS, **facts}, datetime(2026, 3, 2, tzinfo=UTC)
    )
    assert not isinstance(found, Held), found.reason
    return found


def read(found: compose.Composed) -> EmailMessage:
    parsed = message_from_bytes(found.outgoing.content, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def text(found: compose.Composed) -> str:
    return str(read(found).get_body(("plain",)).get_content())  # type: ignore[union-attr] # it has one


def test_a_variant_stays_with_a_person_and_gets_its_share() -> None:
    template = file(70, 30)
    first = [chosen(template, "es", number).id for number in range(2_000)]
    assert first == [chosen(template, "es-CO", number).id for number in range(2_000)]
    assert 0.66 < first.count("a") / 2_000 < 0.74
    other = replace(template, key="other")
    assert first != [chosen(other, "es", number).id for number in range(2_000)]
    assert {chosen(file(0, 100), "es", number).id for number in range(50)} == {"b"}
    assert chosen(templates()["payment_reminder"], "es", 1) == Variant(
        "a", 100, templates()["payment_reminder"].sources["es"]
    )


def test_the_variant_that_is_sent_is_recorded(installation: Installation) -> None:
    for place, shares in enumerate(((100, 0), (0, 100))):
        found = made(installation, file(*shares))
        assert found.evidence.variant == "ab"[place]
        assert found.subject == f"S{place}"
        assert f"variant {place}" in text(found)


@pytest.mark.parametrize(("balance", "shown"), [(41_230, False), (60_000, True), (None, False)])
def test_a_part_is_shown_to_whom_its_condition_holds_for(
    installation: Installation, balance: int | None, shown: bool
) -> None:
    found = made(installation, file(100, condition=RICH), **{"account.balance": balance})
    assert ("only some" in text(found)) is shown


def test_what_conditions_ask_for_is_loaded() -> None:
    template = file(50, 50, condition={"all": [RICH, ANSWERED, {"field": "account.score", "op": "gt", "value": 1}]})
    wanted = tokens_of([queued()], {"own": template})
    assert {"account.balance", "account.score", "debtor.first_name"} <= wanted
    assert any(name.startswith("history.message_clicked") for name in wanted)
    assert not any(name.startswith(("show.", "tracking.", "link.")) for name in wanted)


def test_a_condition_that_is_none_holds_the_message(installation: Installation) -> None:
    template = file(100, condition={"field": "account.balance", "op": "nonsense"})
    found = compose.compose(installation.config, queued(), {"own": template}, FACTS, START)
    assert isinstance(found, Held)
    assert "“Comparison” does not take “nonsense”" in found.reason
    assert tokens_of([queued()], {"own": template}) >= {"debtor.first_name"}


def test_the_evidence_tells_what_a_message_was_made_of(installation: Installation) -> None:
    template = file(100, condition=RICH, version=4)
    found = made(installation, template)
    kept = found.evidence
    assert (kept.version, kept.language, kept.variant) == ("4", "es", "a")
    used = {"debtor": {"first_name": "Lucía"}, "show": {next(iter(_conditions(template))): False}}
    canonical = json.dumps(used, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert kept.tokens == hashlib.sha256(canonical.encode()).hexdigest()
    assert found.digest == hashlib.sha256(found.outgoing.content).hexdigest()
    again = made(installation, template, **{"account.ref": "not read"}).evidence
    assert again == kept
    assert made(installation, template, **{"debtor.first_name": "Ana"}).evidence.tokens != kept.tokens
    assert made(installation, template, **{"account.balance": 60_000}).evidence.tokens != kept.tokens
    assert made(installation, file(100)).evidence.template != kept.template
    kit = replace(template.sources["es"], brand=Brand(primary="#000000"))  # type: ignore[call-arg] # an email
    assert evidence.digest_of(kit) != kept.template
    quiet = replace(kit, brand=replace(kit.brand, count_opens=False, count_clicks=False))
    assert evidence.digest_of(quiet) == evidence.digest_of(kit)
    assert made(installation, replace(template, version=0)).evidence.version == evidence.release()


def test_the_sum_of_a_template_stays_what_it_was_before_kits_said_what_is_counted() -> None:
    before = "5aa5692ad381bf22cf2830ead6c41d32e58ecf550a8751b72a29d4e8d9c17feb"
    assert evidence.digest_of(EmailSource("<mjml></mjml>", "Hola", "", "es")) == before


def _conditions(template: TemplateFile) -> Any:  # noqa: ANN401 - JSON
    return compose.conditions_of(compose.compile_source(template.sources["es"]))


def test_a_release_that_nobody_installed_still_has_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence.release.cache_clear()
    monkeypatch.setattr(evidence, "version", _nowhere)
    assert evidence.release() == "0"
    evidence.release.cache_clear()


def _nowhere(name: str) -> str:
    raise evidence.PackageNotFoundError(name)


@pytest.mark.parametrize(
    ("kit", "sender", "answers"),
    [
        ({}, "Cobros <cobros@cauce.test>", None),
        ({"sender_name": 'Acme "Uno", S.A.'}, "\"Acme 'Uno', S.A.\" <cobros@cauce.test>", None),
        (
            {"sender_name": "Énergía", "sender_address": "hola@acme.test", "reply_to": "ayuda@acme.test"},
            "Énergía <hola@acme.test>",
            "ayuda@acme.test",
        ),
        ({"sender_address": "hola@acme.test"}, "Cobros <hola@acme.test>", None),
    ],
)
def test_a_mail_is_from_whom_the_kit_names(
    installation: Installation, kit: dict[str, Any], sender: str, answers: str | None
) -> None:
    template = file(100)
    source = replace(template.sources["es"], brand=Brand(key="acme", **kit))  # type: ignore[call-arg] # an email
    found = made(installation, replace(template, sources={"es": source}, variants={}))
    mail = read(found)
    assert mail["From"] == sender
    assert mail["Reply-To"] == answers
    assert mail["Message-ID"] == found.outgoing.ref


def test_a_kit_whose_sender_is_no_address_holds_the_message(installation: Installation) -> None:
    template = file(100)
    source = replace(template.sources["es"], brand=Brand(sender_address="no address"))  # type: ignore[call-arg] # an email
    own = {"own": replace(template, sources={"es": source}, variants={})}
    found = compose.compose(installation.config, queued(), own, FACTS, START)
    assert isinstance(found, Held)
    assert found.reason.startswith("unbuildable")


def test_a_sender_without_a_name_is_an_address() -> None:
    assert compose.sender_of("cobros@cauce.test", Brand(sender_address="hola@acme.test")) == "hola@acme.test"


def test_the_outbox_keeps_the_evidence_and_the_event_log_joins_on_the_message_id(installation: Installation) -> None:
    with installation.db.write() as session:
        account = add_account(session).id
    on_journey(installation)
    with installation.db.write() as session:
        put(session, account, "email")
    channel = ConsoleChannel()
    Delivery(installation, {"email": channel}).run_batch()
    (message,) = all_messages(installation)
    (sent,) = channel.sent
    parsed = message_from_bytes(sent.content, policy=policy.default)
    assert parsed["Message-ID"] == message.provider_ref == sent.ref
    with installation.db.read() as session:
        reported = receipts.find(session, "email", str(parsed["Message-ID"]))
        assert reported == receipts.get(session, message.id)
    assert _kept(message) == (
        evidence.release(),
        evidence.digest_of(templates()["payment_reminder"].sources["es"]),
        "es",
        "a",
    )
    assert message.digest == hashlib.sha256(sent.content).hexdigest()
    assert len(message.tokens_digest or "") == 64


def _kept(message: Message) -> tuple[str | None, ...]:
    return message.template_version, message.template_digest, message.template_language, message.variant


def test_texts_are_evidenced_as_mails_are(installation: Installation) -> None:
    template = TemplateFile("own", "sms", {"es": "x"}, {"es": TextSource("Hola {{ debtor.first_name }}", "es")})
    found = compose.compose(
        installation.config,
        queued(channel="sms"),
        {"own": template},
        {**FACTS, "debtor.mobile": "+34600123456"},
        START,
    )
    assert not isinstance(found, Held)
    used = json.dumps({"debtor": {"first_name": "Lucía"}, "show": {}}, ensure_ascii=False, separators=(",", ":"))
    assert found.evidence.tokens == hashlib.sha256(used.encode()).hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "أحمد بن علي",
        "\u202eelppA",
        "Ana 👩‍👩‍👧‍👦",
        "{{ link.page }}{% if %}",
        "a\r\nBcc: x@y.test",
        ".\r\n.\r\nQUIT",
        "\ue000\ue001",
        "&amp;lt;",
    ],
)
def test_the_mail_program_shows_the_very_name_in_both_parts_whoever_it_is(
    installation: Installation, name: str
) -> None:
    mail = read(made(installation, file(100), **{"debtor.first_name": name}))
    shown = " ".join(f"variant 0 {name}".split())
    assert shown in " ".join(str(mail.get_body(("plain",)).get_content()).split())  # type: ignore[union-attr] # it has one
    html = str(mail.get_body(("html",)).get_content())  # type: ignore[union-attr] # the same
    assert "<script" not in html
    assert mail["Bcc"] is None
    assert shown in " ".join(shown_text(html).split())


def shown_text(html: str) -> str:
    """What a mail program shows of it."""
    words = Words()
    words.feed(html)
    return "".join(words.said)


class Words(HTMLParser):
    """The texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep one."""
        self.said.append(data)
