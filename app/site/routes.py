"""Which address is which page, and the headers that every page carries."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from app.installation import Installation
from app.payments.sandbox import Sandbox
from app.site.desk import Desk, ForgedFormError
from app.site.forms import Forms
from app.site.landing import Landing
from app.site.pages import Pages
from app.site.payments import Payments
from app.site.pictures import Pictures
from app.site.preferences import Preferences
from app.site.sandbox import SandboxPages
from app.site.tracked import Tracked
from app.store.links import LinkError

YEAR = 365 * 24 * 3600
EXPIRED = 410
UNKNOWN = 404
FORGED = 403
KEPT = frozenset({"site.style", "site.page_style", "site.icon", "site.code", "site.font"})
"""What browsers and mail programs may keep."""


def blueprint(installation: Installation) -> Blueprint:
    """The debtors' site of this installation."""
    desk = Desk(installation)
    site = Blueprint("site", __name__, template_folder="templates")
    _add_pages(site, desk)
    _add_tracked(site, desk)
    sandbox = desk.providers.get("sandbox")
    if isinstance(sandbox, Sandbox):
        forms = SandboxPages(desk, sandbox)
        site.add_url_rule("/pay/sandbox/<ref>", "sandbox", forms.show)
        site.add_url_rule("/pay/sandbox/<ref>", "sandbox_pay", forms.pay, methods=["POST"])

    def style() -> Response:
        """The stylesheet: kept for a year under the hash of what it says, asked for again without."""
        said, tag = desk.style
        fresh = request.args.get("v") == tag
        response = Response(said, mimetype="text/css")
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fresh else "no-cache"
        response.set_etag(tag)
        response.make_conditional(request)
        return response

    def refuse_link(error: LinkError) -> Response:
        return desk.notice("expired", EXPIRED) if error.expired else desk.notice("unknown", UNKNOWN)

    def refuse_form(error: ForgedFormError) -> Response:
        return desk.notice("forged", FORGED, token=error.token)

    def harden(response: Response) -> Response:
        """Keep every page out of caches, search engines, frames and other sites' logs."""
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = _policy(desk)
        if request.endpoint not in KEPT:
            response.headers["Cache-Control"] = "no-store"
        return response

    pictures = Pictures(installation)
    site.add_url_rule("/site/static/site.css", "style", style)
    site.add_url_rule("/site/static/social/<name>.png", "icon", pictures.icon)
    site.add_url_rule("/site/static/fonts/inter.woff2", "font", pictures.font)
    site.add_url_rule("/p/<token>/qr.png", "code", pictures.code)
    site.register_error_handler(LinkError, refuse_link)
    site.register_error_handler(ForgedFormError, refuse_form)
    site.after_request(harden)
    return site


def _add_pages(site: Blueprint, desk: Desk) -> None:
    landing = Landing(desk)
    pages, payments, preferences = Pages(desk, landing), Payments(desk, landing), Preferences(desk)
    forms = Forms(desk, landing)
    site.add_url_rule("/p/<token>", "page", pages.show)
    site.add_url_rule("/p/<token>/verify", "verify", pages.verify, methods=["POST"])
    site.add_url_rule("/p/<token>/leave", "leave", pages.leave, methods=["POST"])
    site.add_url_rule("/p/<token>/pay", "pay", payments.pay, methods=["POST"])
    site.add_url_rule("/p/<token>/payments/<int:payment_id>", "payment", payments.show)
    site.add_url_rule("/p/<token>/preferences", "preferences", preferences.show)
    site.add_url_rule("/p/<token>/preferences", "choose", preferences.choose, methods=["POST"])
    site.add_url_rule("/u/<token>", "unsubscribe", preferences.ask)
    site.add_url_rule("/u/<token>", "unsubscribe_now", preferences.unsubscribe, methods=["POST"])
    site.add_url_rule("/p/<token>/page.css", "page_style", landing.style)
    for name, heard in forms.by_name.items():
        site.add_url_rule(f"/p/<token>/{name}", name, heard, methods=["POST"])
    for action in ("verify", "leave", "pay", *forms.by_name):  # where a reload of a form's address leads back
        site.add_url_rule(f"/p/<token>/{action}", f"after_{action}", pages.back)


def _add_tracked(site: Blueprint, desk: Desk) -> None:
    followed = Tracked(desk)
    site.add_url_rule("/c/<token>", "follow", followed.follow)
    site.add_url_rule("/o/<token>.gif", "picture", followed.picture)


def _policy(desk: Desk) -> str:
    """Nothing but our own stylesheet, and forms that lead to us or to the payment provider.

    Browsers hold the address that a form is redirected to against ``form-action`` too.
    """
    own = ["'self'", "{0.scheme}://{0.netloc}".format(urlsplit(desk.installation.config.public_url))]
    targets = " ".join([*own, *(origin for provider in desk.providers.values() for origin in provider.origins)])
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; "
        f"form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
    )
