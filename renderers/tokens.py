"""Fills a template's tokens with the facts of one person.

MiniJinja runs the templates: sandboxed, within a fuel limit, escaping in HTML, and strict. A token that is
printed, compared or formatted without a value is missing, and a message with a missing token must not go
out ("Dear ,"). Only an ``{% if %}`` and the filter ``default`` may look at a token that has no value.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import minijinja

from renderers import formats, tracking
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
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


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
    last, known, found = None, _NOTHING, {}
    for group, field in names:
        if group != last:
            last, known = group, tokens.get(group) or _NOTHING
            found = picked.setdefault(group, {})
        value = known.get(field)
        if value.__class__ is str:
            if value and not value.isspace():
                found[field] = value
        elif value.__class__ is int:
            found[field] = value
        elif isinstance(value, list | tuple | dict):
            found[field] = _solid(value)
        elif not is_empty(value):
            found[field] = value
    return picked


_NOTHING: Mapping[str, Any] = {}


def _solid(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Rows without their empty values, which a loop would print as "None"; themselves where they have none."""
    if isinstance(value, dict):
        if _is_solid(value.values()):
            return value
        return {name: _solid(inner) for name, inner in value.items() if not is_empty(inner)}
    if isinstance(value, list | tuple):
        if value.__class__ is list and all(row.__class__ is dict and _is_solid(row.values()) for row in value):
            return value
        return [_solid(inner) for inner in value if not is_empty(inner)]
    return value


def _is_solid(values: Iterable[Any]) -> bool:
    """Whether all of these are whole numbers and texts that say something."""
    for value in values:
        if value.__class__ is not int and (value.__class__ is not str or not value or value.isspace()):
            return False
    return True


def filter_names() -> frozenset[str]:
    """Every filter that a template may use."""
    return BUILT_IN_FILTERS | filters("en").keys()


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """Cauce's own filters for one language; each refuses a value it cannot format with a ValueError."""
    return {**_of_figures(language), **_of_words(language)}


def _of_figures(language: str) -> dict[str, Callable[..., Any]]:
    """Those that write amounts, numbers and days."""

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

    def plural(value: object, one: str, other: str, few: str | None = None, many: str | None = None) -> str:
        return formats.counted(_decimal(value), {"one": one, "other": other, "few": few, "many": many}, language)

    return {"money": money, "number": number, "percent": percent, "date": day, "plural": plural}


def remembering(language: str) -> dict[str, Callable[..., Any]]:
    """Every filter, as ``renderers.directly`` calls them; they know what they wrote lately.

    A mail writes each amount twice, and a portfolio's days are few. What cannot be remembered raises TypeError.
    """
    figures = {name: lru_cache(maxsize=8192, typed=True)(write) for name, write in _of_figures(language).items()}
    return {**every_filter(language), **figures, "tracked": _tracked_or_plain}


def _of_words(language: str) -> dict[str, Callable[..., Any]]:
    """Those that write texts."""

    def upper_first(value: object) -> str:
        text = str(_present(value))
        return text[:1].upper() + text[1:]

    def first(value: object) -> str:
        return str(_present(value))[:1]

    def name(value: object) -> str:
        return formats.name(str(_present(value)), language)

    def qr(value: object) -> str:
        return formats.qr_image(str(_present(value)))

    return {"first": first, "name": name, "qr": qr, "upper_first": upper_first}


def environment(language: str, templates: Mapping[str, str], *, searching: bool = False) -> minijinja.Environment:
    """A sealed environment for one template's parts; those whose name ends in ``.html`` escape what they print.

    ``searching`` makes one in which a ``Missing`` stands for each token without a value.
    """
    sealed: minijinja.Environment = minijinja.Environment(
        templates=templates,
        filters=every_filter(language),
        fuel=FUEL,
        undefined_behavior=SEMI_STRICT,
        auto_escape_callback=escapes,
        keep_trailing_newline=True,
        pycompat=False,
    )
    if searching:
        for name in ("default", "d"):
            sealed.add_filter(name, _default)
        sealed.add_test("defined", _is_known)
        sealed.add_test("undefined", _is_missing)
    return sealed


def _tracked(target: object, given: object, *about: Any) -> str:  # noqa: ANN401 - what a compiled link says of itself
    """The filter of ``renderers.links``, which no author can write."""
    return tracking.tracked(str(_present(target)), given if isinstance(given, str) else None, *about)


def _tracked_or_plain(target: str, given: str | None, *about: Any) -> str:  # noqa: ANN401 - as ``_tracked``
    return tracking.tracked(target, given, *about) if given else target


def every_filter(language: str) -> dict[str, Callable[..., Any]]:
    """Cauce's own filters for one language, with those that no author can write."""
    return {**filters(language), "tracked": _tracked}


def escapes(name: str) -> bool:
    """Whether a part of that name is HTML."""
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
