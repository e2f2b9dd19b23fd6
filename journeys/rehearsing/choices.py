"""What may be pretended at a pause: what the step waits for first, then what else may happen to anybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from journeys.asking import outcomes_of, settings_of
from journeys.events import EVENTS, is_event, label_of
from journeys.exits import BALANCE, EXITS
from journeys.rehearsing.happenings import ANSWER, Happening
from journeys.rehearsing.rehearsal import Rehearsal
from journeys.rehearsing.settling import OPEN_OFFER
from journeys.wording import Text, say

Group = Literal["waited", "task", "money", "message", "flag"]

AGREED = {
    "plan_confirmed": ("plan", "confirmed"),
    "plan_declined": ("plan", "declined"),
    "offer_accepted": ("offer", "accepted"),
    "offer_declined": ("offer", "declined"),
}
ACTIONS = {"paid": "pays", "promise_made": "promises"}
OF_MESSAGE = ("message_delivered", "message_opened", "message_clicked", "message_replied", "message_bounced")
ON_PAGE = ("page_opened", "verified", "payment_failed", "help_requested")
CALL_BACK = "call_back"
FOLLOWING = ("promise_", "plan_", "offer_", "instalment_", "message_sent")
"""What follows from something else that is pretended, and never just happens."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be pretended, how people call it, and among what it stands."""

    happening: Happening
    label: Text
    group: Group


def choices(rehearsal: Rehearsal, graph: Mapping[str, Any]) -> list[Choice]:
    """What may be pretended now, each once; nothing once the journey ended."""
    if rehearsal.stand is None:
        return []
    fields = rehearsal.supposed.fields(rehearsal.now)
    found: dict[Happening, Choice] = {}
    for choice in (
        *_answers(rehearsal),
        *_tasks(rehearsal, graph),
        *_waited(rehearsal, fields),
        *_money(fields),
        *_messages(rehearsal),
        *_flags(fields),
    ):
        found.setdefault(choice.happening, choice)
    return list(found.values())


def _answers(rehearsal: Rehearsal) -> Iterator[Choice]:
    if rehearsal.calls:
        yield Choice(Happening(ANSWER, "done"), say("El otro sistema responde", "The other system answers"), "waited")
        failed = say("El otro sistema no responde", "The other system does not answer")
        yield Choice(Happening(ANSWER, "failed"), failed, "waited")
    for act in rehearsal.started:
        ended = Happening("ended", node=act.node, visit=act.visit)
        yield Choice(ended, say("Termina el otro recorrido", "The other journey ends"), "waited")


def _tasks(rehearsal: Rehearsal, graph: Mapping[str, Any]) -> Iterator[Choice]:
    for node, visit in rehearsal.tasks:
        for port in outcomes_of(graph, node):
            again = port.name == CALL_BACK and _calls_again(rehearsal, graph, node, visit)
            yield Choice(Happening("task", port.name, node=node, visit=visit, again=again), port.labels, "task")


def _calls_again(rehearsal: Rehearsal, graph: Mapping[str, Any], node: str, visit: int) -> bool:
    """Whether a call that is to be made again keeps its task."""
    settings = settings_of(graph, node) or {}
    own = {"node": node, "visit": visit, "again": True}
    made = sum(one.data == {**one.data, **own} for one in rehearsal.supposed.events)
    return bool(settings.get("call_back_again")) and made < settings["call_backs"]


def _waited(rehearsal: Rehearsal, fields: Mapping[str, Any]) -> Iterator[Choice]:
    """What the step waits for, in the order of the list of events, the customer's own last."""
    waits = rehearsal.waits
    own = sorted(kind for kind in waits if is_event(kind) and kind not in EVENTS)
    for kind in [*(name for name, event in EVENTS.items() if name in waits and event.offered), *own]:
        if kind in AGREED:
            wanted = [one for one in _answers_to(fields) if one.happening == Happening(*AGREED[kind])]
        elif kind in ACTIONS:
            wanted = [one for one in _money(fields) if one.happening.kind == ACTIONS[kind]]
        elif kind in EXITS:
            wanted = [one for one in _flags(fields) if one.happening == Happening("flag", kind)]
        else:
            wanted = [] if kind.startswith(FOLLOWING) else [Choice(Happening("event", kind), label_of(kind), "waited")]
        yield from (replace(one, group="waited") for one in wanted)


def _money(fields: Mapping[str, Any]) -> Iterator[Choice]:
    owed = fields.get(BALANCE, 0)
    if owed > 0:
        yield Choice(Happening("pays"), say("Paga todo lo que debe", "Pays all that is owed"), "money")
        yield from _pays_offer(fields)
        if owed > 1:
            half = Happening("pays", amount=owed // 2)
            yield Choice(half, say("Paga la mitad", "Pays half of it"), "money")
        yield Choice(Happening("promises"), say("Promete pagar en 7 días", "Promises to pay in 7 days"), "money")
    yield from _answers_to(fields)


def _pays_offer(fields: Mapping[str, Any]) -> Iterator[Choice]:
    if fields.get("offer.state") in OPEN_OFFER:
        pays = Happening("pays", amount=fields["offer.amount"])
        yield Choice(pays, say("Paga la quita ofrecida", "Pays the settlement that is offered"), "money")


def _answers_to(fields: Mapping[str, Any]) -> Iterator[Choice]:
    """How the person may answer what was offered to them."""
    if fields.get("plan.state") == "offered":
        for state in ("confirmed", "declined"):
            yield Choice(Happening("plan", state), label_of(f"plan_{state}"), "money")
    if fields.get("offer.state") in OPEN_OFFER:
        for state in ("accepted", "declined"):
            if fields["offer.state"] != state:
                yield Choice(Happening("offer", state), label_of(f"offer_{state}"), "money")


def _messages(rehearsal: Rehearsal) -> Iterator[Choice]:
    sent = any(mail.sent_at is not None for mail in rehearsal.mails)
    for kind in (*(OF_MESSAGE if sent else ()), *ON_PAGE):
        yield Choice(Happening("event", kind), label_of(kind), "message")


def _flags(fields: Mapping[str, Any]) -> Iterator[Choice]:
    for flag, known in EXITS.items():
        if not known.may_hold:
            continue
        if fields.get(known.field) is True:
            spanish, english = (known.labels[language].lower() for language in ("es", "en"))
            cleared = say(f"Ya no: {spanish}", f"No longer: {english}")
            yield Choice(Happening("unflag", flag), cleared, "flag")
        else:
            yield Choice(Happening("flag", flag), known.labels, "flag")
