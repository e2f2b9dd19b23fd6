"""Fills a template's tokens with the facts of one person.

MiniJinja runs the templates: sandboxed, within a fuel limit, escaping in HTML, and strict. A token that is
printed, compared or formatted without a value is missing, and a message with a missing token must not go
out ("Dear ,"). Only an ``{% if %}`` and the filter ``default`` may look at a token that has no value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import minijinja

from renderers import formats
from renderers.errors import MissingTokenError

FUEL = 200_000  # instructions; a 31 KB mail with a loop of eight rows needs about 600
UNDEFINED = re.compile(r"`([^`]+)` is undefined")
TOKEN = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", re.IGNORECASE)

SEMI_STRICT: Any = "semi_strict"  # strict but for `if`; the type stubs of MiniJinja 3.0 lack it

# Only those of MiniJinja's filters that refuse a token without a value; `join` and others print nothing for it.
BUILT_IN_FILTERS = frozenset({"capitalize", "d", "default", "length", "lower", "replace", "title", "trim", "upper"})


class Missing:
    """Stands for a token without a value when the name of a missing one is looked for."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __bool__(self) -> bool:
        return False


def is_empty(value: object) -> bool:
    """Whether a fact counts as no value: None, or text without a visible character."""
    return value is None or (isinstance(value, str) and not value.strip())


def nest(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Group flat facts for a template: ``{"debtor.first_name": "Ana"}`` gives ``{"debtor": {"first_name": "Ana"}}``.

    Empty facts are left out, so that a template sees them as missing.
    """
    nested: dict[str, Any] = {}
    for name, value in facts.items():
        if is_empty(value):
            continue
        group, dot, field = name.partition(".")
        if dot:
            nested.setdefault(group, {})[field] = value
        else:
            nested[name] = value
    return nested


def pick(tokens: Mapping[str, Any], names: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """The values of ``names`` (pairs of group and field) out of nested tokens; those without a value are left out."""
    picked: dict[str, dict[str, Any]] = {}
    for group, field in names:
        if group not in picked:
            picked[group] = {}
        known = tokens.get(group)
        value = known.get(field) if known else None
        if not is_empty(value):
            picked[group][field] = _solid(value) if isinstance(value, list | tuple | dict) else value
    return picked


def _solid(value: object) -> object:
    """Rows without their empty values, which a loop would print as "None"."""
    if isinstance(value, dict):
        return {name: _solid(inner) for name, inner in value.items() if not is_empty(inner)}
    if isinstance(value, list | tuple):
        return [_solid(inner) for inner in value if not is_empty(inner)]
    return value


def filter_names() -> frozenset[str]:
    """Every filter that a template may use."""
    return BUILT_IN_FILTERS | filters("en").keys()


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """Cauce's own filters for one language; each refuses a value it cannot format with a ValueError."""

    def money(value: object, currency: object = None) -> str:
        return formats.money(_whole(value), str(_present(currency, "currency")).upper(), language)

    def number(value: object) -> str:
        return formats.number(_decimal(value), language)

    def percent(value: object) -> str:
        return formats.percent(_decimal(value), language)

    def day(value: object, style: str = "long") -> str:
        value = _present(value)
        if not isinstance(value, str | date):
            raise ValueError(f"{value} is no date")  # noqa: TRY004  # a value of the wrong kind
        return formats.day(value, style, language)

    def upper_first(value: object) -> str:
        text = str(_present(value))
        return text[:1].upper() + text[1:]

    def first(value: object) -> str:
        return str(_present(value))[:1]

    return {
        "first": first,
        "money": money,
        "number": number,
        "percent": percent,
        "date": day,
        "upper_first": upper_first,
    }


def environment(language: str, templates: Mapping[str, str], *, searching: bool = False) -> minijinja.Environment:
    """A sealed environment for one template's parts; those whose name ends in ``.html`` escape what they print.

    ``searching`` makes one in which a ``Missing`` stands for each token without a value.
    """
    sealed: minijinja.Environment = minijinja.Environment(
        templates=templates,
        filters=filters(language),
        fuel=FUEL,
        undefined_behavior=SEMI_STRICT,
        auto_escape_callback=_escaping,
        keep_trailing_newline=True,
        pycompat=False,
    )
    if searching:
        for name in ("default", "d"):
            sealed.add_filter(name, _default)
        sealed.add_test("defined", _is_known)
        sealed.add_test("undefined", _is_missing)
    return sealed


def _escaping(name: str) -> bool:
    return name.endswith(".html")


def _default(value: object, fallback: object = "", boolean: object = None) -> object:
    del boolean
    return fallback if value is None or isinstance(value, Missing) else value


def _is_missing(value: object) -> bool:
    return isinstance(value, Missing)


def _is_known(value: object) -> bool:
    return not isinstance(value, Missing)


def _present(value: object, name: str = "value") -> object:
    if value is None:
        raise MissingTokenError(name)
    if isinstance(value, Missing):
        raise MissingTokenError(value.token)
    return value


def _whole(value: object) -> int:
    value = _present(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value} is no amount of money in minor units")  # noqa: TRY004  # a value of the wrong kind
    return value


def _decimal(value: object) -> Decimal:
    value = _present(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{value} is no number")  # noqa: TRY004  # a value of the wrong kind
    return Decimal(str(value))
