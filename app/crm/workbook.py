"""Reading the first sheet of an Excel workbook (.xlsx), row by row, and refusing one that would unpack without end."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is a class, whatever zlib calls it

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.crm.reasons import FileError, reason
from app.crm.table import COLUMN_LIMIT, Cell, SourceRow, fit, name_columns

MEGABYTE = 1 << 20
UNPACKED_LIMIT = 1024 * MEGABYTE  # of the whole workbook
STRINGS_LIMIT = 64 * MEGABYTE  # of the table of texts, which is the one part that is held in memory
RATIO_LIMIT = 200  # bytes unpacked per byte in the file; honest sheets stay below 50
RATIO_FROM = 16 * MEGABYTE  # below this size no ratio is suspicious

_BROKEN = (
    BadZipFile,
    InvalidFileException,
    ParseError,
    ZlibError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,
)


@dataclass(frozen=True)
class WorkbookTable:
    """The first sheet of a workbook."""

    path: Path
    columns: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[SourceRow]:
        """The rows that hold anything, first to last; rows above the header are no part of the table.

        Raises:
            FileError: the sheet is damaged.
        """
        width = len(self.columns)
        below = False
        for number, cells in _records(self.path):
            if not any(cell is not None for cell in cells):
                continue
            if below:
                row = fit(number, cells, width)
                yield row if row.found is None or row.found > width else SourceRow(number, row.cells)
            below = True


def open_workbook(path: Path) -> WorkbookTable:
    """Find out the columns.

    Raises:
        FileError: it is no workbook, or would unpack to more than the limit.
    """
    _refuse_bomb(path)
    for _, cells in _records(path):
        if any(cell is not None for cell in cells):
            return WorkbookTable(path, name_columns(cells))
    raise FileError(reason("empty_file"))


def _refuse_bomb(path: Path) -> None:
    """Refuse by the sizes that the archive declares; the unpacker never reads beyond them."""
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except _BROKEN as error:
        raise FileError(reason("not_xlsx")) from error
    total = sum(part.file_size for part in parts)
    texts = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    packed = max(1, path.stat().st_size)
    suspicious = total > RATIO_FROM and total / packed > RATIO_LIMIT
    if total > UNPACKED_LIMIT or suspicious:
        limit = min(UNPACKED_LIMIT, max(RATIO_FROM, packed * RATIO_LIMIT))
        raise FileError(reason("workbook_too_large", size=total // MEGABYTE, limit=limit // MEGABYTE))
    if texts > STRINGS_LIMIT:
        raise FileError(reason("workbook_too_large", size=texts // MEGABYTE, limit=STRINGS_LIMIT // MEGABYTE))


def _records(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that it passes over
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        with closing(book):
            sheet: Any = book.worksheets[0]
            sheet.reset_dimensions()  # what the file says of its own size is often wrong
            for number, row in enumerate(sheet.iter_rows(), start=1):
                yield number, _cells(row)
    except _BROKEN as error:
        raise FileError(reason("not_xlsx")) from error


def _cells(row: Iterable[Any]) -> list[Cell]:
    cells = [_cell(cell) for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    if len(cells) > COLUMN_LIMIT:
        raise FileError(reason("too_many_columns", limit=COLUMN_LIMIT))
    return cells


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl's cells have no common type
    value = cell.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (date, time, timedelta)):
        return value if isinstance(value, date) else str(value)
    return str(value)


def _number(value: float, style: str | None) -> Cell:
    """A number as it was meant: floats lose the noise of binary arithmetic, percentages count in hundredths."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    if style and "%" in style:
        number *= 100
    if number == number.to_integral_value():
        return number.quantize(Decimal(1)) if abs(number) < Decimal(10) ** 18 else str(value)
    return number
