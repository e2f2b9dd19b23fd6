"""The contact gate over the database: whom it knows, what counts, who holds whom, and what is noted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session

from app.config import Config
from app.db import Database
from app.errors import ConfigError
from app.flow.gate import BUSY_FOR, Ask, Gate, Refused
from app.models import Account, ContactPoint, Debtor, Message, Refusal, Run
from app.store import contacts
from journeys.contact import Never, NotBefore, Now
from tests.app.flow.journeys import let_in, publish_graph, reminder
from tests.app.flow.people import add_account

NOON = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)  # Wednesday, 12:00 in Bogota
NIGHT = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
MORNING = datetime(2026, 3, 5, 13, 0, tzinfo=UTC)  # the house opens at 08:00, later than the law
HOUR = timedelta(hours=1)
TOMORROW = NotBefore(MORNING, "CO/cap")

CONFIG = Config(
    mode="test",
    home=Path(),
    database_url="",
    redis_url="",
    secret_key="",
    public_url="",
    port=1,
    smtp_url="",
    mail_from="",
    workers=1,
)
SHIPPED = Gate(CONFIG)


def colombian(session: Session, **values: Any) -> Account:  # noqa: ANN401 - any column
    return add_account(session, debtor_jurisdiction="CO", debtor_time_zone="America/Bogota", **values)


def ask(account: Account, channel: str = "email") -> Ask:
    return Ask(account.debtor_id, account.id, channel)


def run_of(session: Session, account: Account) -> Run:
    """The account's way through a journey."""
    return session.scalars(select(Run).where(Run.account_id == account.id)).one()


def write(session: Session, account: Account, *, state: str = "sent", at: datetime | None = NOON) -> Message:
    """A message to this account, handed over at ``at``."""
    run = run_of(session, account)
    visit = len(session.scalars(select(Message.id)).all())
    known = {"node": "n", "channel": "email", "template": "t", "debtor_id": account.debtor_id, "due_at": NOON}
    message = Message(
        run_id=run.id, journey_id=run.journey_id, account_id=account.id, visit=visit, state=state, handed_at=at,
        created_at=NOON, **known,
    )  # fmt: skip
    session.add(message)
    session.flush()
    return message


@pytest.fixture
def two(database: Database) -> list[Account]:
    """Two accounts of two people, on a journey."""
    with database.write() as session:
        accounts = [colombian(session) for _ in range(2)]
    publish_graph(database, reminder())
    let_in(database)
    return accounts


def test_one_contact_a_day_is_counted_over_all_accounts_of_the_person(database: Database, two: list[Account]) -> None:
    first, other = two
    with database.write() as session:
        session.execute(update(Account).where(Account.id == other.id).values(debtor_id=first.debtor_id))
        write(session, first, at=NOON - HOUR)
        same, else_one = SHIPPED.ask(
            session, [Ask(first.debtor_id, other.id, "email"), Ask(other.debtor_id, other.id, "email")], NOON
        )
    assert same == NotBefore(MORNING, "CO/cap")
    assert else_one == Now()


@pytest.mark.parametrize(
    ("state", "at", "answer"),
    [
        ("sent", NOON - HOUR, TOMORROW),
        ("sending", NOON - HOUR, TOMORROW),
        ("unknown", NOON - HOUR, TOMORROW),
        ("failed", NOON - HOUR, Now()),
        ("queued", NOON - HOUR, Now()),
        ("queued", None, Now()),
        ("sent", NOON - timedelta(days=1), Now()),
    ],
    ids=["sent", "being sent", "nobody knows", "refused", "tried before", "not tried", "yesterday"],
)
def test_what_was_handed_over_counts(
    database: Database, two: list[Account], state: str, at: datetime | None, answer: object
) -> None:
    with database.write() as session:
        write(session, two[0], state=state, at=at)
        assert SHIPPED.ask(session, [ask(two[0])], NOON) == [answer]


def test_what_is_allowed_counts_for_those_asked_after_it(database: Database, two: list[Account]) -> None:
    asks = [ask(two[0]), ask(two[0], "sms"), ask(two[1]), ask(two[0])]
    with database.write() as session:
        decisions = SHIPPED.ask(session, asks, NOON)
        refused = SHIPPED.ask(session, [ask(two[0]), ask(two[0])], NIGHT)
    week = NotBefore(datetime(2026, 3, 9, 13, 0, tzinfo=UTC), "CO/channels")
    assert decisions == [Now(), week, Now(), NotBefore(MORNING, "CO/cap")]
    assert refused == [NotBefore(NOON.replace(hour=13), "house/window")] * 2


