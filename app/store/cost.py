"""What it costs to count who meets a condition: why it is slow, and what would make it fast, in words."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.models import Search
from app.store import agreed, field_indexes, oldest
from app.store.fields import Field, all_fields
from app.store.operands import CONTACTS
from journeys.conditions import leaves_of
from journeys.events import label_of
from journeys.wording import fill, say

Speed = Literal["fast", "fair", "slow"]

FAST, FAIR = 0.5, 2.0  # seconds up to which people call it so
_DRIVEN = frozenset({"eq", "in", "gt", "gte", "lt", "lte"})  # what an index on a field finds

EVER = say(
    "«{what}» mira todo el pasado. Con un plazo («en los últimos 30 días») se leerían menos acontecimientos.",
    "“{what}” looks at the whole past. With a period (“in the last 30 days”) fewer events would be read.",
)
OWN = say(
    "«{field}» es un campo propio que se lee cuenta por cuenta. Administración puede hacerlo rápido de buscar.",
    "“{field}” is a field of your own that is read account by account. An administrator can make it fast to search.",
)
MAKING = say(
    "«{field}» se está haciendo rápido de buscar.",
    "“{field}” is just being made fast to search.",
)
INSIDE = say(
    "«{field}» se lee cuenta por cuenta con esta comparación. Con «es», «mayor» o «menor» puede ser más rápido.",
    "“{field}” is read account by account with this comparison. “Is”, “more” or “less” can be faster.",
)
ELSEWHERE = say(
    "«{field}» no está en la cuenta: se busca en otra lista para todas. Sin esta regla sería más rápido.",
    "“{field}” is not on the account: it is looked up in another list for all of them. Without it, it would be faster.",
)

_ELSEWHERE: AbstractSet[str] = CONTACTS.keys() | oldest.FIELDS.keys() | agreed.AGREED


@dataclass(frozen=True, slots=True)
class Reason:
    """Something that takes time: a code, the field it is about if any, and a sentence in each language."""

    code: str
    field: str | None
    text: Mapping[str, str]


def speed_of(seconds: float | None) -> Speed:
    """How people call so many seconds; None is longer than anybody waits."""
    if seconds is None or seconds > FAIR:
        return "slow"
    return "fast" if seconds <= FAST else "fair"


def reasons(session: Session, condition: Mapping[str, Any]) -> list[Reason]:
    """What takes most of the time where there are many accounts, in the order of the condition, each once."""
    known = all_fields(session)
    states = {f"{field.scope}.{field.name}": field.search for field in field_indexes.every(session)}
    found: dict[tuple[str, str | None], Reason] = {}
    for leaf in leaves_of(condition):
        reason = _of_past(leaf) if "event" in leaf else _of_field(leaf, known, states)
        if reason is not None:
            found.setdefault((reason.code, reason.field), reason)
    return list(found.values())


def _of_past(leaf: Mapping[str, Any]) -> Reason | None:
    if leaf.get("within") is not None:
        return None
    return Reason("ever", None, fill(EVER, what=label_of(leaf["event"])))


def _of_field(leaf: Mapping[str, Any], known: Mapping[str, Field], states: Mapping[str, str | None]) -> Reason | None:
    name = leaf["field"]
    field = known.get(name)
    if field is None:
        return None
    if name in _ELSEWHERE:
        return Reason("elsewhere", name, fill(ELSEWHERE, field=field.labels))
    if name not in states:
        return None
    if leaf["op"] not in _DRIVEN or "part" in leaf:
        return Reason("inside", name, fill(INSIDE, field=field.labels))
    if states[name] == Search.ready:
        return None
    code, text = ("making", MAKING) if states[name] == Search.making else ("own", OWN)
    return Reason(code, name, fill(text, field=field.labels))
