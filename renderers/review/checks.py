"""Every check before publish, by name. A new one is one more file and one more line here."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from renderers.review import (
    contrast,
    headline,
    images,
    known_tokens,
    law,
    plain_words,
    privacy,
    readability,
    size,
    spam,
    support,
    threats,
    ways_out,
    whatsapp,
)
from renderers.review.finding import Finding
from renderers.review.given import Review

Check = Callable[[Review], Iterable[Finding]]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "known_tokens": known_tokens.check,
        "ways_out": ways_out.check,
        "law": law.check,
        "privacy": privacy.check,
        "threats": threats.check,
        "images": images.check,
        "size": size.check,
        "headline": headline.check,
        "whatsapp": whatsapp.check,
        "contrast": contrast.check,
        "readability": readability.check,
        "plain_words": plain_words.check,
        "spam": spam.check,
        "support": support.check,
    }
)


def findings(review: Review) -> list[Finding]:
    """What every check finds in one variant; errors first, otherwise in the order of the checks."""
    found = [one for check in CHECKS.values() for one in check(review)]
    return sorted(found, key=lambda one: one.severity != "error")
