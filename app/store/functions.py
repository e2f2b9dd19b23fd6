"""What PostgreSQL and SQLite can both do, but say in different words."""

from typing import Any

from sqlalchemy import BigInteger, Integer, Text
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


class JsonKind(FunctionElement[str]):
    """The type of the value that a JSON document has under a key, in the database's own words; NULL for none."""

    type = Text()
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
_say(IsoDay, "to_char({0}, 'YYYY-MM-DD')", "{0}")
_say(DaysBetween, "({1} - {0})", "CAST(julianday({1}) - julianday({0}) AS INTEGER)")
_say(JsonKind, "jsonb_typeof({0} -> {1})", """json_type({0}, '$."' || {1} || '"')""")
