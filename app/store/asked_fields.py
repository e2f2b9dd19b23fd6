"""The fields of the customer's own that conditions of templates ask about, and those of them that are gone."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy.orm import Session

from app.store import fields
from journeys.conditions import LISTS, condition_faults, fields_of
from journeys.history import history_named
from renderers.errors import TemplateError
from renderers.gallery import TemplateFile
from renderers.sources import Source, conditions_in


@lru_cache(maxsize=1024)
def of_source(source: Source) -> frozenset[str]:
    """Those of one variant; none of one that cannot be read, or of a condition that is none: the checks tell of it."""
    try:
        found = conditions_in(source).values()
    except TemplateError:
        return frozenset()
    asked = frozenset().union(*(fields_of(one) for one in found if not condition_faults(one)))
    return frozenset(name for name in asked - fields.BUILTIN.keys() - fields.LINKS.keys() if _is_field(name))


def of_template(template: TemplateFile) -> frozenset[str]:
    """Those of all its variants in all its languages."""
    return frozenset().union(*(of_source(source) for source in template.written()))


def gone(session: Session, asked: Iterable[str]) -> frozenset[str]:
    """Those of these fields that are none any more; one query, and none where nothing is asked."""
    names = frozenset(asked)
    return names - fields.all_fields(session).keys() if names else names


def _is_field(name: str) -> bool:
    """Whether it is no question about the past and no list."""
    return history_named(name) is None and not name.startswith(LISTS)
