"""The web application for gunicorn: ``gunicorn app.wsgi:app``.

It is made when a worker first asks for it, so that importing this module does no work.
"""

from functools import cache

from flask import Flask

from app import logs
from app.factory import create_app
from app.installation import open_installation


@cache
def _app() -> Flask:
    logs.write("web")
    return create_app(open_installation(serving=True))


def __getattr__(name: str) -> Flask:
    if name == "app":
        return _app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
