"""Made-up values for every token that a template may use, so that people can look at it before anybody gets it."""

import re
from collections.abc import Mapping
from typing import Any

from app.store import fields
from app.store.fields import Field
from journeys.calendar_parts import read_day
from journeys.gallery import journeys

DAY, FIGURE = "2026-01-15", 41230
WHOLE = re.compile(r"-?[0-9]{1,15}")


def samples(own: Mapping[str, Field], language: str) -> dict[str, Any]:
    """A value for each built-in field, for each of the customer's ``own``, and for those that finished journeys bring.

    A field of the customer's own without a sample that suits it gets one of its type; a text gets its own label.
    """
    brought = {
        field.name: _of_own(field.type, "", field.labels, language)
        for finished in journeys().values()
        for field in finished.fields
    }
    kept = {name: _of_own(field.type, field.sample, field.labels, language) for name, field in own.items()}
    return {**brought, **kept, **fields.samples()}


def _of_own(kind: str, sample: str, labels: Mapping[str, str], language: str) -> str | int | bool:
    if kind == "boolean":
        return sample == "true"
    if kind in {"money", "number"}:
        return int(sample) if WHOLE.fullmatch(sample) else FIGURE
    if kind == "date":
        return sample if read_day(sample) else DAY
    return sample or labels.get(language) or next(iter(labels.values()), "—")
