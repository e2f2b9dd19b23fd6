"""A picture with a play sign that leads to a video: mail programs play none."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, html
from renderers.blocks.fields import address, image, say, space, words
from renderers.document import Element

LABEL = say("Ver el vídeo", "Watch the video")
CIRCLE = (
    "display:inline-block;width:64px;height:64px;border-radius:32px;background-color:var(--brand-primary);"
    "color:var(--brand-on-primary);font-size:26px;line-height:64px;text-align:center;text-decoration:none;"
)
WORDS = "display:block;padding:10px 12px 0;color:var(--brand-heading);font-weight:600;text-decoration:none;"


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """A cell with the picture as its ground; without it, or where grounds are not shown, the sign stands on a tint."""
    where = attributes.get("href") or "{{ link.page }}"
    said = attributes.get("label") or setting.say(LABEL)
    poster = attributes.get("src", "")
    cell = (
        "height:220px;border-radius:var(--brand-radius);background-color:var(--brand-tint);"
        "text-align:center;vertical-align:middle;"
    )
    if poster:
        cell += f"background-image:url('{poster}');background-size:cover;background-position:center;"
    sign = html("a", "\u25b6", href=where, style=CIRCLE, aria_label=said)
    caption = html("a", said, href=where, style=WORDS)
    about = {"role": "presentation", "padding": BLOCK.value(attributes, "padding"), "font-family": "var(--brand-font)"}
    rows: list[Element | str] = [
        html("tr", [html("td", [sign], style=cell, **({"background": poster} if poster else {}))]),
        html("tr", [html("td", [caption], style="text-align:center;")]),
    ]
    return [Element("mj-table", {**about, "font-size": "15px", "line-height": "22px"}, rows)]


BLOCK = Block(
    tag="c-video",
    labels=say("Vídeo", "Video"),
    help=say(
        "Una imagen con botón de reproducir que abre el vídeo.", "A picture with a play sign that opens the video."
    ),
    icon="player-play",
    category="media",
    properties={
        "src": image(say("Imagen", "Picture")),
        "href": address(say("Dirección del vídeo", "Address of the video")),
        "label": words(say("Texto debajo", "Words below"), placeholder=LABEL),
        "padding": space(say("Espacio alrededor", "Room around it"), "12px 0"),
    },
    expand=expand,
)
