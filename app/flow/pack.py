"""Exporting: a journey with all that it takes, read from the database."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.flow.bundle import MOST_JOURNEYS, Bundle, BundleError, NamedCondition, OwnField
from app.store import drafts, fields, segments, templates
from journeys.references import mentioned, references, renamed
from journeys.wording import fill, say
from renderers.sources import words_of

Graph = Mapping[str, Any]


def pack(session: Session, journey_id: int, *, draft: bool) -> Bundle:
    """A journey with its templates, segments, own fields, and the journeys that it starts.

    Its draft, or what was published, else its draft. Of the others what was published, else their draft.

    Raises:
        NotFoundError: there is no such journey.
        BundleError: it brings more journeys along than fit into a file.
    """
    graphs = _graphs(session, journey_id, draft=draft)
    numbers = {one: place for place, one in enumerate(graphs, 1)}
    used = dict.fromkeys(one for graph in graphs.values() for one in references(graph, "segment"))
    named = {one.id: NamedCondition(one.name, one.condition) for one in segments.every(session) if one.id in used}
    order = {one: place for place, one in enumerate((one for one in used if one in named), 1)}
    names: Any = {"journey": numbers, "segment": order}
    keys = dict.fromkeys(key for graph in graphs.values() for key in references(graph, "template"))
    there = templates.of_keys(session, keys)
    found = {key: there[key] for key in keys if key in there}
    conditions = {order[one]: named[one] for one in order}
    texts = [words_of(source) for one in found.values() for source in one.sources.values()]
    return Bundle(
        journeys={numbers[one]: renamed(graph, names) for one, graph in graphs.items()},
        segments=conditions,
        templates=found,
        fields=_fields(session, [*graphs.values(), *(one.condition for one in conditions.values()), *texts]),
    )


def _graphs(session: Session, journey_id: int, *, draft: bool) -> dict[int, Graph]:
    """The journey, and those that it starts, and those that these start; a journey that is gone is left out."""
    found = {journey_id: _graph(session, journey_id, draft=draft)}
    waiting = [journey_id]
    while waiting:
        for other in references(found[waiting.pop(0)], "journey"):
            if other in found:
                continue
            try:
                found[other] = _graph(session, other, draft=False)
            except NotFoundError:
                continue
            waiting.append(other)
            if len(found) > MOST_JOURNEYS:
                raise BundleError(fill(_TOO_MANY, most=MOST_JOURNEYS))
    return found


def _graph(session: Session, journey_id: int, *, draft: bool) -> Graph:
    journey, version, _, _ = drafts.get(session, journey_id)
    return journey.draft if draft or version is None else version.graph


def _fields(session: Session, parts: Iterable[object]) -> dict[str, OwnField]:
    """The fields of the customer's own that these mention, by name."""
    own = fields.own(session)
    names = sorted(frozenset().union(*(mentioned(one) for one in parts)) & own.keys())
    return {name: OwnField(name, own[name].type, dict(own[name].labels), own[name].personal) for name in names}


_TOO_MANY = say(
    "Este recorrido inicia otros, y estos otros más: en un archivo caben {most}.",
    "This journey starts others, and these start more: {most} fit into a file.",
)
