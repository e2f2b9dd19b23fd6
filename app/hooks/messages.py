"""``POST /hooks/messages/<channel>``: whoever carries our messages tells what became of one.

Twilio's status callbacks, signed webhooks of a gateway, and what people write back. The answer is 200 with
``{"result": ...}`` also where it tells nothing new (``repeated``, ``ignored``): sending it again would not help. A
notice that cannot be trusted gets 401, one that cannot be read 422, one of a message that is not ours 404.
"""

from functools import lru_cache
from http import HTTPStatus

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from app.cases import presses, replies
from app.cases.receipts import Heard, receive
from app.channels import open_channels
from app.channels.contract import (
    Incoming,
    Notice,
    Pressed,
    Report,
    ReportingChannel,
    TalkingChannel,
    UnreadableReportError,
    UntrustedReportError,
)
from app.config import Config
from app.errors import ConfigError
from app.flow import talking
from app.hooks.answers import LONGEST, problem, result
from app.installation import Installation
from renderers.designs import voice

log = structlog.get_logger(__name__)


def blueprint(installation: Installation) -> Blueprint:
    """The notices of every channel whose provider reports."""
    hooks = Blueprint("message_hooks", __name__)

    def messages(channel: str) -> Response:
        request.max_content_length = LONGEST
        report = _read(installation, channel)
        if isinstance(report, Response):
            return report
        if isinstance(report, Pressed):
            return _talk(installation, channel, report)
        heard = _hear(installation, channel, report)
        if isinstance(report, Incoming) and report.answer:
            return Response(report.answer, content_type="text/xml")
        if heard is Heard.unknown:
            return problem(HTTPStatus.NOT_FOUND, "There is no such message.")
        return result("ignored" if heard is None else heard.value)

    hooks.add_url_rule("/hooks/messages/<channel>", "messages", messages, methods=["POST"])
    return hooks


def _hear(installation: Installation, channel: str, report: Report | Incoming | None) -> Heard | None:
    """What came of it; None of what says nothing new."""
    if report is None:
        return None
    if isinstance(report, Incoming):
        return replies.receive(installation, channel, report)
    return receive(installation, channel, report)


def _talk(installation: Installation, channel: str, pressed: Pressed) -> Response:
    """Record a key, and say what follows: the script is made again, as it was when the call went out."""
    now = installation.clock.now()
    with installation.db.read() as session:
        message = talking.said(session, installation.config, channel, pressed.ref, now)
    script = "" if message is None else message.script
    step = next((one for one in voice.steps_in(script) if one["id"] == pressed.step), {})
    act = next((one["act"] for one in step.get("keys", ()) if one["key"] == pressed.key), "")
    heard = presses.receive(installation, channel, pressed, act)
    if heard is Heard.unknown:
        return problem(HTTPStatus.NOT_FOUND, "There is no such message.")
    talking_channel = _reporting(installation.config)[channel]
    if isinstance(talking_channel, TalkingChannel):
        said = talking_channel.say_next(pressed, script, "" if message is None else message.language)
        return Response(said, content_type="text/xml")
    return result(heard.value)


def _read(installation: Installation, channel: str) -> Report | Incoming | Pressed | Response | None:
    """What the request reports, None for nothing new; or the answer to one that cannot be heard."""
    try:
        reporting = _reporting(installation.config).get(channel)
        if reporting is None:
            return problem(HTTPStatus.NOT_FOUND, "This installation has no channel of that name that reports.")
        return reporting.read_report(_notice(installation))
    except ConfigError:
        log.exception("channel_unusable", channel=channel)
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "A channel of this installation is not set up well.")
    except RequestEntityTooLarge:
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A notice has at most {LONGEST} bytes.")
    except UntrustedReportError as error:
        log.warning("A message notice was refused.", channel=channel, reason=str(error))
        return problem(HTTPStatus.UNAUTHORIZED, str(error))
    except UnreadableReportError as error:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))


@lru_cache(maxsize=8)
def _reporting(config: Config) -> dict[str, ReportingChannel]:
    """The channels whose provider reports; opened when the first report comes, so that pages are served without."""
    opened = open_channels(config)
    return {name: channel for name, channel in opened.items() if isinstance(channel, ReportingChannel)}


def _notice(installation: Installation) -> Notice:
    """The request, under the address that the provider was given: behind a proxy ours may be another."""
    path = request.full_path if request.query_string else request.path
    return Notice(
        url=f"{installation.config.public_url}{path}",
        headers=dict(request.headers),
        body=request.get_data(),
        wall=installation.clock.wall(),
    )
