"""Why something cannot be used, in both languages of the studio, with blocks called as its palettes call them.

Errors of the renderers speak English, for logs and for who works in files; marketers read them here. The table holds
what they say, with ``{}`` for each thing that they name; a test sees to it that none is left out.
"""

import re
from collections.abc import Iterable, Mapping

from renderers.blocks.registry import BLOCKS
from renderers.landing.widgets import WIDGETS

Text = Mapping[str, str]

SPANISH: Mapping[str, str] = {
    "{} is no list that can be repeated; {} is.": "{} no es una lista que se pueda repetir; {} sí.",
    "<{}> cannot be repeated.": "<{}> no se puede repetir.",
    "What stands in <{}> cannot be repeated.": "Lo que está dentro de <{}> no se puede repetir.",
    "{}: {}": "{}: {}",
    "{}.": "{}.",
    "{} (line {}, column {})": "{} (línea {}, columna {})",
    "subject": "asunto",
    "preheader": "texto de avance",
    "--brand-{} is nothing that a brand kit has.": "--brand-{} no está en ningún kit de marca.",
    "The document is no MJML that can be compiled: {}.": "El documento no es un MJML que se pueda componer: {}.",
    "The document cannot be compiled: it needs too much memory or time.": (
        "El documento no se puede componer: necesita demasiada memoria o tiempo."
    ),
    "The document becomes too large.": "El documento queda demasiado grande.",
    "The document takes too long to compile.": "El documento tarda demasiado en componerse.",
    "What stands in <{}> cannot be shown to some people only.": (
        "Lo que está dentro de <{}> no se puede mostrar solo a algunas personas."
    ),
    "The condition under which this is shown cannot be read.": "La condición para mostrar esto no se entiende.",
    "An inline style cannot hold {}; rules for screens belong into a style of their own.": (
        "Un estilo en línea no puede llevar {}; las reglas de pantalla van en un estilo aparte."
    ),
    "An inline style can select by element, class and id only, not by {}.": (
        "Un estilo en línea solo elige por elemento, clase e identificador, no por {}."
    ),
    "An inline style has a rule without a selector.": "Un estilo en línea tiene una regla sin selector.",
    "Two variants have the same name.": "Dos variantes se llaman igual.",
    "The shares of the variants must add up to 100 %.": "El reparto entre las variantes debe sumar 100 %.",
    "The document is longer than {} characters.": "El documento tiene más de {} caracteres.",
    "An email has one <mj-body>.": "Un email tiene un solo <mj-body>.",
    "The body of a letter is a document of the letter editor.": (
        "El texto de una carta es un documento del editor de cartas."
    ),
    "The body of the letter is damaged.": "El texto de la carta está dañado.",
    "The body of the letter has more than {} parts.": "El texto de la carta tiene más de {} partes.",
    "Parts of the letter stand more than {} deep inside each other.": (
        "Hay partes de la carta metidas unas en otras más de {} veces."
    ),
    "A letter cannot hold “{}” at this place.": "Una carta no puede llevar «{}» en este sitio.",
    "Texts of a letter can be bold and italic, nothing else.": (
        "El texto de una carta puede ir en negrita y en cursiva, nada más."
    ),
    "A formula written by hand is damaged.": "Una fórmula escrita a mano está dañada.",
    "The design is empty: it has no body.": "El diseño está vacío.",
    "The design is longer than {} characters.": "El diseño tiene más de {} caracteres.",
    "The design cannot be read at {}: {}": "El diseño no se entiende en {}: {}",
    "A text stands where only blocks can.": "Hay un texto donde solo caben bloques.",
    "Blocks stand more than {} deep inside each other; take block {} out of some of them.": (
        "Hay bloques metidos unos en otros más de {} veces; saque el bloque {} de alguno de ellos."
    ),
    "The design has more than {} blocks; divide it at block {}.": (
        "El diseño tiene más de {} bloques; divídalo en el bloque {}."
    ),
    "There is no block of the kind {}.": "No hay ningún bloque del tipo {}.",
    "The document has more than {} elements.": "El documento tiene más de {} elementos.",
    "Elements stand more than {} deep inside each other.": "Hay elementos metidos unos en otros más de {} veces.",
    "</{}> closes nothing.": "</{}> no cierra nada.",
    "</{}> stands where <{}> of line {} must be closed first.": (
        "</{}> está donde primero hay que cerrar el <{}> de la línea {}."
    ),
    "<{}> is never closed.": "<{}> no se cierra nunca.",
    "{} is one <{}> element and nothing beside it.": "Es un solo elemento <{1}> y nada más a su lado.",
    "{} is no name of an attribute of <{}>.": "{} no es el nombre de un atributo de <{}>.",
    "The document must be read carefully.": "El documento necesita leerse con cuidado.",
    "{} is no token that can be written.": "{} no es un dato que se pueda escribir.",
    "In the {}: {}": "En «{}»: {}",
    "The template cannot be filled in: {}.": "La plantilla no se puede rellenar: {}.",
    "The template does too much work for one message.": "La plantilla hace demasiado trabajo para un solo mensaje.",
    "{} cannot be used here.": "{} no se puede usar aquí.",
    "{} must be from {} to {}.": "{} debe estar entre {} y {}.",
    "<{}> shows what only the person may see, so it stands below the verification.": (
        "<{}> muestra lo que solo puede ver la persona: va debajo de la verificación."
    ),
    "<{}> is no widget of a page.": "<{}> no es un bloque de páginas.",
    "<{}> cannot stand in <{}>; it stands in {}.": "<{}> no puede estar dentro de <{}>; va dentro de {}.",
    "A page can have only one <{}>.": "Una página solo puede tener un bloque <{}>.",
    "<{}> has no attribute {}.": "<{}> no tiene ningún ajuste «{}».",
    "<{}> cannot hold this; text belongs into a <p-text>.": "<{}> no puede llevar esto; el texto va en <p-text>.",
    "A block is repeated for each of the debts, below the verification.": (
        "Un bloque se repite por cada deuda, debajo de la verificación."
    ),
    "What is shown only to some stands below the verification.": (
        "Lo que se muestra solo a algunas personas va debajo de la verificación."
    ),
    "The condition of this block cannot be read.": "La condición de este bloque no se entiende.",
    "<page> has no attribute {}.": "Una página no tiene ningún ajuste «{}».",
    "Text stands directly in <page>; it belongs into a <p-text> in a <p-section>.": (
        "Hay texto suelto en la página; va en <p-text>, dentro de <p-section>."
    ),
    "The page cannot be drawn: {}.": "La página no se puede mostrar: {}.",
    "In the title: {}": "En el título: {}",
    "<{}> is no widget that stands by itself.": "<{}> no es un bloque que se sostenga solo.",
    "No token can stand here.": "Aquí no puede ir ningún dato.",
    "An address is written out, or is one token of a link such as {{ link.preferences }}.": (
        "Una dirección se escribe entera, o es un solo dato de enlace, como {{ link.preferences }}."
    ),
    "{} is no token.": "{} no es ningún dato.",
    "{{ {} }} would be shown to anybody who opens the link: it stands before the person has proved who they are. "
    "Move it below the verification.": (
        "{{ {} }} lo vería cualquiera que abra el enlace: está antes de que la persona demuestre quién es. "
        "Muévalo debajo de la verificación."
    ),
    "{% {} %} cannot be used on a page; if can.": "{% {} %} no se puede usar en una página; if sí.",
    "A page is opened, not sent: look at it in its preview.": (
        "Una página se abre, no se envía: mírela en su vista previa."
    ),
    "The token {} has no value.": "El dato {} no tiene valor.",
    "A token cannot be written: {}.": "Un dato no se puede escribir: {}.",
    "A letter loads nothing from elsewhere, but this one wants {}.": (
        "Una carta no carga nada de otro sitio, y esta quiere {}."
    ),
    "An attribute holds characters that cannot be written into an email.": (
        "Un atributo lleva caracteres que no se pueden escribir en un email."
    ),
    "An email has one <mj-body> and at most one <mj-head>.": (
        "Un email tiene un solo <mj-body> y, como mucho, un <mj-head>."
    ),
    "<{}> cannot hold anything.": "<{}> no puede llevar nada dentro.",
    "The width of <{}> must be a number of pixels or per cent.": (
        "El ancho de <{}> debe ser un número de píxeles o un porcentaje."
    ),
    "<{}> cannot stand in <{}>.": "<{}> no puede estar dentro de <{}>.",
    "An email can have only one {}.": "Un email solo puede tener un {}.",
    "<{}> cannot stand in <{}>; these can: {}.": "<{}> no puede estar dentro de <{}>; estos sí: {}.",
    "Text stands directly in <{}>; it belongs into an <mj-text>.": "Hay texto suelto en <{}>; va en <mj-text>.",
    "This template tag cannot be read: {}.": "Esta fórmula no se entiende: {}.",
    "The template is longer than {} characters.": "La plantilla tiene más de {} caracteres.",
    "The tag that starts with {} is never closed.": "La fórmula que empieza con {} no se cierra.",
    "{} is no token; a token has two parts, such as debtor.first_name.": (
        "{} no es ningún dato; los datos tienen dos partes, como debtor.first_name."
    ),
}

