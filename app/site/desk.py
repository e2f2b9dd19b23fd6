"""What every page of the site needs: whose link it is, in which language to answer, and how a page is drawn."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import Response, make_response, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from app.db import trouble
from app.installation import Installation
from app.payments.contract import Provider
from app.payments.registry import providers
from app.site import formats
from app.site.cookies import LANGUAGE, Cookies
from app.site.language import DEFAULT, Texts, catalogue, known
from app.store import brands, debts
from app.store.debts import Debt
from app.store.links import Link, LinkError, read_link
from renderers.brand import HOUSE, Brand
from renderers.landing.shell import variables

STYLESHEET = Path(__file__).parent / "static" / "site.css"


@dataclass(frozen=True)
class Visit:
    """Somebody who opened a genuine link: the debt behind it, and the language they read."""

    token: str
    link: Link
    debt: Debt
    language: str
    verified: bool

    @property
    def texts(self) -> Texts:
        """What the site says in their language."""
        return catalogue()[self.language]


class ForgedFormError(Exception):
    """A form was sent that did not come from the visitor's own page."""

    def __init__(self, token: str) -> None:
        super().__init__("The form did not come from the visitor's own page.")
        self.token = token


class Desk:
    """The site of one installation."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.cookies = Cookies(installation.config)
        self.providers = providers(installation.config)
        self.sender, self.contact = parseaddr(installation.config.mail_from)

    @property
    def style(self) -> tuple[bytes, str]:
        """The stylesheet of all pages but the landing pages, in the colours of the default kit, and its hash.

        While the database is away it has the house's colours: a page that only says so must not need it.
        """
        try:
            with self.installation.db.read() as session:
                return _styled(brands.default(session))
        except SQLAlchemyError as error:
            if not trouble(error):
                raise
            return _styled(HOUSE)

    @property
    def provider(self) -> Provider | None:
        """Through which provider debtors pay; None when none is set up here."""
        return next(iter(self.providers.values()), None)

    def open(self, token: str, *, at: datetime | None = None) -> Visit:
        """Whose page this is.

        ``at`` is the time the link must be good at, now by default.

        Raises:
            LinkError: the link is forged or expired, or its account is gone.
        """
        link = read_link(self.installation.config, token, at or self.installation.clock.now())
        with self.installation.db.read() as session:
            debt = debts.load(session, link.account_id)
        if debt is None:
            raise LinkError(expired=False)
        return Visit(
            token=token,
            link=link,
            debt=debt,
            language=_language(debt.language),
            verified=self.cookies.verified(request, debt.account_id, self.installation.clock.wall()),
        )

    def open_form(self, token: str) -> Visit:
        """Whose form was sent.

        Raises:
            LinkError: the link is forged or expired.
            ForgedFormError: the form did not come from a page of this link in this browser.
        """
        visit = self.open(token)
        if not self.cookies.form_is_ours(request, token):
            raise ForgedFormError(token)
        return visit

    def creditor(self, debt: Debt) -> str:
        """The name to show for the creditor: the account's, or else whoever sends the messages."""
        return debt.creditor or self.sender or self.contact

    def page(self, visit: Visit, template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - what a template takes
        """Draw a page of this link."""
        response = self.draw(
            template,
            visit.language,
            status,
            creditor=self.creditor(visit.debt),
            debt=visit.debt,
            token=visit.token,
            verified=visit.verified,
            form_token=self.cookies.form_token(request, visit.token),
            **values,
        )
        return self.sign(response, visit)

    def sign(self, response: Response, visit: Visit) -> Response:
        """Give a page of this link the cookies that it needs."""
        self.cookies.keep_visitor(request, response, visit.token)
        if known(request.args.get("lang")):
            self.cookies.set_language(response, visit.token, visit.language)
        if visit.verified:
            self.cookies.grant(response, visit.token, visit.debt.account_id, self.installation.clock.wall())
        return response

    def notice(self, key: str, status: int, language: str | None = None, **values: Any) -> Response:  # noqa: ANN401 - what a template takes
        """Draw a page that only says something: what happened, and what to do."""
        return self.draw("notice.html", language or _language(), status, key=key, **values)

    def draw(self, template: str, language: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - what a template takes
        """Draw a page."""
        html = render_template(
            f"site/{template}",
            t=catalogue()[language],
            language=language,
            languages=self.switch(language, values.pop("address", None)),
            contact=self.contact,
            creditor=values.pop("creditor", self.sender),
            style=url_for("site.style", v=self.style[1]),
            money=formats.writer(language),
            **values,
        )
        return make_response(html, status)

    def today(self, debt: Debt) -> date:
        """Today's date where the debtor lives."""
        return local(self.installation.clock.now(), debt).date()

    def switch(self, language: str, address: str | None) -> list[dict[str, Any]]:
        """The links that show this page in another language."""
        kept = [] if address else [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
        return [
            {
                "code": code,
                "name": texts("language.name"),
                "here": code == language,
                "url": f"{address or request.path}?{urlencode([*kept, ('lang', code)])}",
            }
            for code, texts in catalogue().items()
        ]


@lru_cache(maxsize=8)
def _styled(brand: Brand) -> tuple[bytes, str]:
    said = variables(brand).encode() + STYLESHEET.read_bytes()
    return said, hashlib.sha256(said).hexdigest()[:16]


def local(at: datetime, debt: Debt) -> datetime:
    """This time where the debtor lives; UTC where nobody knows."""
    try:
        return at.astimezone(ZoneInfo(debt.time_zone))
    except (ZoneInfoNotFoundError, ValueError):
        return at


def _language(fallback: str | None = None) -> str:
    """The language to answer in: what was just chosen, chosen before, the debtor's, the browser's."""
    for asked in (request.args.get("lang"), request.cookies.get(LANGUAGE), fallback):
        if language := known(asked):
            return language
    found: str | None = request.accept_languages.best_match(list(catalogue()))
    return found or DEFAULT
