"""Conditions on long lists of ids that stay one parameter, however long the list is."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Text, any_, bindparam, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session


def on_postgres(session: Session) -> bool:
    """Whether this session talks to PostgreSQL (it is SQLite otherwise)."""
    return session.get_bind().dialect.name == "postgresql"


def integers(values: Sequence[int]) -> ColumnElement[Any]:
    """Numbers as an array of PostgreSQL; it travels as one text, which costs the driver a tenth of an array."""
    return cast(bindparam(None, f"{{{','.join(map(str, values))}}}", type_=Text), ARRAY(BigInteger))


def among(session: Session, key: InstrumentedAttribute[int] | ColumnElement[int], ids: Sequence[int]) -> Any:  # noqa: ANN401 - a SQL condition, whose exact type differs per database
    """The condition that ``key`` is one of ``ids``."""
    if on_postgres(session):
        return key == any_(integers(ids))
    rows = func.json_each(json.dumps(list(ids))).table_valued(column("value", Integer))
    return key.in_(select(rows.c.value))


def among_texts(
    session: Session, key: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], texts: Sequence[str]
) -> Any:  # noqa: ANN401 - as above
    """The condition that ``key`` is one of ``texts``."""
    if on_postgres(session):
        return key == any_(bindparam(None, list(texts), type_=ARRAY(Text)))
    rows = func.json_each(json.dumps(list(texts))).table_valued(column("value", Text))
    return key.in_(select(rows.c.value))
