"""The templates that journeys can use here: the finished ones, and what was published of this installation's own."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import ConflictError
from app.models import BrandKit, Template, TemplateVersion
from app.store import asked_fields, brands
from renderers import gallery
from renderers.brand import HOUSE, SWITCHES, Brand, read_brand
from renderers.gallery import TemplateFile, Variant
from renderers.sources import branded, source_of, words_of
from renderers.text import TextSource

KEY_LENGTH = 100

Words = Mapping[str, str]


@dataclass(frozen=True)
class Edition:
    """What is published of a template: words by language, what competes by language, and whose brand it has.

    A variant is ``{"id", "share", "words"}``; a language without any has only its words.
    """

    languages: Mapping[str, Words]
    variants: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    brand: Mapping[str, Any] | None = None
    page: str = ""

    @property
    def hash(self) -> str:
        """The SHA-256 of all that it says."""
        said = [self.languages, self.variants, self.brand, self.page]
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=dict)
        return hashlib.sha256(text.encode()).hexdigest()


def every(session: Session) -> dict[str, TemplateFile]:
    """Every template that a journey may be set to, by key: the finished ones, then this installation's own.

    Those that were never published, or are archived, are not among them. Two queries.
    """
    there = finished(session)
    return {**there, **_own(session, Template.archived_at.is_(None))}


def of_keys(session: Session, keys: Iterable[str]) -> Mapping[str, TemplateFile]:
    """These templates, as far as they were published, and all finished ones; a second query where there are others."""
    there = finished(session)
    own = sorted(set(keys) - there.keys())
    if not own:
        return there
    return {**there, **_own(session, Template.key.in_(own))}


def _own(session: Session, which: ColumnElement[bool]) -> dict[str, TemplateFile]:
    """This installation's own templates as they were published, counting what their kit counts now.

    One more query where conditions ask about fields of the customer's own: some may be gone.
    """
    named = func.coalesce(Template.brand["key"].as_string(), "")
    of_it = or_(BrandKit.key == named, and_(named == "", BrandKit.is_default))
    query = select(Template, BrandKit.kit).outerjoin(BrandKit, of_it).where(Template.version.is_not(None), which)
    found = {
        row.key: file_of(row) if kit is None else _counting(file_of(row), kit)
        for row, kit in session.execute(query.order_by(Template.key))
    }
    asked = {key: asked_fields.of_template(one) for key, one in found.items()}
    gone = asked_fields.gone(session, frozenset().union(*asked.values()))
    return {key: replace(one, gone=asked[key] & gone) if gone else one for key, one in found.items()}


def _counting(template: TemplateFile, kit: Mapping[str, Any]) -> TemplateFile:
    """A published template, which keeps the look of its kit as it was, and counts what it counts now.

    A brand that must not count opens any more cannot wait until all its templates were published anew.
    """
    kept = brand_of_file(template)
    now = replace(kept, **{name: kit.get(name, True) for name in SWITCHES})
    return template if now == kept else in_brand(template, now)


def finished(session: Session) -> Mapping[str, TemplateFile]:
    """The templates that came with Cauce, in the colours of this installation's default kit."""
    return _branded(brands.default(session))


@lru_cache(maxsize=8)
def _branded(brand: Brand) -> Mapping[str, TemplateFile]:
    if brand == HOUSE:
        return gallery.templates()
    return MappingProxyType({key: in_brand(one, brand) for key, one in gallery.templates().items()})


def in_brand(template: TemplateFile, brand: Brand) -> TemplateFile:
    """A template as a brand has it."""
    sources = {language: branded(source, brand) for language, source in template.sources.items()}
    variants = {
        language: tuple(replace(one, source=branded(one.source, brand)) for one in found)
        for language, found in template.variants.items()
    }
    return replace(template, sources=MappingProxyType(sources), variants=MappingProxyType(variants))


