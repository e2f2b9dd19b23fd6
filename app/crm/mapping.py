"""The mapping: which column of a file goes to which field, as the JSON document that people keep beside their files.

::

    {
      "portfolio": "Consumer loans 2026",
      "columns": {
        "Contract": "account.ref",
        "State": {"field": "debtor.jurisdiction", "prefix": "US-"},
        "Grade": {"field": "account.grade", "type": "text", "personal": false,
                  "labels": {"es": "Grado", "en": "Grade"}},
        "Remarks": null
      },
      "defaults": {"account.currency": "USD", "debtor.language": "en"},
      "formats": {"decimal": "auto", "date": "auto"}
    }

A column that the mapping does not name, or that goes to null, is left out. ``decimal`` is ``auto``, ``,`` or ``.``;
``date`` is ``auto``, ``DMY``, ``MDY`` or ``YMD``. A field of one's own is an object with its ``field``; its type is
found from the values where it is not said. ``prefix`` is put before every value. Several columns may go to
``debtor.email`` and ``debtor.mobile`` (the first is tried first) and to ``debtor.postal`` (joined into one address).
A default stands wherever the column is not mapped or the cell is empty.
"""

import json
import re
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from app.crm.guessing import guess_columns
from app.crm.reasons import MappingError, reason, shown
from app.crm.table import IGNORED
from app.crm.targets import COMPUTED, CUSTOM_TYPES, JOINED, TARGETS

PORTFOLIO_LIMIT = 200
_CUSTOM = re.compile(r"(debtor|account)\.([a-z][a-z0-9_]{0,39})")
_LABELS = {
    "type": "object",
    "properties": {"es": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
    "additionalProperties": False,
}
_COLUMN = {
    "type": "object",
    "properties": {
        "field": {"type": "string"},
        "type": {"enum": list(CUSTOM_TYPES)},
        "labels": _LABELS,
        "personal": {"type": "boolean"},
        "prefix": {"type": "string", "maxLength": 40},
    },
    "required": ["field"],
    "additionalProperties": False,
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Mapping of a file's columns to fields",
    "type": "object",
    "properties": {
        "portfolio": {"type": ["string", "null"]},
        "columns": {"type": "object", "additionalProperties": {"anyOf": [{"type": ["string", "null"]}, _COLUMN]}},
        "defaults": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
        "formats": {
            "type": "object",
            "properties": {
                "decimal": {"enum": ["auto", ",", "."]},
                "date": {"enum": ["auto", "DMY", "MDY", "YMD"]},
            },
            "additionalProperties": False,
        },
    },
    "required": ["columns"],
    "additionalProperties": False,
}
_VALIDATOR = Draft202012Validator(SCHEMA)


@dataclass(frozen=True)
class Column:
    """Where one column goes; ``type``, ``labels`` and ``personal`` are for fields of one's own."""

    field: str
    type: str | None = None
    labels: dict[str, str] | None = None
    personal: bool | None = None
    prefix: str = ""
    own: bool = False  # declared as a field of one's own, by an object

    def to_json(self) -> str | dict[str, Any]:
        """As the document writes it."""
        extra: dict[str, Any] = {"type": self.type, "labels": self.labels, "personal": self.personal}
        extra = {name: value for name, value in extra.items() if value is not None}
        extra |= {"prefix": self.prefix} if self.prefix else {}
        return {"field": self.field, **extra} if extra or self.own else self.field


@dataclass(frozen=True)
class Mapping:
    """A mapping that is well formed; whether it fits a file is what ``check`` says."""

    columns: dict[str, Column | None]
    portfolio: str | None = None
    defaults: dict[str, str] = field(default_factory=dict)
    decimal: str = "auto"
    date: str = "auto"

    def to_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "portfolio": self.portfolio,
            "columns": {name: column.to_json() if column else None for name, column in self.columns.items()},
            "defaults": dict(self.defaults),
            "formats": {"decimal": self.decimal, "date": self.date},
        }

    def filled(self) -> set[str]:
        """The fields that a column or a default fills."""
        return {column.field for column in self.columns.values() if column} | set(self.defaults)


def read(data: object) -> Mapping:
    """Read a mapping from JSON.

    Raises:
        MappingError: it is not well formed.
    """
    if not isinstance(data, dict):
        raise MappingError(reason("mapping_not_object"))
    error = next(iter(sorted(_VALIDATOR.iter_errors(data), key=lambda found: len(found.path))), None)
    if error is not None:
        raise MappingError(_explain(error))
    formats = data.get("formats", {})
    return Mapping(
        columns={name: _column(entry) for name, entry in data["columns"].items()},
        portfolio=(data.get("portfolio") or "").strip() or None,
        defaults={name: _plain(value) for name, value in data.get("defaults", {}).items()},
        decimal=formats.get("decimal", "auto"),
        date=formats.get("date", "auto"),
    )


