"""A scratch file of converted rows: it tells a reference that came before, and gives the rows back debtor by debtor.

It is an SQLite database of its own, so that memory stays bounded however long the import is.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_TABLES = (
    "CREATE TABLE rows (row INTEGER PRIMARY KEY, ref TEXT UNIQUE, debtor TEXT, first INTEGER, record TEXT)",
    "CREATE INDEX by_debtor ON rows (debtor, first)",
    "CREATE INDEX in_order ON rows (first, row)",
)
_ADD = """
    INSERT OR IGNORE INTO rows (row, ref, debtor, first, record)
    VALUES (:row, :ref, :debtor, coalesce((SELECT first FROM rows WHERE debtor = :debtor LIMIT 1), :row), :record)
"""
_IN_ORDER = "SELECT row, debtor, record FROM rows ORDER BY first, row"


class Spool:
    """Open on a file that does not exist yet; delete it when done, nothing in it is worth keeping."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-8000", "temp_store=FILE"):
            self._connection.execute(f"PRAGMA {pragma}")
        for statement in _TABLES:
            self._connection.execute(statement)
        self._connection.execute("BEGIN")

    def add(self, row: int, ref: str, debtor: str, record: dict[str, Any]) -> int | None:
        """Keep a record; when its reference was there before, keep nothing and tell the row that had it."""
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        added = self._connection.execute(_ADD, {"row": row, "ref": ref, "debtor": debtor, "record": text})
        if added.rowcount:
            return None
        earlier: tuple[int] = self._connection.execute("SELECT row FROM rows WHERE ref = ?", (ref,)).fetchone()
        return earlier[0]

    def chunks(self, size: int) -> Iterator[list[dict[str, Any]]]:
        """The records in the order in which their debtors first came, about ``size`` at a time.

        All records of one debtor are in one chunk. Each carries its ``row``.
        """
        chunk: list[dict[str, Any]] = []
        last = None
        for row, debtor, text in self._connection.execute(_IN_ORDER):
            if len(chunk) >= size and debtor != last:
                yield chunk
                chunk = []
            chunk.append({"row": row, **json.loads(text)})
            last = debtor
        if chunk:
            yield chunk

    def close(self) -> None:
        """Close and delete the file."""
        self._connection.close()
        self._path.unlink(missing_ok=True)
