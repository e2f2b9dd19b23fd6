"""Dead letters as people read them: who, where, why, and by which ways they could leave."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import reasons
from app.insights import labels
from app.insights.labels import Text
from app.models import Act, Debtor, Step
from app.store import dead_letters, explained, failed_acts
from app.store.explained import Version
from app.store.vocabulary import context

NO_REASON: Text = {"es": "No se sabe por qué.", "en": "Nobody knows why."}


@dataclass(frozen=True)
class Failure:
    """A step that could not be moved; ``ports`` are (name, label)."""

    step: Step
    journey_id: int
    journey: str
    version: int
    label: Text
    debtor: Debtor
    account_ref: str
    reason: Mapping[str, str]
    ports: list[tuple[str, Text]]


def page(session: Session, journey_id: int | None, offset: int, limit: int) -> tuple[list[Failure], int]:
    """A page of dead letters, newest first, and how many there are; four queries."""
    rows, total = dead_letters.page(session, journey_id, offset, limit)
    versions = explained.versions(session, {row.Step.version_id for row in rows})
    known = context(session, frozenset())
    found = []
    for step, journey, name, account, debtor in rows:
        version = versions[step.version_id]
        found.append(
            Failure(
                step=step,
                journey_id=journey,
                journey=name,
                version=version.number,
                label=labels.of_node(version.graph, step.node, known),
                debtor=debtor,
                account_ref=account.ref,
                reason=reasons.read(step.error) or NO_REASON,
                ports=_ports(version, step.node),
            )
        )
    return found, total


@dataclass(frozen=True)
class FailedAct:
    """Something that a journey wanted done, and could not be."""

    act: Act
    journey: str
    version: int
    label: Text
    debtor: Debtor
    account_ref: str
    reason: Mapping[str, str]


def acts(session: Session, journey_id: int | None, offset: int, limit: int) -> tuple[list[FailedAct], int]:
    """A page of failed acts, newest first, and how many there are; four queries."""
    rows, total = failed_acts.page(session, journey_id, offset, limit)
    versions = explained.versions(session, {row.Act.version_id for row in rows})
    known = context(session, frozenset())
    found = [
        FailedAct(
            act=act,
            journey=name,
            version=versions[act.version_id].number,
            label=labels.of_node(versions[act.version_id].graph, act.node, known),
            debtor=debtor,
            account_ref=account.ref,
            reason=reasons.read(act.error) or NO_REASON,
        )
        for act, name, account, debtor in rows
    ]
    return found, total


def _ports(version: Version, node: str) -> list[tuple[str, Text]]:
    """The ways out of a node that lead anywhere, in the order in which its card has them."""
    wired = version.ports(node)
    named = labels.ports_of(version.graph, node)
    return [(port, named.get(port, {"es": port, "en": port})) for port in sorted(wired, key=[*named, *wired].index)]
