"""Files that stay behind in an installation's home: uploads and rejects, looked through for a person, or by age."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

from app.crm.rejects import FOLDER as REJECTS

UPLOADS = "uploads"  # below the installation's home
CHUNK = 1 << 20  # bytes read at once
ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")


def files(home: Path) -> Iterator[Path]:
    """Every upload and every file of rejects."""
    for folder in (UPLOADS, REJECTS):
        yield from sorted(path for path in (home / folder).glob("*") if path.is_file())


def files_that_name(home: Path, words: Sequence[str]) -> list[Path]:
    """Those of them in which one of these words stands, in whatever encoding."""
    pattern = _pattern(words)
    return [] if pattern is None else [path for path in files(home) if _names(path, pattern)]


def older_than(home: Path, days: int, wall: datetime) -> list[Path]:
    """Those of them that nobody wrote to for so many days of wall time."""
    before = (wall - timedelta(days=days)).timestamp()
    return [path for path in files(home) if path.stat().st_mtime < before]


def _pattern(words: Sequence[str]) -> re.Pattern[bytes] | None:
    """Any of the words as a file may hold it, as CSV or inside a workbook, not within a longer word or number."""
    ways: set[bytes] = set()
    for word in words:
        for written in {word, escape(word), word.replace('"', '""')}:
            for encoding in ENCODINGS:
                try:
                    ways.add(written.encode(encoding))
                except UnicodeEncodeError:
                    continue
    if not ways:
        return None
    longest_first = sorted(ways, key=len, reverse=True)
    return re.compile(
        rb"(?<![A-Za-z0-9])(?:" + b"|".join(map(re.escape, longest_first)) + rb")(?![A-Za-z0-9])", re.IGNORECASE
    )


def _names(path: Path, pattern: re.Pattern[bytes]) -> bool:
    try:
        with zipfile.ZipFile(path) as book:
            return any(_reads(book.open(name), pattern) for name in book.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        pass
    try:
        with path.open("rb") as file:
            return _reads(file, pattern)
    except FileNotFoundError:
        return False


def _reads(file: IO[bytes], pattern: re.Pattern[bytes]) -> bool:
    """Whether the pattern stands anywhere; pieces overlap, so that a word on their border is seen."""
    tail = b""
    while piece := file.read(CHUNK):
        if pattern.search(tail + piece):
            return True
        tail = (tail + piece)[-4_096:]
    return False
