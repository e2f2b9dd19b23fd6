"""Rule sets: read from TOML, checked, and turned into values."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import resources
from typing import Any

from journeys.contact import days
from journeys.contact.limits import Cited, Limit, LimitKind, Period, Reach
from journeys.contact.schema import WEEKDAYS, faults
from journeys.wording import Text

HOUSE = "house"
HOUSE_SOURCE = "house policy"
EVERY_SCOPE = frozenset({"third_party", "creditor"})


class RuleError(ValueError):
    """A rule set cannot be used; ``field`` says where (``caps 2, max``; empty: the whole of it)."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(f"{field} {words}." if field else f"{words}.")
        self.field = field


@dataclass(frozen=True, slots=True)
class Window:
    """Hours in which contact is allowed: weekdays (0 is Monday), minutes of the local day, channels (None is all)."""

    days: frozenset[int]
    begins: int
    ends: int
    channels: frozenset[str] | None
    source: str
    sure: str


@dataclass(frozen=True, slots=True)
class Retention:
    """Records must be kept for so many years after what happened last."""

    years: int
    cited: Cited


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """Who else than the debtor may be contacted about the debt: ``guarantor``, ``co_debtor``; nobody when empty."""

    allowed: frozenset[str]
    cited: Cited


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What the law also asks, and what the gate has no data to check."""

    text: Text
    source: str
    sure: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one law, or of the house. ``holidays`` and ``opt_out`` are None where it has no such rule."""

    id: str
    name: Text
    applies_to: tuple[str, ...]
    binds: frozenset[str]
    extends: tuple[str, ...]
    calendar: str | None
    source: str
    sure: str
    holidays: Cited | None
    opt_out: Cited | None
    windows: tuple[Window, ...]
    limits: tuple[Limit, ...]
    unchecked: tuple[Unchecked, ...]
    retention: Retention | None = None
    third_party: ThirdParty | None = None


@dataclass(frozen=True, slots=True)
class House:
    """A house policy: its rules, whom the installation collects for, and where people live of whom it is not known."""

    rules: RuleSet
    scope: str
    default_jurisdiction: str | None


def shipped() -> list[RuleSet]:
    """Every rule set that comes with Cauce, but for the house's."""
    files = (file for file in resources.files(__package__).joinpath("rules").iterdir() if file.name.endswith(".toml"))
    sets = [read(_parsed(file.read_text("utf-8"))) for file in sorted(files, key=lambda file: file.name)]
    return [one for one in sets if one.id != HOUSE]


def read(document: Mapping[str, Any]) -> RuleSet:
    """A rule set from its parsed TOML document.

    Raises:
        RuleError: it does not fit the form.
    """
    _check(document, house=False)
    return _rule_set(document)


def read_house(document: Mapping[str, Any] | None) -> House:
    """A house policy from its parsed TOML document; what it has no windows for, the shipped ones are taken.

    Raises:
        RuleError: it does not fit the form.
    """
    standard = _parsed(resources.files(__package__).joinpath("rules/house.toml").read_text("utf-8"))
    own = document or {}
    _check(own, house=True)
    rules = {name: value for name, value in own.items() if name not in {"scope", "default_jurisdiction"}}
    return House(_rule_set({**standard, **rules}), own.get("scope", "third_party"), own.get("default_jurisdiction"))


def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text)


def _check(document: Mapping[str, Any], *, house: bool) -> None:
    for field, words in faults(document, house=house):
        raise RuleError(field, words)
    calendar = document.get("calendar")
    if calendar is not None and not days.known(calendar):
        raise RuleError("calendar", f"is {calendar}, of which no public holidays are known")


def _rule_set(document: Mapping[str, Any]) -> RuleSet:
    name = document["id"]
    cited = _Citing(name, document["source"], document["sure"])
    return RuleSet(
        id=name,
        name=document["name"],
        applies_to=tuple(document.get("applies_to", ())),
        binds=frozenset(document.get("binds", EVERY_SCOPE)),
        extends=tuple(document.get("extends", ())),
        calendar=document.get("calendar"),
        source=document["source"],
        sure=document["sure"],
        holidays=cited.named("holiday", {}) if document.get("holidays") == "deny" else None,
        opt_out=cited.named("opt_out", document["opt_out"]) if "opt_out" in document else None,
        windows=tuple(_window(item, number, cited) for number, item in enumerate(document.get("windows", ()), 1)),
        limits=tuple(_limits(document, cited)),
        unchecked=tuple(
            Unchecked(item["text"], item.get("source", cited.source), item.get("sure", cited.sure))
            for item in document.get("unchecked", ())
        ),
        retention=_retention(document, cited),
        third_party=_third_party(document, cited),
    )


