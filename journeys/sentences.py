"""What the steps of a journey do, each in the sentence of its kind."""

import re

from journeys.asking import TOKEN
from journeys.graph import load_graph
from journeys.kinds import Node
from journeys.problems import CheckContext
from journeys.wording import LANGUAGES, Text


def sentence_of(node: Node, context: CheckContext) -> Text:
    """The sentence on the card of a sound node; tokens in it read as the names of their fields, in square brackets."""
    return {
        language: _named(node.kind.describe(node.settings, language, context), language, context)
        for language in LANGUAGES
    }


def sentences(graph: object, context: CheckContext) -> dict[str, Text]:
    """The sentences of any JSON value taken as a graph, by node; a step whose settings do not fit has none.

    Never raises, whatever the value is.
    """
    nodes = load_graph(graph).graph.nodes
    return {name: sentence_of(node, context) for name, node in nodes.items() if node.sound}


def _named(sentence: str, language: str, context: CheckContext) -> str:
    def name(found: re.Match[str]) -> str:
        field = context.fields.get(found.group(1))
        return found.group() if field is None else f"[{field.labels[language]}]"

    return TOKEN.sub(name, sentence)
