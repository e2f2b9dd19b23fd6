"""What the email designer keeps of one variant: the project of GrapesJS."""

from collections.abc import Mapping
from typing import Any

from renderers.designs.importing import import_mjml
from renderers.designs.project import read_project, write_project
from renderers.designs.shape import project_schema
from renderers.designs.source import write_source
from renderers.designs.starting import blank_tree


def schema() -> dict[str, Any]:
    """The JSON Schema of a content; what stands in the project is looked at when it is read."""
    project = {name: rule for name, rule in project_schema().items() if name in {"type", "required"}}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["project"],
        "properties": {"project": project},
    }


def blank(language: str) -> dict[str, Any]:
    """A mail with the brand's logo, a heading, a text, the pay button and the legal foot."""
    return {"project": write_project(blank_tree(language))}


def words(content: Mapping[str, Any], language: str) -> dict[str, str]:
    """The project as MJML with our own blocks in it."""
    del language
    return {"text": write_source(read_project(content["project"])).text}


def content_of(words: Mapping[str, str], language: str) -> dict[str, Any]:
    """A project from MJML; raises TemplateError for a document that is none."""
    del language
    return {"project": write_project(import_mjml(words["text"]))}
