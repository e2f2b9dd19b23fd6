"""The files of the asset library, as mail programs and debtors' browsers fetch them: nobody is asked who they are."""

from collections.abc import Iterator
from urllib.parse import quote

from flask import Blueprint, Response, request

from app.installation import Installation
from app.models import AssetFile
from app.store import assets

FOREVER = "public, max-age=31536000, immutable"  # what has another content has another name
SHORTLY = "public, max-age=300"  # of what was replaced: its old name leads to what is there now
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
INLINE = ("image/", "video/", "text/vtt")


def assets_blueprint(installation: Installation) -> Blueprint:
    """Serves the library of this installation."""
    library = Blueprint("library", __name__)

    @library.get("/assets/<name>.<ending>")
    def file(name: str, ending: str) -> Response:
        with installation.db.read() as session:
            found, exact = assets.served(session, f"{name}.{ending}")
        response = _answer(installation, found)
        response.headers["Cache-Control"] = FOREVER if exact else SHORTLY
        return response

    return library


def _answer(installation: Installation, found: AssetFile) -> Response:
    response = Response(mimetype=found.media_type)
    response.set_etag(found.etag)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # a mail is read on somebody else's page
    response.headers["X-Robots-Tag"] = "noindex"
    inline = found.media_type.startswith(INLINE)
    response.headers["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; filename={quote(found.name)}"
    if request.if_none_match.contains(found.etag):
        response.status_code = 304
        return response
    bounds = _range(found, response)
    if bounds is None:
        response.status_code = 416
        response.headers["Content-Range"] = f"bytes */{found.size}"
        return response
    start, stop = bounds
    response.headers["Content-Length"] = str(stop - start)
    response.response = _pieces(installation, found.id, start, stop)
    return response


def _range(found: AssetFile, response: Response) -> tuple[int, int] | None:
    """Which bytes are wanted: a film is asked for in pieces, so that one can jump to its middle. None has no such."""
    wanted = request.range
    stale = request.if_range is not None and request.if_range.etag not in {None, found.etag}
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1 or stale:
        return 0, found.size
    bounds = wanted.range_for_length(found.size)
    if bounds is None:
        return None
    start, stop = bounds
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{found.size}"
    return start, stop


def _pieces(installation: Installation, file_id: int, start: int, stop: int) -> Iterator[bytes]:
    """The bytes from ``start`` to before ``stop``, piece by piece, each in a transaction of its own."""
    for place in range(start // assets.PART, (stop + assets.PART - 1) // assets.PART):
        with installation.db.read() as session:
            piece = assets.part(session, file_id, place)
        first = place * assets.PART
        yield piece[max(start - first, 0) : stop - first]
