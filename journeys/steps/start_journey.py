"""Start another journey, and wait for its end or not."""

from collections.abc import Mapping
from typing import Any

from journeys.acting import ACT_DONE
from journeys.kinds import NEXT, NO_FIELDS, NO_INFO, Kind, Node, PortRule, Settings
from journeys.problems import CheckContext, Problem, Severity
from journeys.schemas import or_null, setting, settings
from journeys.starting import START
from journeys.walk import Act, Answer, Runner, Stay, Walk
from journeys.wording import Text, fill, say

NOT_STARTED = "not_started"
ENDED = "journey_ended"


class StartJourney(Kind):
    """Puts the account on another journey, unless it is on it already."""

    name = START
    category = "data"
    icon = "player-track-next"
    color = "#4F6D5A"
    labels = say("Iniciar otro recorrido", "Start another journey")
    descriptions = say("Pone la cuenta en otro recorrido.", "Puts the account on another journey.")
    schema = settings(
        {
            "journey": setting(
                or_null({"type": "integer", "minimum": 1}),
                title=say("Recorrido", "Journey"),
                about=say(
                    "El que empieza; su audiencia no se mira, sus salidas sí.",
                    "The one that begins; its audience is not looked at, its exits are.",
                ),
                default=None,
                widget="journey",
            ),
            "wait": setting(
                {"type": "boolean"},
                title=say("Esperar a que termine", "Wait until it ends"),
                about=say("Si no, los dos recorridos siguen a la vez.", "If not, both journeys go on side by side."),
                default=False,
                widget="toggle",
            ),
        },
        required=("journey",),
    )
    port_rules = (NEXT, PortRule(NOT_STARTED, say("No se inició", "Not started")))
    pauses = True

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """The journey must be there, should be live, and must not come back to this one."""
        wanted = node.settings["journey"]
        if wanted is None:
            return [_problem(node, "no_journey", _NONE)]
        known = context.journeys.get(wanted)
        if known is None:
            return [_problem(node, "unknown_journey", _UNKNOWN)]
        problems = []
        if context.own is not None and context.own in _reached(wanted, context):
            problems.append(_problem(node, "starts_itself", _CIRCLE, name=known.name))
        if not known.live:
            problems.append(_problem(node, "journey_not_live", _NOT_LIVE, severity="warning", name=known.name))
        return problems

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """Which one."""
        wanted = settings["journey"]
        if wanted is None:
            return say("Iniciar un recorrido: elija cuál", "Start a journey: choose one")[language]
        known = context.journeys.get(wanted)
        name = str(wanted) if known is None else known.name
        if settings["wait"]:
            return say(f"Iniciar «{name}» y esperar a que termine", f"Start “{name}” and wait for its end")[language]
        return say(f"Iniciar «{name}»", f"Start “{name}”")[language]

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Order the start; then go on, or wait for the end of what was started."""
        details = {"journey": arguments["journey"], "wait": arguments["wait"]}

        def run(walk: Walk) -> Answer:
            if details["wait"] and walk.answer(ENDED) is not None:
                return "next"
            started = walk.answer(ACT_DONE)
            if started is None:
                walk.acts.append(Act(walk.node, walk.seq, START, details))
                return Stay(None, frozenset({ACT_DONE, ENDED}))
            if not started["ok"]:
                return NOT_STARTED
            return Stay(None, frozenset({ENDED})) if details["wait"] else "next"

        return run


def _reached(start: int, context: CheckContext) -> set[int]:
    """Every journey that is started by one, or by those that it starts; itself included."""
    found, waiting = {start}, [start]
    while waiting:
        known = context.journeys.get(waiting.pop())
        new = set() if known is None else known.starts - found
        found |= new
        waiting += new
    return found


def _problem(
    node: Node, code: str, words: tuple[Text, Text], *, severity: Severity = "error", **values: object
) -> Problem:
    return Problem(node.id, code, severity, fill(words[0], **values), words[1], "journey")


_NONE = (
    say("Este paso no dice qué recorrido se inicia.", "This step does not say which journey it starts."),
    say("Elija un recorrido de la lista.", "Choose a journey from the list."),
)
_UNKNOWN = (
    say("El recorrido elegido ya no existe.", "The journey that was chosen does not exist any more."),
    say("Elija otro recorrido.", "Choose another journey."),
)
_CIRCLE = (
    say("«{name}» vuelve a iniciar este recorrido.", "“{name}” starts this journey again."),
    say("Quite uno de los dos pasos que inician al otro.", "Remove one of the two steps that start the other."),
)
_NOT_LIVE = (
    say("«{name}» no está en marcha: nadie entraría en él.", "“{name}” is not running: nobody would enter it."),
    say("Publíquelo o reanúdelo.", "Publish it, or resume it."),
)

KIND = StartJourney()