@pytest.mark.parametrize(
    ("kind", "stopped"),
    [("email", {"email"}), ("mobile", {"sms", "whatsapp", "voice", "call"}), ("postal", {"letter"}), ("pigeon", set())],
)
def test_who_opted_out_is_asked_nothing_more_over_the_channels_of_that_kind(
    database: Database, kind: str, stopped: set[str]
) -> None:
    with database.write() as session:
        account = colombian(session)
        for value, at in (("old", NOON), ("older", NOON), ("new", None)):
            session.add(ContactPoint(debtor_id=account.debtor_id, kind=kind, value=value, opted_out_at=at))
        session.flush()
        channels = ["email", "sms", "whatsapp", "voice", "call", "letter"]
        decisions = {channel: SHIPPED.ask(session, [ask(account, channel)], NOON)[0] for channel in channels}
    assert decisions == {channel: Never("house/opt_out") if channel in stopped else Now() for channel in channels}


def test_who_opted_out_of_two_kinds_is_asked_nothing_over_either(database: Database) -> None:
    with database.write() as session:
        account = colombian(session)
        for kind in ("email", "mobile"):
            session.add(ContactPoint(debtor_id=account.debtor_id, kind=kind, value="x", opted_out_at=NOON))
        session.flush()
        (person,) = contacts.people(session, [account.debtor_id]).values()
    assert person.opted_out == {"email", "sms", "whatsapp", "voice", "call"}


def test_nobody_is_contacted_who_was_erased_or_is_not_there(database: Database) -> None:
    with database.write() as session:
        account = colombian(session, debtor_erased_at=NOON)
        decisions = SHIPPED.ask(session, [ask(account), Ask(account.debtor_id + 99, account.id, "email")], NOON)
    assert decisions == [Never("gate/gone")] * 2


@pytest.mark.parametrize(("jurisdiction", "queries"), [("CO", [4, 4]), ("US-TX", [2, 2])], ids=["counted", "not"])
def test_the_number_of_queries_does_not_grow_with_the_asks(
    database: Database, jurisdiction: str, queries: list[int]
) -> None:
    with database.write() as session:
        asks = [ask(add_account(session, debtor_jurisdiction=jurisdiction)) for _ in range(20)]
        with counted(session) as first:
            SHIPPED.ask(session, asks[:1], NOON, hold=True)
        with counted(session) as second:
            SHIPPED.ask(session, asks, NOON, hold=True)
        with counted(session) as none:
            assert SHIPPED.ask(session, [], NOON) == []
    assert [len(first), len(second)] == queries
    assert none == []


def test_without_holding_there_is_one_query_less(database: Database, two: list[Account]) -> None:
    with database.write() as session, counted(session) as queries:
        SHIPPED.ask(session, [ask(one) for one in two], NOON)
    assert len(queries) == 3


