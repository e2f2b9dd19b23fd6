"""Which journeys a plan starts."""

from collections.abc import Mapping
from typing import Any

START = "start_journey"


def starts_of(plan: Mapping[str, Any] | None) -> frozenset[int]:
    """The ids of the journeys that a stored plan starts; none for None."""
    nodes = {} if plan is None else plan["nodes"]
    return frozenset(node["arguments"]["journey"] for node in nodes.values() if node["kind"] == START)
