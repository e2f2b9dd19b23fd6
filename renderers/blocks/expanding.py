"""Puts MJML in the place of our own blocks, and loops around what is repeated for each debt."""

from renderers.blocks.block import Setting
from renderers.blocks.registry import BY_TAG
from renderers.conditions import ATTRIBUTE, HOLDERS
from renderers.designs.source import hide, show
from renderers.document import Element
from renderers.mjml import Hidden

REPEAT = "repeat"
BY_ID = frozenset({"mj-carousel", "mj-navbar"})
"""What works by ids of its own, which would be the same each time."""

LISTS = {"debts": "{% for debt in list.debts %}"}
"""What can be gone through, and how each loop begins."""


def expand(root: Element, setting: Setting, hidden: Hidden) -> None:
    """Rewrite a tree in place; raises TemplateError for what is repeated where nothing can be."""
    for parent in list(root.walk()):
        if any(isinstance(child, Element) and _is_ours(child) for child in parent.children):
            children: list[Element | str] = []
            for child in parent.children:
                children += _made(parent, child, setting, hidden) if isinstance(child, Element) else [child]
            parent.children = children


def _is_ours(child: Element) -> bool:
    return child.tag in BY_TAG or REPEAT in child.attributes


def _made(parent: Element, child: Element, setting: Setting, hidden: Hidden) -> list[Element | str]:
    repeated = child.attributes.pop(REPEAT, "")
    found: list[Element | str] = [*_expanded(child, setting, hidden)] if child.tag in BY_TAG else [child]
    if not repeated:
        return found
    if repeated not in LISTS:
        raise child.fault(f"{repeated} is no list that can be repeated; {', '.join(LISTS)} is.")
    if parent.tag not in HOLDERS:
        raise child.fault(f"What stands in <{parent.tag}> cannot be repeated.")
    for inner in child.walk():
        if inner.tag in BY_ID:
            raise inner.fault(f"<{inner.tag}> cannot be repeated.")
    opening, closing = hidden.hide(LISTS[repeated]), hidden.hide("{% endfor %}")
    return [Element("mj-raw", {}, [opening]), *found, Element("mj-raw", {}, [closing])]


def _expanded(child: Element, setting: Setting, hidden: Hidden) -> list[Element]:
    """The MJML of one block; each part of it is shown to whom the block is shown."""
    block = BY_TAG[child.tag]
    attributes = show(Element("", child.attributes), hidden).attributes
    shared = {name: child.attributes[name] for name in (ATTRIBUTE, "css-class") if name in child.attributes}
    found = [hide(one, hidden, child) for one in block.expand(attributes, setting)] if block.expand else []
    for one in found:
        one.attributes |= shared
    return found
