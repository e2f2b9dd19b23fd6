"""What the laws in use here want to be read in a message."""

import re
from collections.abc import Iterator

from renderers.review.finding import Finding, Text, error, say, warning
from renderers.review.given import Content, Review


def check(review: Review) -> Iterator[Finding]:
    """Each content that is always wanted, one by one; those of a first message, together."""
    missing = [one for one in review.contents if _concerns(review, one) and not _said(review, one)]
    for one in missing:
        if not one.first:
            tell = error if one.strict and _binds_everybody(review, one) else warning
            yield tell("legal_content", _lacks(one), _hint(one), jurisdiction=one.jurisdiction, rule=one.id)
    first = [one for one in missing if one.first]
    if first:
        places = list(dict.fromkeys(one.jurisdiction for one in first))
        yield warning(
            "first_message",
            say(
                f"Si es un primer mensaje, le falta: {_by_place(first, places, 'es')}.",
                f"If this is a first message, it lacks: {_by_place(first, places, 'en')}.",
            ),
            say(f"Fuente: {_sources(first)}.", f"Source: {_sources(first)}."),
            jurisdictions=tuple(places),
            rules=tuple(one.id for one in first),
        )


def _concerns(review: Review, one: Content) -> bool:
    if review.channel not in one.channels or not review.applies(one.applies_to):
        return False
    return not one.markers or bool(one.markers & review.variables)


def _binds_everybody(review: Review, one: Content) -> bool:
    """Whether nobody here lives elsewhere: of a template for several places it is not known which it is for."""
    return all(review.within(place, one.applies_to) for place in review.jurisdictions)


def _said(review: Review, one: Content) -> bool:
    if any(group <= review.variables for group in one.tokens):
        return True
    phrases = one.phrases.get(review.main_language, ())
    return any(re.search(phrase, review.everything, re.IGNORECASE) for phrase in phrases)


def _lacks(one: Content) -> Text:
    place = f" ({one.jurisdiction})" if one.applies_to else ""
    return say(f"Falta{place}: {one.text['es']}.", f"Missing{place}: {one.text['en']}.")


def _hint(one: Content) -> Text:
    tokens = ", ".join(f"«{token}»" for group in one.tokens[:1] for token in sorted(group))
    return say(
        f"Fuente: {one.source}." + (f" Puede ponerlo con {tokens}." if tokens else ""),
        f"Source: {one.source}." + (f" You can say it with {tokens}." if tokens else ""),
    )


def _by_place(several: list[Content], places: list[str], language: str) -> str:
    """What is missing, by jurisdiction: "(CO) …; (MX) …"."""
    lists = {place: [one.text[language] for one in several if one.jurisdiction == place] for place in places}
    return "; ".join(f"({place}) {', '.join(texts)}" for place, texts in lists.items())


def _sources(several: list[Content]) -> str:
    return "; ".join(sorted({f"{one.jurisdiction}: {one.source}" for one in several}))
