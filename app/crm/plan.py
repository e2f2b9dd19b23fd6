"""A mapping made ready for one file: which cell goes where, and how it is to be read."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.crm.amounts import Reading
from app.crm.dates import DateReading
from app.crm.guessing import is_personal, label_of
from app.crm.mapping import Column, Mapping
from app.crm.survey import ColumnSurvey, Survey
from app.crm.targets import TARGETS

_KINDS: dict[str, Literal["number", "date"]] = {"money": "number", "days": "number", "number": "number", "date": "date"}


@dataclass(frozen=True, slots=True)
class Slot:
    """One column's way into a field: its place in the row, its name, and how its values are read."""

    place: int
    name: str
    field: str
    type: str
    prefix: str
    numbers: Reading
    dates: DateReading


@dataclass(frozen=True)
class OwnField:
    """A field of one's own, as the register takes it."""

    scope: str
    name: str
    type: str
    labels: dict[str, str]
    personal: bool
    sample: str | None


@dataclass(frozen=True)
class Plan:
    """Everything that is decided before the first row is converted."""

    slots: tuple[Slot, ...]
    defaults: dict[str, str]
    own: tuple[OwnField, ...]
    today: date
    width: int  # columns of the file


def begin_survey(mapping: Mapping, columns: Sequence[str], known: Dictionary[str, str]) -> Survey:
    """What has to be looked at before this mapping can be applied."""
    watched: dict[int, ColumnSurvey] = {}
    for place, column in _mapped(mapping, columns):
        target = TARGETS.get(column.field)
        said = target.type if target else column.type or known.get(column.field)
        if said is None:
            watched[place] = ColumnSurvey("infer")
        elif said in _KINDS:
            watched[place] = ColumnSurvey(_KINDS[said])
    return Survey(watched)


def make_plan(
    mapping: Mapping, columns: Sequence[str], known: Dictionary[str, str], survey: Survey, today: date
) -> Plan:
    """Decide how every column is read."""
    slots = []
    own = []
    for place, column in _mapped(mapping, columns):
        target = TARGETS.get(column.field)
        kind = target.type if target else column.type or known.get(column.field) or survey.columns[place].type
        numbers, dates = survey.reading(place, mapping.decimal), survey.date_reading(place, mapping.date)
        slots.append(Slot(place, columns[place], column.field, kind, column.prefix, numbers, dates))
        if target is None:
            own.append(_own(column, columns[place], kind))
    return Plan(tuple(slots), mapping.defaults, tuple(own), today, len(columns))


def _mapped(mapping: Mapping, columns: Sequence[str]) -> list[tuple[int, Column]]:
    """The columns that go somewhere, in the order of the mapping: it says which email is tried first."""
    places = {name: place for place, name in enumerate(columns)}
    return [(places[name], column) for name, column in mapping.columns.items() if column and name in places]


def _own(column: Column, name: str, kind: str) -> OwnField:
    scope, _, field = column.field.partition(".")
    label = label_of(name)
    personal = is_personal(name) if column.personal is None else column.personal
    labels = {"es": label, "en": label} | (column.labels or {})
    return OwnField(scope, field, kind, labels, personal, None)
