"""The web application for gunicorn: ``gunicorn app.wsgi:app``.

It is made when a worker first asks for it, so that importing this module does no work.
"""

import signal
import threading
from functools import cache
from types import FrameType
from typing import cast

from flask import Flask

from app import logs
from app.factory import create_app
from app.insights.watch import Watch
from app.installation import open_installation


@cache
def _app() -> Flask:
    logs.write("web")
    app = create_app(open_installation(serving=True))
    _end_streams(cast("Watch", app.extensions["cauce.watch"]))
    return app


def _end_streams(watch: Watch) -> None:
    """Send the readers of live views away when the worker is told to stop, which would wait for them in vain.

    gunicorn has set its own handler by now, in this very thread, and it is called as before.
    """
    before = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        if callable(before):
            before(number, frame)
        threading.Thread(target=watch.close, daemon=True).start()  # a handler must not wait for a lock

    if before not in {None, signal.SIG_DFL, signal.SIG_IGN}:
        signal.signal(signal.SIGTERM, stop)
        signal.siginterrupt(signal.SIGTERM, False)  # as gunicorn has it: no request is disturbed


def __getattr__(name: str) -> Flask:
    if name == "app":
        return _app()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
