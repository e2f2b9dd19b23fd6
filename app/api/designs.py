"""Templates that marketers design: begun, saved, kept, restored, archived."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api import trail
from app.api.area import allow, answers, area, nothing, reply, takes
from app.api.callers import caller, here
from app.api.journeys import stale_said
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.base import Text as Labels
from app.api.shapes.designs import (
    DesignName,
    DesignProblem,
    DesignRestoration,
    DesignToKeep,
    DraftToSave,
    KeptDesign,
    KeptDesignItem,
    KeptDesignList,
    NewTemplate,
    SavedDesign,
    TemplateDetail,
)
from app.api.shapes.messages import Named
from app.api.shapes.templates import TemplateKey
from app.api.templates import templates_area
from app.flow import designing
from app.flow.design_problem import DesignProblem as Found
from app.flow.designing import Looked
from app.http import ProblemError
from app.models import KeptTemplateDraft, Template
from app.store import audit, messages, template_drafts, templates
from app.wording import Text
from renderers import gallery
from renderers.designs.documents import blank, document_of
from renderers.errors import DesignError, TemplateError
from renderers.refusals import in_words

designs_area = area("designs", "Templates that marketers design: drafts, and what is kept of them.")

LARGEST = 6_000_000  # bytes of a document
ONE_SITTING = timedelta(minutes=10)  # the editor saves every few seconds; the trail needs one line of it

BROKEN = {"es": "El diseño no se puede guardar: {why}", "en": "The design cannot be saved: {why}"}
FOREIGN = {"es": "La plantilla de la que copia es de otro canal.", "en": "The template to copy is for another channel."}
FINISHED = {
    "es": "Las plantillas de la galería no se cambian: haga una copia.",
    "en": "Templates of the gallery are not changed: make a copy.",
}
IN_USE = {
    "es": "Se publicó o la usa un recorrido. Cambie antes los recorridos que la usan.",
    "en": "It was published, or a journey uses it. Change the journeys that use it first.",
}


@templates_area.post("/templates", responses=answers(201, TemplateDetail, 404))
@allow(Permission.templates_edit)
@takes(LARGEST)
def create_template(body: NewTemplate) -> Response:
    """Begin a template."""
    now = here().clock.now()
    with unusable_said(), here().db.write() as session:
        document = body.document or _begin(session, body)
        designing.look(session, body.channel, document)
        row = template_drafts.add(
            session,
            channel=body.channel,
            name=body.name.model_dump(),
            document=document,
            user_id=caller().user_id,
            now=now,
        )
        record(session, row.key, "template.created", {"from": body.from_key} if body.from_key else {})
        return reply(_detail(session, row.key), 201)


@designs_area.get("/templates/<key>", responses=answers(200, TemplateDetail, 404))
@allow(Permission.journeys_read)
def get_template(path: TemplateKey) -> Response:
    """One template, with the document that its editor opens."""
    with unusable_said(), here().db.read() as session:
        return reply(_detail(session, path.key))


@designs_area.put("/templates/<key>/draft", responses=answers(200, SavedDesign, 404, 409))
@allow(Permission.templates_edit)
@takes(LARGEST)
def save_design(path: TemplateKey, body: DraftToSave) -> Response:
    """Save a draft that still is at the revision it changed."""
    clock = here().clock
    refuse_finished(path.key)
    with unusable_said(), stale_said(), here().db.write() as session:
        channel = template_drafts.get(session, path.key)[0].channel
        looked = designing.look(session, channel, body.document)
        row = template_drafts.save(
            session,
            path.key,
            document=body.document,
            name=body.name.model_dump() if body.name else None,
            revision=body.revision,
            user_id=caller().user_id,
            now=clock.now(),
            wall=clock.wall(),
            keep=body.keep,
        )
        _record_edit(session, path.key)
        return reply(_saved(row, looked))


@designs_area.delete("/templates/<key>", responses=answers(204, None, 404, 409))
@allow(Permission.templates_edit)
def delete_template(path: TemplateKey) -> Response:
    """Delete a template that was never published."""
    refuse_finished(path.key)
    with _in_use_said(), here().db.write() as session:
        name = template_drafts.remove(session, path.key)
        record(session, path.key, "template.deleted", {"name": name})
    return nothing()


@designs_area.post("/templates/<key>/archive", responses=answers(200, TemplateDetail, 404, 409))
@allow(Permission.templates_edit)
def archive_template(path: TemplateKey) -> Response:
    """Put a template out of the way that no journey uses; what was sent with it stays known."""
    return _archived(path.key, archived=True)


@designs_area.post("/templates/<key>/unarchive", responses=answers(200, TemplateDetail, 404))
@allow(Permission.templates_edit)
def unarchive_template(path: TemplateKey) -> Response:
    """Bring an archived template back."""
    return _archived(path.key, archived=False)


@designs_area.get("/templates/<key>/history", responses=answers(200, KeptDesignList, 404))
@allow(Permission.journeys_read)
def list_designs(path: TemplateKey) -> Response:
    """List what is kept of a template's drafts."""
    with here().db.read() as session:
        rows = template_drafts.history(session, path.key)
    items = [
        KeptDesignItem(id=number, revision=revision, saved_at=saved_at, saved_by=saved_by, name=name)
        for number, revision, saved_at, saved_by, name in rows
    ]
    return reply(KeptDesignList(items=items))


