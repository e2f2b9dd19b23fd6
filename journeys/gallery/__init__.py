"""Finished journeys to start from, each in every language that people read.

``<name>.json`` is the graph in English, ``<name>.<language>.json`` the same journey with its names translated.
"""

import json
from importlib import resources
from typing import Any

SUFFIX = ".json"


def names() -> list[str]:
    """The names of the journeys that there are."""
    files = (path.name for path in resources.files(__name__).iterdir())
    return sorted(name.removesuffix(SUFFIX) for name in files if name.endswith(SUFFIX) and name.count(".") == 1)


def load(name: str, language: str = "en") -> dict[str, Any]:
    """The graph of a finished journey, in that language where there is a translation, else in English.

    Raises KeyError where there is no journey of this name.
    """
    if name not in names():
        raise KeyError(name)
    folder = resources.files(__name__)
    translated = folder.joinpath(f"{name}.{language}{SUFFIX}")
    file = translated if translated.is_file() else folder.joinpath(f"{name}{SUFFIX}")
    graph: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return graph
