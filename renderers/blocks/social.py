"""Links to the brand's pages in social networks, with icons of our own from our own host."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, html, text
from renderers.blocks.fields import ALIGN, choice, say, space
from renderers.document import Element

NETWORKS = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "x": "X",
    "youtube": "YouTube",
    "whatsapp": "WhatsApp",
    "tiktok": "TikTok",
    "web": "Web",
}
"""The networks that have an icon, as the studio offers them too; any other of a brand gets that of a web page."""

SIZE = "32"


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """Pictures in a row; nothing where the brand has no page anywhere."""
    pages = [(name, url) for name, url in setting.brand.social if url]
    if not pages:
        return []
    links: list[Element | str] = []
    for name, url in pages:
        network = name.lower() if name.lower() in NETWORKS else "web"
        picture = html(
            "img",
            src=f"{{{{ link.files }}}}/social/{network}.png",
            alt=NETWORKS.get(name.lower(), name),
            width=SIZE,
            height=SIZE,
            style="border:0;vertical-align:middle;",
        )
        links.append(html("a", [picture], href=url, style="display:inline-block;padding:0 6px;text-decoration:none;"))
    return [text(links, align=BLOCK.value(attributes, "align"), padding=BLOCK.value(attributes, "padding"))]


BLOCK = Block(
    tag="c-social",
    labels=say("Redes sociales", "Social networks"),
    help=say(
        "Las páginas que dice la marca, con iconos propios.", "The pages that the brand names, with our own icons."
    ),
    icon="share",
    category="brand",
    properties={
        "align": choice(say("Alineación", "Alignment"), ALIGN, "center"),
        "padding": space(say("Espacio alrededor", "Room around it"), "12px 0"),
    },
    says={network: say(name, name) for network, name in NETWORKS.items()},
    expand=expand,
)
