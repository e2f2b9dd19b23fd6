"""The finished templates that come with Cauce.

A template is a folder: ``template.toml`` (its channel, its name, and for each language what stands beside the text)
and one file for each language: ``<language>.mjml`` for an email, ``<language>.html`` for a letter, ``<language>.txt``
for anything else. An email has a subject and a preheader in each language, a letter a subject.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from renderers.sources import Source, source_of

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class TemplateFile:
    """One template in all its languages; ``name`` says what people call it, by language."""

    key: str
    channel: str
    name: Mapping[str, str]
    sources: Mapping[str, Source]


@cache
def templates() -> Mapping[str, TemplateFile]:
    """Every template, by key."""
    found = (_read(folder.parent) for folder in sorted(FOLDER.glob("*/template.toml")))
    return MappingProxyType({template.key: template for template in found})


def load(key: str, language: str) -> Source:
    """A template in a language ("es", "es-CO"), else in the first it has; raises KeyError for an unknown key."""
    return in_language(templates()[key], language)


def in_language(template: TemplateFile, language: str) -> Source:
    """A template in a language ("es", "es-CO"), else in the first it has."""
    main = language.replace("_", "-").split("-")[0].lower()
    return template.sources.get(main) or next(iter(template.sources.values()))


def _read(folder: Path) -> TemplateFile:
    about = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
    sources = {language: _source(folder, language, words) for language, words in about["languages"].items()}
    return TemplateFile(folder.name, about["channel"], MappingProxyType(about["name"]), MappingProxyType(sources))


def _source(folder: Path, language: str, words: Mapping[str, str]) -> Source:
    """One language of a template; which file there is says what kind it is."""
    files = {"email": folder / f"{language}.mjml", "letter": folder / f"{language}.html"}
    kind = next((kind for kind, path in files.items() if path.is_file()), "")
    text = files.get(kind, folder / f"{language}.txt").read_text(encoding="utf-8")
    return source_of(kind, language, {**words, "text": text})
