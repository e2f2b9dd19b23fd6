"""Links of mails that went out: who followed them, what is recorded of it, and where they lead."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes, policy
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select, update

import app.site
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import Event, Message, Step, Template
from app.store import brands, templates, tracked
from app.store.links import read_link
from renderers.email import EmailSource
from renderers.gallery import TemplateFile
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_account
from tests.app.site.conftest import PHONE, Phone

SCANNER = "Mozilla/5.0 (compatible; Barracuda Sentinel (EE))"
BODY = """<mjml><mj-body><mj-section><mj-column><mj-text>
<a href="{{ link.page }}">Pagar</a> <a href="https://help.test/{{ account.ref }}?a=1&amp;b=2">Ayuda</a>
<a href="https://acme.test/">Acme</a> <a href="mailto:cobros@cauce.test">Escríbanos</a>
<a href="{{ link.preferences }}">Preferencias</a></mj-text></mj-column></mj-section></mj-body></mjml>"""
OWN = TemplateFile("own", "email", {"es": "Propia", "en": "Own"}, {"es": EmailSource(BODY, "Hola", "", "es")})
WAITING = graph(
    [
        ("enter", "enter", {"audience": None}),
        ("mail", "send_email", {"template": "own"}),
        ("answer", "wait_event", {"events": ["message_clicked", "message_opened"], "timeout": None}),
        ("clicked", "end", {"reason": "clicked"}),
        ("opened", "end", {"reason": "opened"}),
    ],
    "enter.next>mail mail.next>answer answer.message_clicked>clicked answer.message_opened>opened",
)


@dataclass
class Mail:
    """A mail that somebody got."""

    links: dict[str, str]
    picture: str
    headers: dict[str, str]
    text: str


def write(installation: Installation) -> Mail:
    """Send everybody who is let in a mail, and read the last of them."""
    channel = ConsoleChannel()
    let_in(installation.db)
    advance_all(installation.db)
    Delivery(installation, {"email": channel}).run_batch()
    parsed = message_from_bytes(channel.sent[-1].content, policy=policy.default)
    html = parsed.get_body(("html",)).get_content()  # type: ignore[union-attr] # it has one
    found = {label: unescape(href) for href, label in re.findall(r'<a[^>]*href="([^"]*)"[^>]*>([^<]*)</a>', html)}
    pictures = re.findall(r'<img src="([^"]*/o/[^"]*)"', html)
    text = parsed.get_body(("plain",)).get_content()  # type: ignore[union-attr] # the same
    return Mail(found, pictures[0] if pictures else "", {name: str(value) for name, value in parsed.items()}, text)


@pytest.fixture
def mail(installation: Installation, account_id: int) -> Mail:
    """The mail that the account's debtor got."""
    assert account_id
    with installation.db.write() as session:
        templates.add(session, OWN, user_id=None, now=START)
    publish_graph(installation.db, WAITING)
    return write(installation)


def told(installation: Installation) -> list[tuple[str, Any, Any]]:
    """What was recorded of links and pictures: the kind, the link, and why it was no person."""
    with installation.db.read() as session:
        found = session.scalars(select(Event).where(Event.kind != "message_sent").order_by(Event.id))
        return [(one.kind, one.data.get("link"), one.data.get("why")) for one in found]


def rows(installation: Installation) -> dict[str, list[Any]]:
    """Everything in the database but the events and when steps are due."""
    with installation.db.read() as session:
        connection = session.connection()
        tables = [name for name in inspect(connection).get_table_names() if name not in {"events", "steps"}]
        return {name: connection.exec_driver_sql(f"SELECT * FROM {name}").all() for name in tables}  # noqa: S608 - names from the schema


def test_each_link_leads_where_it_led_and_is_counted_by_itself(
    installation: Installation, phone: Phone, mail: Mail, account_id: int, clock: FixedClock
) -> None:
    before = rows(installation)
    assert all(href.startswith("http://cauce.test/c/") for label, href in mail.links.items() if label != "Escríbanos")
    assert mail.links["Escríbanos"] == "mailto:cobros@cauce.test"
    clock.advance(timedelta(minutes=5))
    led = phone.open(mail.links["Ayuda"])
    ref = before["accounts"][0][list(_columns(installation, "accounts")).index("ref")]
    assert (led.status_code, led.headers["Location"]) == (302, f"https://help.test/{ref}?a=1&b=2")
    assert led.headers["Cache-Control"] == "no-store"
    assert led.headers["Referrer-Policy"] == "no-referrer"
    clock.advance(timedelta(minutes=5))
    to_page = phone.open(mail.links["Pagar"]).headers["Location"]
    link = read_link(installation.config, to_page.removeprefix("http://cauce.test/p/"), clock.now())
    assert link.account_id == account_id
    assert link.message_id is not None
    assert told(installation) == [("message_clicked", 2, None), ("message_clicked", 1, None)]
    with installation.db.read() as session:
        event = session.scalars(select(Event).where(Event.kind == "message_clicked")).first()
        message = session.scalars(select(Message)).one()
        assert event is not None
        assert event.message_id == message.id
        assert event.data == {
            "node": "mail",
            "visit": message.visit,
            "channel": "email",
            "link": 2,
            "label": "Ayuda",
        }
    assert rows(installation) == before


