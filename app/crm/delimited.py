"""Reading delimited text (CSV) of any common encoding and delimiter, a line at a time, whatever its size."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from app.crm.encodings import LINE_LIMIT, detect
from app.crm.reasons import FileError, reason
from app.crm.table import COLUMN_LIMIT, Cell, SourceRow, fit, name_columns

DELIMITERS = (",", ";", "\t", "|")
RECORD_LIMIT = LINE_LIMIT * 2  # characters in one row, line breaks inside quotes included
SNIFFED = 50  # rows that tell the delimiter

csv.field_size_limit(LINE_LIMIT)


class _Lines:
    """The lines of a text file, none longer than the limit, and no row longer than its limit."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.row = 1  # the row that is being read
        self.size = 0  # characters of it so far

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(LINE_LIMIT + 1):
            self.size += len(line)
            if len(line) > LINE_LIMIT:
                raise FileError(reason("line_too_long", row=self.row, limit=LINE_LIMIT))
            if self.size > RECORD_LIMIT:
                raise FileError(reason("open_quote", row=self.row))
            yield line

    def next_row(self) -> None:
        """A row ended."""
        self.row += 1
        self.size = 0


@dataclass(frozen=True)
class DelimitedTable:
    """A delimited text file."""

    path: Path
    encoding: str
    delimiter: str
    columns: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[SourceRow]:
        """The rows that hold anything, first to last.

        Raises:
            FileError: a line or a row has no end.
        """
        width = len(self.columns)
        for number, cells in _records(self.path, self.encoding, self.delimiter):
            if number > 1 and any(cell is not None for cell in cells):
                yield fit(number, cells, width)


def open_delimited(path: Path) -> DelimitedTable:
    """Find out encoding, delimiter and columns.

    Raises:
        FileError: it is not a delimited text file.
    """
    encoding = detect(path)
    delimiter = _sniff(path, encoding)
    _, header = next(_records(path, encoding, delimiter), (1, []))
    return DelimitedTable(path, encoding, delimiter, name_columns(header))


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[Cell]]]:
    with path.open(encoding=encoding, newline="") as file:
        lines = _Lines(file)
        try:
            for record in csv.reader(lines, delimiter=delimiter, strict=True):
                yield lines.row, [value.strip() or None for value in record]
                lines.next_row()
        except csv.Error as error:
            raise FileError(reason("open_quote", row=lines.row)) from error


def _sniff(path: Path, encoding: str) -> str:
    """The delimiter that cuts the first rows into most columns, equally many in each."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = _widths(path, encoding, delimiter)
        if not widths or not 1 < widths[0] <= COLUMN_LIMIT * 2:
            continue
        alike = sum(1 for width in widths if width == widths[0]) / len(widths)
        score = alike * 10 + min(widths[0], 100) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(path: Path, encoding: str, delimiter: str) -> list[int]:
    """How many values the first rows have with this delimiter, up to where its quotes make no sense."""
    widths: list[int] = []
    try:
        for _, record in islice(_records(path, encoding, delimiter), SNIFFED):
            widths += [len(record)] if record else []
    except FileError:
        return widths
    return widths
