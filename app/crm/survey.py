"""One cheap look at every value of a file before any is converted.

It finds out how numbers and dates are written, what type fits a field of one's own, and whether the file is broken
as a whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from app.crm.amounts import Reading, Separator, Written, evidence, is_currency, take_apart, to_decimal
from app.crm.dates import DateReading, Order, date_evidence, read_date
from app.crm.files import Guard
from app.crm.places import fold
from app.crm.reasons import Refusal
from app.crm.table import Cell, SourceRow

YES = frozenset({"true", "yes", "y", "si", "s", "verdadero", "x", "t", "v"})
NO = frozenset({"false", "no", "n", "falso", "f"})
_DIGITS_EXACT = 15  # more of them are a code, not a quantity
_ANY_DAY = date(2100, 12, 31)  # while a type is being found no date is too late
LONGEST_NUMBER = 40  # characters
SEPARATORS: tuple[Separator, ...] = (",", ".")


@dataclass
class ColumnSurvey:
    """What the values of one column give away."""

    kind: Literal["number", "date", "infer"]  # infer: find its type, too
    separators: set[Separator] = field(default_factory=set)
    orders: set[Order] = field(default_factory=set)
    values: int = 0
    sample: Cell = None
    types: set[str] = field(default_factory=lambda: {"boolean", "number", "date", "money"})
    unit: bool = False

    def see(self, cell: Cell) -> None:
        """Take one value into account."""
        self.values += 1
        if self.sample is None:
            self.sample = cell
        if isinstance(cell, str):
            self._see_text(cell)
        elif self.kind == "infer":
            typed = "boolean" if isinstance(cell, bool) else "number" if isinstance(cell, Decimal) else "date"
            self.types &= {typed}

    def _see_text(self, text: str) -> None:
        if self.kind == "number" and not ("," in text or "." in text):
            return  # nothing in it tells a separator
        if self.kind != "number":
            order = date_evidence(text)
            if order in {"DMY", "MDY"}:
                self.orders.add(order)
        written = take_apart(text) if self.kind != "date" and len(text) <= LONGEST_NUMBER else None
        if written:
            separator = evidence(written.digits)
            if separator and separator not in self.separators and to_decimal(written, separator) is not None:
                self.separators.add(separator)
        if self.kind == "infer" and self.types:
            self._narrow(text, written)

    def _narrow(self, text: str, written: Written | None) -> None:
        digits = sum(letter.isdigit() for letter in text)
        code = digits > _DIGITS_EXACT or (digits > 1 and text[0] == "0" and text.isdigit())
        if written is None or code or all(to_decimal(written, mark) is None for mark in SEPARATORS):
            self.types -= {"number", "money"}
        elif written.unit:
            self.types -= {"number"} if is_currency(written.unit) else {"number", "money"}
            self.unit = True
        if "boolean" in self.types and fold(text) not in YES | NO:
            self.types.discard("boolean")
        if "date" in self.types:
            found = read_date(text, DateReading(), assumed="DMY", today=_ANY_DAY)
            either = read_date(text, DateReading(), assumed="MDY", today=_ANY_DAY)
            if (isinstance(found, Refusal) and isinstance(either, Refusal)) or text.isdigit():
                self.types.discard("date")

    @property
    def type(self) -> str:
        """The type that fits every value."""
        if not self.values:
            return "text"
        order = ("boolean", "date", "number") + (("money",) if self.unit else ())
        return next((name for name in order if name in self.types), "text")

    @property
    def numeric(self) -> bool:
        """Whether its values are amounts or numbers."""
        return self.kind == "number" or (self.kind == "infer" and self.type in {"number", "money"})


@dataclass
class Survey:
    """What the whole file gives away, column by column."""

    columns: dict[int, ColumnSurvey]
    guard: Guard = field(default_factory=Guard)

    def see(self, rows: Iterable[SourceRow]) -> None:
        """Look at every row.

        Raises:
            FileError: the file is broken as a whole.
        """
        places = list(self.columns.items())
        for row in rows:
            self.guard.see(row)
            for place, column in places:
                cell = row.cells[place]
                if cell is not None:
                    column.see(cell)
        self.guard.close()

    def reading(self, place: int | None, decimal: str) -> Reading:
        """How the numbers of a column are to be read."""
        if decimal in {",", "."}:
            return Reading(fixed="," if decimal == "," else ".")
        found = set(self.columns[place].separators) if place in self.columns else set()
        if not found:
            found = {mark for column in self.columns.values() if column.numeric for mark in column.separators}
        if len(found) > 1:
            return Reading(mixed=True)
        return Reading(found=next(iter(found), None))

    def date_reading(self, place: int | None, order: str) -> DateReading:
        """How the dates of a column are to be read."""
        if order != "auto":
            return DateReading(fixed="DMY" if order == "DMY" else "MDY" if order == "MDY" else "YMD")
        found = set(self.columns[place].orders) if place in self.columns else set()
        if not found:
            found = {way for column in self.columns.values() if not column.numeric for way in column.orders}
        if len(found) > 1:
            return DateReading(mixed=True)
        return DateReading(found=next(iter(found), None))
