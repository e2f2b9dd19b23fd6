"""The font that a brand kit may choose for its pages comes from our own host."""

from app.factory import create_app
from app.installation import Installation


def test_pages_get_inter_from_our_own_host(installation: Installation) -> None:
    client = create_app(installation).test_client()
    font = client.get("/site/static/fonts/inter.woff2")
    assert (font.status_code, font.mimetype, font.data[:4]) == (200, "font/woff2", b"wOF2")
    assert font.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert font.headers["Access-Control-Allow-Origin"] == "*"
    assert "font-src 'self'" in font.headers["Content-Security-Policy"]
