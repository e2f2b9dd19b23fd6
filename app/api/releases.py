"""Templates on their way out: looked at, checked, tried, published."""

import base64
from typing import Any

import structlog
from flask import Response
from limits import RateLimitItemPerHour
from sqlalchemy.orm import Session

from app import reasons
from app.api.area import allow, answers, area, reply, takes
from app.api.callers import caller, doorman, here
from app.api.designs import LARGEST, draft_of, problem_of, record, refuse_finished, restored, unusable_said
from app.api.journeys import stale_said
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.designs import (
    DesignPreview,
    DesignProblems,
    DesignRestoration,
    DesignToCheck,
    DesignToPreview,
    SavedDesign,
    TemplatePublication,
    TemplateVersionDetail,
    TemplateVersionItem,
    TemplateVersionList,
    TestSent,
    TestToSend,
)
from app.api.shapes.templates import TemplateKey
from app.errors import DeliveryError, NotFoundError
from app.flow import designing, previewing, trying
from app.http import ProblemError
from app.models import Template, TemplateVersion
from app.store import template_drafts, templates
from renderers.designs.documents import document_of
from renderers.errors import MissingTokenError, RenderError
from renderers.pages import lay_out
from renderers.refusals import in_words
from renderers.review.dark import darken
from renderers.sources import Source

releases_area = area("releases", "Templates on their way out: looked at, checked, tried, published.")

TESTS = RateLimitItemPerHour(60)
log = structlog.get_logger(__name__)

ABSENT = {"es": "La plantilla no tiene esta variante.", "en": "The template does not have this variant."}
PROBLEMS = {
    "es": "La plantilla tiene problemas que impiden publicarla.",
    "en": "The template has problems that keep it from being published.",
}
MISSING = {"es": "A esta persona le falta el dato «{token}».", "en": "This person lacks the detail “{token}”."}
REFUSED = {"es": "No se pudo enviar la prueba: {why}", "en": "The test could not be sent: {why}"}
NOT_HERE = {
    "es": "Este canal no está configurado, así que no se puede probar.",
    "en": "This channel is not set up, so it cannot be tried.",
}
NO_ADDRESS = {"es": "Escriba a dónde se envía.", "en": "Say where to send it."}
TOO_MANY = {
    "es": "Son demasiadas pruebas en una hora. Espere un poco.",
    "en": "These are too many tests within an hour. Wait a little.",
}


@releases_area.post("/templates/<key>/check", responses=answers(200, DesignProblems, 404))
@allow(Permission.journeys_read)
@takes(LARGEST)
def check_template(path: TemplateKey, body: DesignToCheck) -> Response:
    """Say what is wrong with a template, or with the document that is sent."""
    with unusable_said(), here().db.read() as session:
        channel, document = draft_of(session, path.key)
        now = here().clock.now()
        looked = designing.examine(session, here().config, channel, body.document or document, now)
    dead = designing.dead_links(looked, here().config) if body.links else []
    return reply(DesignProblems(problems=[problem_of(one) for one in (*looked.problems, *dead)]))


@releases_area.post("/templates/<key>/publish", responses=answers(200, TemplateVersionItem, 404, 409))
@allow(Permission.templates_publish)
def publish_template(path: TemplateKey, body: TemplatePublication) -> Response:
    """Make the draft what journeys send from now on."""
    refuse_finished(path.key)
    with unusable_said(), stale_said(), here().db.write() as session:
        row = template_drafts.hold(session, path.key, body.revision)
        _, document = draft_of(session, path.key)
        looked = designing.examine(session, here().config, row.channel, document, here().clock.now())
        if not looked.sound:
            found = [problem_of(one).model_dump() for one in looked.problems]
            raise ProblemError("unpublishable", detail=PROBLEMS, extra={"findings": found})
        version = templates.publish(
            session,
            row,
            designing.edition(looked, document),
            document=document,
            note=body.note,
            user_id=caller().user_id,
            now=here().clock.now(),
        )
        details = {"version": version.number, "hash": version.hash, "note": body.note}
        record(session, path.key, "template.published", details)
        user = caller().user
        return reply(_item(version, None if user is None else user.name))


@releases_area.get("/templates/<key>/versions", responses=answers(200, TemplateVersionList, 404))
@allow(Permission.journeys_read)
def list_template_versions(path: TemplateKey) -> Response:
    """List what was published of a template."""
    with here().db.read() as session:
        rows = template_drafts.versions(session, path.key)
    return reply(TemplateVersionList(items=[_item(version, publisher) for version, publisher in rows]))


