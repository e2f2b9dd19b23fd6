"""Links of mails that tell who followed them, and the picture that tells who opened one.

``GET /c/<token>`` leads on to where the link's author meant, which the token itself carries, signed: it can lead
nowhere else. Both record what happened and change nothing of the case.
"""

import base64
from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from app.cases import clicks
from app.site.desk import Desk
from app.site.scanners import is_scanner, opens_by_itself
from app.store import links, tracked
from app.store.links import LinkError
from app.store.receipts import Reported
from renderers.tracking import OPENED, PAGE, PREFERENCES, Address

DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")  # one transparent pixel
FOUND = 302
UNKNOWN = 404


class Tracked:
    """What the links and the picture of a mail lead to."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def follow(self, token: str) -> AnyResponse:
        """Record that a link was followed, and lead on.

        Raises:
            LinkError: it is forged, its message is gone, or it led to the debtor's page and has expired.
        """
        installation = self.desk.installation
        address = tracked.read(installation.config, token)
        if address is None or address.kind == OPENED:
            raise LinkError(expired=False)
        message = clicks.follow(installation, address, machine=is_scanner(request))
        if message is None:
            raise LinkError(expired=False)
        return redirect(self._target(address, message), FOUND)

    def picture(self, token: str) -> Response:
        """The picture, recorded for a token of ours; whatever was asked for, a mail shows no broken picture."""
        installation = self.desk.installation
        address = tracked.read(installation.config, token)
        if address is None or address.kind != OPENED:
            return Response(status=UNKNOWN)
        if address.expires >= installation.clock.now().timestamp():
            clicks.opened(installation, address.message_id, machine=opens_by_itself(request))
        response = Response(DOT, mimetype="image/gif")
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # it stands in a mail program's page
        return response

    def _target(self, address: Address, message: Reported) -> str:
        """Where a link leads; that of the debtor's page opens it for as long as the mail's own would have."""
        config, end = self.desk.installation.config, datetime.fromtimestamp(address.expires, UTC)
        if address.kind == PAGE:
            if end < self.desk.installation.clock.now():
                raise LinkError(expired=True)
            return links.page_link(config, message.id, message.account_id, end)
        if address.kind == PREFERENCES:  # an opt-out is heard however old its link is
            return links.preferences_link(config, message.id, message.account_id, end)
        parts = urlsplit(address.target)
        if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
            raise LinkError(expired=False)
        return address.target
