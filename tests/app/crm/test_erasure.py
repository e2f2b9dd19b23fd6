"""Erasing a person: nothing is left that says who they were, and no figure changes."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Text, cast, func, select, text, update

from app import jobs
from app.channels import mailbox
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.crm import erasure, leftovers
from app.crm.erasure import ImportingError, KeptError
from app.db import Base
from app.errors import NotFoundError
from app.factory import create_app
from app.installation import Installation
from app.jobs import deliver
from app.jobs import tidy as tidying
from app.models import Account, Act, ContactPoint, CrmField, Debtor, Event, Import, Message, Payment, Run, Step
from app.store import audit, events, imports, leases, links, tallies
from app.store import erasure as rows
from app.store.searchable import search_text
from tests.app.flow.acting import acts_of, order
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import add_account, add_many

SECRETS = (
    "Zoraida", "Quintanilla", "CC-998877665", "zoraida.q@correo.test", "+573009998877", "Calle 99 # 12-34",
    "DEUDOR-ZQ-1", "CUENTA-ZQ-7", "1971-11-23", "Hospital San Benito", "la vecina Remedios",
)  # fmt: skip


@pytest.fixture
def sent(installation: Installation) -> Iterator[ConsoleChannel]:
    """Mail goes to a console, as delivery jobs know it."""
    console = ConsoleChannel()
    jobs.stopping.clear()
    jobs.use(installation, {"email": console})
    yield console
    jobs.use(None)


@pytest.fixture
def person(installation: Installation, sent: ConsoleChannel) -> Account:
    """Zoraida, on a journey, with a mail sent and one being written, a payment, events, and files that name her."""
    now = installation.clock.now()
    with installation.db.write() as session:
        account = add_account(
            session,
            email="zoraida.q@correo.test",
            ref="CUENTA-ZQ-7",
            debtor_ref="DEUDOR-ZQ-1",
            debtor_first_name="Zoraida",
            debtor_last_name="Quintanilla",
            debtor_document="CC-998877665",
            debtor_birth_date=date(1971, 11, 23),
            debtor_custom={"employer": "Hospital San Benito", "score": 7},
            custom={"note": "la vecina Remedios", "segment": "A"},
        )
        for kind, value in (("mobile", "+573009998877"), ("postal", "Calle 99 # 12-34")):
            session.add(ContactPoint(debtor_id=account.debtor_id, kind=kind, value=value))
        debtor = session.get_one(Debtor, account.debtor_id)
        said = {name: getattr(debtor, name) for name in ("ref", "first_name", "last_name", "document")}
        debtor.search = search_text(said, ["zoraida.q@correo.test", "+573009998877"], ["CUENTA-ZQ-7"])
        for scope, name, personal, sample in (
            ("debtor", "employer", True, "Hospital San Benito"),
            ("debtor", "score", False, "7"),
            ("account", "note", True, "la vecina Remedios"),
            ("account", "segment", False, "A"),
        ):
            session.add(
                CrmField(
                    scope=scope, name=name, type="text", labels={}, personal=personal, sample=sample, created_at=now
                )
            )
        add_many(session, 3)
    publish_graph(installation.db, reminder(), now)
    let_in(installation.db, now)
    advance_all(installation.db, now)
    deliver.run()
    assert sent.sent
    with installation.db.write() as session:
        message = session.scalars(select(Message).where(Message.account_id == account.id)).one()
        assert message.recipient == "zoraida.q@correo.test"
        message.error = "refused_recipient: 550 zoraida.q@correo.test unknown"
        data = {"answer": "Zoraida Quintanilla llamó", "payment_id": 1, "currency": "USD"}
        events.record(
            session, account_id=account.id, kind="call_noted", at=now, dedup="call:Zoraida Quintanilla", data=data
        )
        session.add(
            Payment(
                account_id=account.id, provider="sandbox", provider_ref="pay-1", amount=41_230, currency="USD",
                state="failed", error="Card of Zoraida Quintanilla was refused", data={"payer": "Zoraida Quintanilla"},
                started_at=now,
            )
        )  # fmt: skip
        audit.record(
            session, actor="user:ana@cauce.test", action="debtor.noted", subject="debtor", subject_id=account.debtor_id,
            details={"note": "Habló Zoraida Quintanilla"}, at=now,
        )  # fmt: skip
        session.add(
            Import(
                filename="DEUDOR-ZQ-1.csv", path="uploads/a.csv", state="failed", error="Row 3: CC-998877665",
                rows_done=0, created=0, updated=0, refused=0, created_at=now,
            )
        )  # fmt: skip
    write_files(installation.config.home, message.provider_ref or "")
    return account


def write_files(home: Path, ref: str) -> None:
    for name, content in {
        "uploads/a.csv": b"ref;name\nDEUDOR-ZQ-1;Zoraida\n",
        "uploads/wide.csv": "ref\tname\nX\tZoraida Quintanilla\n".encode("utf-16"),
        "imports/4.rejects.csv": b"ref,_reason\nCUENTA-ZQ-7,no amount\n",
        "uploads/other.csv": b"ref;name\nDEUDOR-ZQ;Ana\n",
    }.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(content)
    mail = f"Message-ID: {ref}\r\nTo: zoraida.q@correo.test\r\nSubject: Zoraida\r\n\r\nHola Zoraida\r\n"
    mailbox.keep(mailbox.folder(home), mail.encode(), datetime(2026, 3, 2, tzinfo=UTC))


def everything(installation: Installation) -> str:
    """Every column of every row of every table, as text."""
    said: list[str] = []
    with installation.db.read() as session:
        for table in Base.metadata.sorted_tables:
            columns = [cast(column, Text) for column in table.columns]
            for row in session.execute(select(*columns)):
                said += [f"{table.name}: {value}" for value in row if value is not None]
    text = "\n".join(said)
    return text + "\n" + text.encode().decode("unicode_escape", "ignore") if installation.db.is_sqlite else text


def figures(installation: Installation) -> dict[str, Any]:
    """What reports are made of."""
    with installation.db.read() as session:
        sums = session.execute(
            select(
                func.count(Account.id), func.sum(Account.balance), func.sum(Account.paid), func.sum(Account.principal)
            )
        ).one()
        counted = {
            model.__tablename__: session.scalar(select(func.count()).select_from(model))
            for model in (Debtor, Account, Run, Message, Event, Payment)
        }
        states = session.execute(select(Message.state, func.count()).group_by(Message.state)).all()
        paid = session.execute(select(Payment.state, func.sum(Payment.amount)).group_by(Payment.state)).all()
        passed = {
            what: n for what, n in tallies.totals(session, "").items() if not what.startswith(("here", "port:erased"))
        }
        passed.pop("ended:erased", None)
    return {
        "sums": tuple(sums),
        **counted,
        "states": sorted(map(tuple, states)),
        "paid": list(map(tuple, paid)),
        **passed,
    }


def test_nothing_is_left_of_an_erased_person_but_figures(installation: Installation, person: Account) -> None:
    before = figures(installation)
    assert all(secret in everything(installation) for secret in SECRETS if secret != "1971-11-23")
    done = erasure.erase(installation, person.debtor_id, reason="Pidió Zoraida Quintanilla", actor="cli")
    assert (done.runs, done.files, done.mails) == (1, 3, 1)
    said = everything(installation)
    for secret in SECRETS:
        assert secret.casefold() not in said.casefold(), secret
    assert "erased-" in said
    for path in installation.config.home.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in SECRETS:
                for encoding in ("utf-8", "utf-16-le"):
                    assert secret.encode(encoding) not in content, (path, secret)
    assert figures(installation) == before
    assert (installation.config.home / "uploads/other.csv").exists(), "a file of others stays"


def test_what_names_nobody_stays(installation: Installation, person: Account) -> None:
    with installation.db.write() as session:
        colleague = {"name": "Zoraida Quintanilla"}
        audit.record(
            session, actor="cli", action="user.added", subject="user", details=colleague, at=installation.clock.wall()
        )
    erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli")
    with installation.db.read() as session:
        debtor = session.get_one(Debtor, person.debtor_id)
        account = session.get_one(Account, person.id)
        event = session.scalars(select(Event).where(Event.kind == "call_noted")).one()
        message = session.scalars(select(Message).where(Message.account_id == person.id)).one()
        named = session.execute(text("SELECT details FROM audit WHERE action = 'user.added'")).scalar_one()
    assert (debtor.custom, account.custom) == ({"score": 7}, {"segment": "A"})
    assert event.data == {"payment_id": 1, "currency": "USD"}
    assert message.error == "refused_recipient: "
    assert "Zoraida" in str(named if not isinstance(named, str) else json.loads(named)), "a colleague of that name"
    assert debtor.erased_at == installation.clock.now()


def test_an_erased_person_leaves_every_journey_and_comes_into_none(installation: Installation, person: Account) -> None:
    erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli")
    with installation.db.read() as session:
        run = session.scalars(select(Run).where(Run.account_id == person.id)).one()
        assert (run.state, run.end_reason) == ("ended", "erased")
        assert session.scalars(select(Step).where(Step.account_id == person.id)).all() == []
    publish_graph(installation.db, reminder(), installation.clock.now())
    assert let_in(installation.db, installation.clock.now()) == 3


def test_what_was_not_sent_yet_is_cancelled(installation: Installation, person: Account, sent: ConsoleChannel) -> None:
    with installation.db.write() as session:
        session.execute(update(Message).where(Message.account_id == person.id).values(state="queued"))
    before = len(sent.sent)
    erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli")
    deliver.run()
    assert len(sent.sent) == before
    with installation.db.read() as session:
        assert session.scalars(select(Message.state).where(Message.account_id == person.id)).all() == ["cancelled"]


def test_the_link_of_an_erased_person_says_nothing(installation: Installation, person: Account) -> None:
    later = installation.clock.now() + timedelta(days=9)
    token = links.page_token(installation.config, None, person.id, later)
    client = create_app(installation).test_client()
    assert client.get(f"/p/{token}").status_code == 200
    erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli")
    for address in (f"/p/{token}", f"/p/{token}/preferences"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Marea" not in answer.text


def test_erasing_twice_is_erasing_once(installation: Installation, person: Account) -> None:
    erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli")
    before = everything(installation)
    again = erasure.erase(installation, person.debtor_id, reason="Asked again", actor="cli")
    assert (again.runs, again.files) == (0, 0)
    assert everything(installation) == before
    with pytest.raises(NotFoundError):
        erasure.erase(installation, 424_242, reason="Who?", actor="cli")


def test_records_that_must_be_kept_are_kept_until_the_day(
    installation: Installation, person: Account, clock: FixedClock
) -> None:
    with installation.db.write() as session:
        session.execute(update(Debtor).where(Debtor.id == person.debtor_id).values(jurisdiction="US-CA"))
    with pytest.raises(KeptError, match=r"2029-03-02.*US-FED/retention"):
        erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli")
    assert "Zoraida" in everything(installation)
    clock.advance(timedelta(days=3 * 365 + 2))
    assert erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli").runs == 1


def test_nobody_is_erased_while_a_file_might_bring_them_back(installation: Installation, person: Account) -> None:
    with installation.db.write() as session:
        session.execute(update(Import).values(state=imports.RUNNING))
    with pytest.raises(ImportingError):
        erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli")


def test_a_person_is_found_by_either_reference(installation: Installation, person: Account) -> None:
    with installation.db.read() as session:
        assert rows.find(session, "DEUDOR-ZQ-1") == rows.find(session, "CUENTA-ZQ-7") == person.debtor_id
        assert rows.find(session, "nobody") is None


def test_a_file_is_searched_across_its_pieces_and_inside_workbooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "uploads").mkdir()
    book = Workbook()
    book.active.append(["Zoraida Quintanilla", 998877])
    book.save(tmp_path / "uploads/book.xlsx")
    (tmp_path / "uploads/long.csv").write_bytes(b"x" * 20 + b";CUENTA-ZQ-7;")
    (tmp_path / "uploads/near.csv").write_bytes(b"CUENTA-ZQ-77;1998877")
    monkeypatch.setattr(leftovers, "CHUNK", 8)
    found = leftovers.files_that_name(tmp_path, ["Zoraida Quintanilla", "CUENTA-ZQ-7"])
    assert [path.name for path in found] == ["book.xlsx", "long.csv"]
    assert [path.name for path in leftovers.files_that_name(tmp_path, ["998877"])] == ["book.xlsx"]
    assert leftovers.files_that_name(tmp_path, []) == []


@pytest.mark.usefixtures("sent")
def test_people_whose_debts_were_closed_long_ago_are_erased_by_the_daily_tidying(
    installation: Installation, clock: FixedClock
) -> None:
    with installation.db.write() as session:
        closed = add_account(session, status="paid").debtor_id
        kept = add_account(session, status="paid", debtor_jurisdiction="US-TX").debtor_id
        owing = add_account(session).debtor_id
    clock.advance(timedelta(days=100))
    with installation.db.write() as session:
        lately = add_account(session, status="paid", updated_at=clock.now()).debtor_id
    never = tidying.tidy(installation)
    assert never.erased == 0, "0 days is never"
    strict = replace(installation, config=replace(installation.config, keep_closed_days=90))
    assert tidying.tidy(strict).erased == 1
    with installation.db.read() as session:
        gone = session.scalars(select(Debtor.id).where(Debtor.erased_at.is_not(None))).all()
    assert gone == [closed]
    assert {kept, owing, lately}.isdisjoint(gone)


@pytest.mark.usefixtures("sent")
def test_uploads_are_deleted_when_they_are_old(installation: Installation, clock: FixedClock) -> None:
    folder = installation.config.home / "uploads"
    folder.mkdir()
    for name, age in (("old.csv", 31), ("young.csv", 29)):
        (folder / name).write_text("ref\n1\n")
        at = (clock.wall() - timedelta(days=age)).timestamp()
        os.utime(folder / name, (at, at))
    assert tidying.tidy(installation).files == 1
    assert [path.name for path in folder.iterdir()] == ["young.csv"]


@pytest.mark.usefixtures("sent")
def test_tidying_happens_once_a_day(installation: Installation, clock: FixedClock) -> None:
    tidying.run()
    with installation.db.read() as session:
        assert not leases.is_free(session, leases.TIDY, clock.wall() + timedelta(hours=23))
        assert leases.is_free(session, leases.TIDY, clock.wall() + timedelta(hours=25))


def test_acts_about_an_erased_person_are_emptied_and_not_done_any_more(
    installation: Installation, person: Account
) -> None:
    order(installation.db, "webhook", url="https://crm.example/?name=Zenobia")
    with installation.db.write() as session:
        session.execute(update(Act).values(error="webhook_refused: Zenobia", result={"name": "Zenobia"}))
    erasure.erase(installation, person.debtor_id, reason="Asked", actor="cli", anyway=True)
    mine = [act for act in acts_of(installation.db) if act.account_id == person.id]
    assert [(act.state, act.details, act.error, act.result) for act in mine] == [("done", {}, None, None)] * len(mine)
    assert mine
    others = [act.details for act in acts_of(installation.db) if act.state == "queued"]
    assert all(others), "nothing is taken from others"