@releases_area.get("/template-versions/<int:id>", responses=answers(200, TemplateVersionDetail, 404))
@allow(Permission.journeys_read)
def get_template_version(path: ById) -> Response:
    """A published version with its document."""
    with unusable_said(), here().db.read() as session:
        version, template, publisher = template_drafts.version(session, path.id)
    item = _item(version, publisher).model_dump()
    document = _document(version, template)
    return reply(TemplateVersionDetail(**item, key=template.key, channel=template.channel, document=document))


@releases_area.post("/template-versions/<int:id>/restore", responses=answers(200, SavedDesign, 404, 409))
@allow(Permission.templates_edit)
def restore_template_version(path: ById, body: DesignRestoration) -> Response:
    """Make a published version the draft again; the draft that it replaces is kept."""
    with unusable_said(), here().db.read() as session:
        version, template, _ = template_drafts.version(session, path.id)
        document = _document(version, template)
    return restored(template.key, document, body.revision, {"version": version.number})


@releases_area.post("/templates/preview", responses=answers(200, DesignPreview, 404))
@allow(Permission.journeys_read)
@takes(LARGEST)
def preview_design(body: DesignToPreview) -> Response:
    """Show a document as a debtor would get it, or with made-up details."""
    if body.account_id is not None and Permission.debtors_read not in caller().permissions:
        raise ProblemError("forbidden")
    with unusable_said(), here().db.read() as session:
        looked = designing.look(session, body.channel, body.document)
        problems = [problem_of(one) for one in looked.problems]
        if looked.variants:
            shown = _preview(session, looked, body, problems)
        else:
            shown = DesignPreview(subject="", html="", text="", problems=problems)
    if body.channel == "email":
        shown.sender = previewing.seen_as(here().config, looked.brand)
    return reply(shown)


@releases_area.post("/templates/<key>/test", responses=answers(200, TestSent, 404, 409, 429))
@allow(Permission.templates_edit)
def test_template(path: TemplateKey, body: TestToSend) -> Response:
    """Send the draft to oneself."""
    user = caller().user
    if not doorman().tries.take(TESTS, "template-test", caller().actor):
        raise ProblemError("too-many", detail=TOO_MANY)
    with unusable_said(), here().db.read() as session:
        channel, document = draft_of(session, path.key)
        looked = designing.look(session, channel, document)
        source = _variant(looked, body.language, body.variant)
        known = previewing.values(session, here().config, source, body.account_id, here().clock.now())
    to = body.to or (user.email if user is not None and channel == "email" else "")
    if not to:
        raise ProblemError("invalid", fields={"to": NO_ADDRESS})
    with here().db.write() as session:
        record(session, path.key, "template.tested", {"to": to, "channel": channel})
    config = here().config
    try:
        rendered = trying.filled(config, source, known, looked.gone)
        detail = trying.send(config, channel, rendered, looked.brand, to, here().clock.now())
    except NotFoundError as error:
        raise ProblemError("conflict", detail=NOT_HERE) from error
    except (DeliveryError, RenderError) as error:
        raise ProblemError("invalid", detail=_refused(str(error))) from error
    return reply(TestSent(to=to, detail=detail))


def _refused(said: str) -> dict[str, str]:
    """Why a test did not go, whether a channel says so with a code of ours or the renderers in a sentence."""
    told = reasons.read(said) or {}
    return {language: REFUSED[language].format(why=in_words(why)[language]) for language, why in told.items()}


def _variant(looked: designing.Looked, language: str, variant: str) -> Source:
    found = [source for one, source in looked.variants if (one.language, one.variant) == (language, variant)]
    if not found:
        raise ProblemError("invalid", fields={"variant": ABSENT})
    return found[0]


def _preview(session: Session, looked: designing.Looked, body: DesignToPreview, problems: list[Any]) -> DesignPreview:
    source = _variant(looked, body.language, body.variant)
    try:
        known = previewing.values(session, here().config, source, body.account_id, here().clock.now())
        shown = previewing.preview(source, known, proved=body.proved, gone=looked.gone)
    except MissingTokenError as error:
        return DesignPreview(subject="", html="", text="", problems=problems, missing=error.token)
    html = darken(shown.html) if body.dark and body.channel == "email" else shown.html
    answer = DesignPreview(
        subject=shown.subject, preheader=shown.preheader, html=html, text=shown.text, problems=problems
    )
    if body.pdf and body.channel == "letter":
        pages = lay_out(shown.html)
        answer.pdf, answer.pages = base64.b64encode(pages.content).decode(), pages.pages
    return answer


def _document(version: TemplateVersion, template: Template) -> dict[str, Any]:
    return version.document or document_of(templates.file_of(version, template))


def _item(version: TemplateVersion, publisher: str | None) -> TemplateVersionItem:
    return TemplateVersionItem(
        id=version.id,
        number=version.number,
        note=version.note,
        hash=version.hash,
        published_at=version.published_at,
        published_by=publisher,
    )
