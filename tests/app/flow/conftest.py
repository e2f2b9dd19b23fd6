"""What the tests of the flow share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from app.db import Database


@pytest.fixture
def counted_queries() -> Callable[[Database], AbstractContextManager[list[str]]]:
    """What collects the queries of a block."""

    @contextmanager
    def count(database: Database) -> Iterator[list[str]]:
        seen: list[str] = []

        def note(*call: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event
            if not call[2].startswith("BEGIN"):
                seen.append(call[2])

        event.listen(database.engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(database.engine, "before_cursor_execute", note)

    return count