def read_file(path: Path) -> Mapping:
    """Read a mapping from a JSON file.

    Raises:
        MappingError: it cannot be read, or is not well formed.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(reason("no_file", name=path.name)) from error
    except json.JSONDecodeError as error:
        raise MappingError(reason("mapping_not_json", line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise MappingError(reason("mapping_not_json", line=1, column=1)) from error
    return read(data)


def guess(columns: Sequence[str], samples: Dictionary[str, Sequence[str]]) -> Mapping:
    """A first proposal, from the names of the columns and the first values in them."""
    proposal = guess_columns(columns, samples)
    return Mapping(
        columns={name: _column(entry) if entry else None for name, entry in proposal.columns.items()},
        defaults=proposal.defaults,
    )


def check(mapping: Mapping, columns: Sequence[str], known: Dictionary[str, str]) -> None:
    """Hold the mapping against a file's columns and the types of the fields of one's own that exist already.

    Raises:
        MappingError: it does not fit.
    """
    seen: dict[str, str] = {}
    for name, column in mapping.columns.items():
        if name not in columns and name not in IGNORED:
            raise MappingError(reason("unknown_column", column=shown(name), columns=_list(columns)))
        if column is None:
            continue
        _check_field(column, known)
        if column.field in seen and column.field not in JOINED:
            raise MappingError(reason("field_twice", first=seen[column.field], second=name, field=column.field))
        seen[column.field] = name
    for name in mapping.defaults:
        _check_field(Column(name), {column.field: "" for column in mapping.columns.values() if column})
    _check_enough(mapping)


def _check_enough(mapping: Mapping) -> None:
    columns = {column.field for column in mapping.columns.values() if column}
    filled = mapping.filled()
    if "account.ref" not in columns:
        raise MappingError(reason("no_ref"))
    if {"account.principal", "account.balance"} <= filled:
        raise MappingError(reason("principal_and_balance"))
    if not {"account.principal", "account.balance"} & columns:
        raise MappingError(reason("no_principal"))
    if not {"account.currency", "debtor.jurisdiction"} & filled:
        raise MappingError(reason("mapping_no_currency"))


def _check_field(column: Column, known: Dictionary[str, str]) -> None:
    name = column.field
    if name in TARGETS:
        if column.type or column.labels or column.personal is not None:
            raise MappingError(reason("typed_builtin", field=name))
        return
    if name in COMPUTED:
        raise MappingError(reason("field_not_importable", field=name))
    if not _CUSTOM.fullmatch(name) or (name not in known and not column.own):
        raise MappingError(_unknown(name))
    if column.type and known.get(name) not in {None, "", column.type}:
        raise MappingError(reason("type_changed", field=name, type=known[name]))


def _unknown(name: str) -> dict[str, str]:
    """That there is no such field, and the one that was probably meant."""
    close = next(iter(get_close_matches(name, TARGETS, n=1, cutoff=0.75)), None)
    es, en = (f" ¿Quiso decir {close}?", f" Did you mean {close}?") if close else ("", "")
    return {
        "es": reason("unknown_field", field=shown(name), hint=es)["es"],
        "en": reason("unknown_field", field=shown(name), hint=en)["en"],
    }


def _column(entry: str | dict[str, Any] | None) -> Column | None:
    if entry is None or entry == "":
        return None
    if isinstance(entry, str):
        return Column(entry.strip())
    return Column(
        field=entry["field"].strip(),
        type=entry.get("type"),
        labels=entry.get("labels"),
        personal=entry.get("personal"),
        prefix=entry.get("prefix", ""),
        own=True,
    )


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _list(columns: Sequence[str]) -> str:
    most = 12
    return ", ".join(columns[:most]) + (" …" if len(columns) > most else "")


def _explain(error: ValidationError) -> dict[str, str]:
    path = ".".join(str(part) for part in error.absolute_path) or "$"
    instance: Any = error.instance
    if error.validator == "additionalProperties":
        allowed = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        unknown = next((key for key in instance if key not in allowed), "?")
        return reason("mapping_unknown_key", path=path, key=shown(unknown))
    if error.validator == "required":
        wanted: Any = error.validator_value
        missing = next((key for key in wanted if key not in instance), "?")
        return reason("mapping_missing_key", path=path, key=missing)
    inner = [found for found in error.context or () if found.validator != "type"]
    if inner:  # the alternatives of a column: explain the one that was meant
        return _explain(inner[0])
    return reason("mapping_bad_value", path=path, value=shown(json.dumps(instance, ensure_ascii=False)))
