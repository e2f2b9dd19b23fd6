"""The value of a field of the customer's own as SQL, in the very words that an index on it is made with.

Neither database uses an index on an expression unless a query says it letter for letter, so the key stands in the
statement itself and is no parameter.
"""

from typing import Any

from sqlalchemy import ColumnElement, Dialect, Text, bindparam, func

from app.store.columns import CUSTOM
from app.store.functions import JsonKind, OwnNumber, OwnText, OwnTruth

_BY_TYPE: dict[type, Any] = {str: OwnText, float: OwnNumber, bool: OwnTruth}
_OF_FIELD: dict[str, type] = {"text": str, "date": str, "number": float, "money": float, "boolean": bool}


def values(scope: str, key: str) -> dict[type, ColumnElement[Any]]:
    """The value under each type that it may have; NULL where it has another one."""
    return {kind: made(CUSTOM[scope].expression, _key(key)) for kind, made in _BY_TYPE.items()}


def present(scope: str, key: str) -> ColumnElement[bool]:
    """Whether there is a value. Lists and objects are none."""
    kind = JsonKind(CUSTOM[scope].expression, _key(key))
    return func.coalesce(kind, "null").not_in(("null", "array", "object"))


def as_index(scope: str, key: str, field_type: str, dialect: Dialect) -> str:
    """The value as an index on the table of its scope holds it."""
    expression = values(scope, key)[_OF_FIELD[field_type]]
    return str(expression.compile(dialect=dialect, compile_kwargs={"literal_binds": True, "include_table": False}))


def _key(key: str) -> ColumnElement[str]:
    return bindparam(None, key, Text, literal_execute=True)
