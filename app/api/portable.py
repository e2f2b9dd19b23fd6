"""The gallery of finished journeys, and journeys as files that other installations can import."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from flask import Response
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, reply, takes
from app.api.callers import caller, channels, here
from app.api.permissions import Permission
from app.api.shapes.base import AnyObject, ById
from app.api.shapes.messages import Named
from app.api.shapes.portable import (
    ByKey,
    Card,
    ExportQuery,
    FileToImport,
    FinishedDetail,
    FinishedItem,
    FinishedList,
    GalleryQuery,
    Imported,
    Line,
    Start,
)
from app.errors import NotFoundError
from app.flow import bundle, pack, unpack
from app.flow.unpack import Unpacked
from app.http import ProblemError
from app.store import drafts
from app.store.vocabulary import context
from journeys import gallery
from journeys.check import FieldInfo, check
from journeys.kinds import kinds
from journeys.sentences import sentences

portable_area = area("portable", "Finished journeys to begin from, and journeys as files.")

BODY = 3 * bundle.LARGEST  # bytes: what a file becomes as a JSON string


@portable_area.get("/gallery", responses=answers(200, FinishedList))
@allow(Permission.journeys_read)
def list_gallery(query: GalleryQuery) -> Response:
    """List the finished journeys."""
    items = [FinishedItem(**_about(key, query.language)) for key in gallery.names()]
    return reply(FinishedList(items=items, total=len(items)))


@portable_area.get("/gallery/<key>", responses=answers(200, FinishedDetail, 404))
@allow(Permission.journeys_read)
def get_finished(path: ByKey, query: GalleryQuery) -> Response:
    """One finished journey, and what would keep it from being published here."""
    one, graph = _finished(path.key, query.language)
    with here().db.read() as session:
        known = context(session, channels(), here().config)
    taken = {field.name: FieldInfo(field.name, field.type, field.labels, own=True) for field in one.fields}
    known = replace(known, fields={**taken, **known.fields})
    return reply(
        FinishedDetail.model_validate(
            {
                **_about(path.key, query.language),
                "graph": graph,
                "sentences": sentences(graph, known),
                "problems": [problem.to_dict() for problem in check(graph, known)],
                "fields": [dict(field.labels) for field in one.fields],
            }
        )
    )


@portable_area.post("/gallery/<key>/start", responses=answers(201, Imported, 404))
@allow(Permission.journeys_edit)
def start_from_gallery(path: ByKey, body: Start) -> Response:
    """Begin a journey from a finished one; fields that it takes and that are missing are made."""
    one, graph = _finished(path.key, body.language)
    with here().db.write() as session:
        made = _make(session, unpack.of_finished(one, graph), "journey.begun", {"gallery": one.key})
    return reply(_imported(made), 201)


@portable_area.get("/journeys/<int:id>/file", responses=answers(200, AnyObject, 404))
@allow(Permission.journeys_read)
def export_journey(path: ById, query: ExportQuery) -> Response:
    """A journey as a file, with its templates, segments, fields and the journeys that it starts."""
    try:
        with here().db.read() as session:
            name = drafts.get(session, path.id)[0].name
            whole = pack.pack(session, path.id, draft=query.version == "draft")
    except bundle.BundleError as error:
        raise ProblemError("conflict", detail=error.text) from error
    response = Response(bundle.dump(whole), mimetype="application/json")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(_file_name(name))}"
    return response


@portable_area.get("/journey-file-schema", responses=answers(200, AnyObject))
@allow(Permission.journeys_read)
def get_file_schema() -> Response:
    """The JSON Schema (Draft 2020-12) of a journey as a file."""
    return reply(AnyObject.model_validate(bundle.bundle_schema()))


@portable_area.post("/journeys/import", responses=answers(201, Imported, 413))
@allow(Permission.journeys_edit)
@takes(BODY)
def import_journey(body: FileToImport) -> Response:
    """Import a file: always new journeys, as drafts; nothing that is there is changed."""
    try:
        whole = bundle.read(body.text)
        unpack.require_sound(whole)
    except bundle.BundleError as error:
        raise ProblemError("invalid", detail=error.text) from error
    with here().db.write() as session:
        made = _make(session, whole, "journey.imported", {})
    return reply(_imported(made), 201)


def _make(session: Session, whole: bundle.Bundle, action: str, details: dict[str, Any]) -> Unpacked:
    """Make everything of a file, and write in the trail who did."""
    made = unpack.unpack(session, whole, user_id=caller().user_id, now=here().clock.now())
    unpack.record(session, made, actor=caller().actor, action=action, details=details, at=here().clock.wall())
    return made


def _imported(made: Unpacked) -> Imported:
    named = [[Named(id=number, name=name) for number, name in some.items()] for some in (made.journeys, made.segments)]
    return Imported.model_validate(
        {
            "journeys": named[0],
            "segments": named[1],
            "templates": made.templates,
            "fields": made.fields,
            "notes": [dict(note) for note in made.notes],
        }
    )


def _finished(key: str, language: str) -> tuple[gallery.Finished, dict[str, Any]]:
    try:
        return gallery.journeys()[key], gallery.load(key, language)
    except KeyError:
        raise NotFoundError from None


def _about(key: str, language: str) -> dict[str, Any]:
    """A finished journey as the list shows it."""
    one, graph = _finished(key, language)
    used = {node["kind"] for node in graph["nodes"]}
    places = graph["layout"]["nodes"]
    known = [kind for kind in kinds().values() if kind.name in used]
    return {
        "key": key,
        "stage": one.stage,
        "country": one.country,
        "name": one.names[language],
        "about": one.abouts[language],
        "channels": [kind.channel for kind in known if kind.channel],
        "kinds": [kind.name for kind in known],
        "cards": [Card(id=node["id"], kind=node["kind"], **places[node["id"]]) for node in graph["nodes"]],
        "lines": [Line(source=edge["from"], target=edge["to"]) for edge in graph["edges"]],
    }


def _file_name(name: str) -> str:
    """A journey's name as a file can have it on any system."""
    plain = re.sub(r"[^\w .,()-]+", "-", name).strip(" .")
    return f"{plain[:80] or 'journey'}{bundle.ENDING}"
