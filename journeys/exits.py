"""What takes a person off a whole journey, or keeps them in place: payment, flags, conditions of one's own.

An exit ends the run. A hold freezes the person where they are, with the time they had left, until it is lifted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from journeys.conditions import Test, compile_condition, fields_of
from journeys.schemas import NAME_PATTERN, Schema, reference, titled
from journeys.wording import Text, say

BALANCE = "account.balance"
PAID = "paid"
CLEARED = "flag_cleared"
STATUS = "status"
"""What a step waits for that is to be woken when any flag is set or cleared."""

Listed = str | Mapping[str, Any]
"""An exit or a hold as a graph lists it: a name of ``EXITS``, or ``{"id", "label", "when"}``."""


@dataclass(frozen=True, slots=True)
class Exit:
    """One thing that may end or hold a whole journey.

    ``field`` is the fact that says so, ``event`` what is recorded when it begins; only a flag ``may_hold``.
    """

    name: str
    labels: Text
    field: str
    event: str
    may_hold: bool = True


EXITS: dict[str, Exit] = {
    one.name: one
    for one in (
        Exit(PAID, say("Pagó todo", "All is paid"), BALANCE, PAID, may_hold=False),
        Exit("disputed", say("Disputa la deuda", "Disputes the debt"), "account.disputed", "disputed"),
        Exit("deceased", say("Falleció", "Has died"), "debtor.deceased", "deceased"),
        Exit("insolvent", say("Es insolvente", "Is insolvent"), "debtor.insolvent", "insolvent"),
        Exit("vulnerable", say("Es vulnerable", "Is vulnerable"), "debtor.vulnerable", "vulnerable"),
        Exit(
            "cease_contact",
            say("Pidió que no se le contacte", "Asked not to be contacted"),
            "debtor.cease_contact",
            "cease_contact",
        ),
        Exit(
            "recalled", say("El acreedor retiró la cuenta", "The creditor took it back"), "account.recalled", "recalled"
        ),
    )
}

USUAL_EXITS = (PAID, "deceased", "insolvent", "cease_contact", "recalled")
USUAL_HOLDS = ("disputed", "vulnerable")
"""What a new journey begins with."""


def schema(*, holds: bool) -> Schema:
    """The JSON Schema of a graph's list of exits, or of its list of holds."""
    names = [one.name for one in EXITS.values() if one.may_hold or not holds]
    own = {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "label", "when"],
        "properties": {
            "id": titled({"type": "string", "pattern": NAME_PATTERN}, say("Identificador", "Identifier")),
            "label": titled({"type": "string", "minLength": 1, "maxLength": 60}, say("Nombre", "Name")),
            "when": titled(reference("condition"), say("Condición", "Condition")),
        },
    }
    item = {"if": {"type": "object"}, "then": own, "else": {"enum": names}}
    return {"type": "array", "maxItems": 20, "uniqueItems": True, "items": item}


def name_of(listed: Listed) -> str:
    """What an exit or a hold is called."""
    return listed if isinstance(listed, str) else str(listed["id"])


def label_of(name: str, listed: Iterable[Listed]) -> Text:
    """How people call an exit or a hold, also one of the journey's own among ``listed``."""
    if name in EXITS:
        return EXITS[name].labels
    label = next((one["label"] for one in listed if not isinstance(one, str) and one["id"] == name), name)
    return say(label, label)


def events_of(listed: Iterable[Listed]) -> frozenset[str]:
    """The events after which it must be looked whether one of these holds."""
    named = [EXITS[one] for one in listed if isinstance(one, str)]
    cleared = [CLEARED] if any(one.may_hold for one in named) else []
    return frozenset([*(one.event for one in named), *cleared])


def waits_of(listed: Iterable[Listed]) -> frozenset[str]:
    """What everybody on a journey with these exits and holds waits for."""
    return frozenset(STATUS if EXITS[one].may_hold else EXITS[one].event for one in listed if isinstance(one, str))


def fields_read(listed: Iterable[Listed]) -> frozenset[str]:
    """The facts that these look at."""
    found: set[str] = set()
    for one in listed:
        found |= {EXITS[one].field} if isinstance(one, str) else fields_of(one["when"])
    return frozenset(found)


class Watch:
    """A list of exits, or of holds, ready to be asked; ``fields`` are the facts that it looks at."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        self.fields = fields_read(listed)
        self._paid = PAID in listed
        self._flags = [EXITS[one] for one in listed if isinstance(one, str) and EXITS[one].may_hold]
        self._own: list[tuple[str, Test]] = [
            (one["id"], compile_condition(one["when"])) for one in listed if not isinstance(one, str)
        ]

    def first(self, fields: Mapping[str, Any], heard: Iterable[str] | None) -> str | None:
        """The first of them that holds, None where none does.

        ``heard`` are the kinds of the events since the person came in: without one that is about flags, no flag is
        looked at, so that most people move without their fields. None looks at all of them, and takes a person who
        owes nothing as one who has paid.
        """
        if self._paid and (heard is None or PAID in heard) and _owes_nothing(fields):
            return PAID
        for one in self._flags:
            if (heard is None or one.event in heard) and fields.get(one.field) is True:
                return one.name
        for name, test in self._own:
            if test(fields):
                return name
        return None


def _owes_nothing(fields: Mapping[str, Any]) -> bool:
    balance = fields.get(BALANCE)
    return balance is not None and balance <= 0
