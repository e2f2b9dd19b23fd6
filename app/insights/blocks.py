"""What keeps a person on a journey, or a message to them, from going on, in plain words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app import reasons
from app.insights.labels import LANGUAGES
from app.models import Act, ActState, Halt, Journey, Message, MessageState, Refusal, Step, StepState, Task
from app.store.vocabulary import template_infos
from journeys import memory
from journeys.contact import RuleBook
from journeys.exits import Listed, label_of

Words = Mapping[str, str]


@dataclass(frozen=True)
class Moment:
    """When it is explained, and by which contact rules.

    ``now`` is business time; so is ``overdue``, and what was due before it should have been taken long ago.
    """

    now: datetime
    wall: datetime
    overdue: datetime
    rules: RuleBook


@dataclass(frozen=True)
class Block:
    """One thing in the way; ``until`` is when it goes away by itself, None where nobody knows."""

    code: str
    text: Words
    until: datetime | None = None


def blocks(  # noqa: PLR0913 - everything that can be in the way
    *,
    journey: Journey,
    step: Step | None,
    acts: Sequence[Act],
    halted_by: tuple[str, str | None] | None,
    messages: Sequence[Message],
    refusals: Mapping[int, Refusal],
    resting: Collection[str],
    opted_out: Sequence[str],
    moment: Moment,
    tasks: Sequence[Task] = (),
    holds: Sequence[Listed] = (),
) -> list[Block]:
    """All that is in the way, the journey's first. A run that ended can still have a message that is held."""
    found = [*_of_halt(journey, halted_by)] if step is not None else []
    if step is not None:
        found += _of_step(step, moment, halted=journey.halt is not None, holds=holds)
        found += [_of_act(act) for act in acts]
        found += [_of_task(task) for task in tasks]
        found += [Block("opted_out", OPTED_OUT.get(kind, OPTED_OUT_OTHER)) for kind in opted_out]
    for message in messages:
        found += _of_message(message, refusals.get(message.id), resting, moment)
    return found


def of_message(message: Message, refusal: Refusal | None, moment: Moment) -> Words | None:
    """What is the matter with a message; None where nothing is."""
    if refusal is not None and (message.state == MessageState.refused or _deferred(message, refusal, moment.now)):
        return {language: moment.rules.explain(refusal.rule, language) for language in LANGUAGES}
    return reasons.read(message.error)


def _of_halt(journey: Journey, halted_by: tuple[str, str | None] | None) -> Iterator[Block]:
    if journey.halt is None:
        return
    actor, name = halted_by or ("", None)
    code, alone, with_name = HALTS[Halt(journey.halt)]
    why = reasons.read(journey.halt_reason) if actor == GUARD else _as_written(journey.halt_reason)
    text = {}
    for language in LANGUAGES:
        said = alone[language] if name is None else with_name[language].format(who=name)
        reason = why[language].rstrip(".") if why else ""
        text[language] = f"{said}. {REASON[language].format(reason=reason)}" if reason else f"{said}."
    yield Block(code, text)


def _as_written(text: str | None) -> Words | None:
    return None if text is None else dict.fromkeys(LANGUAGES, text)


def _of_step(step: Step, moment: Moment, *, halted: bool, holds: Sequence[Listed]) -> Iterator[Block]:
    if step.state == StepState.frozen:
        yield Block(
            "on_hold", {language: ON_HOLD[language].format(why=_hold(step, holds)[language]) for language in LANGUAGES}
        )
    elif step.state == StepState.failed:
        yield Block("step_failed", reasons.read(step.error) or NO_REASON)
    elif step.state == StepState.due and step.due_at <= moment.overdue and not halted:
        yield Block("overdue", OVERDUE)


def _hold(step: Step, holds: Sequence[Listed]) -> Words:
    """What keeps a frozen person in place, as the journey calls it."""
    hold = memory.read(memory.Token(step.node, 0, None, 0), step.memory)
    return {"es": "…", "en": "…"} if hold is None else label_of(hold.name, holds)


def _of_act(act: Act) -> Block:
    why = reasons.read(act.error) or {"es": "", "en": ""}
    if act.state == ActState.failed:
        return Block("act_failed", {language: ACT_FAILED[language].format(why=why[language]) for language in LANGUAGES})
    return Block("act_later", {language: why[language] for language in LANGUAGES}, act.due_at)


def _of_task(task: Task) -> Block:
    """Somebody has to do something first; it goes away by itself with the deadline."""
    return Block(f"task_{task.kind}", TASKS.get(task.kind, TASKS["call"]), task.due_at)


def _of_message(message: Message, refusal: Refusal | None, resting: Collection[str], moment: Moment) -> Iterator[Block]:
    why = of_message(message, refusal, moment)
    if message.state in STOPPED:
        code, words = STOPPED[MessageState(message.state)]
        yield Block(code, _about(message, words, why))
    elif refusal is not None and _deferred(message, refusal, moment.now):
        yield Block("message_deferred", _about(message, DEFERRED, why), message.due_at)
    elif message.state == MessageState.queued and _is_down(message, resting):
        yield Block("channel_down", _about(message, DOWN, None))


