"""Which messages are claimed, and in which order."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text

from app.db import Database
from app.installation import Installation
from app.store import claims
from tests.app.flow.outbox import later, on_journey, put
from tests.app.flow.people import START, add_account

EVERY = ["email", "letter", "sms"]


@pytest.fixture
def waiting(installation: Installation) -> dict[str, int]:
    """Messages by a name of ours."""
    with installation.db.write() as session:
        account = add_account(session).id
    on_journey(installation)
    with installation.db.write() as session:
        return {
            "low": put(session, account, priority=2, due_at=later(-60)).id,
            "new": put(session, account, due_at=later(-1)).id,
            "old": put(session, account, due_at=later(-30)).id,
            "mail": put(session, account, "email", due_at=later(-5)).id,
            "urgent": put(session, account, priority=0, due_at=START).id,
            "tomorrow": put(session, account, priority=0, due_at=later(60)).id,
            "letter": put(session, account, "letter", due_at=later(-2)).id,
        }


def claimed(
    installation: Installation, waiting: Mapping[str, int], limit: int, room: Mapping[str, int] | None = None
) -> list[str]:
    names = {number: name for name, number in waiting.items()}
    with installation.db.write() as session:
        found = claims.claim(session, START, limit, EVERY, room or {})
    return [names[one.id] for one in found]


def test_what_is_urgent_comes_first_and_then_what_was_due_first(
    installation: Installation, waiting: Mapping[str, int]
) -> None:
    assert claimed(installation, waiting, 10) == ["urgent", "old", "mail", "letter", "new", "low"]
    assert claimed(installation, waiting, 3) == ["urgent", "old", "mail"]


@pytest.mark.parametrize(
    ("room", "limit", "expected"),
    [
        ({"sms": 2}, 10, ["urgent", "old", "mail", "letter"]),
        ({"sms": 0}, 10, ["mail", "letter"]),
        ({"sms": 9, "letter": 0}, 10, ["urgent", "old", "new", "mail", "low"]),
        ({"sms": 1, "letter": 1}, 2, ["urgent", "letter"]),
    ],
    ids=["two of them", "none of them", "another none", "who is limited has its place"],
)
def test_a_limited_channel_gets_no_more_than_it_has_room_for(
    installation: Installation, waiting: Mapping[str, int], room: dict[str, int], limit: int, expected: list[str]
) -> None:
    assert claimed(installation, waiting, limit, room) == expected


def test_whether_anything_is_due(installation: Installation, waiting: Mapping[str, int]) -> None:
    del waiting
    with installation.db.read() as session:
        assert claims.any_due(session, START, ["sms"])
        assert claims.any_due(session, later(-40), ["sms"]), "what is low counts too"
        assert not claims.any_due(session, later(-40), ["email"])
        assert not claims.any_due(session, START, ["voice"])


@pytest.mark.parametrize(
    ("item", "about", "to_round"),
    [(None, None, False), ("accounts:17", "accounts:17", False), ("guarantors:5!", "guarantors:5", True),
     ("!", None, True)],
)  # fmt: skip
def test_a_message_says_what_its_round_is_about(
    installation: Installation, item: str | None, about: str | None, to_round: bool
) -> None:
    with installation.db.write() as session:
        account = add_account(session).id
    on_journey(installation)
    with installation.db.write() as session:
        put(session, account, item=item)
        (found,) = claims.claim(session, START, 10, ["sms"])
    assert (found.round, found.to_round) == (about, to_round)


@pytest.mark.parametrize(
    "query",
    [
        "channel = 'sms' AND priority = 1 AND due_at <= now() ORDER BY due_at LIMIT 50",
        "channel IN ('sms', 'letter') AND priority IN (0, 1, 2) AND due_at <= now() LIMIT 1",
    ],
    ids=["a claim", "whether anything is due"],
)
def test_what_waits_for_others_is_not_read(postgres_url: str, query: str) -> None:
    database = Database(postgres_url)
    with database.write() as session:
        session.execute(text("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"))
        statement = f"EXPLAIN SELECT id FROM messages WHERE state = 'queued' AND {query}"  # noqa: S608 - ours
        plan = session.execute(text(statement)).scalars()
        words = "\n".join(plan)
    database.close()
    assert "ix_messages_waiting" in words
    assert "Index Cond: (((channel)::text" in words
    assert "Sort" not in words
