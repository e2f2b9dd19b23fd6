"""The site's cookies: each is HttpOnly, goes only to the pages of one link, and holds no personal data.

``cauce_verified`` says, signed, that whoever holds it proved to be the debtor of an account; ``cauce_visitor`` is a
random name that forms are bound to; ``cauce_language`` is the language that was chosen.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from flask import Request, g, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from app.config import Config

VERIFIED = "cauce_verified"
VISITOR = "cauce_visitor"
LANGUAGE = "cauce_language"
VERIFIED_FOR = timedelta(minutes=30)  # wall time without opening a page
VISITOR_LENGTH = 22  # what token_urlsafe(16) gives


class Cookies:
    """Reads and sets the cookies of one installation."""

    def __init__(self, config: Config) -> None:
        self._secure = config.public_url.startswith("https://")
        self._secret = config.secret_key.encode()
        self._signer = URLSafeSerializer(config.secret_key, salt="cauce.verified")

    def verified(self, request: Request, account_id: int, wall: datetime) -> bool:
        """Whether this browser proved, not long ago, to be the debtor of this account."""
        try:
            account, until = self._signer.loads(request.cookies.get(VERIFIED, ""))
        except (BadData, ValueError, TypeError):
            return False
        return bool(account == account_id and wall.timestamp() < until)

    def grant(self, response: Response, token: str, account_id: int, wall: datetime) -> None:
        """Let this browser see the account behind this link for a while."""
        until = int((wall + VERIFIED_FOR).timestamp())
        signed = self._signer.dumps([account_id, until])
        self._set(response, token, VERIFIED, signed if isinstance(signed, str) else signed.decode())

    def revoke(self, response: Response, token: str) -> None:
        """Forget that this browser proved anything."""
        response.delete_cookie(VERIFIED, path=_path(token), httponly=True, samesite="Lax", secure=self._secure)

    def set_language(self, response: Response, token: str, language: str) -> None:
        """Show the pages of this link in ``language``."""
        self._set(response, token, LANGUAGE, language)

    def form_token(self, request: Request, token: str) -> str:
        """What a form on a page of this link carries, so that no other site can send it; see ``keep_visitor``."""
        return self._form_token(_visitor(request), token)

    def keep_visitor(self, request: Request, response: Response, token: str) -> None:
        """Give this browser the name that the forms of the page are bound to."""
        if request.cookies.get(VISITOR) != _visitor(request):
            self._set(response, token, VISITOR, _visitor(request))

    def form_is_ours(self, request: Request, token: str) -> bool:
        """Whether the form that was sent came from a page that this very browser got from us."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            return False
        visitor = request.cookies.get(VISITOR, "")
        given = request.form.get("form_token", "")
        return bool(visitor) and hmac.compare_digest(self._form_token(visitor, token).encode(), given.encode())

    def _form_token(self, visitor: str, token: str) -> str:
        return hmac.new(self._secret, f"cauce.form:{visitor}:{token}".encode(), hashlib.sha256).hexdigest()

    def _set(self, response: Response, token: str, name: str, value: str) -> None:
        response.set_cookie(name, value, path=_path(token), httponly=True, samesite="Lax", secure=self._secure)


def _visitor(request: Request) -> str:
    """The name this browser brought, or a new one for the rest of this request."""
    brought = request.cookies.get(VISITOR, "")
    if len(brought) == VISITOR_LENGTH:
        return brought
    if "site_visitor" not in g:
        g.site_visitor = secrets.token_urlsafe(16)
    name: str = g.site_visitor
    return name


def _path(token: str) -> str:
    return url_for("site.page", token=token)
