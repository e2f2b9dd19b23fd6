"""What PostgreSQL and SQLite can both do, but say in different words."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Double, Integer, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class ByCodePoint(FunctionElement[str]):
    """A text that sorts by code point, whatever the database's language is."""

    type = Text()
    inherit_cache = True


class Position(FunctionElement[int]):
    """Where the second text first stands in the first one, from 1, or 0; capital letters and accents count."""

    type = Integer()
    inherit_cache = True


class IsoDay(FunctionElement[str]):
    """A date as ISO 8601 text."""

    type = Text()
    inherit_cache = True


class DaysBetween(FunctionElement[int]):
    """The days from the first date to the second."""

    type = BigInteger()  # so that it may be compared with any whole number
    inherit_cache = True


class DayOf(FunctionElement[date]):
    """The day of a time, in UTC."""

    type = Date()
    inherit_cache = True


class ReadDay(FunctionElement[date]):
    """The date that a text names as ``2026-03-31``; NULL where it names none. Never fails."""

    type = Date()
    inherit_cache = True


class Weekday(FunctionElement[int]):
    """The day of the week of a date: 1 is Monday, 7 Sunday."""

    type = BigInteger()  # as above
    inherit_cache = True


class DayOfMonth(FunctionElement[int]):
    """The day of the month of a date."""

    type = BigInteger()  # as above
    inherit_cache = True


class Month(FunctionElement[int]):
    """The month of a date."""

    type = BigInteger()  # as above
    inherit_cache = True


class Year(FunctionElement[int]):
    """The year of a date."""

    type = BigInteger()  # as above
    inherit_cache = True


class JsonKind(FunctionElement[str]):
    """The type of the value that a JSON document has under a key, in the database's own words; NULL for none."""

    type = Text()
    inherit_cache = True


class OwnText(FunctionElement[str]):
    """The text that a JSON document has under a key, sorted by code point; NULL where something else is there."""

    type = Text()
    inherit_cache = True


class OwnNumber(FunctionElement[float]):
    """The number that a JSON document has under a key; NULL where something else is there."""

    type = Double()
    inherit_cache = True


class OwnTruth(FunctionElement[bool]):
    """The yes or no that a JSON document has under a key; NULL where something else is there."""

    type = Boolean()
    inherit_cache = True


def _say(element: type[FunctionElement[Any]], postgres: str, sqlite: str) -> None:
    """Teach SQLAlchemy both spellings; ``{0}`` and ``{1}`` are the arguments."""
    for dialect, spelling in (("postgresql", postgres), ("sqlite", sqlite)):

        def compile_it(
            item: FunctionElement[Any],
            compiler: SQLCompiler,
            *,
            spelling: str = spelling,
            **options: Any,  # noqa: ANN401 - SQLAlchemy hands these through
        ) -> str:
            return spelling.format(*(compiler.process(part, **options) for part in item.clauses))

        compiles(element, dialect)(compile_it)


_say(ByCodePoint, '({0} COLLATE "C")', "{0}")
_say(Position, "strpos({0}, {1})", "instr({0}, {1})")
# Compared with a column of dates, a text becomes a number in SQLite where it can, and any date is more than a number.
_say(IsoDay, "to_char({0}, 'YYYY-MM-DD')", "CAST({0} AS TEXT)")
_say(DaysBetween, "({1} - {0})", "CAST(julianday({1}) - julianday({0}) AS INTEGER)")
_say(JsonKind, "jsonb_typeof({0} -> {1})", """json_type({0}, '$."' || {1} || '"')""")
_say(
    OwnText,
    """(CASE WHEN jsonb_typeof({0} -> {1}) = 'string' THEN {0} ->> {1} END COLLATE "C")""",
    """(CASE WHEN json_type({0}, '$."' || {1} || '"') = 'text' THEN json_extract({0}, '$."' || {1} || '"') END)""",
)
_say(
    OwnNumber,
    "(CASE WHEN jsonb_typeof({0} -> {1}) = 'number' THEN CAST({0} ->> {1} AS double precision) END)",
    """(CASE WHEN json_type({0}, '$."' || {1} || '"') IN ('integer', 'real')"""
    """ THEN CAST(json_extract({0}, '$."' || {1} || '"') AS REAL) END)""",
)
_say(
    OwnTruth,
    "(CASE WHEN jsonb_typeof({0} -> {1}) = 'boolean' THEN CAST({0} ->> {1} AS boolean) END)",
    """(CASE WHEN json_type({0}, '$."' || {1} || '"') IN ('true', 'false')"""
    """ THEN json_extract({0}, '$."' || {1} || '"') END)""",
)
_say(DayOf, "(({0}) AT TIME ZONE 'UTC')::date", "date({0})")
_say(Weekday, "EXTRACT(ISODOW FROM {0})::int", "((CAST(julianday({0}) + 0.5 AS INTEGER) % 7) + 1)")
_say(DayOfMonth, "EXTRACT(DAY FROM {0})::int", "CAST(substr({0}, 9, 2) AS INTEGER)")
_say(Month, "EXTRACT(MONTH FROM {0})::int", "CAST(substr({0}, 6, 2) AS INTEGER)")
_say(Year, "EXTRACT(YEAR FROM {0})::int", "CAST(substr({0}, 1, 4) AS INTEGER)")

# PostgreSQL raises where a text is no date: the outer case lets only digits in, the inner one only days that there are.
_say(
    ReadDay,
    "(CASE WHEN {0} ~ '^(?!0000)[0-9]{{4}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN"
    " CASE WHEN substr({0}, 9, 2)::int <= EXTRACT(DAY FROM make_date(substr({0}, 1, 4)::int, substr({0}, 6, 2)::int, 1)"
    " + interval '1 month' - interval '1 day')"
    " THEN make_date(substr({0}, 1, 4)::int, substr({0}, 6, 2)::int, substr({0}, 9, 2)::int) END END)",
    "(CASE WHEN date({0}, '+0 days') = {0} AND {0} >= '0001' THEN {0} END)",
)
