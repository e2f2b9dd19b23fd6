"""What Meta refuses of a WhatsApp template, so that it is not found out a day later.

Source: developers.facebook.com/docs/whatsapp, "Template components", "Template review" and "Template categorization".
"""

import re
from collections.abc import Iterator, Mapping

from renderers import tags
from renderers.errors import TemplateError
from renderers.review.finding import Finding, Text, error, say, warning
from renderers.review.given import TEMPLATE, Review

BODY, HEADER, FOOTER = 1024, 60, 60  # letters
NAME = re.compile(r"[a-z0-9_]{1,512}")
CATEGORIES = frozenset({"utility", "marketing", "authentication"})
GAPS = re.compile(r"\n{3,}|[ \t]{5,}")
SELLS = {
    "es": re.compile(
        r"\b(?:descuentos?|ofertas?|promoci[oó]n|rebajas?|aproveche|gratis|regalo|cup[oó]n)\b", re.IGNORECASE
    ),
    "en": re.compile(
        r"\b(?:discounts?|special offer|offers?|promotion|sale|save \d+|free|gift|coupon)\b", re.IGNORECASE
    ),
}
VARIABLE = "{{1}}"  # how Meta writes a token
PER_VARIABLE = 3  # words of fixed text that a variable needs around it


def check(review: Review) -> Iterator[Finding]:
    """Only WhatsApp templates."""
    if review.channel != "whatsapp":
        return
    about = _about(review)
    yield from _lengths(about)
    yield from _name(about)
    yield from _variables(about["text"])
    category = about.get("category", "")
    sells = SELLS.get(review.main_language)
    word = sells.search(review.text) if sells is not None else None
    if category == "utility" and word:
        yield warning(
            "whatsapp_category",
            say(
                f"«{word[0]}» suena a publicidad: Meta lo pasaría a «marketing», que cuesta más.",
                f"“{word[0]}” sounds like advertising: Meta would make it “marketing”, which costs more.",
            ),
            say("Cambie la categoría o quite esa palabra.", "Change the category, or take the word out."),
            review.block_of(word[0]),
        )


def _about(review: Review) -> Mapping[str, str]:
    """What its editor keeps: the body as ``text``, the name, the category; of a plain text, only that."""
    kept = review.script.get("content", review.settings)
    return {"text": review.words, **{name: one for name, one in kept.items() if isinstance(one, str)}}


def _lengths(about: Mapping[str, str]) -> Iterator[Finding]:
    for part, text, most in (
        ("body", TEMPLATE.sub(VARIABLE, about["text"]), BODY),
        ("header", about.get("header", ""), HEADER),
        ("footer", about.get("footer", ""), FOOTER),
    ):
        if len(text) > most:
            name = {
                "body": say("El texto", "The text"),
                "header": say("El encabezado", "The header"),
                "footer": say("El pie", "The footer"),
            }
            yield error(
                "whatsapp_length",
                say(
                    f"{name[part]['es']} tiene {len(text)} letras; Meta admite {most}.",
                    f"{name[part]['en']} has {len(text)} letters; Meta takes {most}.",
                ),
                say("Acórtelo.", "Shorten it."),
                letters=len(text),
                part=part,
            )
    if GAPS.search(about["text"]):
        yield _refused(
            say(
                "El texto tiene más de dos saltos de línea o de cuatro espacios seguidos.",
                "The text has more than two line ends, or four spaces, in a row.",
            ),
            say("Deje uno o dos.", "Keep one or two."),
        )


def _name(about: Mapping[str, str]) -> Iterator[Finding]:
    name, category = about.get("name"), about.get("category")
    if name and not NAME.fullmatch(name):
        yield error(
            "whatsapp_name",
            say(f"«{name}» no vale como nombre de plantilla.", f"“{name}” will not do as a template's name."),
            say(
                "Use minúsculas sin acentos, cifras y guiones bajos.",
                "Use small letters without accents, digits and underscores.",
            ),
        )
    if category is not None and category not in CATEGORIES:
        yield error(
            "whatsapp_category_unknown",
            say("Falta la categoría de la plantilla.", "The template has no category."),
            say("Elija utilidad, marketing o autenticación.", "Choose utility, marketing or authentication."),
        )


def _variables(text: str) -> Iterator[Finding]:
    try:
        prints = [tag for tag in tags.scan(text) if tag.text.startswith("{{")]
    except TemplateError:
        return  # what cannot be read is told by who compiles it
    words = text.strip()
    fixed = words
    for tag in prints:
        fixed = fixed.replace(tag.text, " ")
    if prints and (words.startswith(prints[0].text) or words.endswith(prints[-1].text)):
        yield _refused(
            say("El texto empieza o termina con un token.", "The text begins or ends with a token."),
            say("Ponga alguna palabra o un punto antes y después.", "Put a word or a full stop before and after it."),
        )
    if re.search(r"\}\}\s*\{\{", words):
        yield _refused(
            say("Dos tokens están uno junto a otro.", "Two tokens stand side by side."),
            say("Ponga una palabra entre ellos.", "Put a word between them."),
        )
    if prints and len(re.findall(r"\w+", fixed)) < PER_VARIABLE * len(prints):
        yield _refused(
            say("Hay demasiados tokens para tan poco texto.", "There are too many tokens for so little text."),
            say("Escriba más palabras fijas.", "Write more fixed words."),
        )


def _refused(message: Text, hint: Text) -> Finding:
    return warning(
        "whatsapp_refused",
        message,
        say(f"Meta rechazaría la plantilla. {hint['es']}", f"Meta would refuse the template. {hint['en']}"),
    )
