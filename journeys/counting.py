"""Whether what a journey waits for, or asks about, is ever counted: opens and clicks of mails can be switched off."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from journeys.events import label_of
from journeys.graph import Graph, Ways, reached
from journeys.kinds import Node
from journeys.problems import CheckContext, Problem
from journeys.sense import named
from journeys.wording import LANGUAGES, fill, say

EMAIL = "email"
OPENED, CLICKED = "message_opened", "message_clicked"
UNHEARD: Mapping[str, frozenset[str]] = {
    OPENED: frozenset({"sms", "voice", "letter"}),
    CLICKED: frozenset({"voice", "letter"}),
}
"""Channels of which nobody ever tells it. Of emails we count it ourselves; of others their provider may report it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """An event that a step waits for, or that a condition asks about: then ``channel`` may be the only one it means."""

    event: str
    setting: str
    waits: bool = False
    channel: str | None = None


def check_counting(graph: Graph, context: CheckContext) -> list[Problem]:
    """What is waited for, or asked about, though it is counted of none of the messages that could bring it."""
    nodes = graph.nodes.values()
    back = _back(graph)
    problems = []
    for node in nodes:
        asked = [*_waited(node), *_asked(node, context)] if node.sound else []
        before = reached(back[node.id], back) if asked else set()  # itself, too, where a line leads back to it
        sends = [one for one in nodes if one.id in before]
        problems += [problem for one in asked for problem in _uncounted(node.id, one, sends, context)]
    for setting, listed in (("exits", graph.exits), ("holds", graph.holds)):
        own = (leaf for one in listed if not isinstance(one, str) for leaf in _leaves(one["when"], setting))
        problems += [problem for one in own for problem in _uncounted(None, one, nodes, context)]
    return problems


def _waited(node: Node) -> Iterator[_Asked]:
    """The opens and clicks that a step waits for, or lets people in by."""
    for widget in ("events", "event"):
        for setting in named(node, widget):
            events = node.settings[setting]
            for event in [events] if isinstance(events, str) else events or ():
                if event in UNHEARD:
                    yield _Asked(event, setting, waits=True)


def _asked(node: Node, context: CheckContext) -> Iterator[_Asked]:
    """Those that the conditions of a step ask about, and that of the segment which it lets in."""
    for setting, value in node.settings.items():
        yield from _leaves(value, setting)
    segment = node.settings.get("segment")
    if isinstance(segment, int) and segment in context.segments:
        yield from _leaves(context.segments[segment].condition, "segment")


def _leaves(value: object, setting: str) -> Iterator[_Asked]:
    """What any part of some settings asks about the past."""
    if isinstance(value, Mapping):
        if "op" in value and value.get("event") in UNHEARD:
            yield _Asked(value["event"], setting, channel=value.get("channel"))
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _leaves(part, setting)


def _back(graph: Graph) -> Ways:
    """The steps from which people come to each step."""
    back: dict[str, list[str]] = {name: [] for name in graph.ids}
    for edge in graph.edges:
        if edge.source in back and edge.target in back:
            back[edge.target].append(edge.source)
    return back


def _uncounted(node: str | None, asked: _Asked, passed: Iterable[Node], context: CheckContext) -> list[Problem]:
    """The warning where nothing that could bring this is counted; without such a send, where nothing ever is here."""
    sends = [one for one in passed if _could_bring(one, asked)]
    off = asked.event in context.uncounted
    if not all(_is_uncounted(one, asked.event, context) for one in sends):
        return []
    if not sends and not (off and _only_emails(asked, context)):
        return []
    templates = [context.templates[key] for key in dict.fromkeys(one.settings["template"] for one in sends)]
    names = {language: ", ".join(one.labels.get(language, one.key) for one in templates) for language in LANGUAGES}
    words = (_WAITS if asked.waits else _ASKS)[0 if sends else 1]
    message = fill(words, event=label_of(asked.event), templates=names)
    return [Problem(node, "never_counted", "warning", message, _SWITCHED_OFF if off else _BRAND, asked.setting)]


def _could_bring(node: Node, asked: _Asked) -> bool:
    """Whether a step writes to the debtor over a channel of which this may be heard."""
    channel = node.kind.channel
    if channel is None or channel in UNHEARD[asked.event] or node.settings.get("to") == "round":
        return False
    return asked.channel in (None, channel)


def _is_uncounted(node: Node, event: str, context: CheckContext) -> bool:
    """Whether this is counted of no message that a step writes; who knows of one that is not finished yet."""
    template = context.templates.get(str(node.settings.get("template")))
    if node.kind.channel != EMAIL or template is None or not node.sound:
        return False
    return event in context.uncounted or event in template.uncounted


def _only_emails(asked: _Asked, context: CheckContext) -> bool:
    """Whether this could be heard of nothing but emails here."""
    channels = context.channels if asked.channel is None else {asked.channel}
    return channels - UNHEARD[asked.event] <= {EMAIL}


_WAITS = (
    say(
        "Espera «{event}», y eso no se cuenta en ninguno de los mensajes que la persona recibe antes ({templates}): "
        "nadie seguirá por ahí.",
        "It waits for “{event}”, and that is counted of none of the messages that people get before ({templates}): "
        "nobody will go on by it.",
    ),
    say(
        "Espera «{event}», y aquí eso no se cuenta en ningún email: nadie seguirá por ahí.",
        "It waits for “{event}”, and here that is counted of no email: nobody will go on by it.",
    ),
)
_ASKS = (
    say(
        "Una condición pregunta por «{event}», y eso no se cuenta en ninguno de los mensajes que la persona recibe "
        "antes ({templates}): solo valdrían los de otros recorridos.",
        "A condition asks about “{event}”, and that is counted of none of the messages that people get before "
        "({templates}): only those of other journeys would count.",
    ),
    say(
        "Una condición pregunta por «{event}», y aquí eso no se cuenta en ningún email.",
        "A condition asks about “{event}”, and here that is counted of no email.",
    ),
)
_BRAND = say(
    "Actívelo en el kit de marca de esas plantillas, o use otro evento, como «Abrió la página» o «Pagó».",
    "Turn it on in the brand kit of those templates, or use another event, such as “Opened the page” or “Paid”.",
)
_SWITCHED_OFF = say(
    "La instalación lo tiene apagado (CAUCE_TRACKING o CAUCE_UNTRACKED). Use otro evento, como «Abrió la página» o "
    "«Pagó».",
    "The installation has it switched off (CAUCE_TRACKING or CAUCE_UNTRACKED). Use another event, such as “Opened the "
    "page” or “Paid”.",
)
