"""What a file looks like once it is read: named columns, and rows of cells.

A cell is text, or the typed value that a workbook holds; an empty cell is None.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from app.crm.reasons import FileError, reason

Cell = str | Decimal | bool | date | None

COLUMN_LIMIT = 500
IGNORED = ("_row", "_column", "_reason")  # what a rejects file adds; an import of it passes over them


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row and its number, as a spreadsheet counts: the header is row 1.

    ``found`` is how many values it has where that is not as many as the header has, else None.
    """

    number: int
    cells: Sequence[Cell]
    found: int | None = None


class Table(Protocol):
    """An opened file that can be read from the start any number of times, in bounded memory."""

    @property
    def columns(self) -> list[str]:
        """The column names."""
        ...

    def rows(self) -> Iterator[SourceRow]:
        """The rows that hold anything, first to last."""
        ...


def name_columns(header: Sequence[Cell]) -> list[str]:
    """The column names of a header row; columns without one are called ``column_N``, and empty ones at the end go.

    Raises:
        FileError: there are no names, too many, or two alike.
    """
    names = [" ".join(str(cell).split()) if cell is not None else "" for cell in header]
    while names and not names[-1]:
        names.pop()
    if not any(names):
        raise FileError(reason("blank_header"))
    if len(names) > COLUMN_LIMIT:
        raise FileError(reason("too_many_columns", limit=COLUMN_LIMIT))
    names = [name or f"column_{place}" for place, name in enumerate(names, start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise FileError(reason("duplicate_columns", names=", ".join(twice)))
    return names


def fit(number: int, cells: list[Cell], width: int) -> SourceRow:
    """A row as wide as the header; empty cells too many are cut, values too many are kept and counted."""
    while len(cells) > width and cells[-1] is None:
        cells.pop()
    if len(cells) == width:
        return SourceRow(number, cells)
    found = len(cells)
    return SourceRow(number, cells + [None] * (width - found), found)
