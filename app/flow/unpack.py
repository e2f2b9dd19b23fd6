"""Importing: a file becomes journeys of this installation, and what they take that is not there yet.

Nothing that is there is changed. A journey is always a new one, a draft. A template or a segment that is there as it is
in the file is used; of one that differs, the file's is kept under another name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from app.flow.bundle import Bundle, BundleError, NamedCondition, OwnField
from app.store import audit, drafts, fields, imports, segments, templates
from journeys.gallery import Finished
from journeys.references import Referring, renamed
from journeys.wording import Text, fill, say
from renderers.errors import TemplateError
from renderers.gallery import TemplateFile
from renderers.gallery import templates as finished_templates
from renderers.sources import compile_source

NAME_LENGTH = 200
Names = dict[Referring, Mapping[Any, Any]]


@dataclass(frozen=True)
class Unpacked:
    """What was made: journeys by id with their names, the first one being the one that was exported; segments alike.

    ``templates`` are the keys of those that are new here, ``fields`` the names of those. ``notes`` say what somebody
    should look at.
    """

    journeys: Mapping[int, str]
    segments: Mapping[int, str]
    templates: list[str]
    fields: list[str]
    notes: list[Text] = field(default_factory=list)


def of_finished(one: Finished, graph: Mapping[str, Any]) -> Bundle:
    """A finished journey as a file would bring it; its templates are those that every installation has."""
    fields = {name.name: OwnField(name.name, name.type, name.labels) for name in one.fields}
    return Bundle(journeys={1: graph}, segments={}, templates={}, fields=fields)


def require_sound(bundle: Bundle) -> None:
    """Make sure that the templates of a file can be used; takes a moment for each, so before any transaction.

    Raises:
        BundleError: one cannot be compiled.
    """
    known = finished_templates()
    for key, template in bundle.templates.items():
        if key in known and templates.alike(known[key], template):
            continue
        for language, source in template.sources.items():
            try:
                compile_source(source)
            except TemplateError as error:
                raise BundleError(fill(_UNUSABLE, key=f"{key}, {language}", why=str(error))) from None


def unpack(session: Session, bundle: Bundle, *, user_id: int | None, now: datetime) -> Unpacked:
    """Make everything of a file whose templates are sound; the caller's transaction is all or nothing."""
    made_fields, notes = _fields(session, bundle, now)
    made_templates, keys = _templates(session, bundle, user_id, now)
    made_segments, numbers = _segments(session, bundle, user_id, now)
    begun = {
        number: drafts.add(session, name=_free_name(session, graph["name"]), draft={}, user_id=user_id, now=now)
        for number, graph in bundle.journeys.items()
    }
    names: Names = {
        "segment": numbers,
        "template": keys,
        "journey": {number: journey.id for number, journey in begun.items()},
    }
    for number, journey in begun.items():
        journey.draft = {**renamed(bundle.journeys[number], names), "name": journey.name}
    session.flush()
    changed = [fill(_TEMPLATE, key=old, other=new) for old, new in keys.items() if old != new]
    return Unpacked(
        journeys={journey.id: journey.name for journey in begun.values()},
        segments=made_segments,
        templates=made_templates,
        fields=made_fields,
        notes=[*notes, *changed],
    )


def record(  # noqa: PLR0913 - the columns of the trail
    session: Session, made: Unpacked, *, actor: str, action: str, details: Mapping[str, Any], at: datetime
) -> None:
    """Add a line to the audit trail for each journey and each segment that was made; ``at`` is wall time."""
    extra = {name: found for name, found in (("templates", made.templates), ("fields", made.fields)) if found}
    lines = [("journey", action, number, {"name": name, **details, **extra}) for number, name in made.journeys.items()]
    lines += [("segment", "segment.saved", number, {"name": name}) for number, name in made.segments.items()]
    for subject, done, number, about in lines:
        audit.record(session, actor=actor, action=done, subject=subject, subject_id=number, details=about, at=at)


