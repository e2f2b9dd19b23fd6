"""Whom a message of a template would not reach, beforehand: those who lack what it cannot do without."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.store import agreed, asked_fields, reach, templates
from app.store.reach import Condition
from renderers.errors import RenderError
from renderers.gallery import TemplateFile
from renderers.sources import compile_source


@dataclass(frozen=True, slots=True)
class Lack:
    """How many of an audience lack one thing a template cannot do without, and the condition that finds exactly them.

    ``languages`` are those in which the template needs it, and ``variants`` those that do, where others do not: whoever
    gets one of these is written to all the same. Empty is all of them.
    """

    token: str
    count: int
    condition: Condition
    languages: Sequence[str]
    variants: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Need:
    """A token that a template cannot do without, in these languages and variants; empty is all of them."""

    token: str
    languages: Sequence[str]
    variants: Sequence[str]
    lacks: Condition


def of_templates(
    session: Session, keys: Iterable[str], audience: Condition | None, now: datetime
) -> tuple[int | None, Mapping[str, Sequence[Lack]]]:
    """How large an audience is, and by template who lacks what, the most first. One query counts all; bounded in time.

    A template that is not there, or cannot be put together, lacks nothing here: the checks tell of it. The size is
    None where counting took too long, and then nothing is known.

    Raises:
        InvalidError: the condition cannot be used.
    """
    wanted = list(dict.fromkeys(keys))
    known = templates.of_keys(session, wanted)
    needs = {key: _needs(known[key]) for key in wanted if key in known}
    distinct = list({repr(one.lacks): one.lacks for found in needs.values() for one in found}.values())
    total, counts = reach.matching(session, distinct, audience, now)
    by_condition = dict(zip(map(repr, distinct), counts, strict=True)) if total is not None else {}
    return total, {
        key: sorted(
            (
                Lack(one.token, count, _both(audience, one.lacks), one.languages, one.variants)
                for one in found
                if (count := by_condition.get(repr(one.lacks), 0))
            ),
            key=lambda one: (-one.count, one.token),
        )
        for key, found in needs.items()
    }


def _needs(template: TemplateFile) -> list[_Need]:
    """What a template cannot do without, each with whom it is asked of: those who read it in such a language.

    What people agree on is left out: a journey writes of it after they did, so that today's lack says nothing.
    """
    required = _required(template)
    everywhere = tuple(template.sources)
    found = []
    for token in sorted(frozenset().union(*required.values())):
        if token in agreed.AGREED or token.partition(".")[0] in reach.ALWAYS:
            continue
        places = [place for place, names in required.items() if token in names]
        languages = [language for language in everywhere if any(language == one for one, _ in places)]
        others = {variant for language, variant in required.keys() - set(places) if language in languages}
        read = None if len(languages) == len(everywhere) else _reads(languages, everywhere)
        found.append(
            _Need(
                token,
                () if read is None else languages,
                sorted({variant for _, variant in places}) if others else (),
                _both(read, {"field": token, "op": "is_empty"}),
            )
        )
    return found


def _required(template: TemplateFile) -> dict[tuple[str, str], frozenset[str]]:
    """By language and variant, what a message is held for; nothing of what cannot be put together.

    These are the tokens that stand outside any guard, and the fields of conditions that are gone.
    """
    found: dict[tuple[str, str], frozenset[str]] = {}
    for language in template.sources:
        for variant in template.variants_in(language):
            if variant.share:
                try:
                    asked = asked_fields.of_source(variant.source) & template.gone
                    found[language, variant.id] = compile_source(variant.source).required | asked
                except RenderError:
                    found[language, variant.id] = frozenset()
    return found


def _reads(languages: Iterable[str], everywhere: Sequence[str]) -> Condition:
    """Who reads a template in one of these languages; the first that it has serves for whoever speaks none of them."""
    said: list[Condition] = []
    for language in languages:
        if language == everywhere[0]:
            said.append({"not": {"any": [_speaks(other) for other in everywhere[1:]]}})
        else:
            said.append(_speaks(language))
    return {"any": said}


def _speaks(language: str) -> Condition:
    """Who speaks a language, in whatever country ("es", "es-CO")."""
    regions = [{"field": "debtor.language", "op": "starts_with", "value": f"{language}{mark}"} for mark in "-_"]
    return {"any": [{"field": "debtor.language", "op": "eq", "value": language}, *regions]}


def _both(one: Condition | None, other: Condition) -> Condition:
    return other if one is None else {"all": [one, other]}