def test_a_person_whom_another_worker_holds_is_asked_about_again(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as session:
        accounts = [colombian(session) for _ in range(2)]
    with database.write() as session, database.write() as other:
        assert SHIPPED.ask(session, [ask(accounts[0])], NOON, hold=True) == [Now()]
        decisions = SHIPPED.ask(other, [ask(one) for one in reversed(accounts)], NOON, hold=True)
        SHIPPED.record(other, [Refused(1, accounts[0].debtor_id, NOON, NotBefore(NOON, "gate/busy"))])
        assert other.scalars(select(Refusal.id)).all() == []
    assert decisions == [Now(), NotBefore(NOON + BUSY_FOR, "gate/busy")]
    database.close()


def test_holding_a_person_keeps_nobody_from_writing_what_points_to_them(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as session:
        account = colombian(session)
    with database.write() as session, database.write() as other:
        SHIPPED.ask(session, [ask(account)], NOON, hold=True)
        other.execute(insert(ContactPoint).values(debtor_id=account.debtor_id, kind="mobile", value="+573001112233"))
    database.close()


def test_what_another_worker_sent_before_we_held_the_person_counts(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.write() as session:
        account = colombian(session)
    publish_graph(database, reminder())
    let_in(database)
    with database.write() as session:
        session.execute(select(Debtor.id))  # the transaction has begun before the other one ends
        with database.write() as other:
            assert SHIPPED.ask(other, [ask(account)], NOON, hold=True) == [Now()]
            write(other, account, state="sending")
        assert SHIPPED.ask(session, [ask(account)], NOON, hold=True) == [NotBefore(MORNING, "CO/cap")]
    database.close()


def test_a_refusal_is_noted_once_as_long_as_it_says_the_same(database: Database, two: list[Account]) -> None:
    later = NotBefore(MORNING, "CO/cap")
    with database.write() as session:
        message = write(session, two[0], state="queued", at=None)
        other = write(session, two[1], state="queued", at=None)
        debtor = two[0].debtor_id
        for minute, decision in enumerate([later, later, Never("CO/cap"), Never("CO/cap"), later]):
            at = NOON + timedelta(minutes=minute)
            SHIPPED.record(
                session, [Refused(message.id, debtor, at, decision), Refused(other.id, two[1].debtor_id, at, later)]
            )
        SHIPPED.record(session, [])
        rows = session.scalars(select(Refusal).order_by(Refusal.id)).all()
        noted = [(row.message_id == message.id, row.at.minute, row.rule, row.until) for row in rows]
    assert sorted(noted) == [
        (False, 0, "CO/cap", MORNING),
        (True, 0, "CO/cap", MORNING),
        (True, 2, "CO/cap", None),
        (True, 4, "CO/cap", MORNING),
    ]


def test_a_message_without_a_number_yet_is_found_by_its_place(database: Database, two: list[Account]) -> None:
    with database.write() as session:
        messages = [write(session, one, state="queued", at=None) for one in two]
        places = [(one.run_id, one.node, one.visit, one.channel) for one in messages]
        gone = (messages[0].run_id, "elsewhere", 0, "email")
        never = Never("CO/window")
        with counted(session) as queries:
            SHIPPED.record(
                session,
                [Refused(place, one.debtor_id, NOON, never) for place, one in zip(places, two, strict=True)]
                + [Refused(gone, two[0].debtor_id, NOON, never)],
            )
        rows = session.execute(select(Refusal.message_id, Refusal.debtor_id, Refusal.until)).all()
    assert len(queries) == 3
    assert sorted(rows) == [(one.id, one.debtor_id, None) for one in messages]


def test_a_house_policy_is_read_from_its_file_and_tightens(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text('[[windows]]\ndays = "mon-fri"\nfrom = "13:00"\nto = "18:00"\n', encoding="utf-8")
    strict = Gate(replace(CONFIG, house_policy=path))
    with database.write() as session:
        asked = [ask(colombian(session))]
        assert strict.ask(session, asked, NOON) == [NotBefore(NOON + HOUR, "house/window")]
        assert strict.ask(session, asked, NOON + HOUR) == [Now()]
    assert "lunes a viernes de 13:00 a 18:00" in strict.explain("house/window", "es")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'[[windows]]\ndays = mon"\n', "is not TOML: Invalid value (at line 2, column 8)."),
        (b'[[caps]]\nmax = 0\nwindow = "day"\n', "caps 1, max must be a whole number from 1 to 1000."),
        (b"\xff\xfe", "is not a text file in UTF-8."),
        (None, "cannot be read (No such file or directory)."),
    ],
    ids=["no TOML", "a wrong value", "no text", "no file"],
)
def test_a_house_policy_that_cannot_be_used_says_so(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "house.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError) as raised:
        Gate(replace(CONFIG, house_policy=path))
    assert str(raised.value).startswith("CAUCE_HOUSE_POLICY: ")
    assert str(path) in str(raised.value)
    assert str(raised.value).endswith(words)


def test_a_process_builds_its_rules_once(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text("", encoding="utf-8")
    own = replace(CONFIG, house_policy=path)
    assert Gate(own).book is Gate(own).book
    assert Gate(CONFIG).book is SHIPPED.book
    assert Gate(own).book is not SHIPPED.book


def test_people_are_known_as_the_rules_see_them(database: Database) -> None:
    with database.write() as session:
        account = add_account(session, debtor_time_zone="Asia/Kolkata", debtor_jurisdiction="IN")
        (person,) = contacts.people(session, [account.debtor_id]).values()
    assert (person.time_zone, person.jurisdiction, person.opted_out) == ("Asia/Kolkata", "IN", frozenset())


class counted:  # noqa: N801 - reads as a statement
    """Collects the statements of a session while it is entered."""

    def __init__(self, session: Session) -> None:
        self._bind = session.get_bind().engine
        self._found: list[str] = []

    def __enter__(self) -> list[str]:
        event.listen(self._bind, "before_cursor_execute", self._note)
        return self._found

    def __exit__(self, *_: object) -> None:
        event.remove(self._bind, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            self._found.append(statement)
