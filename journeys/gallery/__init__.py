"""Finished journeys to start from."""

import json
from importlib import resources
from typing import Any


def load(name: str) -> dict[str, Any]:
    """The graph of a finished journey; raises FileNotFoundError where there is none of this name."""
    graph: dict[str, Any] = json.loads(resources.files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return graph
