"""The links to choose how to be contacted, and to get no more mails."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, html, text
from renderers.blocks.fields import ALIGN, choice, say, words
from renderers.document import Element

CHANGE = say("Cambiar mis preferencias de contacto", "Change my contact preferences")
STOP = say("No recibir más correos", "Get no more emails")


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """Two links side by side; both lead to the page where that is chosen."""
    style = "color:var(--brand-muted);text-decoration:underline;"
    links: list[Element | str] = [
        html("a", attributes.get("change") or setting.say(CHANGE), href="{{ link.preferences }}", style=style),
        " · ",
        html("a", attributes.get("stop") or setting.say(STOP), href="{{ link.preferences }}", style=style),
    ]
    about = {"font_size": "13px", "line_height": "20px", "color": "var(--brand-muted)", "padding": "0 0 10px"}
    return [text(links, align=BLOCK.value(attributes, "align"), **about)]


BLOCK = Block(
    tag="c-preferences",
    labels=say("Preferencias y baja", "Preferences and unsubscribe"),
    help=say(
        "Para elegir cómo se le contacta o dejar de recibir correos.", "To choose how to be contacted, or to opt out."
    ),
    icon="mail-off",
    category="people",
    properties={
        "change": words(say("Enlace a las preferencias", "Link to the preferences"), placeholder=CHANGE),
        "stop": words(say("Enlace de baja", "Link to unsubscribe"), placeholder=STOP),
        "align": choice(say("Alineación", "Alignment"), ALIGN, "left"),
    },
    expand=expand,
)
