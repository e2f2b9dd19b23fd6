"""Which address is which page, and the headers that every page carries."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, request

from app.installation import Installation
from app.payments.sandbox import Sandbox
from app.site.desk import Desk, ForgedFormError
from app.site.pages import Pages
from app.site.payments import Payments
from app.site.preferences import Preferences
from app.site.sandbox import SandboxPages
from app.store.links import LinkError

YEAR = 365 * 24 * 3600
EXPIRED = 410
UNKNOWN = 404
FORGED = 403


def blueprint(installation: Installation) -> Blueprint:
    """The debtors' site of this installation."""
    desk = Desk(installation)
    site = Blueprint("site", __name__, template_folder="templates")
    _add_pages(site, desk)
    sandbox = desk.providers.get("sandbox")
    if isinstance(sandbox, Sandbox):
        forms = SandboxPages(desk, sandbox)
        site.add_url_rule("/pay/sandbox/<ref>", "sandbox", forms.show)
        site.add_url_rule("/pay/sandbox/<ref>", "sandbox_pay", forms.pay, methods=["POST"])

    def style() -> Response:
        """The stylesheet: kept for a year under the hash of what it says, asked for again without."""
        fresh = request.args.get("v") == desk.style_hash
        response = Response(desk.style, mimetype="text/css")
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if fresh else "no-cache"
        response.set_etag(desk.style_hash)
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
        if request.endpoint != "site.style":
            response.headers["Cache-Control"] = "no-store"
        return response

    site.add_url_rule("/site/static/site.css", "style", style)
    site.register_error_handler(LinkError, refuse_link)
    site.register_error_handler(ForgedFormError, refuse_form)
    site.after_request(harden)
    return site


def _add_pages(site: Blueprint, desk: Desk) -> None:
    pages, payments, preferences = Pages(desk), Payments(desk), Preferences(desk)
    site.add_url_rule("/p/<token>", "page", pages.show)
    site.add_url_rule("/p/<token>/verify", "verify", pages.verify, methods=["POST"])
    site.add_url_rule("/p/<token>/leave", "leave", pages.leave, methods=["POST"])
    site.add_url_rule("/p/<token>/pay", "pay", payments.pay, methods=["POST"])
    site.add_url_rule("/p/<token>/payments/<int:payment_id>", "payment", payments.show)
    site.add_url_rule("/p/<token>/preferences", "preferences", preferences.show)
    site.add_url_rule("/p/<token>/preferences", "choose", preferences.choose, methods=["POST"])
    site.add_url_rule("/u/<token>", "unsubscribe", preferences.ask)
    site.add_url_rule("/u/<token>", "unsubscribe_now", preferences.unsubscribe, methods=["POST"])
    for action in ("verify", "leave", "pay"):  # where a reload of a form's address leads back
        site.add_url_rule(f"/p/<token>/{action}", f"after_{action}", pages.back)


def _policy(desk: Desk) -> str:
    """Nothing but our own stylesheet, and forms that lead to us or to the payment provider.

    Browsers hold the address that a form is redirected to against ``form-action`` too.
    """
    own = ["'self'", "{0.scheme}://{0.netloc}".format(urlsplit(desk.installation.config.public_url))]
    targets = " ".join([*own, *(origin for provider in desk.providers.values() for origin in provider.origins)])
    return (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; "
        f"form-action {targets}; base-uri 'none'; frame-ancestors 'none'"
    )
