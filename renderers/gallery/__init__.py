"""The finished templates that come with Cauce.

A template is a folder: ``template.toml`` (its name, and for each language its subject and preheader) and one
``<language>.mjml`` for each language.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from renderers.email import EmailSource

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class TemplateFile:
    """One template of the gallery in all its languages; ``name`` says what people call it, by language."""

    key: str
    channel: str
    name: Mapping[str, str]
    sources: Mapping[str, EmailSource]


@cache
def templates() -> Mapping[str, TemplateFile]:
    """Every template, by key."""
    found = (_read(folder.parent) for folder in sorted(FOLDER.glob("*/template.toml")))
    return MappingProxyType({template.key: template for template in found})


def load(key: str, language: str) -> EmailSource:
    """A template in a language ("es", "es-CO"), else in the first it has; raises KeyError for an unknown key."""
    sources = templates()[key].sources
    main = language.replace("_", "-").split("-")[0].lower()
    return sources.get(main) or next(iter(sources.values()))


def _read(folder: Path) -> TemplateFile:
    about = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
    sources = {
        language: EmailSource(
            mjml=(folder / f"{language}.mjml").read_text(encoding="utf-8"),
            subject=text["subject"],
            preheader=text["preheader"],
            language=language,
        )
        for language, text in about["languages"].items()
    }
    return TemplateFile(folder.name, about["channel"], MappingProxyType(about["name"]), MappingProxyType(sources))
