"""Whether people who are tired, worried or in a hurry understand it: indices of readability and long sentences."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from renderers.review import syllables
from renderers.review.finding import Finding, say, short, warning
from renderers.review.given import Review

ENOUGH = 40  # words; an index of fewer says nothing
LONGEST = 25  # words of a sentence that is read at once: GOV.UK, content design, "short sentences"
BREATH = 18  # words between two commas: a longer sentence whose parts are short reads as a list does
ENDLESS = 40  # words that are too many, however it is divided
MOST = 5  # long sentences that are told one by one
FRAGMENT = 4  # words: what is shorter is a label or a heading
HARDEST = {"es": 55.0, "en": 50.0}
"""Below: "algo difícil" on the INFLESZ scale, "difficult" on Flesch's."""
SCALES = {"es": "INFLESZ", "en": "Flesch"}
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


@dataclass(frozen=True)
class Indices:
    """How easy a text is to read; from about 0, hard, to 100, easy.

    ``main`` is Flesch-Szigriszt (Szigriszt 1993, scale INFLESZ by Barrio-Cantalejo 2008) for Spanish and Flesch's
    reading ease (1948) for English; ``huerta`` is Fernández-Huerta (1959, as corrected by Law 2011), Spanish only.
    """

    main: float
    huerta: float | None
    words: int
    sentences: int


def check(review: Review) -> Iterator[Finding]:
    """The index of the whole, and each sentence that is too long."""
    language = review.main_language
    if language not in HARDEST:
        return
    found = measure(review.sentences, language)
    if found is not None and found.main < HARDEST[language]:
        name, points, least = SCALES[language], round(found.main), round(HARDEST[language])
        yield warning(
            "hard_to_read",
            say(
                f"El texto es difícil de leer: {points} puntos en la escala {name}; conviene {least} o más.",
                f"The text is hard to read: {points} on the {name} scale; {least} or more is better.",
            ),
            say("Use palabras cortas y frases de una idea.", "Use short words, and one idea in each sentence."),
            index=round(found.main, 1),
            huerta=round(found.huerta or 0.0, 1),
            words=found.words,
            sentences=found.sentences,
        )
    for sentence in [one for one in review.sentences if _is_long(one)][:MOST]:
        words = len(WORD.findall(sentence))
        yield warning(
            "long_sentence",
            say(
                f"Una frase tiene {words} palabras: «{short(sentence)}»",
                f"A sentence has {words} words: “{short(sentence)}”",
            ),
            say("Haga dos frases.", "Make two sentences of it."),
            review.block_of(sentence),
            words=words,
        )


def _is_long(sentence: str) -> bool:
    words = len(WORD.findall(sentence))
    breath = max(len(WORD.findall(part)) for part in sentence.split(","))
    return words > ENDLESS or (words > LONGEST and breath > BREATH)


def measure(sentences: tuple[str, ...], language: str) -> Indices | None:
    """The indices of sentences; None where there are too few words for any. Labels and headings do not count."""
    whole = [words for words in (WORD.findall(one) for one in sentences) if len(words) >= FRAGMENT]
    words = [word for one in whole for word in one]
    if len(words) < ENOUGH:
        return None
    count: Callable[[str], int] = syllables.spanish if language == "es" else syllables.english
    each = sum(count(word) for word in words) / len(words)
    length = len(words) / len(whole)
    if language == "es":
        return Indices(206.835 - 62.3 * each - length, 206.84 - 60 * each - 1.02 * length, len(words), len(whole))
    return Indices(206.835 - 84.6 * each - 1.015 * length, None, len(words), len(whole))
