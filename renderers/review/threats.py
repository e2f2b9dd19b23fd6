"""No threats: what may not be said to somebody who owes, by jurisdiction and language, with the law that says so."""

import re
from collections.abc import Iterator

from renderers.review import lists
from renderers.review.finding import Finding, error, say, short, warning
from renderers.review.given import Review
from renderers.review.lists import Threat

NEAR = 4  # words before a phrase among which a "no" takes it back
DENIES = frozenset(
    {"no", "ni", "nadie", "nunca", "jamás", "sin", "tampoco", "not", "never", "nobody", "cannot", "without", "nor"}
)
IF = frozenset({"si", "if", "cuando", "when"})
CLAUSE = re.compile(r"[,;:()\u2013\u2014]")


def check(review: Review) -> Iterator[Finding]:
    """Each rule at most once, with the first sentence that breaks it."""
    sentences = (review.subject, review.preheader, *review.sentences)
    for rule in lists.threats():
        if not review.applies(rule.jurisdictions):
            continue
        for sentence in sentences:
            found = _found(rule, review.main_language, sentence)
            if found:
                tell = error if rule.severity == "error" else warning
                yield tell(
                    "threat",
                    say(
                        f"«{short(sentence)}» {rule.means['es']}: «{found}».",
                        f"“{short(sentence)}” {rule.means['en']}: “{found}”.",
                    ),
                    say(
                        f"Dígalo sin amenazar. Fuente: {_source(rule, review)}.",
                        f"Say it without a threat. Source: {_source(rule, review)}.",
                    ),
                    review.block_of(sentence),
                    rule=rule.id,
                    words=found,
                )
                break


def _found(rule: Threat, language: str, sentence: str) -> str:
    """The words of a sentence that break a rule; empty where none do."""
    for pattern in rule.patterns.get(language, ()):
        for match in pattern.finditer(sentence):
            if not _taken_back(sentence[: match.start()]):
                return match[0]
    return ""


def _taken_back(before: str) -> bool:
    """Whether a "no" stands close before, in the same clause, that belongs to no condition ("if you do not pay …")."""
    words = re.findall(r"[^\W\d_]+", CLAUSE.split(before)[-1].lower())
    if IF & set(words):
        return False
    return bool(DENIES & set(words[-NEAR:]))


def _source(rule: Threat, review: Review) -> str:
    """The law of the jurisdictions in use; what holds everywhere, where none of them has one."""
    own = [
        f"{place}: {source}"
        for place, source in rule.sources.items()
        if place != "*" and review.applies(frozenset({place}))
    ]
    return "; ".join(own) or rule.sources["*"]
