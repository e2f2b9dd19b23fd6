"""Opening a file that somebody wants to import, and saying what it is."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Literal

from app.crm.delimited import DelimitedTable, open_delimited
from app.crm.reasons import FileError, reason
from app.crm.table import Cell, SourceRow, Table
from app.crm.workbook import open_workbook

SAMPLES = 20  # rows that a look at the file shows
THOUSANDS = 3  # digits in a group
RAGGED_SHARE = 0.1  # of all rows; beyond it the file is broken, not its rows

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "SQLite"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"PAR1", "Parquet"),
)


@dataclass(frozen=True)
class FileInfo:
    """What a look at the whole file found; ``encoding`` and ``delimiter`` are None for a workbook."""

    kind: Literal["csv", "xlsx"]
    encoding: str | None
    delimiter: str | None
    columns: list[str]
    sample: list[SourceRow]
    total: int

    def samples(self, limit: int = 5) -> dict[str, list[str]]:
        """The first values of each column, as text."""
        found: dict[str, list[str]] = {}
        for place, column in enumerate(self.columns):
            values = [show(row.cells[place]) for row in self.sample if row.cells[place] is not None]
            found[column] = values[:limit]
        return found


def open_table(path: Path) -> Table:
    """Open a file by what it holds, whatever it is called.

    Raises:
        FileError: it is not a table, or broken as a whole.
    """
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise FileError(reason("no_file", name=path.name)) from error
    if not head:
        raise FileError(reason("empty_file"))
    if head.startswith(b"PK\x03\x04"):
        return open_workbook(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileError(reason("old_excel"))
    kind = next((name for magic, name in _MAGIC if head.startswith(magic)), None)
    if kind:
        raise FileError(reason("not_a_table", kind=kind))
    return open_delimited(path)


def inspect(path: Path) -> FileInfo:
    """Read the whole file once and say what it is.

    Raises:
        FileError: it is not a table, or broken as a whole.
    """
    table = open_table(path)
    sample = list(islice(table.rows(), SAMPLES))
    total = count(table)
    delimited = table if isinstance(table, DelimitedTable) else None
    return FileInfo(
        kind="csv" if delimited else "xlsx",
        encoding=delimited.encoding if delimited else None,
        delimiter=delimited.delimiter if delimited else None,
        columns=table.columns,
        sample=sample,
        total=total,
    )


def count(table: Table) -> int:
    """How many rows there are.

    Raises:
        FileError: there are none, or too many of them do not fit the header.
    """
    guard = Guard()
    for row in table.rows():
        guard.see(row)
    guard.close()
    return guard.rows


@dataclass
class Guard:
    """Counts rows, and those that do not fit the header: a few are bad rows, many are a broken file."""

    rows: int = 0
    ragged: int = 0
    first: int = 0

    def see(self, row: SourceRow) -> None:
        """Count this row."""
        self.rows += 1
        if row.found is not None:
            self.ragged += 1
            self.first = self.first or row.number

    def close(self) -> None:
        """Judge the file.

        Raises:
            FileError: there are no rows, or too many do not fit the header.
        """
        if not self.rows:
            raise FileError(reason("header_only"))
        if self.ragged > self.rows * RAGGED_SHARE:
            raise FileError(reason("ragged_file", count=self.ragged, rows=self.rows, row=self.first))


def show(cell: Cell) -> str:
    """A cell as text that reads back as the same value: dates in ISO form, numbers with a decimal point."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if not isinstance(cell, Decimal):
        return str(cell)
    text = format(cell, "f")
    thousands = len(text.partition(".")[2]) == THOUSANDS  # 1.234 could be read as 1234; 1.2340 cannot
    return text + "0" if thousands else text