def _deferred(message: Message, refusal: Refusal, now: datetime) -> bool:
    return message.state == MessageState.queued and refusal.until is not None and message.due_at > now


def _is_down(message: Message, resting: Collection[str]) -> bool:
    return message.channel in resting or (message.error or "").partition(":")[0] in DOWN_CODES


def _about(message: Message, words: Words, why: Words | None) -> dict[str, str]:
    template = template_infos().get(message.template)
    said = {}
    for language, sentence in words.items():
        name = message.template if template is None else template.labels.get(language, message.template)
        said[language] = sentence.format(name=name) + (f" {why[language]}" if why else "")
    return said


TASKS: dict[str, Words] = {
    "call": {
        "es": "Un agente tiene que llamar.",
        "en": "An agent has to call.",
    },
    "approval": {
        "es": "Un supervisor tiene que decidir.",
        "en": "A supervisor has to decide.",
    },
}
HALTS: dict[Halt, tuple[str, Words, Words]] = {
    Halt.paused: (
        "journey_paused",
        {"es": "El recorrido está en pausa", "en": "The journey is paused"},
        {"es": "{who} puso el recorrido en pausa", "en": "{who} paused the journey"},
    ),
    Halt.stopping: (
        "journey_stopping",
        {"es": "El recorrido se está deteniendo", "en": "The journey is being stopped"},
        {"es": "{who} está deteniendo el recorrido", "en": "{who} is stopping the journey"},
    ),
    Halt.stopped: (
        "journey_stopped",
        {"es": "El recorrido está detenido", "en": "The journey is stopped"},
        {"es": "{who} detuvo el recorrido", "en": "{who} stopped the journey"},
    ),
    Halt.archived: (
        "journey_archived",
        {"es": "El recorrido está archivado", "en": "The journey is archived"},
        {"es": "{who} archivó el recorrido", "en": "{who} archived the journey"},
    ),
}
REASON: Words = {"es": "Motivo: {reason}.", "en": "Reason: {reason}."}
GUARD = "guard"  # its reason is a code, and says that it was the blast guard
ON_HOLD: Words = {
    "es": "En espera: «{why}». Sigue desde aquí cuando deje de ser así.",
    "en": "On hold: “{why}”. Goes on from here once that is no longer so.",
}
NO_REASON: Words = {"es": "No se pudo mover; no se sabe por qué.", "en": "Could not be moved; nobody knows why."}
OVERDUE: Words = {
    "es": "Ya tendría que haber seguido y nadie lo ha tomado todavía. Mire en Operaciones si hay algo parado.",
    "en": "Should have gone on by now, and nobody has taken it yet. Look at Operations for what stands still.",
}
OPTED_OUT: dict[str, Words] = {
    "email": {"es": "Pidió no recibir más emails.", "en": "Asked for no more email."},
    "mobile": {"es": "Pidió no recibir más mensajes en su teléfono.", "en": "Asked for no more messages to the phone."},
    "postal": {"es": "Pidió no recibir más cartas.", "en": "Asked for no more letters."},
}
OPTED_OUT_OTHER: Words = {"es": "Pidió no recibir más mensajes.", "en": "Asked for no more messages."}
STOPPED: dict[MessageState, tuple[str, Words]] = {
    MessageState.held: (
        "message_held",
        {"es": "El mensaje «{name}» está retenido.", "en": "The message “{name}” is held."},
    ),
    MessageState.refused: (
        "message_refused",
        {"es": "El mensaje «{name}» no se puede enviar.", "en": "The message “{name}” may not be sent."},
    ),
    MessageState.unknown: (
        "message_unknown",
        {
            "es": "No se sabe si el mensaje «{name}» salió.",
            "en": "Nobody knows whether the message “{name}” went out.",
        },
    ),
    MessageState.failed: (
        "message_failed",
        {"es": "El mensaje «{name}» no se pudo enviar.", "en": "The message “{name}” could not be sent."},
    ),
}
DEFERRED: Words = {
    "es": "El mensaje «{name}» espera a que se permita enviarlo.",
    "en": "The message “{name}” waits until it may be sent.",
}
DOWN: Words = {
    "es": "El mensaje «{name}» espera a que responda el canal; se intentará de nuevo.",
    "en": "The message “{name}” waits until its channel answers; it will be tried again.",
}
DOWN_CODES = frozenset(
    {
        *("channel_down", "server_down", "server_login"),
        *("gateway_down", "gateway_login", "letters_off", "folder_shut"),
    }
)
ACT_FAILED: Words = {
    "es": "Lo que pide este paso no se pudo hacer: {why} Alguien tiene que repetirlo o saltarlo.",
    "en": "What this step asks for could not be done: {why} Somebody has to replay it or skip it.",
}