def _columns(installation: Installation, table: str) -> list[str]:
    with installation.db.read() as session:
        return [column["name"] for column in inspect(session.connection()).get_columns(table)]


def test_a_click_wakes_the_journey_and_a_program_s_does_not(
    installation: Installation, phone: Phone, mail: Mail
) -> None:
    phone.open(mail.links["Pagar"], **{"User-Agent": SCANNER})
    assert advance_all(installation.db) == 0
    assert told(installation) == [("message_click_scanned", 1, "program")]
    phone.open(mail.links["Pagar"])
    assert advance_all(installation.db) > 0
    with installation.db.read() as session:
        assert session.scalars(select(Step)).all() == []


@pytest.mark.parametrize(
    ("headers", "method"),
    [
        ({"User-Agent": SCANNER}, "GET"),
        ({"User-Agent": "python-requests/2"}, "GET"),
        ({"User-Agent": f"{PHONE} Symantec.cloud"}, "GET"),
        ({"User-Agent": PHONE, "Sec-Purpose": "prefetch"}, "GET"),
        ({"User-Agent": PHONE}, "HEAD"),
        ({}, "GET"),
    ],
)
def test_programs_are_led_on_and_counted_apart(
    installation: Installation, flask: Flask, mail: Mail, headers: dict[str, str], method: str
) -> None:
    path = mail.links["Acme"].removeprefix("http://cauce.test")
    answer = flask.test_client().open(path, method=method, headers={"User-Agent": "", **headers})
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://acme.test/")
    assert told(installation) == [("message_click_scanned", 3, "program")]


def test_who_follows_many_links_at_once_was_a_program_from_the_first_on(
    installation: Installation, phone: Phone, mail: Mail, clock: FixedClock
) -> None:
    for label in ("Pagar", "Ayuda", "Acme", "Preferencias"):
        phone.open(mail.links[label])
        clock.advance(timedelta(milliseconds=300))
    assert told(installation) == [("message_click_scanned", number, "burst") for number in (1, 2, 3, 4)]
    clock.advance(timedelta(seconds=30))
    phone.open(mail.links["Ayuda"])
    assert told(installation)[-1] == ("message_clicked", 2, None)


def test_two_links_in_a_row_are_a_person_s_and_so_are_many_with_time_between(
    installation: Installation, phone: Phone, mail: Mail, clock: FixedClock
) -> None:
    for label in ("Pagar", "Ayuda", "Acme", "Preferencias"):
        phone.open(mail.links[label])
        clock.advance(timedelta(seconds=2) if label == "Ayuda" else timedelta(seconds=1.5))
    assert {kind for kind, _, _ in told(installation)} == {"message_clicked"}


