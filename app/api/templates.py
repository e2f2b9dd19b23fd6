"""The message templates: how each begins, and what one looks like with sample values."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request

from app.api.area import allow, answers, area, reply
from app.api.callers import here
from app.api.permissions import Permission
from app.api.shapes.templates import FirstWords, PreviewQuery, TemplateKey, TemplateList, TemplateQuery, TextPreview
from app.errors import NotFoundError
from app.http import ProblemError
from app.store import fields, samples, templates
from renderers import tokens
from renderers.errors import RenderError
from renderers.gallery import in_language
from renderers.sources import Source, compile_source, words_of
from renderers.text import RenderedText, TextSource, compile_text

templates_area = area("templates", "The message templates, and what they look like.")

FIRST = 160  # letters of a text that a list shows
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: 'self'; frame-ancestors 'self'"
BROKEN = {"es": "La plantilla no se puede mostrar: ", "en": "The template cannot be shown: "}


@templates_area.get("/templates", responses=answers(200, TemplateList))
@allow(Permission.journeys_read)
def list_templates(query: TemplateQuery) -> Response:
    """List the templates of a channel, or all, with how each begins."""
    with here().db.read() as session:
        found = templates.every(session).values()
        own = fields.own(session)
    facts = {spoken: tokens.nest(samples.samples(own, spoken)) for spoken in ("es", "en")}
    items = [
        {
            "key": one.key,
            "channel": one.channel,
            "name": dict(one.name),
            "languages": sorted(one.sources),
            "words": {
                language: _first_words(source, facts.get(language, facts["es"]))
                for language, source in one.sources.items()
            },
        }
        for one in found
        if query.channel in {"", one.channel}
    ]
    return reply(TemplateList.model_validate({"items": items}))


@templates_area.get("/templates/<key>/preview", responses=answers(200, TextPreview, 404))
@allow(Permission.journeys_read)
def preview_template(path: TemplateKey, query: PreviewQuery) -> Response:
    """One template with sample values: HTML of an email or a letter, JSON of anything else."""
    with here().db.read() as session:
        template = templates.of_keys(session, [path.key]).get(path.key)
        own = fields.own(session)
    if template is None:
        raise NotFoundError
    facts = tokens.nest(samples.samples(own, query.language))
    try:
        written = compile_source(in_language(template, query.language)).render(facts)
    except RenderError as error:
        raise ProblemError("invalid", detail={spoken: f"{text}{error}" for spoken, text in BROKEN.items()}) from error
    answer = reply(TextPreview(text=written.text)) if isinstance(written, RenderedText) else _page(written.html)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


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
