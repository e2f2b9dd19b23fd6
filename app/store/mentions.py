"""Where designs name something by an address or a key: templates, saved sections and brand kits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import BrandKit, SavedSection, Template, TemplateVersion
from app.store.audit import containing


@dataclass(frozen=True, slots=True)
class Mention:
    """Something that names what was asked for.

    ``kind`` is template, section or brand, ``key`` that of the template or kit, empty of a section, ``name`` by
    language. Of a template, ``draft`` says whether its draft does, and ``versions`` which published ones: what was
    sent of them goes on showing it.
    """

    kind: str
    key: str
    name: dict[str, str]
    draft: bool = False
    versions: tuple[int, ...] = ()


def of_addresses(session: Session, names: Iterable[str]) -> list[Mention]:
    """What names one of these unguessable names: no other text holds one by chance."""
    patterns = [containing(name) for name in names]
    if not patterns:
        return []
    return [*_templates(session, patterns), *_sections(session, patterns), *_kits(session, patterns)]


def of_brand(session: Session, key: str) -> list[Mention]:
    """The drafts that name a brand kit; what is published has a copy of its own."""
    patterns = [containing(f'"brand":"{key}"')]
    query = select(Template.key, Template.name).where(_holding(patterns, Template.draft)).order_by(Template.key)
    return [Mention("template", found, dict(name), draft=True) for found, name in session.execute(query)]


def _templates(session: Session, patterns: Sequence[str]) -> Iterator[Mention]:
    draft = _holding(patterns, Template.draft)
    version = TemplateVersion
    says = _holding(patterns, version.document, version.languages, version.variants, version.brand)
    query = (
        select(Template.key, Template.name, draft, TemplateVersion.number)
        .outerjoin(TemplateVersion, and_(TemplateVersion.template_id == Template.id, says))
        .where(or_(draft, TemplateVersion.id.is_not(None)))
        .order_by(Template.key, TemplateVersion.number)
    )
    found: dict[str, tuple[dict[str, str], bool, list[int]]] = {}
    for key, name, drafted, number in session.execute(query):
        numbers = found.setdefault(key, (dict(name), bool(drafted), []))[2]
        numbers += [] if number is None else [number]
    for key, (name, drafted, numbers) in found.items():
        yield Mention("template", key, name, draft=drafted, versions=tuple(numbers))


def _sections(session: Session, patterns: Sequence[str]) -> Iterator[Mention]:
    query = select(SavedSection.name).where(_holding(patterns, SavedSection.component)).order_by(SavedSection.name)
    for name in session.scalars(query):
        yield Mention("section", "", {"es": name, "en": name})


def _kits(session: Session, patterns: Sequence[str]) -> Iterator[Mention]:
    query = select(BrandKit.key, BrandKit.name).where(_holding(patterns, BrandKit.kit)).order_by(BrandKit.name)
    for key, name in session.execute(query):
        yield Mention("brand", key, {"es": name, "en": name})


def _holding(patterns: Sequence[str], *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Whether one of these columns, as text, holds one of these patterns."""
    texts = [func.coalesce(cast(column, String), "") for column in columns]
    return or_(*(text.like(pattern, escape="!") for text in texts for pattern in patterns))
