"""The live view of a journey: the version that runs, and its counts as they change, by server-sent events.

A stream keeps a thread of the web server for as long as it is open, so there are only so many, and whoever finds no
place asks for the picture again and again instead. It tells the whole picture first, at each connection: counts are a
state and not a log, so whoever comes back needs what is, and not what they missed. Nobody has to remember what was told
to whom, any process can answer, and ``Last-Event-ID`` is not needed.
"""

import time
from collections.abc import Iterator
from typing import Any, cast

import structlog
from flask import Response, current_app, request
from flask_openapi3.types import ResponseDict
from sqlalchemy.exc import SQLAlchemyError

from app.api.area import PROBLEMS, allow, answers, area, reply
from app.api.callers import Reader, channels, here, reader
from app.api.journeys import version_of
from app.api.permissions import Permission
from app.api.running import lived
from app.api.shapes.base import ById
from app.api.shapes.journeys import Counts
from app.api.shapes.live import LivePicture, RunningVersion
from app.errors import NotFoundError
from app.flow import lifecycle
from app.flow.publish import check_and_say
from app.http import ProblemError
from app.insights import watch
from app.insights.watch import Picture, Stream, Watch
from app.store import changes, drafts, journeys

live_area = area("live view", "A journey that runs, as it is now.")

BEAT = 5.0  # seconds after which a stream says that it is there, and asks whether its reader still may read
RETRY_SECONDS = 15
RETRY_STREAM_MS = 2_000

EVENTS: ResponseDict = {
    **answers(200, None, 404),
    "200": {
        "description": "Server-sent events: `picture`, then `change` for what changed, and `over` when the reader may "
        "not read on. Each holds a LivePicture.",
        "content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/LivePicture"}}},
    },
    "503": {
        "description": PROBLEMS[503],
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    },
}

log = structlog.get_logger(__name__)


@live_area.get("/journeys/<int:id>/running", responses=answers(200, RunningVersion, 404))
@allow(Permission.journeys_read)
def get_running_version(path: ById) -> Response:
    """The version of a journey that runs, and how it stands; 404 of one that was never published."""
    with here().db.read() as session:
        journey, version, _, publisher = drafts.get(session, path.id)
        picture = watch.look(session, path.id, here().clock.wall())
        change = changes.running(session, [path.id]).get(path.id)
        if version is None or picture is None:
            raise NotFoundError
        _, said = check_and_say(session, version.graph, channels(), path.id)
    return reply(
        RunningVersion.model_validate(
            {
                **lived(journey, change),
                "id": journey.id,
                "name": journey.name,
                "version": version_of(version, publisher),
                "graph": version.graph,
                "sentences": said,
                "picture": _shown(picture, picture.counts),
            }
        )
    )


@live_area.get("/journeys/<int:id>/picture", responses=answers(200, LivePicture, 404))
@allow(Permission.journeys_read)
def get_picture(path: ById) -> Response:
    """How a journey stands now."""
    with here().db.read() as session:
        picture = watch.look(session, path.id, here().clock.wall())
    if picture is None:
        raise NotFoundError
    return reply(_shown(picture, picture.counts))


@live_area.get("/journeys/<int:id>/live", responses=EVENTS)
@allow(Permission.journeys_read)
def follow_journey(path: ById) -> Response:
    """Follow a journey: how it stands, and what changes, within two seconds."""
    with here().db.read() as session:
        journeys.require(session, path.id)
    stream = _watchers().open(path.id) if request.environ["wsgi.multithread"] else None
    if stream is None:
        raise ProblemError("no-stream-free", headers={"Retry-After": str(RETRY_SECONDS)})
    answer = Response(_told(stream, reader(Permission.journeys_read)), mimetype="text/event-stream")
    answer.headers["X-Accel-Buffering"] = "no"  # nginx would keep the events until there are many
    answer.call_on_close(stream.close)
    return answer


def _told(stream: Stream, reading: Reader) -> Iterator[str]:
    """The events of one stream; it ends with its reader's permission, with the journey and with the process."""
    yield f"retry: {RETRY_STREAM_MS}\n\n"
    before: Picture | None = None
    asked = time.monotonic()
    try:
        while not stream.over:
            picture = stream.next(BEAT)
            if picture is None:
                yield ":\n\n"
            else:
                yield _event(before, picture)
                before = picture
            if time.monotonic() - asked >= BEAT:
                asked = time.monotonic()
                if not reading.may():
                    yield "event: over\ndata: {}\n\n"
                    return
    except SQLAlchemyError as error:  # the reader comes back, and is told by a problem document then
        log.warning("stream_ended", error=type(error).__name__)


def _event(before: Picture | None, picture: Picture) -> str:
    name, told = ("picture", picture.counts) if before is None else ("change", picture.counts.since(before.counts))
    return f"event: {name}\ndata: {_shown(picture, told).model_dump_json()}\n\n"


def _shown(picture: Picture, told: Any) -> LivePicture:  # noqa: ANN401 - counts
    return LivePicture(
        at=picture.at,
        state=lifecycle.named(picture.halt, published=picture.version_id is not None).value,
        version_id=picture.version_id,
        counts=Counts.model_validate(told, from_attributes=True),
    )


def _watchers() -> Watch:
    return cast("Watch", current_app.extensions["cauce.watch"])