def _fields(session: Session, bundle: Bundle, now: datetime) -> tuple[list[str], list[Text]]:
    """Put fields on the register that are not there; one that is there keeps its type, and a note says so."""
    there = fields.own(session)
    new = [one for name, one in bundle.fields.items() if name not in there]
    rows: list[Mapping[str, Any]] = [
        {"scope": scope, "name": name, "type": one.type, "labels": dict(one.labels), "personal": one.personal}
        | {"sample": None}
        for one in new
        for scope, _, name in [one.name.partition(".")]
    ]
    if rows:
        imports.register_fields(session, rows, now)
    differ = [name for name, one in bundle.fields.items() if name in there and there[name].type != one.type]
    return [one.name for one in new], [fill(_FIELD, name=name) for name in differ]


def _templates(
    session: Session, bundle: Bundle, user_id: int | None, now: datetime
) -> tuple[list[str], dict[str, str]]:
    """Keep what is not there; the keys that are new, and what each key of the file is called here."""
    there, made, keys = templates.every(session), [], {}
    for key, template in bundle.templates.items():
        same = next((name for name in _keys(key, there) if templates.alike(there[name], template)), None)
        keys[key] = same or next(name for name in _numbered(key, templates.KEY_LENGTH, "{}_{}") if name not in there)
        if same is None:
            there[keys[key]] = _called(template, keys[key])
            templates.add(session, there[keys[key]], user_id=user_id, now=now)
            made.append(keys[key])
    return made, keys


def _keys(key: str, there: Mapping[str, TemplateFile]) -> list[str]:
    """This key, and those under which a template of this key would have been kept."""
    return [name for name in there if name == key or name.rpartition("_")[0] == key]


def _called(template: TemplateFile, key: str) -> TemplateFile:
    number = key.removeprefix(template.key).lstrip("_")
    names = {language: f"{name} ({number})" if number else name for language, name in template.name.items()}
    return TemplateFile(key, template.channel, MappingProxyType(names), template.sources)


def _segments(
    session: Session, bundle: Bundle, user_id: int | None, now: datetime
) -> tuple[dict[int, str], dict[int, int]]:
    """Save what is not there; the names of the new ones by id, and the id here of each number of the file."""
    there = {one.name: one for one in segments.every(session)}
    made, numbers = {}, {}
    for number, wanted in bundle.segments.items():
        name = next(
            name
            for name in _numbered(wanted.name, NAME_LENGTH, "{} ({})")
            if name not in there or _alike(there[name].condition, wanted)
        )
        if name not in there:
            condition = wanted.condition
            there[name] = segments.add(session, name=name, condition=condition, user_id=user_id, now=now)
            made[there[name].id] = name
        numbers[number] = there[name].id
    return made, numbers


def _alike(condition: Mapping[str, Any], wanted: NamedCondition) -> bool:
    return dict(condition) == dict(wanted.condition)


def _free_name(session: Session, name: str) -> str:
    """A name that no journey has: the file's, or with a number behind it."""
    names = _numbered(name.strip(), NAME_LENGTH, "{} ({})")
    return next(one for one in names if drafts.named(session, one) is None)


def _numbered(name: str, longest: int, form: str) -> Iterator[str]:
    """A name, and the same with ever higher numbers; without an end."""
    yield name
    for number in count(2):
        room = longest - len(form.format("", number))
        yield form.format(name[:room], number)


_UNUSABLE = say(
    "La plantilla «{key}» del archivo no se puede usar: {why}", "The template “{key}” of the file cannot be used: {why}"
)
_TEMPLATE = say(
    "Aquí ya hay otra plantilla «{key}»; la del archivo se guardó como «{other}».",
    "There is another template “{key}” here; the one of the file was kept as “{other}”.",
)
_FIELD = say(
    "El campo «{name}» es aquí de otro tipo que en el archivo. Revise los pasos que lo usan.",
    "The field “{name}” is of another type here than in the file. Look at the steps that use it.",
)
