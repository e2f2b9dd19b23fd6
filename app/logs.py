"""How every process logs: JSON lines on standard error."""

import logging
import sys

import structlog


def write() -> None:
    """Write one JSON object a line to standard error: ids and counts, never what a person is called or owes."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