def add(session: Session, template: TemplateFile, *, user_id: int | None, now: datetime) -> None:
    """Keep and publish a template that came as words, under a key that is free.

    Raises:
        ConflictError: somebody else took the key at the same moment.
    """
    row = Template(
        key=template.key,
        channel=template.channel,
        name=dict(template.name),
        languages={},
        created_by=user_id,
        created_at=now,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictError from error
    languages = {language: words_of(source) for language, source in template.sources.items()}
    publish(session, row, Edition(languages), document=None, note="", user_id=user_id, now=now)


def publish(  # noqa: PLR0913 - what a version is made of
    session: Session,
    row: Template,
    edition: Edition,
    *,
    document: dict[str, Any] | None,
    note: str,
    user_id: int | None,
    now: datetime,
) -> TemplateVersion:
    """Make this the newest version of a template, whose row the caller holds."""
    languages = {language: dict(words) for language, words in edition.languages.items()}
    variants = dict(edition.variants) or None
    brand = None if edition.brand is None else dict(edition.brand)
    version = TemplateVersion(
        template_id=row.id,
        number=(row.version or 0) + 1,
        document=document,
        languages=languages,
        variants=variants,
        brand=brand,
        page=edition.page or None,
        hash=edition.hash,
        note=note,
        published_by=user_id,
        published_at=now,
    )
    session.add(version)
    row.version, row.languages, row.variants = version.number, languages, variants
    row.brand, row.page, row.published_revision = brand, version.page, row.revision
    session.flush()
    return version


def alike(one: TemplateFile, other: TemplateFile) -> bool:
    """Whether two templates write the same, whatever people call them."""
    first, second = in_brand(one, HOUSE), in_brand(other, HOUSE)
    return one.channel == other.channel and dict(first.sources) == dict(second.sources)


def file_of(row: Template | TemplateVersion, template: Template | None = None) -> TemplateFile:
    """What was published, as it is sent; of a version its ``template`` is needed as well."""
    about = row if isinstance(row, Template) else template
    if about is None:
        raise TypeError("a version is nothing without its template")
    brand = brand_of(row.brand)
    sources = {
        language: source_of(about.channel, language, row.languages[language], brand) for language in _in_order(row)
    }
    variants = {
        language: tuple(
            Variant(one["id"], one["share"], source_of(about.channel, language, one["words"], brand)) for one in found
        )
        for language, found in (row.variants or {}).items()
    }
    number = row.version if isinstance(row, Template) else row.number
    return TemplateFile(
        about.key,
        about.channel,
        MappingProxyType(about.name),
        MappingProxyType(sources),
        MappingProxyType(variants),
        number or 0,
        row.page or "",
    )


def _in_order(row: Template | TemplateVersion) -> list[str]:
    """Its languages as its author has them, since the first serves for whoever speaks none; PostgreSQL sorts its own.

    Where it came as words, in the order of the alphabet.
    """
    document = row.draft if isinstance(row, Template) else row.document
    names = [] if document is None else list(document["languages"])
    return sorted(row.languages, key=lambda one: (names.index(one) if one in names else len(names), one))


def brand_of_file(template: TemplateFile) -> Brand:
    """The kit of what a template writes; the house's of plain texts, which have none."""
    return next((one.brand for one in template.sources.values() if not isinstance(one, TextSource)), HOUSE)


def uncounted(template: TemplateFile) -> frozenset[str]:
    """What is not counted of the mails of a template (``opens``, ``clicks``), because its brand does not want it."""
    if template.channel != "email":
        return frozenset()
    brand = brand_of_file(template)
    counted = {"opens": brand.count_opens, "clicks": brand.count_clicks}
    return frozenset(name for name, wanted in counted.items() if not wanted)


def brand_of(kept: Mapping[str, Any] | None) -> Brand:
    """The kit that a version keeps; the house's where it keeps none."""
    return HOUSE if kept is None else read_brand(kept["key"], kept["name"], kept["kit"])
