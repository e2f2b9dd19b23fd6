"""The message templates: how each begins, and what one looks like with sample values."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, reply
from app.api.callers import here
from app.api.permissions import Permission
from app.api.shapes.templates import (
    FirstWords,
    PageVisits,
    PreviewQuery,
    TemplateKey,
    TemplateList,
    TemplateQuery,
    TextPreview,
    VariantVisits,
)
from app.errors import NotFoundError
from app.flow import designing
from app.flow.compose import with_flags
from app.http import ProblemError
from app.models import Template
from app.store import brands, fields, page_visits, pages, samples, template_drafts, templates
from app.store.page_visits import Visited
from renderers import gallery, tokens
from renderers.brand import HOUSE, Brand
from renderers.errors import RenderError, TemplateError
from renderers.gallery import TemplateFile, in_language
from renderers.landing.page import PageTemplate
from renderers.landing.samples import shown, somebody
from renderers.sources import Source, compile_source, words_of
from renderers.text import RenderedText, TextSource, compile_text

templates_area = area("templates", "The message templates, and what they look like.")

FIRST = 160  # letters of a text that a list shows
POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; font-src 'self'; media-src 'self'; "
    "frame-ancestors 'self'"
)
VISITS = timedelta(days=90)  # business time that visits are counted over
BROKEN = {"es": "La plantilla no se puede mostrar: ", "en": "The template cannot be shown: "}


@templates_area.get("/templates", responses=answers(200, TemplateList))
@allow(Permission.journeys_read)
def list_templates(query: TemplateQuery) -> Response:
    """List the templates of a channel, or all, with how each begins."""
    with here().db.read() as session:
        rows = {row.key: (row, saved_by) for row, saved_by in template_drafts.own(session)}
        every = fields.all_fields(session)
        made_up, known = samples.read(session, every), fields.as_tokens(every).keys()
        kits = _kits(session)
        uses = template_drafts.uses(session)
        found = [*(_file(row, kits) for row, _ in rows.values()), *templates.finished(session).values()]
    facts = {spoken: tokens.nest(made_up.values(spoken)) for spoken in ("es", "en")}
    items = [
        _line(one, facts, *rows.get(one.key, (None, None)))
        | {"used_by": [{"id": number, "name": name} for number, name in uses.get(one.key, {}).items()]}
        | {"gone": _gone(*rows.get(one.key, (None, None)), known=known)}
        for one in found
        if query.channel in {"", one.channel}
    ]
    return reply(TemplateList.model_validate({"items": items}))


def _line(
    template: TemplateFile, facts: Mapping[str, Mapping[str, Any]], row: Template | None, saved_by: str | None
) -> dict[str, Any]:
    """A template of the list; ``row`` is None for a finished one."""
    return {
        "key": template.key,
        "channel": template.channel,
        "name": dict(template.name),
        "languages": sorted(template.sources),
        "words": {
            language: _first_words(source, facts.get(language, facts["es"]))
            for language, source in template.sources.items()
        },
        "own": row is not None,
        "version": None if row is None else row.version,
        "draft": row is not None and row.draft is not None and row.revision != row.published_revision,
        "archived": row is not None and row.archived_at is not None,
        "saved_at": None if row is None else row.saved_at or row.created_at,
        "saved_by": saved_by,
        "purpose": template.purpose,
        "jurisdictions": list(template.jurisdictions),
    }


def _gone(row: Template | None, _: str | None, *, known: AbstractSet[str]) -> list[str]:
    """The tokens of what was published last that are no field any more."""
    return [] if row is None or row.version is None else designing.gone(templates.file_of(row), known)


def _kits(session: Session) -> Mapping[str, Brand]:
    """The brand kits by key; "" is the default one."""
    found = brands.every(session)
    usual = {"": brands.brand_of(found[0])} if found else {"": HOUSE}
    return {**usual, **{one.key: brands.brand_of(one) for one in found}}


def _file(row: Template, kits: Mapping[str, Brand]) -> TemplateFile:
    """A template as its draft has it; as it was published where the draft cannot be read."""
    published = templates.file_of(row)
    if row.draft is None:
        return published
    try:
        found = designing.sources(row.channel, row.draft, kits.get(row.draft.get("brand", ""), kits[""]))
    except TemplateError:
        return published
    return replace(published, sources=found)


@templates_area.get("/templates/<key>/preview", responses=answers(200, TextPreview, 404))
@allow(Permission.journeys_read)
def preview_template(path: TemplateKey, query: PreviewQuery) -> Response:
    """One template with sample values: HTML of an email or a letter, JSON of anything else."""
    with here().db.read() as session:
        template = _asked(session, path.key, draft=query.draft)
        known = samples.read(session).values(query.language)
    if template is None or not template.sources:
        raise NotFoundError
    try:
        compiled = compile_source(in_language(template, query.language))
        facts = tokens.nest(with_flags(compiled, known))
        visit = somebody(query.language, facts)
        written = shown(compiled, facts, visit) if isinstance(compiled, PageTemplate) else compiled.render(facts)
    except RenderError as error:
        raise ProblemError("invalid", detail={spoken: f"{text}{error}" for spoken, text in BROKEN.items()}) from error
    answer = reply(TextPreview(text=written.text)) if isinstance(written, RenderedText) else _page(written.html)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@templates_area.get("/templates/<key>/visits", responses=answers(200, PageVisits, 404))
@allow(Permission.journeys_read)
def list_page_visits(path: TemplateKey) -> Response:
    """Compare the variants of a landing page: who opened each in 90 days, and then verified and paid."""
    since = here().clock.now() - VISITS
    with here().db.read() as session:
        page = templates.of_keys(session, [path.key]).get(path.key)
        if page is None or page.channel != pages.PAGE:
            raise NotFoundError
        visits = page_visits.by_variant(session, page.key, page.version, since)
    found = {(one.language, one.variant): one for one in visits}
    items = [
        VariantVisits(share=one.share, **asdict(found.get((language, one.id)) or Visited(language, one.id)))
        for language in page.sources
        for one in page.variants_in(language)
    ]
    return reply(PageVisits(version=page.version, since=since, items=items))


def _asked(session: Session, key: str, *, draft: bool) -> TemplateFile | None:
    """What was published under a key; the draft where that is asked for."""
    if draft and key not in gallery.templates():
        return _file(template_drafts.get(session, key)[0], _kits(session))
    return templates.of_keys(session, [key]).get(key)


def _page(html: str) -> Response:
    """A page that may run nothing and fetch nothing from elsewhere, for a frame of the studio."""
    headers = {"Content-Security-Policy": POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return Response(html, mimetype="text/html", headers=headers)


def _first_words(source: Source, facts: Mapping[str, Any]) -> FirstWords:
    """The subject and what follows it in an inbox; the text itself where there is no subject."""
    words = words_of(source)
    opening = words["text"] if isinstance(source, TextSource) else words.get("preheader", "")
    return FirstWords(
        subject=_written(words.get("subject", ""), source.language, facts),
        opening=_written(opening, source.language, facts)[:FIRST],
    )


def _written(text: str, language: str, facts: Mapping[str, Any]) -> str:
    try:
        return compile_text(TextSource(text, language)).render(facts).text
    except RenderError:
        return ""
