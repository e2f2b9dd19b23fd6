"""The finished templates that come with Cauce.

A template is a folder: ``template.toml`` (its channel, its name, and for each language what stands beside the text)
and one file for each language: ``<language>.mjml`` for an email, ``<language>.html`` for a letter, ``<language>.xml``
for a landing page, ``<language>.txt`` for anything else. An email has a subject and a preheader in each language, a
letter and a page a subject. A letter, a voice script or a WhatsApp message may be ``<language>.json`` instead: the
content of its editor (``renderers.designs``). ``purpose`` in ``template.toml`` is one of PURPOSES; ``tags`` and
``jurisdictions`` narrow a search down further.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from renderers.designs.contents import content_for
from renderers.sources import Source, source_of

FOLDER = Path(__file__).parent
EVERYBODY = 100  # per cent
PURPOSES = (
    "first_contact",
    "before_due",
    "reminder",
    "promise",
    "plan",
    "settlement",
    "payment",
    "help",
    "dispute",
    "service",
    "legal",
    "closing",
)
"""What a finished template is for, in the order in which a case goes."""


@dataclass(frozen=True)
class Variant:
    """One of several that compete; ``share`` is the percentage of people that it gets."""

    id: str
    share: int
    source: Source


@dataclass(frozen=True)
class TemplateFile:
    """One template in all its languages; ``name`` says what people call it, by language.

    ``variants`` are those that compete, by language, with the percentage of people that each gets; a language that is
    not named there has only its source. ``version`` counts what was published of it, 0 for what came with Cauce.
    ``page`` is the landing page that its links open, empty for the usual one. ``purpose`` is one of PURPOSES, empty
    for what did not come with Cauce. ``jurisdictions`` (ISO 3166-1) are those whose law it was written for, none for
    any; ``tags`` say what else marks it out ("business", "confirmation"). ``contents`` are those that its editor opens,
    by language, where it was written as such. ``gone`` are the fields that its conditions ask about
    and that are none any more.
    """

    key: str
    channel: str
    name: Mapping[str, str]
    sources: Mapping[str, Source]
    variants: Mapping[str, tuple[Variant, ...]] = field(default_factory=lambda: MappingProxyType({}))
    version: int = 0
    page: str = ""
    purpose: str = ""
    tags: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    contents: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))
    gone: frozenset[str] = frozenset()

    def variants_in(self, language: str) -> tuple[Variant, ...]:
        """What competes in a language ("es", "es-CO"), else in the first there is; one alone gets everybody."""
        spoken = _spoken(self, language)
        return self.variants.get(spoken) or (Variant("a", EVERYBODY, self.sources[spoken]),)

    def written(self) -> Iterator[Source]:
        """All that was written of it: each variant of each language."""
        for language in self.sources:
            yield from (one.source for one in self.variants_in(language))


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
    return template.sources[_spoken(template, language)]


def _spoken(template: TemplateFile, language: str) -> str:
    """The language of a template that serves for this one."""
    main = language.replace("_", "-").split("-")[0].lower()
    return main if main in template.sources else next(iter(template.sources))


def _read(folder: Path) -> TemplateFile:
    about = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
    designed = {language: folder / f"{language}.json" for language in about["languages"]}
    contents = {
        language: json.loads(path.read_text(encoding="utf-8")) for language, path in designed.items() if path.is_file()
    }
    sources = {
        language: _source(folder, about["channel"], language, words, contents.get(language))
        for language, words in about["languages"].items()
    }
    return TemplateFile(
        folder.name,
        about["channel"],
        MappingProxyType(about["name"]),
        MappingProxyType(sources),
        purpose=about.get("purpose", ""),
        tags=tuple(about.get("tags", ())),
        jurisdictions=tuple(about.get("jurisdictions", ())),
        contents=MappingProxyType(contents),
    )


def _source(
    folder: Path, channel: str, language: str, words: Mapping[str, str], content: Mapping[str, Any] | None
) -> Source:
    """One language of a template: its content, else the file; which there is says what kind it is."""
    if content is not None:
        return source_of(channel, language, {**words, **content_for(channel).words(content, language)})
    kinds = (("email", "mjml"), ("letter", "html"), ("page", "xml"))
    files = {kind: folder / f"{language}.{ending}" for kind, ending in kinds}
    kind = next((kind for kind, path in files.items() if path.is_file()), "")
    text = files.get(kind, folder / f"{language}.txt").read_text(encoding="utf-8")
    return source_of(kind, language, {**words, "text": text})
