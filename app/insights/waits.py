"""What somebody waits for, in words: events, a moment in their own time, and where each way out leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from app.insights import labels
from app.insights.labels import LANGUAGES, Text
from app.models import Step, StepState
from app.store.acts import ACT_DONE
from app.store.explained import Version
from journeys import memory
from journeys.asking import OVERDUE, TASK_DONE
from journeys.events import EVENTS
from journeys.exits import EXITS
from journeys.kinds import Ahead
from journeys.problems import CheckContext
from journeys.steps.wait import NO_DATE
from journeys.steps.wait_event import ALL, DONE

DAYS = {"es": "EEEE d 'de' MMMM", "en": "EEEE d MMMM"}
DAYS_OF_A_YEAR = {"es": "EEEE d 'de' MMMM 'de' y", "en": "EEEE d MMMM y"}


@dataclass(frozen=True)
class Next:
    """What may happen next; ``when`` is None for what somebody has to do first."""

    when: datetime | None
    text: Text


def events_of(step: Step, version: Version) -> list[Text]:
    """The events that would wake them: those of the node that are still to come, then those that end the journey."""
    if step.state == StepState.failed:
        return []
    waits = (step.waits or "").split()
    if step.state == StepState.frozen:
        return [LIFTED, *(labels.of_end(f"exit:{kind}") for kind in waits if kind in EXITS)]
    if labels.ahead_of(version.graph, step.node, waits):
        awaited = [kind for kind in EVENTS if kind in waits and kind not in {TASK_DONE, ACT_DONE}]
        return [*([WHAT_IT_ASKED] if ACT_DONE in waits else []), *(_of_awaited(kind, version) for kind in awaited)]
    ports = labels.ports_of(version.graph, step.node)
    named = _named(step, version) or [port for port in ports if port in waits]
    own = [labels.of_event(kind) for kind in _still_to_come(named, step, version)]
    own += [WHAT_IT_ASKED] if ACT_DONE in waits else []
    exits = [labels.of_end(f"exit:{kind}") for kind in waits if kind not in named and kind in EXITS]
    return own + exits


def _of_awaited(kind: str, version: Version) -> Text:
    """One of the events that somebody waits for; what also ends the journey is called as that end."""
    return labels.of_end(f"exit:{kind}") if kind in version.graph.get("exits", []) else labels.of_event(kind)


def only_for_time(step: Step, version: Version) -> bool:
    """Whether nothing that happens takes them off their step, but for the end of the journey."""
    if step.state != StepState.due or step.until is None or step.arms is not None:
        return False
    waits = set((step.waits or "").split())
    return ACT_DONE not in waits and not _named(step, version) and len(_wired(step, version)) == 1


def until(moment: datetime, zone: ZoneInfo, now: datetime) -> Text:
    """Until when, as the person's own clock shows it: ``until Monday 2 March at 09:00 in their time``."""
    local = moment.astimezone(zone)
    patterns = DAYS if local.year == now.astimezone(zone).year else DAYS_OF_A_YEAR
    day = {language: format_datetime(local, patterns[language], locale=language) for language in LANGUAGES}
    return {
        "es": f"hasta el {day['es']} a las {local:%H:%M}, en su hora",
        "en": f"until {day['en']} at {local:%H:%M} in their time",
    }


def ways(step: Step, version: Version, known: CheckContext, *, halted: bool) -> list[Next]:
    """Where each way out of the node they wait on leads, and when it is taken."""
    waits = set((step.waits or "").split())
    wired = _wired(step, version)
    told = labels.ahead_of(version.graph, step.node, waits)
    if told:
        return [_ahead(one, step, version, known, halted=halted) for one in told if not one.timed or step.until]
    named = labels.ports_of(version.graph, step.node)
    several = bool(_named(step, version))
    found = []
    for port in sorted(wired, key=[*named, *wired].index):
        target = labels.of_target(version.graph, wired[port], known)
        name = named.get(port, {"es": port, "en": port})
        if port in waits:
            found.append(Next(None, _after_event(name, target)))
        elif several and port == DONE:
            found.append(Next(None, _after_events(target)))
        elif _is_answer(port, step):
            found.append(Next(None, _after_act(name, target, alone=len(wired) == 1)))
        else:
            found.append(Next(None if halted else step.until, _after_time(name, target, alone=len(wired) == 1)))
    return found