@designs_area.post("/templates/<key>/history", responses=answers(201, KeptDesign, 404, 409))
@allow(Permission.templates_edit)
def keep_design(path: TemplateKey, body: DesignToKeep) -> Response:
    """Keep the draft as it is now under a name."""
    with stale_said(), here().db.write() as session:
        kept = template_drafts.name_current(session, path.key, body.revision, body.name, here().clock.wall())
        record(session, path.key, "template.draft_kept", {"revision": kept.revision, "name": body.name})
        return reply(_kept(kept, path.key), 201)


@designs_area.get("/template-drafts/<int:id>", responses=answers(200, KeptDesign, 404))
@allow(Permission.journeys_read)
def get_design(path: ById) -> Response:
    """A draft as it once was."""
    with here().db.read() as session:
        return reply(_kept(*template_drafts.kept(session, path.id)))


@designs_area.patch("/template-drafts/<int:id>", responses=answers(200, KeptDesign, 404))
@allow(Permission.templates_edit)
def name_design(path: ById, body: DesignName) -> Response:
    """Give a kept draft a name, or take it away."""
    with here().db.write() as session:
        kept, key = template_drafts.kept(session, path.id)
        kept.name = body.name
        record(session, key, "template.draft_named", {"revision": kept.revision, "name": body.name})
        return reply(_kept(kept, key))


@designs_area.post("/template-drafts/<int:id>/restore", responses=answers(200, SavedDesign, 404, 409))
@allow(Permission.templates_edit)
def restore_design(path: ById, body: DesignRestoration) -> Response:
    """Make a kept draft the draft again; the one that it replaces is kept."""
    with here().db.read() as session:
        kept, key = template_drafts.kept(session, path.id)
    return restored(key, kept.document, body.revision, {"revision": kept.revision})


def restored(key: str, document: dict[str, Any], revision: int, told: dict[str, Any]) -> Response:
    """Make a document the draft of a template."""
    clock = here().clock
    with unusable_said(), stale_said(), here().db.write() as session:
        channel = template_drafts.get(session, key)[0].channel
        looked = designing.look(session, channel, document)
        row = template_drafts.save(
            session,
            key,
            document=document,
            name=None,
            revision=revision,
            user_id=caller().user_id,
            now=clock.now(),
            wall=clock.wall(),
            keep=True,
        )
        record(session, key, "template.restored", told)
        return reply(_saved(row, looked))


def problem_of(problem: Found) -> DesignProblem:
    """A problem as the API tells it."""
    return DesignProblem(
        severity=problem.severity,
        code=problem.code,
        message=Labels(**problem.message),
        hint=Labels(**problem.hint),
        language=problem.language,
        variant=problem.variant,
        block=problem.block,
    )


def refuse_finished(key: str) -> None:
    """Refuse to change what came with Cauce.

    Raises:
        ProblemError: the key is one of the gallery's.
    """
    if key in gallery.templates():
        raise ProblemError("conflict", detail=FINISHED)


