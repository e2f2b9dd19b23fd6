"""Draws the landing page that a link opens."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, request, url_for

from app.flow.compose import chosen, read_by, with_flags
from app.site.desk import Desk, Visit
from app.site.state import NOTHING, Said, inside, outside
from app.store import facts, pages
from renderers import tokens
from renderers.errors import RenderError
from renderers.gallery import TemplateFile, Variant
from renderers.landing.page import PageSource, PageTemplate, RenderedPage, compile_page
from renderers.landing.state import State

YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Opened:
    """The page that a link opens for somebody: which variant of which template, and what is compiled of it."""

    file: TemplateFile
    variant: Variant
    page: PageTemplate

    @property
    def told(self) -> dict[str, Any]:
        """What the event of a visit says of it; a finished template has version 0."""
        return {
            "page": self.file.key,
            "version": self.file.version,
            "language": self.variant.source.language,
            "variant": self.variant.id,
        }


class Landing:
    """The landing pages of one installation."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def opened(self, visit: Visit) -> Opened:
        """What this link opens, in the language of the visit; the page that always works where another does not.

        That is told before the proof already, so that a person stays on one page: it is the one that they see, whose
        stylesheet they get, whose forms are heard, and that is counted. Of variants that compete a person gets the same
        one however often and from wherever they come.
        """
        usual = self.desk.installation.config.landing_page
        with self.desk.installation.db.read() as session:
            found = pages.page_of(session, visit.link.message_id, usual)
        try:
            opened = _open(found, visit)
            if found.key != pages.BUILT_IN:
                self._try(opened, visit)
        except RenderError:
            return self._built_in(visit)
        return opened

    def template(self, visit: Visit) -> PageTemplate:
        """What is compiled of the page that this link opens."""
        return self.opened(visit).page

    def draw(
        self,
        visit: Visit,
        said: Said = NOTHING,
        status: int = 200,
        address: str | None = None,
        *,
        opened: Opened | None = None,
    ) -> Response:
        """The page as this visitor may see it: ``opened``, or what their link opens."""
        rendered = self._render(opened or self.opened(visit), visit, said, address)
        return self.desk.sign(Response(rendered.html, status, mimetype="text/html"), visit)

    def style(self, token: str) -> Response:
        """The stylesheet of the page that a link opens: kept for a year under the hash of what it says."""
        visit = self.desk.open(token)
        css = self.template(visit).css
        tag = hash_of(css)
        fresh = request.args.get("v") == tag
        response = Response(css, mimetype="text/css")
        response.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable" if fresh else "no-cache"
        response.set_etag(tag)
        response.make_conditional(request)
        return response

    def _built_in(self, visit: Visit) -> Opened:
        with self.desk.installation.db.read() as session:
            return _open(pages.built_in(session), visit)

    def _try(self, opened: Opened, visit: Visit) -> None:
        """Draw a page as this person sees it before and after the proof, for nobody.

        Raises:
            RenderError: it cannot be filled in with what is known of them.
        """
        for verified in (False, True):
            self._render(opened, replace(visit, verified=verified), NOTHING, None)

    def _render(self, opened: Opened, visit: Visit, said: Said, address: str | None) -> RenderedPage:
        """Draw it; before the proof nothing of the person is known, and no part that hangs on it is drawn."""
        state, known = self._known(visit, said, opened.page, address)
        shown = with_flags(opened.page, known, opened.file.gone) if visit.verified else known
        return opened.page.render(tokens.nest(shown), state, visit.debt.language)

    def _known(
        self, visit: Visit, said: Said, template: PageTemplate, address: str | None
    ) -> tuple[State, Mapping[str, Any]]:
        """The state of the visit, and the facts that the page may read: none of the person before the proof."""
        form_token = self.desk.cookies.form_token(request, visit.token)
        style = url_for("site.page_style", token=visit.token, v=hash_of(template.css), lang=visit.language)
        front = outside(self.desk, visit, said, form_token, style, address)
        known: dict[str, Any] = {}
        back = None
        if visit.verified:
            with self.desk.installation.db.read() as session:
                back = inside(session, self.desk, visit)
                known.update(self._facts(session, visit, template))
        known |= {
            "account.creditor": front.creditor,
            "link.page": front.at.home,
            "link.preferences": front.at.preferences,
        }
        return State(front, back), known

    def _facts(self, session: Any, visit: Visit, template: PageTemplate) -> Mapping[str, Any]:  # noqa: ANN401 - a session
        account_id, now = visit.debt.account_id, self.desk.installation.clock.now()
        return facts.load(session, [account_id], now, read_by(template)).get(account_id, {})


def _open(file: TemplateFile, visit: Visit) -> Opened:
    variant = chosen(file, visit.language, visit.debt.debtor_id)
    if not isinstance(variant.source, PageSource):
        raise TypeError(variant.source)
    return Opened(file, variant, compile_page(variant.source))


def hash_of(css: str) -> str:
    """What a stylesheet is asked for by."""
    return hashlib.sha256(css.encode()).hexdigest()[:16]
