"""The explanation of one run: why somebody is where they are, what comes next and when, and what is in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.insights import labels, waits
from app.insights.blocks import Block, Moment, blocks, of_message
from app.insights.labels import Text
from app.insights.waits import Next
from app.models import Account, Debtor, Halt, Journey, Message, Run, Step, StepState
from app.store import explained, leases
from app.store.explained import Move, Version
from app.store.vocabulary import context
from journeys.asking import TASK_DONE
from journeys.exits import PAID, Listed, label_of, name_of
from journeys.problems import CheckContext
from journeys.workdays import ZONE, zone_of

REASONS = 4  # moves that are told as the reason why somebody is where they are


@dataclass(frozen=True)
class Told:
    """A node that was left, in words."""

    node: str
    label: Text
    port_label: Text | None
    at: datetime


@dataclass(frozen=True)
class Place:
    """Where somebody stands; ``due_at`` is None while only an event, or a person, can move them."""

    node: str
    label: Text
    sentence: Text
    since: datetime
    due_at: datetime | None
    waits_for: list[Text]


@dataclass(frozen=True)
class Explanation:
    """Everything about one run; lists of what happened have the latest first."""

    run: Run
    journey: Journey
    account: Account
    debtor: Debtor
    version: int
    place: Place | None
    end_reason: Text | None
    why: list[Text]
    next: list[Next]
    blocks: list[Block]
    trail: list[Told]
    messages: list[tuple[Message, Mapping[str, str] | None]]


@dataclass(frozen=True)
class _Known:
    """What sentences are made of."""

    versions: Mapping[int, Version]
    words: CheckContext

    def node(self, version_id: int, node: str) -> Text:
        return labels.of_node(self.versions[version_id].graph, node, self.words)


def of_run(session: Session, run_id: int, moment: Moment) -> Explanation:
    """Explain a run; thirteen queries, and one more where somebody has a task for it.

    Raises:
        NotFoundError: there is no such run.
    """
    found = explained.run(session, run_id)
    if found is None:
        raise NotFoundError
    run, journey, account, debtor, step = found
    moves = explained.moves(session, run_id)
    known = _Known(
        explained.versions(session, {run.version_id, *(move.version_id for move in moves)}),
        context(session, frozenset()),
    )
    messages = explained.messages(session, run_id)
    refusals = explained.refusals(session, [message.id for message in messages])
    return Explanation(
        run=run,
        journey=journey,
        account=account,
        debtor=debtor,
        version=known.versions[run.version_id].number,
        place=None if step is None else _place(step, run, moves, known, _until(step, journey, debtor, known, moment)),
        end_reason=labels.of_end(run.end_reason) if run.end_reason else None,
        why=_why(run, moves, known),
        next=[] if step is None else _next(step, journey, known),
        blocks=blocks(
            journey=journey,
            step=step,
            acts=() if step is None else explained.acts(session, run_id),
            halted_by=explained.halted_by(session, journey.id),
            messages=messages,
            refusals=refusals,
            resting=leases.resting(session, moment.wall),
            opted_out=explained.opted_out(session, debtor.id),
            tasks=explained.open_tasks(session, run_id) if _has_task(step) else (),
            moment=moment,
            holds=() if step is None else known.versions[step.version_id].graph.get("holds", ()),
        ),
        trail=[_told(move, known) for move in moves],
        messages=[(message, of_message(message, refusals.get(message.id), moment)) for message in messages],
    )


def _has_task(step: Step | None) -> bool:
    return step is not None and (step.arms is not None or TASK_DONE in (step.waits or "").split())


def _place(step: Step, run: Run, moves: Sequence[Move], known: _Known, until: Text | None) -> Place:
    version = known.versions[step.version_id]
    graph = version.graph
    sentence = known.node(step.version_id, step.node)
    if until is not None:
        sentence = {language: f"{said} ({until[language]})" for language, said in sentence.items()}
    return Place(
        node=step.node,
        label=labels.kind_of(graph, step.node),
        sentence=sentence,
        since=moves[0].at if moves else run.entered_at,
        due_at=explained.due_at(step),
        waits_for=waits.events_of(step, version),
    )


def _until(step: Step, journey: Journey, debtor: Debtor, known: _Known, moment: Moment) -> Text | None:
    """Until when they wait whom only time takes further, in their own time; None of anybody else."""
    version = known.versions[step.version_id]
    if step.until is None or journey.halt is not None or not waits.only_for_time(step, version):
        return None
    return waits.until(step.until, zone_of({ZONE: debtor.time_zone}), moment.now)


def _why(run: Run, moves: Sequence[Move], known: _Known) -> list[Text]:
    """How they came here, the latest first: how it ended, the last moves, and the entry."""
    told = [] if run.end_reason is None else [labels.ended(run.end_reason)]
    passed = [move for move in moves if not labels.is_end(move.port)]
    kept = passed[:REASONS]
    if len(passed) > REASONS and labels.is_start(known.versions[passed[-1].version_id].graph, passed[-1].node):
        kept.append(passed[-1])
    return told + [labels.of_move(known.versions[m.version_id].graph, m.node, m.port, known.words) for m in kept]


def _next(step: Step, journey: Journey, known: _Known) -> list[Next]:
    if journey.halt in {Halt.stopping, Halt.stopped, Halt.archived}:
        return []
    if step.state == StepState.failed:
        return [Next(None, PERSON_NEEDED)]
    version = known.versions[step.version_id]
    if step.state == StepState.frozen:
        return [Next(None, _exit_ahead(listed)) for listed in version.graph.get("exits", [])]
    when = None if journey.halt else step.due_at
    if step.until is None and step.state != StepState.listening:
        sentence = known.node(step.version_id, step.node)
        text = {"es": f"Le toca este paso: {sentence['es']}.", "en": f"This step is next: {sentence['en']}."}
        return [Next(when, text)]
    found = [] if step.until in {None, step.due_at} else [Next(when, LOOKED_AT)]
    found += waits.ways(step, version, known.words, halted=journey.halt is not None)
    return found + [Next(None, _exit_ahead(listed)) for listed in version.graph.get("exits", [])]


def _exit_ahead(listed: Listed) -> Text:
    if listed == PAID:
        return {"es": "Si paga todo, sale del recorrido.", "en": "If everything is paid, leaves the journey."}
    label = label_of(name_of(listed), [listed])
    return {
        "es": f"Si se da «{label['es']}», sale del recorrido.",
        "en": f"If this holds: “{label['en']}”, leaves the journey.",
    }


def _told(move: Move, known: _Known) -> Told:
    graph = known.versions[move.version_id].graph
    label = known.node(move.version_id, move.node)
    return Told(move.node, label, labels.of_port(graph, move.node, move.port), move.at)


PERSON_NEEDED: Text = {
    "es": "Alguien tiene que repetir este paso, saltarlo o sacar a esta persona del recorrido.",
    "en": "Somebody has to replay this step, skip it or take this person off the journey.",
}
LOOKED_AT: Text = {"es": "Se vuelve a mirar este paso.", "en": "This step is looked at again."}
