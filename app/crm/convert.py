"""Turning one row into one account and its debtor, or saying which cell is wrong and why."""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

from app.crm import amounts, contacts, places
from app.crm.amounts import Reading
from app.crm.dates import DateReading, Order, read_date
from app.crm.files import show
from app.crm.names import split_name
from app.crm.plan import Plan, Slot
from app.crm.reasons import Refusal, Text, reason, refuse
from app.crm.record import Record, Rejection, iso
from app.crm.survey import NO, YES
from app.crm.table import Cell, SourceRow
from app.crm.targets import CUSTOM_TEXT_LIMIT, TARGETS

MOST_DAYS = 36500
_UNREAD = Reading()
_UNDATED = DateReading()
T = TypeVar("T")


class _BadCellError(Exception):
    """A cell of the row cannot be used; carries the column and the reason out of the conversion of one row."""

    def __init__(self, column: str | None, why: Text) -> None:
        self.column = column
        self.why = why


class Converter:
    """Converts the rows of one file by its plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._own = [slot for slot in plan.slots if slot.field not in TARGETS]
        self._slots: dict[str, list[Slot]] = {}
        for slot in plan.slots:
            self._slots.setdefault(slot.field, []).append(slot)

    def convert(self, row: SourceRow) -> Record | Rejection:
        """Convert a row."""
        if row.found is not None:
            return Rejection(row, None, reason("ragged", found=row.found, expected=self._plan.width))
        try:
            return _Row(self._plan, self._slots, self._own, row).record()
        except _BadCellError as error:
            return Rejection(row, error.column, error.why)


class _Row:
    """One row on its way to a record; every reader raises ``_BadCellError`` with the column it was for."""

    def __init__(self, plan: Plan, slots: dict[str, list[Slot]], own: list[Slot], row: SourceRow) -> None:
        self._plan = plan
        self._slots = slots
        self._own = own
        self._row = row

    def record(self) -> Record:
        """The record that this row is."""
        ref = self._text("account.ref")
        if ref is None:
            raise self._bad("account.ref", reason("required"))
        jurisdiction = self._code("debtor.jurisdiction", places.read_jurisdiction, "not_a_jurisdiction")
        country = places.country_of(jurisdiction)
        currency = self._currency(country)
        home = country or places.country_of_currency(currency)
        points, phone_home = self._points(home)
        where = country or phone_home or home
        debtor = self._debtor(jurisdiction, where)
        zone = debtor["time_zone"] or places.zone_of(jurisdiction or where or "")
        if zone is None:
            raise self._bad("debtor.time_zone", reason("no_zone"))
        assumed = {"language": places.language_of(where), "time_zone": zone}
        account = {"ref": ref, "currency": currency} | self._sums(currency) | self._rest(where)
        debtor["custom"], account["custom"] = self._custom(currency, where)
        return Record(self._row.number, debtor, account, assumed, points)

    def _currency(self, country: str | None) -> str:
        currency = self._code("account.currency", places.read_currency, "not_a_currency")
        currency = currency or (places.currency_of(country) if country else None)
        if currency is None:
            raise self._bad("account.currency", reason("no_currency"))
        return currency

    def _debtor(self, jurisdiction: str | None, country: str | None) -> dict[str, Any]:
        language = self._code("debtor.language", places.read_language, "not_a_language")
        zone = self._code("debtor.time_zone", places.read_zone, "not_a_zone")
        first, last = self._text("debtor.first_name"), self._text("debtor.last_name")
        if first is None and last is None:
            first, last = split_name(self._text("debtor.full_name"), language or places.language_of(country))
        born = self._date("debtor.birth_date", country)
        if born and born > self._plan.today:
            raise self._bad("debtor.birth_date", reason("future_date", value=born.isoformat()))
        return {
            "ref": self._text("debtor.ref"),
            "first_name": first,
            "last_name": last,
            "birth_date": iso(born),
            "document": self._text("debtor.document"),
            "language": language,
            "time_zone": zone,
            "jurisdiction": jurisdiction,
        }

    def _points(self, country: str | None) -> tuple[list[tuple[str, str]], str | None]:
        points: list[tuple[str, str]] = []
        home: str | None = None
        for cell, column in self._cells("debtor.email"):
            points += [("email", address) for address in self._good(contacts.emails(cell), column)]
        for cell, column in self._cells("debtor.mobile"):
            numbers, first = self._good(contacts.phones(cell, country), column)
            points += [("mobile", number) for number in numbers]
            home = home or first
        parts = self._cells("debtor.postal")
        if parts:
            address = self._good(contacts.postal([_clean(cell) for cell, _ in parts]), parts[0][1])
            points += [("postal", address)] if address else []
        return list(dict.fromkeys(points)), home

    def _sums(self, currency: str) -> dict[str, int | None]:
        interest, fees = self._money("account.interest", currency), self._money("account.fees", currency)
        if "account.balance" not in self._slots:
            principal = self._money("account.principal", currency, required=True)
            return {"principal": principal, "interest": interest, "fees": fees}
        total = self._money("account.balance", currency, required=True) or 0
        principal = total - (interest or 0) - (fees or 0)
        if principal < 0 <= total:
            raise self._bad("account.balance", reason("negative_principal"))
        return {"principal": principal, "interest": interest or 0, "fees": fees or 0}

    def _rest(self, country: str | None) -> dict[str, Any]:
        due = self._date("account.due_date", country)
        days = self._days()
        if due is None and days is not None:
            due = self._plan.today - timedelta(days=days)
        return {
            "creditor": self._text("account.creditor"),
            "product": self._text("account.product"),
            "nature": self._text("account.nature"),
            "due_date": iso(due),
        }

    def _days(self) -> int | None:
        cell, slot = self._cell("account.days_past_due")
        if cell is None:
            return None
        days = amounts.number(cell, slot.numbers if slot else _UNREAD, ".")
        if not isinstance(days, int) or abs(days) > MOST_DAYS:
            raise self._bad("account.days_past_due", refuse("not_days", value=show(cell)).reason)
        return days

    def _money(self, field: str, currency: str, *, required: bool = False) -> int | None:
        cell, slot = self._cell(field)
        if cell is None:
            if required:
                raise self._bad(field, reason("required"))
            return 0 if field in self._slots else None
        return self._good(amounts.money(cell, currency, slot.numbers if slot else _UNREAD), self._column(field))

    def _date(self, field: str, country: str | None) -> date | None:
        cell, slot = self._cell(field)
        if cell is None:
            return None
        found = read_date(cell, slot.dates if slot else _UNDATED, assumed=_order(country), today=self._plan.today)
        return self._good(found, self._column(field))

    def _text(self, field: str) -> str | None:
        cell, _ = self._cell(field)
        if cell is None:
            return None
        text = _clean(cell)
        limit = TARGETS[field].limit
        if len(text) > limit:
            raise self._bad(field, reason("too_long", limit=limit))
        return text or None

    def _code(self, field: str, read: Callable[[str], str | None], code: str) -> str | None:
        cell, _ = self._cell(field)
        if cell is None:
            return None
        found = read(show(cell))
        if found is None:
            raise self._bad(field, refuse(code, value=show(cell)).reason)
        return found

    def _custom(self, currency: str, country: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {"debtor": {}, "account": {}}
        for slot in self._own:
            cell = self._take(slot)
            if cell is None:
                default = self._plan.defaults.get(slot.field)
                if default is None:
                    continue
                cell = default
            scope, _, name = slot.field.partition(".")
            found[scope][name] = self._good(self._own_value(cell, slot, currency, country), slot.name)
        return found["debtor"], found["account"]

    def _own_value(self, cell: Cell, slot: Slot, currency: str, country: str | None) -> str | float | Refusal:
        if slot.type == "money":
            return amounts.money(cell, currency, slot.numbers)
        if slot.type == "number":
            return amounts.number(cell, slot.numbers, "," if places.decimal_of(country) == "," else ".")
        if slot.type == "boolean":
            return _boolean(cell)
        if slot.type == "date":
            found = read_date(cell, slot.dates, assumed=_order(country), today=self._plan.today)
            return found if isinstance(found, Refusal) else found.isoformat()
        text = _clean(cell)
        return text if len(text) <= CUSTOM_TEXT_LIMIT else refuse("too_long", limit=CUSTOM_TEXT_LIMIT)

    def _cell(self, field: str) -> tuple[Cell, Slot | None]:
        """What the row says of a field, and how it is read; the default where it says nothing."""
        slots = self._slots.get(field)
        if slots:
            cell = self._take(slots[0])
            if cell is not None:
                return cell, slots[0]
        return self._plan.defaults.get(field) or None, None

    def _cells(self, field: str) -> list[tuple[Cell, str]]:
        """What the row says of a field that several columns may fill."""
        found: list[tuple[Cell, str]] = [(self._take(slot), slot.name) for slot in self._slots.get(field, ())]
        found = [(cell, name) for cell, name in found if cell is not None]
        default = self._plan.defaults.get(field)
        if not found and default:
            found = [(default, field)]
        return found

    def _take(self, slot: Slot) -> Cell:
        cell = self._row.cells[slot.place]
        return slot.prefix + show(cell) if slot.prefix and cell is not None else cell

    def _column(self, field: str) -> str:
        slots = self._slots.get(field)
        return slots[0].name if slots else field

    def _bad(self, field: str, why: Text) -> _BadCellError:
        return _BadCellError(self._column(field), why)

    def _good(self, value: T | Refusal, column: str) -> T:
        if isinstance(value, Refusal):
            raise _BadCellError(column, value.reason)
        return value


def _clean(cell: Cell) -> str:
    """Text on one line, without control characters."""
    text = show(cell)
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in text).split())


def _boolean(cell: Cell) -> bool | Refusal:
    if isinstance(cell, bool):
        return cell
    text = places.fold(show(cell))
    if text in YES or text == "1":
        return True
    return False if text in NO or text == "0" else refuse("not_boolean", value=show(cell))


def _order(country: str | None) -> Order:
    return "MDY" if places.month_first(country) else "DMY"
