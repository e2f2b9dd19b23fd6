"""What the page designer keeps of one variant: the project of GrapesJS, whose blocks are the widgets of a page."""

from collections.abc import Mapping
from typing import Any

from renderers.designs.dialect import Dialect
from renderers.designs.project import read_project, write_project
from renderers.designs.shape import project_schema
from renderers.designs.source import show, write_source
from renderers.document import Element
from renderers.landing.widgets import WIDGETS
from renderers.mjml import Hidden

ROOT = "page"
PAGE = Dialect(
    channel="page",
    root=ROOT,
    blocks=frozenset({ROOT, *WIDGETS}),
    rich=frozenset(widget.tag for widget in WIDGETS.values() if widget.holds == "html"),
)
"""Landing pages: our own widgets, and nothing else."""

HELLO = {
    "es": ("{{ account.creditor }} tiene un mensaje para usted", "Primero, confirme que es usted."),
    "en": ("{{ account.creditor }} has a message for you", "First, please confirm it is you."),
}
TITLE = {
    "es": '{{ debtor.first_name | default("Su cuenta") }}',
    "en": '{{ debtor.first_name | default("Your account") }}',
}


def schema() -> dict[str, Any]:
    """The JSON Schema of a content; what stands in the project is looked at when it is read."""
    project = {name: rule for name, rule in project_schema(PAGE).items() if name in {"type", "required"}}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["project"],
        "properties": {"project": project},
    }


def blank(language: str) -> dict[str, Any]:
    """A page that asks who opens it, says what they owe, and offers to pay and to help."""
    known = language if language in HELLO else "en"
    title, lead = HELLO[known]
    hero = {"look": "brand", "width": "narrow", "space": "l", "when": "before"}
    root = Element(
        ROOT,
        {},
        [
            Element(
                "p-section",
                hero,
                [Element("p-heading", {"level": "1", "text": title}), Element("p-text", {"size": "lead"}, [lead])],
            ),
            Element("p-section", {"width": "narrow"}, [Element("p-verify")]),
            Element(
                "p-section",
                {"space": "l"},
                [
                    Element("p-heading", {"level": "1", "text": TITLE[known]}),
                    Element("p-owed", {"look": "hero", "breakdown": "no", "details": "no"}),
                    Element("p-pay"),
                    Element("p-help"),
                ],
            ),
            Element("p-footer"),
        ],
    )
    return {"project": write_project(root, PAGE)}


def words(content: Mapping[str, Any], language: str) -> dict[str, str]:
    """The project as the text of a page."""
    del language
    return {"text": write_source(read_project(content["project"], PAGE), PAGE).text}


def content_of(words: Mapping[str, str], language: str) -> dict[str, Any]:
    """A project from the text of a page; raises TemplateError for a document that is none."""
    del language
    hidden = Hidden()
    return {"project": write_project(show(hidden.parse(words["text"], ROOT), hidden), PAGE)}
