"""Words of offices and law, and sentences in which nobody does anything: each with a plainer way to say it."""

import re
from collections.abc import Iterator

from renderers.review import lists
from renderers.review.finding import Finding, say, short, warning
from renderers.review.given import Review

SENTENCES = 4  # fewer have no share
SHARE = 0.25
PASSIVE = {
    "es": re.compile(
        r"\b(?:es|son|fue|fueron|era|eran|será|serán|sea|sean|sido|ser)\s+(?:\w+mente\s+)?\w+(?:ad|id)[oa]s?\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:\w{2,}ed|made|given|sent|paid|taken|done|held|kept|told)\b",
        re.IGNORECASE,
    ),
}


def check(review: Review) -> Iterator[Finding]:
    """Each hard word once, and too many passive sentences."""
    told: set[str] = set()
    for pattern, instead in lists.plain().get(review.main_language, ()):
        for sentence in (review.subject, review.preheader, *review.sentences):
            match = pattern.search(sentence)
            if match and match[0].lower() not in told:
                told.add(match[0].lower())
                yield warning(
                    "hard_word",
                    say(f"«{match[0]}» es lenguaje de oficina.", f"“{match[0]}” is office language."),
                    say(f"Diga «{instead}».", f"Say “{instead}”.")
                    if instead
                    else say("Quítelo: no hace falta.", "Leave it out; nothing is lost."),
                    review.block_of(sentence),
                    words=match[0],
                )
    yield from _passive(review)


def _passive(review: Review) -> Iterator[Finding]:
    pattern = PASSIVE.get(review.main_language)
    if pattern is None or len(review.sentences) < SENTENCES:
        return
    found = [sentence for sentence in review.sentences if pattern.search(sentence)]
    if len(found) > len(review.sentences) * SHARE:
        yield warning(
            "passive",
            say(
                f"{len(found)} de {len(review.sentences)} frases están en pasiva; por ejemplo, «{short(found[0])}».",
                f"{len(found)} of {len(review.sentences)} sentences are passive; for example, “{short(found[0])}”.",
            ),
            say("Diga quién hace qué.", "Say who does what."),
            review.block_of(found[0]),
            passive=len(found),
        )