GAP = re.compile(r"\{1?\}")
MARK = re.compile(r"<([cp]-[a-z-]+|mj-[a-z-]+)>")


def in_words(said: str) -> Text:
    """What an author is told, in each language, of what an error of the renderers says."""
    return {"es": _named(_spanish(said), "es"), "en": _named(said, "en")}


def _spanish(message: str) -> str:
    """The Spanish of a message, and of another that it quotes; as it is where nobody wrote one."""
    for pattern, spanish in PATTERNS:
        if found := pattern.fullmatch(message):
            parts = [_spanish(part) for part in found.groups()]
            return _filled(spanish, parts)
    return message


def _filled(spanish: str, parts: Iterable[str]) -> str:
    found = list(parts)
    following = iter(found)
    return GAP.sub(lambda gap: found[1] if gap[0] == "{1}" else next(following), spanish)


def _named(words: str, language: str) -> str:
    """Tags of our palettes by their labels: people who drag blocks do not know them otherwise."""
    return MARK.sub(lambda mark: LABELS[language].get(mark[1], mark[0]), words)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(re.escape(part) for part in GAP.split(english)), re.DOTALL)


def _labels(language: str) -> Mapping[str, str]:
    quotes = ("«", "»") if language == "es" else ("“", "”")
    blocks = {one.tag: one.labels for one in reversed(BLOCKS)}
    widgets = {one.tag: one.labels for one in WIDGETS.values()}
    return {tag: labels[language].join(quotes) for tag, labels in {**blocks, **widgets}.items()}


PATTERNS = [(_pattern(english), SPANISH[english]) for english in sorted(SPANISH, key=len, reverse=True)]
"""The longest first: it says most of what it is about."""

LABELS = {language: _labels(language) for language in ("es", "en")}