def draft_of(session: Session, key: str) -> tuple[str, dict[str, Any]]:
    """The channel of a template and the document that its editor opens.

    Raises:
        NotFoundError: there is no such template.
        TemplateError: it came as words that the editor cannot show.
    """
    finished = gallery.templates().get(key)
    if finished is not None:
        return finished.channel, document_of(finished)
    row, _ = template_drafts.get(session, key)
    return row.channel, row.draft if row.draft is not None else document_of(templates.file_of(row))


def record(session: Session, key: str, action: str, details: dict[str, Any] | None = None) -> None:
    """Add a line about a template to the audit trail."""
    trail.note(session, "template", key, action, details)


@contextmanager
def unusable_said() -> Iterator[None]:
    """Say in the reader's language why a design cannot be kept."""
    try:
        yield
    except TemplateError as error:
        detail = {language: BROKEN[language].format(why=why) for language, why in in_words(str(error)).items()}
        extra = {"block": error.block} if isinstance(error, DesignError) and error.block else {}
        raise ProblemError("invalid", detail=detail, extra=extra) from error


@contextmanager
def _in_use_said() -> Iterator[None]:
    try:
        yield
    except template_drafts.InUseError as error:
        raise ProblemError("conflict", detail=IN_USE) from error


def _begin(session: Session, body: NewTemplate) -> dict[str, Any]:
    """The document of a new template."""
    if not body.from_key:
        return blank(body.channel, body.language)
    channel, document = draft_of(session, body.from_key)
    if channel != body.channel:
        raise ProblemError("invalid", fields={"from": FOREIGN})
    return document


def _archived(key: str, *, archived: bool) -> Response:
    refuse_finished(key)
    with unusable_said(), _in_use_said(), here().db.write() as session:
        template_drafts.archive(session, key, here().clock.now() if archived else None)
        record(session, key, "template.archived" if archived else "template.unarchived")
        return reply(_detail(session, key))


def _record_edit(session: Session, key: str) -> None:
    audit.record_once(
        session,
        actor=caller().actor,
        action="template.saved",
        subject="template",
        subject_id=key,
        at=here().clock.wall(),
        within=ONE_SITTING,
    )


def _saved(row: Template, looked: Looked) -> SavedDesign:
    problems = [problem_of(one) for one in looked.problems]
    return SavedDesign(revision=row.revision, saved_at=row.saved_at or row.created_at, problems=problems)


def _kept(kept: KeptTemplateDraft, key: str) -> KeptDesign:
    return KeptDesign(
        id=kept.id,
        revision=kept.revision,
        saved_at=kept.saved_at,
        saved_by=None,
        name=kept.name,
        key=key,
        document=kept.document,
    )


def _detail(session: Session, key: str) -> TemplateDetail:
    used_by = [Named(id=number, name=name) for number, name in template_drafts.uses(session).get(key, {}).items()]
    waiting = messages.waiting_with(session, key)
    finished = gallery.templates().get(key)
    channel, document = draft_of(session, key)
    if finished is not None:
        return TemplateDetail(
            key=key,
            channel=channel,
            own=False,
            name=_labels(finished.name),
            revision=0,
            document=document,
            version=None,
            draft=False,
            archived=False,
            saved_at=None,
            saved_by=None,
            published_at=None,
            published_by=None,
            used_by=used_by,
            waiting=waiting,
        )
    row, saved_by = template_drafts.get(session, key)
    newest = next(iter(template_drafts.versions(session, key)), None)
    return TemplateDetail(
        key=key,
        channel=channel,
        own=True,
        name=_labels(row.name),
        revision=row.revision,
        document=document,
        version=row.version,
        draft=row.draft is not None and row.revision != row.published_revision,
        archived=row.archived_at is not None,
        saved_at=row.saved_at,
        saved_by=saved_by,
        published_at=newest[0].published_at if newest else None,
        published_by=newest[1] if newest else None,
        used_by=used_by,
        waiting=waiting,
    )


def _labels(name: Text) -> Labels:
    """What people call a template; a name in one language only serves for both."""
    one = next(iter(name.values()))
    return Labels(es=name.get("es", one), en=name.get("en", one))
