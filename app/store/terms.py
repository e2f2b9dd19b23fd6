"""Who offers something to a debtor: a step of a journey, or a person."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ordering:
    """Where an offer comes from: the visit of a node on which a journey made it, or whoever did it by hand."""

    by: str | None = None
    run_id: int | None = None
    node: str | None = None
    visit: int | None = None
