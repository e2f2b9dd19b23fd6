"""What spam filters mark down: shouting, tempting words, links that say one thing and do another."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from renderers.review import lists
from renderers.review.finding import Finding, error, say, short, warning
from renderers.review.given import Review
from renderers.review.headline import is_shouting
from renderers.review.page import Node

EXCLAMATIONS = 2  # in a whole message
SHOUTED = 6  # letters of a passage in capitals that is no heading or abbreviation
WORDS = 3  # spam words, of which each alone may be innocent
LEAST_TEXT = 40  # letters of text for each image
HOST = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#]\S*)?", re.IGNORECASE)
SIGNS = re.compile(r"[$€£]{2,}|!{2,}|¡{2,}|\?{3,}")


def check(review: Review) -> Iterator[Finding]:
    """Words and patterns of messages that are sent, and the links in them."""
    if review.channel not in {"email", "sms", "whatsapp"}:
        return
    yield from _words(review)
    yield from _shouting(review)
    for link in review.page.walk():
        if link.tag == "a":
            yield from _link(review, link)
    if review.channel != "email":
        for address in re.findall(r"https?://\S+", review.text):
            yield from _hidden(review, address)
    yield from _ratio(review)


def _words(review: Review) -> Iterator[Finding]:
    patterns = lists.spam().patterns.get(review.main_language, ())
    found = [match[0] for match in (one.search(review.everything) for one in patterns) if match]
    in_subject = any(one.search(review.subject) for one in patterns)
    if in_subject or len(found) >= WORDS:
        yield warning(
            "spam_words",
            say(
                "Los filtros de spam castigan estas palabras: " + ", ".join(f"«{word}»" for word in found) + ".",
                "Spam filters mark these words down: " + ", ".join(f"“{word}”" for word in found) + ".",
            ),
            say("Dígalo de otra forma, sobre todo en el asunto.", "Say it in another way, in the subject above all."),
            review.block_of(found[0]),
            words=tuple(found),
        )


def _shouting(review: Review) -> Iterator[Finding]:
    marks = review.everything.count("!")
    signs = SIGNS.search(review.everything)
    if marks > EXCLAMATIONS or signs:
        what = signs[0] if signs else "!"
        yield warning(
            "exclamations",
            say(f"Hay {marks} signos de exclamación («{what}»).", f"There are {marks} exclamation marks (“{what}”)."),
            say(
                "Quítelos: se lee más sereno y llega mejor.", "Take them out: it reads calmer, and arrives more often."
            ),
            marks=marks,
        )
    loud = next((one for one in review.passages if is_shouting(one) and len(one) >= SHOUTED), None)
    if loud is not None:
        yield warning(
            "capitals",
            say(f"Un texto está en mayúsculas: «{short(loud)}»", f"A text is in capitals: “{short(loud)}”"),
            say(
                "Escríbalo como una frase; para destacar, use la negrita.",
                "Write it as a sentence; to stress it, use bold.",
            ),
            review.block_of(loud),
        )


def _link(review: Review, link: Node) -> Iterator[Finding]:
    """A link whose text names another host than the one it leads to is what phishers write."""
    address = link.attributes.get("href", "")
    yield from _hidden(review, address)
    shown = HOST.fullmatch(link.words())
    host = _host(address)
    if shown and host and not _same(shown[1], host):
        yield error(
            "link_shows_another",
            say(
                f"Un enlace dice «{short(shown[0])}» y lleva a {host}.",
                f"A link says “{short(shown[0])}” and leads to {host}.",
            ),
            say(
                "Escriba a dónde lleva, o palabras en vez de una dirección.",
                "Write where it leads, or words instead of an address.",
            ),
            review.block_with("href", address) or review.block_of(link.words()),
        )


def _hidden(review: Review, address: str) -> Iterator[Finding]:
    host = _host(address)
    block = review.block_with("href", address)
    if host.removeprefix("www.") in lists.spam().shorteners:
        yield warning(
            "link_shortened",
            say(f"Un enlace pasa por un acortador: {host}.", f"A link goes through a shortener: {host}."),
            say(
                "Ponga la dirección entera: los filtros y las personas desconfían de la corta.",
                "Put in the whole address: filters and people distrust the short one.",
            ),
            block,
        )
    elif _is_number(host) and host not in {urlsplit(f"//{own}").hostname for own in review.hosts}:
        yield warning(
            "link_to_number",
            say(
                f"Un enlace lleva a un número en vez de a un nombre: {host}.",
                f"A link leads to a number instead of a name: {host}.",
            ),
            say("Use el nombre del sitio.", "Use the name of the site."),
            block,
        )


def _ratio(review: Review) -> Iterator[Finding]:
    images = sum(1 for node in review.page.walk() if node.tag == "img" and node.shows)
    letters = sum(len(passage) for passage in review.passages)
    if images and letters < images * LEAST_TEXT:
        yield warning(
            "few_words",
            say(
                f"Hay {images} imágenes y solo {letters} letras de texto.",
                f"There are {images} images and only {letters} letters of text.",
            ),
            say("Escriba más como texto o use menos imágenes.", "Write more as text, or use fewer images."),
            images=images,
            letters=letters,
        )


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _same(shown: str, host: str) -> bool:
    """Whether two hosts are one, or one is a part of the other."""
    one, other = shown.lower().removeprefix("www."), host.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