def test_a_hundred_clicks_of_one_person_count_once_an_hour_and_those_of_many_people_each(
    installation: Installation, phone: Phone, mail: Mail, clock: FixedClock
) -> None:
    for _ in range(100):
        assert phone.open(mail.links["Acme"]).status_code == 302
    assert told(installation) == [("message_clicked", 3, None)]
    clock.advance(timedelta(hours=1))
    phone.open(mail.links["Acme"])
    assert len(told(installation)) == 2
    with installation.db.write() as session:
        for number in range(49):
            add_account(session, email=f"x{number}@correo.test")
    channel = ConsoleChannel()
    let_in(installation.db, clock.now())
    advance_all(installation.db, clock.now())
    Delivery(installation, {"email": channel}).run_batch()
    assert len(channel.sent) == 49
    for one in channel.sent:
        html = message_from_bytes(one.content, policy=policy.default).get_body(("html",)).get_content()  # type: ignore[union-attr] # it has one
        href = next(href for href, label in re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', html) if label == "Acme")
        phone.open(href)
    assert len(told(installation)) == 51


def test_a_forged_link_leads_nowhere_and_records_nothing(installation: Installation, phone: Phone, mail: Mail) -> None:
    token = mail.links["Acme"].rpartition("/")[2]
    forged = [f"{token[:-4]}AAAA", f"{token[:30]}B{token[31:]}", token[:20], "x", mail.picture.rpartition("/")[2][:-4]]
    for one in forged:
        answer = phone.open(f"/c/{one}")
        assert answer.status_code == 404
        assert "No encontramos esta página" in answer.get_data(as_text=True)
        assert "Location" not in answer.headers
    assert phone.open("/c/https://evil.test").status_code == 404
    assert phone.open(f"/o/{token}.gif").status_code == 404
    assert phone.open("/o/x.gif").status_code == 404
    other = replace(installation, config=replace(installation.config, secret_key="another secret of this very test"))
    bare = Flask("other")
    bare.register_blueprint(app.site.blueprint(other))
    assert bare.test_client().get(f"/c/{token}").status_code == 404
    assert told(installation) == []


def test_a_link_of_a_message_that_is_gone_leads_nowhere(installation: Installation, phone: Phone, mail: Mail) -> None:
    with installation.db.write() as session:
        session.execute(update(Event).values(message_id=None))
        session.delete(session.scalars(select(Message)).one())
    assert phone.open(mail.links["Acme"]).status_code == 404
    assert phone.open(mail.picture).status_code == 200
    assert told(installation) == []


def test_an_expired_link_opens_no_page_any_more_but_an_opt_out_is_heard_for_ever(
    phone: Phone, mail: Mail, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=61))
    assert phone.open(mail.links["Pagar"]).status_code == 410
    assert phone.open(mail.links["Acme"]).headers["Location"] == "https://acme.test/"
    preferences = phone.open(mail.links["Preferencias"]).headers["Location"]
    assert preferences.endswith("/preferences")
    assert phone.open(preferences).status_code == 200


def test_the_unsubscribe_header_is_never_followed_up(phone: Phone, mail: Mail) -> None:
    address = mail.headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("http://cauce.test/p/")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = phone.client.post(
        address.removeprefix("http://cauce.test"), data={"List-Unsubscribe": "One-Click"}, headers={"User-Agent": PHONE}
    )
    assert answer.status_code == 200
    assert "/c/" not in mail.text


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (PHONE, "message_opened"),
        ("Mozilla/4.0 (compatible; ms-office; MSOffice 16)", "message_opened"),
        ("Mozilla/5.0", "message_opened_by_machine"),
        ("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko (via ggpht.com GoogleImageProxy)", "message_opened_by_machine"),
        ("YahooMailProxy; https://help.yahoo.com/", "message_opened_by_machine"),
    ],
)
def test_a_mail_that_is_read_says_so_once(
    installation: Installation, phone: Phone, mail: Mail, agent: str, kind: str
) -> None:
    for _ in range(2):
        answer = phone.open(mail.picture, **{"User-Agent": agent})
        assert answer.status_code == 200
        assert answer.mimetype == "image/gif"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.get_data().startswith(b"GIF89a")
    assert told(installation) == [(kind, None, None)]
    assert advance_all(installation.db) == (1 if kind == "message_opened" else 0)


def test_the_picture_of_an_old_mail_tells_nothing(
    installation: Installation, phone: Phone, mail: Mail, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=61))
    assert phone.open(mail.picture).status_code == 200
    assert told(installation) == []


@pytest.fixture
def untracked(installation: Installation, request: pytest.FixtureRequest) -> Mail:
    """The mail of somebody, under these settings and with these columns."""
    settings, columns = request.param
    with installation.db.write() as session:
        add_account(session, **columns)
        templates.add(session, OWN, user_id=None, now=START)
    publish_graph(installation.db, WAITING)
    return write(replace(installation, config=replace(installation.config, **settings)))


@pytest.mark.parametrize(
    "untracked",
    [
        ({"tracking": frozenset()}, {}),
        ({"untracked": frozenset({"FR"})}, {"debtor_jurisdiction": "FR"}),
        ({"untracked": frozenset({"US"})}, {"debtor_jurisdiction": "US-NY"}),
        ({}, {"tags": " vip no-tracking "}),
    ],
    ids=["by the installation", "by law", "by the law of a state's country", "by their own wish"],
    indirect=True,
)
def test_nobody_is_followed_up_against_the_law_or_their_wish(untracked: Mail) -> None:
    assert untracked.links["Acme"] == "https://acme.test/"
    assert untracked.links["Pagar"].startswith("http://cauce.test/p/")
    assert untracked.picture == ""


