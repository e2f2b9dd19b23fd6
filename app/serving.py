"""What gunicorn is told beside its command line: ``gunicorn app.wsgi:app --config python:app.serving``."""

import importlib
from typing import Any


def on_starting(server: Any) -> None:  # noqa: ANN401 - gunicorn's own, which has no types
    """Read the program once, before its workers are forked; each opens the installation for itself."""
    del server
    importlib.import_module("app.wsgi")
