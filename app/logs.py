"""How every process logs: JSON lines on standard error, with ids and counts, never what a person is called or owes.

What an exception says may hold somebody's name or address, so of an exception only its class and the places in the
code are written. That goes for what libraries log too.
"""

import logging
import os
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

Event = MutableMapping[str, Any]

PLACES = 12  # of a traceback, the innermost
CHAIN = 5  # exceptions that led to one another

SECRET_PATHS = ("/p/", "/u/")

QUIET = ("alembic", "sqlalchemy", "rq", "rq.worker", "rq.registry", "werkzeug", "gunicorn.error")


def write(process: str = "cauce") -> None:
    """Write one JSON object a line to standard error, whoever logs; ``process`` says which kind of process this is."""
    shared: list[Any] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        _naming(process),
        bare,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(default=_class_of)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            pass_foreign_args=True,
            foreign_pre_chain=[structlog.stdlib.add_logger_name, _detached, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(default=_class_of),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in QUIET:
        library = logging.getLogger(name)
        library.handlers = []
        library.propagate = True
        library.setLevel(logging.WARNING)


def bare(logger: object, method: str, event: Event) -> Event:
    """Put the class of an exception, and where it was raised, in the place of the exception."""
    del logger, method
    raised = _raised(event.pop("exc_info", None))
    if raised is not None:
        event["error"] = type(raised).__name__
        event["where"] = where(raised)
    return event


def where(error: BaseException) -> list[str]:
    """The places in the code that led to an exception, the innermost last, with the classes of what caused it."""
    found: list[str] = []
    current: BaseException | None = error
    for _ in range(CHAIN):
        if current is None:
            break
        frames = traceback.extract_tb(current.__traceback__)[-PLACES:]
        found.append(type(current).__name__)
        found += [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def _raised(info: Any) -> BaseException | None:  # noqa: ANN401 - True, an exception, or what sys.exc_info() gives
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        found: tuple[Any, BaseException | None, TracebackType | None] = info
        return found[1]
    return sys.exc_info()[1] if info else None


def _naming(process: str) -> Any:  # noqa: ANN401 - a structlog processor
    def name(logger: object, method: str, event: Event) -> Event:
        del logger, method
        event.setdefault("process", process)
        event["pid"] = os.getpid()
        return event

    return name


def _detached(logger: object, method: str, event: Event) -> Event:
    """Take out of what a library logs the words of exceptions, and addresses of debtors' pages, which are secrets."""
    del logger, method
    record: logging.LogRecord = event["_record"]
    given = event.pop("positional_args", ())
    if isinstance(record.msg, BaseException):
        event["event"] = type(record.msg).__name__
    elif isinstance(given, tuple) and given:
        event["event"] = str(record.msg) % tuple(_harmless(one) for one in given)
    return event


def _harmless(given: object) -> object:
    if isinstance(given, BaseException):
        return type(given).__name__
    return "(address)" if isinstance(given, str) and given.startswith(SECRET_PATHS) else given


def _class_of(value: object) -> str:
    """What cannot be written as JSON is named by its class: its own words may hold anything."""
    return type(value).__name__


def _short(path: str) -> str:
    """A file's path from the package on."""
    parts = path.replace("\\", "/").split("/")
    for root in ("site-packages", "app", "journeys", "renderers"):
        if root in parts:
            return "/".join(parts[parts.index(root) + (root == "site-packages") :])
    return parts[-1]
