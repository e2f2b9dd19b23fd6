"""Tokens: those that nobody knows here, and those that some people have no value for."""

import difflib
from collections.abc import Iterator

from renderers.review.finding import Finding, Text, error, say, warning
from renderers.review.given import Review

ALIKE = 0.6  # how much of a name must be the same for it to be meant
LOOP = frozenset({"loop", "debt", "instalment"})  # what a loop brings with it
MADE = frozenset({"show", "list"})  # what the server works out for a person


def check(review: Review) -> Iterator[Finding]:
    """Each token once."""
    if review.known is not None:
        for token in sorted(review.variables - review.known):
            if token.partition(".")[0] not in LOOP | MADE:
                yield _unknown(review, token, review.known)
    for token in sorted(review.required & review.empty.keys()):
        count = review.empty[token]
        if count:
            yield _empty(review, token, count)


def did_you_mean(token: str, known: frozenset[str]) -> Text:
    """The hint on a token that nobody knows: the one with the nearest name, where one is near."""
    near = difflib.get_close_matches(token, sorted(known), 1, ALIKE)
    if near:
        return say(f"¿Quiso decir «{near[0]}»?", f"Did you mean “{near[0]}”?")
    return say(
        "Elija uno de la lista, o cree el campo importándolo.",
        "Choose one from the list, or create the field by importing it.",
    )


def _unknown(review: Review, token: str, known: frozenset[str]) -> Finding:
    return error(
        "unknown_token",
        say(f"«{token}» no es un campo conocido.", f"“{token}” is no known field."),
        did_you_mean(token, known),
        review.block_of_token(token),
        token=token,
    )


def _empty(review: Review, token: str, count: int) -> Finding:
    return warning(
        "empty_token",
        say(
            f"{count:,} de {review.people:,} personas no tienen «{token}»: su mensaje se retendría.".replace(",", "."),
            f"{count:,} of {review.people:,} people have no “{token}”: their message would be held.",
        ),
        say(
            "Dé al token un texto de reserva, o complete el campo.", "Give the token a fallback, or fill in the field."
        ),
        review.block_of_token(token),
        token=token,
        people=count,
    )
