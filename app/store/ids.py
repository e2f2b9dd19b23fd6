"""Conditions on long lists of ids that stay one parameter, however long the list is."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Dialect, Integer, Text, any_, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import UserDefinedType


def on_postgres(session: Session) -> bool:
    """Whether this session talks to PostgreSQL (it is SQLite otherwise)."""
    return session.get_bind().dialect.name == "postgresql"


class _Integers(UserDefinedType[Sequence[int]]):
    """An array of PostgreSQL, which the driver sends as one text: that costs it a tenth of an array.

    It must not be a cast from text: the planner would not know what is in it, and choose for ten rows.
    """

    cache_ok = True
    render_bind_cast = True

    def get_col_spec(self, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's signature
        """What the parameter is cast to."""
        del kw
        return "BIGINT[]"

    def bind_processor(self, dialect: Dialect) -> Callable[[Sequence[int] | None], str]:
        """Write it down."""
        del dialect
        return lambda values: f"{{{','.join(map(str, values or ()))}}}"


def integers(values: Sequence[int]) -> BindParameter[Sequence[int]]:
    """Numbers as an array, on PostgreSQL."""
    return bindparam(None, values, type_=_Integers())


def among(session: Session, key: InstrumentedAttribute[int] | ColumnElement[int], ids: Sequence[int]) -> Any:  # noqa: ANN401 - a SQL condition, whose exact type differs per database
    """The condition that ``key`` is one of ``ids``."""
    if on_postgres(session):
        return key == any_(integers(ids))
    rows = func.json_each(json.dumps(list(ids))).table_valued(column("value", Integer))
    return key.in_(select(rows.c.value))


def among_texts(session: Session, key: ColumnElement[Any] | InstrumentedAttribute[Any], texts: Sequence[str]) -> Any:  # noqa: ANN401 - as above
    """The condition that ``key`` is one of ``texts``."""
    if on_postgres(session):
        return key == any_(bindparam(None, list(texts), type_=ARRAY(Text)))
    rows = func.json_each(json.dumps(list(texts))).table_valued(column("value", Text))
    return key.in_(select(rows.c.value))
