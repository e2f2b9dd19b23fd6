"""What an HTTP gateway's answer, or its silence, means for a message."""

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from app.channels.contract import ChannelDownError
from app.errors import DeliveryError
from app.reasons import reason

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
SETTINGS_TO_BLAME = frozenset({401, 403, 404, 405, 407, 410})  # no other message would be taken either
LATER = frozenset({408, 425, 429})


def refused(status: int, said: str) -> DeliveryError:
    """A message that was not taken: nothing can be sent at all, or not now, or not this one ever."""
    detail = f"{status} {said}".strip()
    if status in SETTINGS_TO_BLAME:
        return ChannelDownError(reason("gateway_login", detail))
    permanent = 400 <= status < 500 and status not in LATER  # noqa: PLR2004 - the classes of RFC 9110
    return DeliveryError(reason("gateway_refused", detail), permanent=permanent)


def silent(error: requests.RequestException) -> DeliveryError:
    """A gateway that could not be reached took nothing; of one that did not answer nobody knows."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError) or _never_connected(error):
        return ChannelDownError(reason("gateway_down", type(error).__name__))
    return DeliveryError(reason("gateway_silent", type(error).__name__), permanent=False, unknown=True)


def _never_connected(error: requests.RequestException) -> bool:
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
