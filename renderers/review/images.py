"""Images: what stands for each where it is not shown, and whether it is one of our own."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from renderers.review.finding import Finding, error, say, short, warning
from renderers.review.given import PRINTED, Review
from renderers.review.page import Node

FILE = re.compile(
    r"^[\w\s().%-]+\.(?:png|jpe?g|gif|webp|svg|avif)$"
    r"|^(?:img|image|imagen|dsc|foto|photo|picture|screenshot|untitled)[-_ ]?\d*$",
    re.IGNORECASE,
)
LONGEST = 125  # letters that a screen reader reads without a pause
WORDS = 20  # a mail of images says less than this in text
LIBRARY = "/assets/"  # how the addresses of the library begin
SMALL = 2  # pixels: what is not larger is no picture


def check(review: Review) -> Iterator[Finding]:
    """Every image of an email, a page or a letter."""
    if review.channel not in PRINTED:
        return
    images = [node for node in review.page.walk() if node.tag == "img" and node.shows]
    for image in images:
        yield from _alt(review, image)
        yield from _source(review, image)
    if images and len(" ".join(review.passages).split()) < WORDS:
        yield warning(
            "only_images",
            say("El mensaje es casi todo imágenes.", "The message is almost all images."),
            say(
                "Escriba el contenido como texto: muchos buzones no muestran imágenes y los filtros desconfían.",
                "Write what it says as text: many inboxes show no images, and filters distrust such mails.",
            ),
            images=len(images),
        )


def _alt(review: Review, image: Node) -> Iterator[Finding]:
    source, alt = image.attributes.get("src", ""), image.attributes.get("alt", "").strip()
    block = review.block_with("src", source)
    is_link = image.parent is not None and image.parent.tag == "a"
    if not alt:
        if _is_ornament(review, image) and not is_link:
            return
        yield warning(
            "no_alt",
            say(
                f"Una imagen no tiene texto alternativo: {short(source)}",
                f"An image has no alternative text: {short(source)}",
            ),
            say(
                "Diga qué muestra la imagen; si solo adorna, márquela como decorativa.",
                "Say what the image shows; if it only decorates, mark it as decorative.",
            ),
            block,
        )
    elif FILE.match(alt):
        yield warning(
            "alt_is_file",
            say(
                f"El texto alternativo parece el nombre de un archivo: «{short(alt)}»",
                f"The alternative text looks like a file's name: “{short(alt)}”",
            ),
            say("Diga qué muestra la imagen.", "Say what the image shows."),
            block,
        )
    elif len(alt) > LONGEST:
        yield warning(
            "alt_long",
            say(f"Un texto alternativo tiene {len(alt)} letras.", f"An alternative text has {len(alt)} letters."),
            say(
                "Resúmalo en una frase y lleve lo demás al texto.",
                "Put it into one sentence, and the rest into the text.",
            ),
            block,
        )


def _is_ornament(review: Review, image: Node) -> bool:
    """An author who wrote ``alt=""`` or ``role="presentation"`` meant it; the compiler alone writes it too."""
    if image.attributes.get("role") == "presentation" or image.attributes.get("aria-hidden") == "true":
        return True
    size = image.attributes.get("width", "")
    if size.isdigit() and int(size) <= SMALL:
        return True
    source = image.attributes.get("src", "")
    if review.tree is None:
        return False
    return any(one.attributes.get("src") == source and one.attributes.get("alt") == "" for one in review.tree.walk())


def _is_gone(review: Review, host: str, path: str) -> bool:
    """Whether an address of our own leads nowhere: one of the library that it does not have, or one without a host."""
    if path.startswith(LIBRARY):
        return review.assets is not None and path not in review.assets
    return not host and not path.startswith("/")


def _source(review: Review, image: Node) -> Iterator[Finding]:
    source = image.attributes.get("src", "").strip()
    block = review.block_with("src", source)
    if source.startswith(("data:image/", "cid:")):
        return
    parts = urlsplit(source)
    if not source:
        yield error(
            "image_missing",
            say("Un bloque de imagen no tiene imagen.", "An image block has no image."),
            say("Elija una de la biblioteca o quite el bloque.", "Choose one from the library, or remove the block."),
            block,
        )
    elif parts.netloc and parts.netloc not in review.hosts:
        yield error(
            "image_elsewhere",
            say(
                f"Una imagen se cargaría de otro servidor: {parts.netloc}",
                f"An image would be loaded from another host: {parts.netloc}",
            ),
            say(
                "Súbala a la biblioteca: quien la sirve sabría quién abre el mensaje.",
                "Upload it to the library: whoever serves it would know who opens the message.",
            ),
            block,
        )
    elif _is_gone(review, parts.netloc, parts.path):
        yield error(
            "image_broken",
            say(
                f"Una imagen ya no está en la biblioteca: {short(source)}",
                f"An image is no longer in the library: {short(source)}",
            ),
            say("Elija otra de la biblioteca.", "Choose another from the library."),
            block,
        )
