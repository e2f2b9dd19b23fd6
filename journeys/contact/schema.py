"""The form of rule set files and of a house policy, and what is wrong with one in plain words."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from journeys.schemas import Schema

CHANNELS = ("email", "sms", "whatsapp", "voice", "letter", "call", "visit")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROLES = ("guarantor", "co_debtor")
MOST_DAYS = 365

_DAY = f"({'|'.join(WEEKDAYS)})"
_END = r"$(?!\n)"  # a bare $ lets a line end pass
_SPAN = f"{_DAY}(-{_DAY})?"


def _must(words: str, **rest: Any) -> Schema:  # noqa: ANN401 - JSON Schema keywords
    """A schema whose fault is always said as ``must be <words>``."""
    return {**rest, "x-words": f"must be {words}"}


def _one_of(*values: str) -> Schema:
    return _must(" or ".join(f'"{value}"' for value in values), enum=list(values))


def _whole(highest: int) -> Schema:
    return _must(f"a whole number from 1 to {highest}", type="integer", minimum=1, maximum=highest)


def _table(properties: Mapping[str, Schema], *required: str) -> Schema:
    return {
        "type": "object",
        "properties": {**properties},
        "required": list(required),
        "additionalProperties": False,
        "x-words": "must be a table",
    }


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item, "x-words": "must be a list of tables"}


_TEXT = _must("a text", type="string", minLength=1, maxLength=500)
_IN_BOTH = _table({"es": _TEXT, "en": _TEXT}, "es", "en")
_SURE = _one_of("verified", "memory", "conflict")
_CITED = {"source": _TEXT, "sure": _SURE}
_ID = _must("a short name of small letters, digits and _", type="string", pattern=f"^[a-z][a-z0-9_]{{0,29}}{_END}")
_TIME = _must('a time such as "08:00"', type="string", pattern=f"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00){_END}")
_DAYS = _must('days such as "mon-fri" or "mon,wed,sat"', type="string", pattern=f"^{_SPAN}(,{_SPAN})*{_END}")
_CHANNEL = _one_of(*CHANNELS)
_SOME = _must(f"a list of {', '.join(CHANNELS)}", type="array", items=_CHANNEL, minItems=1, uniqueItems=True)
_CHANNELS = _must(f'"all" or a list of {", ".join(CHANNELS)}', anyOf=[{"const": "all"}, _SOME])
_ROLES = _must(f"a list of {', '.join(ROLES)}", type="array", items=_one_of(*ROLES), uniqueItems=True)
_PER = _one_of("person", "debt", "person+debt")
_WINDOW = _one_of("rolling", "day", "week")
_JURISDICTION = _must(
    'a country or a part of one, such as "CO" or "US-TX"',
    type="string",
    pattern=f"^[A-Z]{{2}}(-[A-Z0-9]{{1,13}})?{_END}",
)
_SCOPE = _one_of("third_party", "creditor")
_SET_ID = _must('a name such as "US-MA"', type="string", pattern=f"^[A-Za-z][A-Za-z0-9-]{{0,39}}{_END}")
_SCOPES = _must('a list of "third_party" and "creditor"', type="array", items=_SCOPE, minItems=1)

_RULES: dict[str, Schema] = {
    "calendar": _JURISDICTION,
    "holidays": _one_of("deny", "allow"),
    "windows": _list(
        _table({"days": _DAYS, "from": _TIME, "to": _TIME, "channels": _CHANNELS, **_CITED}, "days", "from", "to")
    ),
    "caps": _list(
        _table(
            {
                "id": _ID,
                "channels": _CHANNELS,
                "max": _whole(1_000),
                "window": _WINDOW,
                "days": _whole(MOST_DAYS),
                "hours": _whole(MOST_DAYS * 24),
                "per": _PER,
                "count": _one_of("attempt", "contact"),
                **_CITED,
            },
            "max",
            "window",
        )
    ),
    "gaps": _list(
        _table(
            {
                "id": _ID,
                "channels": _CHANNELS,
                "days": _whole(MOST_DAYS),
                "hours": _whole(MOST_DAYS * 24),
                "per": _PER,
                **_CITED,
            }
        )
    ),
    "cooloffs": _list(
        _table(
            {
                "id": _ID,
                "after": _SOME,
                "channels": _CHANNELS,
                "days": _whole(MOST_DAYS),
                "first_day_counts": _must("true or false", type="boolean"),
                "per": _PER,
                **_CITED,
            },
            "after",
            "days",
        )
    ),
    "distinct_channels": _table(
        {"max": _whole(len(CHANNELS)), "window": _WINDOW, "days": _whole(MOST_DAYS), **_CITED}, "max", "window"
    ),
    "opt_out": _table({**_CITED}),
    "retention": _table({"years": _whole(100), **_CITED}, "years"),
    "third_party": _table({"allowed": _ROLES, **_CITED}, "allowed"),
    "unchecked": _list(_table({"text": _IN_BOTH, **_CITED}, "text")),
    **_CITED,
}
_NAMED: dict[str, Schema] = {
    "id": _SET_ID,
    "name": _IN_BOTH,
    "applies_to": _must('a list such as ["US"]', type="array", items=_JURISDICTION, minItems=1),
    "binds": _SCOPES,
    "extends": _must('a list of rule sets, such as ["US-FED"]', type="array", items=_SET_ID, minItems=1),
}
_OWN: dict[str, Schema] = {"scope": _SCOPE, "default_jurisdiction": _JURISDICTION}

RULE_SET: Schema = _table({**_NAMED, **_RULES}, "id", "name", "source", "sure")
HOUSE: Schema = _table({**_OWN, **_RULES})


def faults(document: object, *, house: bool) -> list[tuple[str, str]]:
    """What keeps a parsed TOML document from fitting: the field (``caps 2, max``) and what it must be."""
    found = sorted(_validator(house=house).iter_errors(document), key=lambda one: field_name(one.absolute_path))
    return [said for error in found for said in _said(error)]


def field_name(path: Iterable[str | int]) -> str:
    """A place in a document as people say it; the first table of a list is number 1."""
    words = ""
    for part in path:
        words += f" {part + 1}" if isinstance(part, int) else f", {part}"
    return words.removeprefix(", ")


@cache
def _validator(*, house: bool) -> Draft202012Validator:
    return Draft202012Validator(HOUSE if house else RULE_SET)


def _said(error: ValidationError) -> list[tuple[str, str]]:
    path = list(error.absolute_path)
    schema: Any = error.schema
    instance: Any = error.instance
    if error.validator == "required":
        # Each absent name is an error of its own, whose message begins with it.
        name = next(name for name in schema["required"] if error.message.startswith(repr(name)))
        return [(field_name([*path, name]), "is missing")]
    if error.validator == "additionalProperties":
        known = ", ".join(schema["properties"])
        strange = sorted(set(instance) - set(schema["properties"]))
        return [(field_name([*path, name]), f"is not known here; there is {known}") for name in strange]
    return [(field_name(path), str(schema["x-words"]))]
