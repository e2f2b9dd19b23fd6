"""What mails and pages show from our own host: the QR code of a page, icons of social networks, and a font."""

import io
from functools import cache
from pathlib import Path

import segno
from flask import Response, abort, request

from app.installation import Installation
from app.store import links

DAY = 24 * 3600
YEAR = 365 * DAY
STATIC = Path(__file__).with_name("static")
ICONS = STATIC / "social"
FONT = STATIC / "fonts" / "inter.woff2"
SCALE = 8  # pixels a module
QUIET = 2  # modules of white around it


class Pictures:
    """The views of one installation. They tell nobody's name: a code says no more than the address that asks for it."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation

    def code(self, token: str) -> Response:
        """The QR code that opens a page; for a forged or expired link there is none."""
        links.read_link(self.installation.config, token, self.installation.clock.now())
        return _kept(_drawn(f"{self.installation.config.public_url}/p/{token}"), DAY)

    def icon(self, name: str) -> Response:
        """The icon of a network."""
        found = _icons().get(name)
        if found is None:
            abort(404)
        return _kept(found, YEAR)

    def font(self) -> Response:
        """The font that a brand kit may choose for its pages.

        Anybody's page may use it: a preview in a sandboxed frame has an origin of its own, and asks as a stranger.
        """
        response = _kept(FONT.read_bytes(), YEAR, "font/woff2")
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response


def _kept(content: bytes, seconds: int, kind: str = "image/png") -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Cache-Control"] = f"public, max-age={seconds}, immutable"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # webmail shows it on a page of its own
    response.add_etag()
    response.make_conditional(request)
    return response


def _drawn(address: str) -> bytes:
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="png", scale=SCALE, border=QUIET)
    return drawn.getvalue()


@cache
def _icons() -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted(ICONS.glob("*.png"))}
