"""The rejects file: the refused rows as they came, each with its number, column and reason.

It is a CSV file with the columns of the source plus ``_row``, ``_column`` and ``_reason``. Once corrected it is
imported with the same mapping; an import passes over the three.
"""

import csv
from pathlib import Path
from typing import Self, TextIO

from app.crm.delimited import DelimitedTable
from app.crm.files import show
from app.crm.record import Rejection
from app.crm.table import IGNORED, Table

FOLDER = "imports"  # below the installation's home


def path_of(home: Path, import_id: int) -> Path:
    """Where the rejects of a listed import are."""
    return home / FOLDER / f"{import_id}.rejects.csv"


def free_path(source: Path, home: Path) -> Path:
    """A new file beside the source, or below ``home`` where nothing can be written beside it."""
    for folder in (source.absolute().parent, home / FOLDER):
        folder.mkdir(parents=True, exist_ok=True)
        name, number = folder / f"{source.stem}.rejects.csv", 2
        while name.exists():  # somebody may be correcting it
            name, number = folder / f"{source.stem}.rejects-{number}.csv", number + 1
        try:
            name.touch(exist_ok=False)
        except OSError:
            continue
        name.unlink()
        return name
    return home / f"{source.stem}.rejects.csv"


class Rejects:
    """Writes the rejects of one import; the file appears with the first of them.

    ``language`` is that of the reasons. With the byte order mark, spreadsheets open it as what it is: UTF-8.
    """

    def __init__(self, path: Path, table: Table, language: str) -> None:
        self.path = path
        self.count = 0
        self._columns = [(place, name) for place, name in enumerate(table.columns) if name not in IGNORED]
        self._width = len(table.columns)
        self._delimiter = table.delimiter if isinstance(table, DelimitedTable) else ","
        self._language = language
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        if self._file:
            self._file.close()

    def add(self, rejection: Rejection) -> None:
        """Write one row; values beyond the header's width are kept in its last column."""
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file, delimiter=self._delimiter)
            self._writer.writerow([*(name for _, name in self._columns), *IGNORED])
        cells = [show(cell) for cell in rejection.row.cells]
        if len(cells) > self._width:
            cells[self._width - 1 :] = [" ".join(cells[self._width - 1 :])]
        values = [cells[place] for place, _ in self._columns]
        reason = rejection.reason[self._language]
        self._writer.writerow([*values, rejection.row.number, rejection.column or "", reason])
        self.count += 1
