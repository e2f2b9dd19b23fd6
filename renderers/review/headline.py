"""What an inbox shows of a mail: its subject and the preheader behind it."""

import re
import unicodedata
from collections.abc import Iterator

from renderers.review.finding import Finding, error, say, warning
from renderers.review.given import Review

LONGEST = 70  # letters that inboxes on a computer show of a subject
PREHEADER = (20, 130)  # letters: fewer let the mail's first words through, more are cut
EMOJI = 1
LETTERS = 4  # of a word in capitals that is no abbreviation
PRETENDS = re.compile(r"^\s*(re|fw|fwd|rv|aw)\s*:", re.IGNORECASE)


def check(review: Review) -> Iterator[Finding]:
    """The subject of an email or a letter, and the preheader of an email."""
    if review.channel not in {"email", "letter"}:
        return
    if not review.subject.strip():
        yield error(
            "no_subject",
            say("El mensaje no tiene asunto.", "The message has no subject."),
            say("Escriba en pocas palabras de qué trata.", "Say in a few words what it is about."),
        )
    elif review.channel == "email":
        yield from _subject(review.subject)
        yield from _preheader(review)


def is_shouting(text: str) -> bool:
    """Whether most words are in capitals."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) >= LETTERS]
    return len(words) > 1 and sum(word.isupper() for word in words) * 2 > len(words)


def emoji(text: str) -> int:
    """How many emoji a text has."""
    return sum(unicodedata.category(letter) == "So" and ord(letter) >= 0x2190 for letter in text)  # noqa: PLR2004


def _subject(subject: str) -> Iterator[Finding]:
    if len(subject) > LONGEST:
        yield warning(
            "subject_long",
            say(
                f"El asunto tiene {len(subject)} letras; en un teléfono se leen unas 40.",
                f"The subject has {len(subject)} letters; on a phone about 40 are read.",
            ),
            say("Ponga lo importante al principio y acórtelo.", "Put what matters first, and shorten it."),
            letters=len(subject),
        )
    if is_shouting(subject):
        yield warning(
            "subject_capitals",
            say(
                "El asunto está en mayúsculas: parece un grito y los filtros lo castigan.",
                "The subject is in capitals: it shouts, and filters mark it down.",
            ),
            say("Escríbalo como una frase.", "Write it as a sentence."),
        )
    if emoji(subject) > EMOJI:
        yield warning(
            "subject_emoji",
            say(f"El asunto lleva {emoji(subject)} emojis.", f"The subject has {emoji(subject)} emoji."),
            say("Deje uno como mucho; se trata de una deuda.", "Keep one at most; this is about a debt."),
            emoji=emoji(subject),
        )
    if PRETENDS.search(subject):
        yield warning(
            "subject_pretends",
            say("El asunto finge ser una respuesta o un reenvío.", "The subject pretends to be a reply or a forward."),
            say("Quite «RE:» o «FW:» del principio.", "Remove “RE:” or “FW:” at its beginning."),
        )


def _preheader(review: Review) -> Iterator[Finding]:
    text = review.preheader.strip()
    least, most = PREHEADER
    if not text:
        yield warning(
            "no_preheader",
            say(
                "No hay preencabezado: el buzón mostrará las primeras palabras del correo.",
                "There is no preheader: the inbox will show the first words of the mail.",
            ),
            say("Escriba una frase que siga al asunto.", "Write a sentence that follows the subject."),
        )
    elif text == review.subject.strip():
        yield warning(
            "preheader_repeats",
            say("El preencabezado repite el asunto.", "The preheader repeats the subject."),
            say("Diga algo que el asunto no diga.", "Say something that the subject does not."),
        )
    elif not least <= len(text) <= most:
        yield warning(
            "preheader_length",
            say(
                f"El preencabezado tiene {len(text)} letras; se leen entre {least} y {most}.",
                f"The preheader has {len(text)} letters; between {least} and {most} are read.",
            ),
            say("Ajuste su longitud.", "Make it longer or shorter."),
            letters=len(text),
        )
