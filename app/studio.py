"""The studio's own page: the built designer, and what to do when it is not built."""

import re
from pathlib import Path

from flask import Blueprint, Flask, Response, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.routing import PathConverter

from app.http import language

FOLDER = Path(__file__).parent / "static" / "designer"
ENDPOINTS = ("studio.page", "studio.room")
HASHED = re.compile(r"^assets/.+-[\w-]{8}\.\w+$")  # the name changes with the content
FOREVER = "public, max-age=31536000, immutable"

UNBUILT = {
    "es": (
        "El estudio no está compilado",
        (
            "Ejecute <code>make up</code> en la carpeta del proyecto, o <code>make designer</code> para compilar solo "
            "el estudio, y vuelva a cargar esta página."
        ),
    ),
    "en": (
        "The studio is not built",
        (
            "Run <code>make up</code> in the project's folder, or <code>make designer</code> to build only the studio, "
            "and load this page again."
        ),
    ),
}


class RoomConverter(PathConverter):
    """The path of a room of the studio: not that of the API, the debtors' pages, webhooks or a file."""

    regex = r"(?!(?:api|hooks|p|u|pay|site|static|healthz|readyz|metrics)(?:/|$))(?:[^/.]+/)*[^/.]+/?"


def serve_studio(app: Flask, folder: Path = FOLDER) -> None:
    """Serve the built designer from this folder."""
    studio = Blueprint("studio", __name__)
    app.url_map.converters["room"] = RoomConverter

    @studio.get("/")
    def page() -> Response:
        return _index(folder)

    @studio.get("/<room:path>")
    def room(path: str) -> Response:
        del path  # the page itself looks at its address
        return _index(folder)

    @studio.get("/static/designer/<path:path>")
    def asset(path: str) -> Response:
        response = send_from_directory(folder, path)
        response.headers["Cache-Control"] = FOREVER if HASHED.match(path) else "no-cache"
        return response

    @studio.get("/robots.txt")
    def robots() -> Response:
        return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")

    app.register_blueprint(studio)


def _index(folder: Path) -> Response:
    try:
        response = send_from_directory(folder, "index.html")
    except NotFound:
        return _unbuilt()
    response.headers["Cache-Control"] = "no-cache"
    return response


def _unbuilt() -> Response:
    spoken = language()
    title, words = UNBUILT[spoken]
    return Response(
        f'<!doctype html><html lang="{spoken}"><meta charset="utf-8"><title>{title}</title>'
        f"<main><h1>{title}</h1><p>{words}</p></main></html>",
        503,
        {"Cache-Control": "no-store"},
        mimetype="text/html",
    )
