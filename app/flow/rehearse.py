"""Walking one person through a draft: nothing is published, and nothing is written.

Whoever asks sends the draft and all that is pretended so far; the whole way is walked again each time, so that no
process keeps anything between two steps and going back is sending less.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.config import Config
from app.errors import InvalidError
from app.flow import stage
from app.flow.stage import Stage
from app.wording import Text
from journeys.compiler import CompileError, compile_graph, load_plan
from journeys.plan import Plan, PlanError
from journeys.problems import Problem
from journeys.rehearsing import Happening, Rehearsal

MOST = 200  # happenings in one rehearsal
LONGEST = 5.0  # seconds that one answer may take


class UnreadyError(InvalidError):
    """This draft cannot be walked yet; ``problems`` say why, where they are known."""

    def __init__(self, problems: Sequence[Problem] = ()) -> None:
        super().__init__()
        self.problems = list(problems)


class TooLongError(InvalidError):
    """This rehearsal takes too long."""


@dataclass(frozen=True)
class Script:
    """Who walks through which graph from when on, and what is pretended; ``account_id`` None is a made-up person."""

    graph: Mapping[str, Any]
    account_id: int | None
    start: datetime
    happenings: Sequence[Happening]


@dataclass(frozen=True)
class Played:
    """A rehearsal as far as it was pretended. ``impossible`` is the place of the first happening that could not be."""

    rehearsal: Rehearsal
    stage: Stage
    impossible: int | None


def ready(graph: Mapping[str, Any]) -> Plan:
    """The plan of a draft, which may have problems that are no hindrance to walking.

    Raises:
        UnreadyError: it cannot be run at all.
    """
    try:
        return load_plan(compile_graph(graph))
    except CompileError as error:
        raise UnreadyError(error.problems) from error
    except (PlanError, LookupError, TypeError, ValueError) as error:
        raise UnreadyError from error  # a step that is not finished, such as half a condition


def play(session: Session, config: Config, script: Script) -> Played:
    """Walk the whole way that a script tells.

    Raises:
        UnreadyError: the draft cannot be run.
        NotFoundError: there is no such account.
        TooLongError: it takes more than ``LONGEST``.
    """
    plan = ready(script.graph)
    own = script.account_id
    if own is None:
        found = stage.made_up(session, config, plan, script.start)
    else:
        found = stage.real(session, config, plan, [own], script.start)[own]
    began = time.monotonic()
    rehearsal = Rehearsal(plan, found, script.start)
    for place, happening in enumerate(script.happenings):
        if time.monotonic() - began > LONGEST:
            raise TooLongError
        if not rehearsal.go_on(happening):
            return Played(rehearsal, found, place)
    return Played(rehearsal, found, None)


TOO_LONG: Text = {
    "es": "Este ensayo tarda demasiado. Empiece de nuevo con menos pasos.",
    "en": "This test-walk takes too long. Begin again with fewer steps.",
}
