"""Versions ready to run, kept by this process: building a plan costs far more than a step."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from app.reasons import reason
from app.store import journeys
from journeys.compiler import KindMissingError, Plan, PlanError, load_plan

log = structlog.get_logger(__name__)

PLANS_KEPT = 200


@dataclass(frozen=True)
class Route:
    """A version ready to run; without a plan it cannot be, and ``error`` says why."""

    journey_id: int
    plan: Plan | None
    error: str = ""


_routes: dict[tuple[str, int], Route] = {}  # a version never changes, so what is here is never stale


def load(session: Session, version_ids: Sequence[int]) -> dict[int, Route]:
    """The routes of these versions; read and built once per process."""
    database = str(session.get_bind().engine.url)
    missing = [number for number in version_ids if (database, number) not in _routes]
    if len(_routes) + len(missing) > PLANS_KEPT:
        _routes.clear()
        missing = list(version_ids)
    for version in journeys.published(session, missing) if missing else ():
        _routes[database, version.id] = _route(version)
    return {number: _routes[database, number] for number in version_ids}


def _route(version: journeys.Published) -> Route:
    try:
        return Route(version.journey_id, load_plan(version.plan))
    except KindMissingError as error:
        log.error("kind_missing", version_id=version.id, kind=error.kind)  # noqa: TRY400 - the name says it all
        return Route(version.journey_id, None, reason("kind_missing", error.kind))
    except (PlanError, KeyError, TypeError, ValueError) as error:
        log.exception("plan_unusable", version_id=version.id)
        return Route(version.journey_id, None, reason("plan_unusable", str(error)))