def _ahead(one: Ahead, step: Step, version: Version, known: CheckContext, *, halted: bool) -> Next:
    """What the kind of the node itself says, and where that leads."""
    text = {language: f"{one.case[language]}." for language in LANGUAGES}
    if one.port is not None:
        target = labels.of_target(version.graph, version.ports(step.node)[one.port], known)
        text = {
            "es": f"{one.case['es']}, sigue con: {target['es']}.",
            "en": f"{one.case['en']}, goes on with: {target['en']}.",
        }
    return Next(step.until if one.timed and not halted else None, text)


def _is_answer(port: str, step: Step) -> bool:
    """Whether somebody leaves by this port upon what came of a task or an act, and not because time ran out."""
    waits = (step.waits or "").split()
    return (TASK_DONE in waits and port != OVERDUE) or (ACT_DONE in waits and step.until is None)


def _wired(step: Step, version: Version) -> Mapping[str, str]:
    """Where the ways out lead; whoever waits until a date has one, so the way of those without is none of theirs."""
    found = version.ports(step.node)
    kept = {port: target for port, target in found.items() if port != NO_DATE}
    return kept if step.until is not None and kept else found


def _named(step: Step, version: Version) -> list[str]:
    """The events that the settings of the node name."""
    listed = labels.setting_of(version.graph, step.node, "events") or []
    return [kind for kind in listed if isinstance(kind, str)]


def _still_to_come(named: list[str], step: Step, version: Version) -> list[str]:
    """Where all of several events are waited for, those that have not happened."""
    if labels.setting_of(version.graph, step.node, "mode") != ALL:
        return named
    token = memory.Token(step.node, 0, None, 0)
    memory.read(token, step.memory)
    heard = token.notes.get(step.node, {})
    return [kind for kind in named if kind not in heard]


def _after_event(name: Text, target: Text) -> Text:
    return {
        "es": f"Si ocurre «{name['es']}», sigue con: {target['es']}.",
        "en": f"If “{name['en']}” happens, goes on with: {target['en']}.",
    }


def _after_events(target: Text) -> Text:
    return {
        "es": f"Cuando haya ocurrido lo que espera, sigue con: {target['es']}.",
        "en": f"When what is waited for has happened, goes on with: {target['en']}.",
    }


def _after_act(name: Text, target: Text, *, alone: bool) -> Text:
    if alone:
        return {
            "es": f"Cuando esté hecho, sigue con: {target['es']}.",
            "en": f"When it is done, goes on with: {target['en']}.",
        }
    return {
        "es": f"Según lo que resulte («{name['es']}»), sigue con: {target['es']}.",
        "en": f"Depending on what comes of it (“{name['en']}”), goes on with: {target['en']}.",
    }


def _after_time(name: Text, target: Text, *, alone: bool) -> Text:
    if alone:
        return {"es": f"Sigue con: {target['es']}.", "en": f"Goes on with: {target['en']}."}
    return {
        "es": f"Si se cumple el plazo («{name['es']}»), sigue con: {target['es']}.",
        "en": f"If the time limit passes (“{name['en']}”), goes on with: {target['en']}.",
    }


LIFTED: Text = {
    "es": "Que se levante lo que tiene a la persona en espera",
    "en": "What holds the person is lifted",
}
WHAT_IT_ASKED: Text = {
    "es": "Que se haga lo que pide este paso",
    "en": "What this step asks for to be done",
}