@dataclass
class _Citing:
    """Names the rules of one set, each name once."""

    name: str
    source: str
    sure: str

    def __post_init__(self) -> None:
        self._taken = {"window", "holiday", "opt_out", "retention", "third_party"}  # names that no cap can have

    def of(self, word: str, item: Mapping[str, Any], field: str = "") -> Cited:
        """A rule by its own id, or by a word that gets a number from the second on."""
        own = item.get("id")
        if own in self._taken:
            raise RuleError(field, f'has the id "{own}", which another rule has')
        chosen, number = own or word, 2
        while chosen in self._taken:
            chosen, number = f"{word}_{number}", number + 1
        self._taken.add(chosen)
        return self.named(chosen, item)

    def named(self, word: str, item: Mapping[str, Any]) -> Cited:
        """The rule of this very name."""
        return Cited(f"{self.name}/{word}", item.get("source", self.source), item.get("sure", self.sure))


def _retention(document: Mapping[str, Any], cited: _Citing) -> Retention | None:
    item = document.get("retention")
    return None if item is None else Retention(item["years"], cited.named("retention", item))


def _third_party(document: Mapping[str, Any], cited: _Citing) -> ThirdParty | None:
    item = document.get("third_party")
    return None if item is None else ThirdParty(frozenset(item["allowed"]), cited.named("third_party", item))


def _window(item: Mapping[str, Any], number: int, cited: _Citing) -> Window:
    begins, ends = _minutes(item["from"]), _minutes(item["to"])
    if begins >= ends:
        raise RuleError(f"windows {number}, to", 'must be later than "from"; write two windows to go past midnight')
    return Window(
        _weekdays(item["days"]),
        begins,
        ends,
        _channels(item),
        item.get("source", cited.source),
        item.get("sure", cited.sure),
    )


def _limits(document: Mapping[str, Any], cited: _Citing) -> Iterable[Limit]:
    for field, item in _numbered(document, "caps"):
        reached_only = item.get("count", "attempt") == "contact"
        reach = _reach(item, field, item["window"])
        yield _limit("cap", item, cited.of("cap", item, field), reach, item["max"], reached_only=reached_only)
    for field, item in _numbered(document, "gaps"):
        yield _limit("gap", item, cited.of("gap", item, field), _reach(item, field, "rolling"), 1)
    for field, item in _numbered(document, "cooloffs"):
        reach = Reach("day", days=int(item["days"]) + (0 if item.get("first_day_counts", True) else 1))
        limit = _limit("cooloff", item, cited.of("cooloff", item, field), reach, 1, reached_only=True)
        yield replace(limit, counted=frozenset(item["after"]))
    if "distinct_channels" in document:
        item = document["distinct_channels"]
        reach = _reach(item, "distinct_channels", item["window"])
        yield _limit("channels", item, cited.of("channels", item), reach, item["max"])


def _numbered(document: Mapping[str, Any], name: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    return ((f"{name} {number}", item) for number, item in enumerate(document.get(name, ()), 1))


def _limit(  # noqa: PLR0913 - what a limit is made of
    kind: LimitKind, item: Mapping[str, Any], cited: Cited, reach: Reach, most: int, *, reached_only: bool = False
) -> Limit:
    channels = _channels(item)
    per_account = item.get("per", "person") != "person"
    return Limit(cited, kind, reach, int(most), channels, channels, per_account, reached_only)


def _reach(item: Mapping[str, Any], field: str, period: Period) -> Reach:
    days, hours = int(item.get("days", 0)), int(item.get("hours", 0))
    if period == "rolling":
        if bool(days) == bool(hours):
            raise RuleError(field, 'needs either "days" or "hours"')
        return Reach("rolling", timedelta(days=days, hours=hours))
    if hours:
        raise RuleError(f"{field}, hours", 'is for window = "rolling" only')
    if period == "day":
        return Reach("day", days=days or 1)
    if days not in {0, len(WEEKDAYS)}:
        raise RuleError(f"{field}, days", "must be 7, or left out, with a calendar week")
    return Reach("week")


def _channels(item: Mapping[str, Any]) -> frozenset[str] | None:
    named = item.get("channels", "all")
    return None if named == "all" else frozenset(named)


def _weekdays(text: str) -> frozenset[int]:
    """``mon-fri,sun`` as numbers, Monday is 0; a span may run over the end of the week (``sat-mon``)."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found.update(day % 7 for day in range(begin, end + 1 + (7 if end < begin else 0)))
    return frozenset(found)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
