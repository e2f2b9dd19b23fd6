"""The templates that journeys can use here: the finished ones, and those of this installation's own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import ConflictError
from app.models import Template
from renderers import gallery
from renderers.gallery import TemplateFile
from renderers.sources import source_of, words_of

KEY_LENGTH = 100


def every(session: Session) -> dict[str, TemplateFile]:
    """Every template by key: the finished ones, then this installation's own. One query."""
    own = session.scalars(select(Template).order_by(Template.key))
    return {**gallery.templates(), **{one.key: _file(one) for one in own}}


def of_keys(session: Session, keys: Iterable[str]) -> Mapping[str, TemplateFile]:
    """These templates, as far as they exist; without a query where all of them are finished ones."""
    own = sorted(set(keys) - gallery.templates().keys())
    if not own:
        return gallery.templates()
    found = session.scalars(select(Template).where(Template.key.in_(own)))
    return {**gallery.templates(), **{one.key: _file(one) for one in found}}


def add(session: Session, template: TemplateFile, *, user_id: int | None, now: datetime) -> None:
    """Keep a template of this installation's own, under a key that is free.

    Raises:
        ConflictError: somebody else took the key at the same moment.
    """
    languages = {language: words_of(source) for language, source in template.sources.items()}
    session.add(
        Template(
            key=template.key,
            channel=template.channel,
            name=dict(template.name),
            languages=languages,
            created_by=user_id,
            created_at=now,
        )
    )
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictError from error


def alike(one: TemplateFile, other: TemplateFile) -> bool:
    """Whether two templates write the same, whatever people call them."""
    return one.channel == other.channel and dict(one.sources) == dict(other.sources)


def _file(row: Template) -> TemplateFile:
    sources = {language: source_of(row.channel, language, words) for language, words in row.languages.items()}
    return TemplateFile(row.key, row.channel, MappingProxyType(row.name), MappingProxyType(sources))
