"""Parts of a design that are shown to some people only: ``show-if`` holds the condition, as JSON.

The template itself only looks at a flag. Whoever personalises works the condition out for a person and says so in the
token ``show.<flag>``; the flag is named after the condition, so that the same one is worked out once.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Protocol

from renderers.document import Element

GROUP = "show"
ATTRIBUTE = "show-if"
HOLDERS = frozenset({"mj-body", "mj-wrapper", "mj-section", "mj-group", "mj-column", "mj-hero"})
"""In which an element may stand that not everybody sees."""


class Words(Protocol):
    """What template tags are hidden behind, as ``renderers.mjml.Hidden`` does it."""

    def hide(self, source: str) -> str:
        """The text with a word in place of each tag."""
        ...

    def show(self, text: str) -> str:
        """The text with its tags back in place."""
        ...


def take(root: Element, words: Words) -> Mapping[str, Any]:
    """Put template tags around what has a condition, in place of the attribute; the conditions by flag.

    Raises TemplateError for one that is no JSON, or that stands where nothing can be left out.
    """
    found: dict[str, Any] = {}
    for parent in list(root.walk()):
        if any(isinstance(child, Element) and ATTRIBUTE in child.attributes for child in parent.children):
            children: list[Element | str] = []
            for child in parent.children:
                if isinstance(child, Element) and ATTRIBUTE in child.attributes:
                    children += _wrapped(parent, child, words, found)
                else:
                    children.append(child)
            parent.children = children
    return found


def every(root: Element, words: Words) -> dict[str, Any]:
    """The conditions of a document by flag, wherever they stand; raises TemplateError for one that is no JSON."""
    written = ((element, words.show(element.attributes.get(ATTRIBUTE, ""))) for element in root.walk())
    found = [read(element, text) for element, text in written if text.strip()]
    return {flag_of(condition): condition for condition in found}


def flag_of(condition: Mapping[str, Any]) -> str:
    """The name of a condition's flag: the same for the same condition, however its JSON is written."""
    said = json.dumps(condition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"c_{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def read(element: Element, written: str) -> dict[str, Any]:
    """The condition that an element has; raises TemplateError where it is no JSON of one."""
    try:
        condition = json.loads(written)
    except ValueError:
        condition = None
    if not isinstance(condition, dict):
        raise element.fault("The condition under which this is shown cannot be read.")
    return condition


def _wrapped(parent: Element, child: Element, words: Words, found: dict[str, Any]) -> list[Element | str]:
    written = words.show(child.attributes.pop(ATTRIBUTE))
    if not written.strip():
        return [child]
    if parent.tag not in HOLDERS:
        raise child.fault(f"What stands in <{parent.tag}> cannot be shown to some people only.")
    condition = read(child, written)
    flag = flag_of(condition)
    found[flag] = condition
    opening, closing = (words.hide(tag) for tag in (f"{{% if {GROUP}.{flag} %}}", "{% endif %}"))
    return [Element("mj-raw", {}, [opening]), child, Element("mj-raw", {}, [closing])]
