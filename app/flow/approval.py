"""Four eyes: what somebody wants published, somebody else publishes, exactly as it was asked for."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.flow import impact, lifecycle
from app.flow.lifecycle import Act
from app.flow.publish import REASON_LENGTH, PublishError, check_graph, publish
from app.models import Journey, JourneyVersion, PublishRequest, RequestState
from app.store import journeys, requests
from app.store.requests import Asked
from app.wording import Text
from journeys.changes import Move
from journeys.check import publishable
from journeys.compiler import compile_graph
from journeys.graph import digest


class ApprovalError(ConflictError):
    """This cannot be asked for, or answered, now; ``text`` says why in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text["en"])
        self.text = text


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who asks or answers, as the audit trail names them; ``user_id`` None is a machine with an API key."""

    actor: str
    user_id: int | None


def ask(  # noqa: PLR0913 - what, why, by whom and when
    session: Session,
    journey_id: int,
    *,
    reason: str,
    moves: Sequence[Move],
    who: Who,
    now: datetime,
    channels: frozenset[str],
) -> PublishRequest:
    """Ask for the saved draft to be published, in place of an earlier request.

    Raises:
        NotFoundError: there is no such journey.
        ConflictError: the journey's state does not allow it.
        PublishError: the draft has errors.
        MoveError: a move names something that there is not.
    """
    journey = lifecycle.hold(session, journey_id, Act.publish)
    problems = check_graph(session, journey.draft, channels, journey_id)
    if not publishable(problems):
        raise PublishError(problems)
    impact.rules(session, journey_id, moves, journey.draft, compile_graph(journey.draft))
    before = requests.open_one(session, journey_id)
    if before is not None:
        state = RequestState.withdrawn if before.hash == digest(journey.draft) else RequestState.stale
        requests.settle(session, before.id, state, now=now)
    asked = Asked(
        journey_id,
        digest(journey.draft),
        reason[:REASON_LENGTH],
        [asdict(move) for move in moves],
        who.actor,
        who.user_id,
    )
    return requests.add(session, asked, now)


def approve(  # noqa: PLR0913 - which, by whom, with which words
    session: Session, request_id: int, *, who: Who, now: datetime, channels: frozenset[str], answer: str | None = None
) -> JourneyVersion | None:
    """Publish what was asked for; None where the draft is not what it was any more, which makes the request stale.

    After the commit, wake the workers as after ``publish``.

    Raises:
        NotFoundError: there is no such request.
        ApprovalError: it is answered, or one's own.
        ConflictError, PublishError, MoveError: as ``publish``.
    """
    request, journey = _held(session, request_id)
    _require_other(request, who)
    if digest(journey.draft) != request.hash:
        requests.settle(session, request_id, RequestState.stale, now=now)
        return None
    version = publish(
        session,
        journey.id,
        reason=request.reason,
        user_id=who.user_id,
        now=now,
        channels=channels,
        moves=[Move(**move) for move in request.moves],
    )
    settled = requests.settle(
        session,
        request_id,
        RequestState.approved,
        user_id=who.user_id,
        answer=answer,
        version_id=version.id,
        now=now,
    )
    if not settled:
        raise ApprovalError(ANSWERED)
    return version


def refuse(session: Session, request_id: int, *, who: Who, answer: str, now: datetime) -> PublishRequest:
    """Say no, with a sentence.

    Raises:
        NotFoundError: there is no such request.
        ApprovalError: it is answered, or one's own.
    """
    request, _ = _held(session, request_id)
    _require_other(request, who)
    return _settled(session, request, RequestState.refused, who, answer, now)


def withdraw(session: Session, request_id: int, *, who: Who, now: datetime) -> PublishRequest:
    """Take a request back; whoever asked may, and whoever edits the journey on.

    Raises:
        NotFoundError: there is no such request.
        ApprovalError: it is answered.
    """
    request, _ = _held(session, request_id)
    return _settled(session, request, RequestState.withdrawn, who, None, now)


def is_current(request: PublishRequest, journey: Journey) -> bool:
    """Whether the draft still is what was asked for; where boxes stand does not matter."""
    return request.hash == digest(journey.draft)


def _held(session: Session, request_id: int) -> tuple[PublishRequest, Journey]:
    """An open request and its journey, which is held before the request is read."""
    journey = journeys.locked(session, requests.get(session, request_id).journey_id)
    if journey is None:
        raise NotFoundError
    request = requests.get(session, request_id)
    if request.state != RequestState.open:
        raise ApprovalError(ANSWERED)
    return request, journey


def _require_other(request: PublishRequest, who: Who) -> None:
    if who.user_id is None:
        raise ApprovalError(NO_MACHINE)
    if who.user_id == request.asked_by or who.actor == request.asked_actor:
        raise ApprovalError(OWN)


def _settled(  # noqa: PLR0913, PLR0917 - what became of it, by whom, why, when
    session: Session, request: PublishRequest, state: RequestState, who: Who, answer: str | None, now: datetime
) -> PublishRequest:
    if not requests.settle(session, request.id, state, user_id=who.user_id, answer=answer, now=now):
        raise ApprovalError(ANSWERED)
    return requests.get(session, request.id)


OWN: Text = {
    "es": "Lo pidió usted: tiene que responder otra persona.",
    "en": "You asked for this yourself: another person has to answer.",
}
NO_MACHINE: Text = {
    "es": "Una clave de API no puede aprobar: tiene que responder una persona.",
    "en": "An API key cannot approve: a person has to answer.",
}
ANSWERED: Text = {
    "es": "Esta petición ya no está abierta: se respondió, se retiró o el borrador cambió.",
    "en": "This request is open no more: it was answered, withdrawn, or the draft changed.",
}
STALE: Text = {
    "es": "El borrador cambió después de la petición. Hay que pedir la publicación de nuevo.",
    "en": "The draft changed after it was asked for. The publication has to be asked for again.",
}
