"""The story of one debtor: runs, moves, messages, events and payments, merged, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app import reasons
from app.insights import labels
from app.insights.labels import Text
from app.models import Event, Message, MessageState, Payment, Run
from app.store import timeline as rows
from app.store.acts import ACT_DONE
from app.store.receipts import REPLIED
from app.store.vocabulary import context
from journeys.asking import TASK_DONE
from journeys.problems import CheckContext

# A message's own entry says how it stands; the events about it would say so again.
TOLD_BY_MESSAGES = frozenset({"message_sent", "message_failed"})
FAILED = frozenset({MessageState.held, MessageState.failed, MessageState.unknown})
LAST = 1_000_000  # above every order that a move can have
Graphs = Mapping[int, dict[str, Any]]


@dataclass(frozen=True)
class Entry:
    """One thing that happened. ``kind`` is entered, left, ended, message, event or payment."""

    at: datetime
    kind: str
    label: Text
    account_ref: str
    detail: Mapping[str, str] | None = None
    journey: str | None = None
    node: str | None = None
    message_id: int | None = None
    order: int = 0  # among what happened at the same instant: what came first has the smaller number


def of_debtor(session: Session, debtor_id: int) -> list[Entry]:
    """The story of a debtor, at most ``rows.LONGEST`` entries of it; eight queries."""
    runs = rows.runs(session, debtor_id)
    moves = rows.moves(session, debtor_id)
    graphs = rows.graphs(session, {move.history.version_id for move in moves})
    entries = [
        *_of_runs(runs),
        *_of_moves(moves, graphs, context(session, frozenset())),
        *_of_messages(rows.messages(session, debtor_id)),
        *_of_money(rows.events(session, debtor_id), rows.payments(session, debtor_id)),
    ]
    entries.sort(key=lambda entry: (entry.at, entry.order), reverse=True)
    return entries[: rows.LONGEST]


def _of_runs(found: Sequence[Row[Run, str, str]]) -> Iterator[Entry]:
    for run, journey, account in found:
        yield Entry(run.entered_at, "entered", labels.ENTERED, account, journey=journey)
        if run.ended_at is not None:
            why = labels.of_end(run.end_reason) if run.end_reason else None
            yield Entry(run.ended_at, "ended", labels.ENDED, account, why, journey, order=LAST)


def _of_moves(found: Sequence[rows.Move], graphs: Graphs, known: CheckContext) -> Iterator[Entry]:
    newest = len(found)
    for place, moved in enumerate(found):
        move = moved.history
        graph = graphs.get(move.version_id)
        if labels.is_end(move.port) or labels.is_start(graph, move.node):  # the run's own entries tell both
            continue
        label = labels.of_node(graph, move.node, known)
        detail = labels.of_port(graph, move.node, move.port)
        yield Entry(move.at, "left", label, moved.account, detail, moved.journey, move.node, order=newest - place)


def _of_messages(found: Sequence[Row[Message, str, str]]) -> Iterator[Entry]:
    for message, journey, account in found:
        yield Entry(
            message.sent_at or message.created_at,
            "message",
            labels.MESSAGES[message.state],
            account,
            _about(message),
            journey,
            message.node,
            message.id,
            order=LAST - 1,
        )


def _about(message: Message) -> Mapping[str, str] | None:
    if message.state in FAILED:
        return reasons.read(message.error)
    return {"es": message.subject, "en": message.subject} if message.subject else None


def _of_money(found: Sequence[Row[Event, str]], payments: Sequence[Row[Payment, str]]) -> Iterator[Entry]:
    """Events, those about a payment with its amount; and payments that no event tells of."""
    by_id: dict[int, Payment] = {payment.id: payment for payment, _ in payments}
    told: set[int] = set()
    for event, account in found:
        if event.kind == ACT_DONE:  # the move that it led to says so
            continue
        if event.kind in TOLD_BY_MESSAGES and event.message_id is not None:
            continue
        payment = by_id.get(event.data.get("payment_id", 0))
        if payment is not None:
            told.add(payment.id)
        yield _of_event(event, account, payment)
    for payment, account in payments:
        if payment.id not in told:
            amount = labels.of_money(payment.amount, payment.currency)
            label = labels.PAYMENTS[payment.state]
            yield Entry(payment.settled_at or payment.started_at, "payment", label, account, amount, order=LAST - 1)


def _outcome(event: Event) -> Text | None:
    """What came of a task; None of other events, and where a person was erased."""
    label = event.data.get("label")
    return {"es": label, "en": event.data.get("label_en", label)} if event.kind == TASK_DONE and label else None


def _written(event: Event) -> Text | None:
    """What somebody wrote back; None of other events."""
    text = event.data.get("text") if event.kind == REPLIED else None
    return {"es": f"«{text}»", "en": f"“{text}”"} if text else None


def _of_event(event: Event, account: str, payment: Payment | None) -> Entry:
    amount = None if payment is None else labels.of_money(payment.amount, payment.currency)
    return Entry(
        event.at,
        "event" if payment is None else "payment",
        labels.of_event(event.kind),
        account,
        amount or _outcome(event) or _written(event),
        message_id=event.message_id,
        order=LAST - 1,
    )