@pytest.mark.parametrize(
    "untracked", [({"tracking": frozenset({"clicks"})}, {}), ({"tracking": frozenset({"opens"})}, {})], indirect=True
)
def test_clicks_and_opens_are_followed_up_apart(untracked: Mail) -> None:
    assert ("/c/" in untracked.links["Acme"]) is (untracked.picture == "")


@pytest.mark.parametrize("clicks", [True, False], ids=["clicks", "no clicks"])
@pytest.mark.parametrize("opens", [True, False], ids=["opens", "no opens"])
def test_a_brand_says_what_is_counted_of_its_mails(
    installation: Installation, account_id: int, *, opens: bool, clicks: bool
) -> None:
    assert account_id
    with installation.db.write() as session:
        kit = {"count_opens": opens, "count_clicks": clicks}
        brands.add(session, name="Acme", kit=kit, user_id=None, now=START)
        templates.add(session, OWN, user_id=None, now=START)
        said = [("opens", opens), ("clicks", clicks)]
        assert tracked.uncounted(session, "own") == [name for name, counted in said if not counted]
    publish_graph(installation.db, WAITING)
    mail = write(installation)
    assert ("/o/" in mail.picture) is opens
    assert {label for label, href in mail.links.items() if "/c/" in href} == (
        {"Pagar", "Ayuda", "Acme", "Preferencias"} if clicks else set()
    )
    assert mail.links["Escríbanos"] == "mailto:cobros@cauce.test"
    if not clicks:
        assert mail.links["Acme"] == "https://acme.test/"
        assert mail.links["Pagar"].startswith("http://cauce.test/p/")
        assert mail.links["Preferencias"].endswith("/preferences")
    assert mail.headers["List-Unsubscribe"].startswith("<http://cauce.test/p/")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_a_brand_no_longer_counts_is_not_counted_of_what_was_published_before(
    installation: Installation,
) -> None:
    with installation.db.write() as session:
        for name in ("Uno", "Dos"):
            brands.add(session, name=name, kit={"primary": "#123456"}, user_id=None, now=START)
        templates.add(session, OWN, user_id=None, now=START)
        row = session.scalars(select(Template)).one()
        row.brand = {"key": "dos", "name": "Dos", "kit": {"primary": "#123456"}}
        session.flush()
        assert tracked.uncounted(session, "own") == []
        kit = {"primary": "#654321", "count_opens": False}
        brands.save(session, "dos", revision=1, name="Dos", kit=kit, user_id=None, now=START)
        assert tracked.uncounted(session, "own") == ["opens"]
        brand = templates.brand_of_file(templates.of_keys(session, ["own"])["own"])
        assert (brand.primary, brand.count_opens, brand.count_clicks) == ("#123456", False, True)
        assert templates.brand_of_file(templates.every(session)["own"]) == brand
        brands.remove(session, "dos")
        assert tracked.uncounted(session, "own") == []


def test_only_of_mails_something_may_be_uncounted(installation: Installation) -> None:
    with installation.db.write() as session:
        brands.add(session, name="Acme", kit={"count_clicks": False}, user_id=None, now=START)
        found = [tracked.uncounted(session, key) for key in ("payment_reminder", "sms_due_soon", "none")]
    assert found == [["clicks"], [], []]


def test_the_marketer_sees_each_link_s_clicks_by_people_and_by_programs_apart(
    installation: Installation, phone: Phone, mail: Mail, account_id: int, clock: FixedClock
) -> None:
    phone.open(mail.links["Acme"], **{"User-Agent": SCANNER})
    for _ in range(2):
        clock.advance(timedelta(hours=1))
        phone.open(mail.links["Acme"])
    phone.open(mail.links["Pagar"], **{"User-Agent": SCANNER})
    with installation.db.read() as session:
        message = session.scalars(select(Message)).one()
        found = tracked.of_template(session, "own")
        assert found == tracked.of_message(session, account_id, message.id)
        assert tracked.of_template(session, "other") == []
    assert [(one.link, one.label, one.clicks, one.people, one.scans, one.first_at) for one in found] == [
        (1, "Pagar", 0, 0, 1, clock.now()),
        (3, "Acme", 2, 1, 1, START),
    ]


def test_of_somebody_who_was_erased_nothing_more_is_recorded(
    installation: Installation, phone: Phone, mail: Mail
) -> None:
    with installation.db.write() as session:
        session.execute(update(Message).values(recipient=None))
    assert phone.open(mail.links["Acme"]).status_code == 404
    assert phone.open(mail.picture).status_code == 200
    assert told(installation) == []
