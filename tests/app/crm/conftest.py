"""Files and mappings that the tests of imports share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.crm import mapping as mappings
from app.crm.load import LoadResult, load
from app.installation import Installation

HEADER = "Cliente;Contrato;Nombre;Correo;Capital;Vence"
MAPPING: dict[str, Any] = {
    "portfolio": "Marea 2026",
    "columns": {
        "Cliente": "debtor.ref",
        "Contrato": "account.ref",
        "Nombre": "debtor.full_name",
        "Correo": "debtor.email",
        "Capital": "account.principal",
        "Vence": "account.due_date",
    },
    "defaults": {"account.currency": "EUR", "debtor.jurisdiction": "ES"},
}

WriteFile = Callable[..., Path]
LoadRows = Callable[..., LoadResult]


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    """Writes a file; its lines are text, its encoding UTF-8 unless said."""

    def write(*lines: str, name: str = "cartera.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
        return path

    return write


@pytest.fixture
def load_rows(installation: Installation, write_file: WriteFile) -> LoadRows:
    """Loads rows below the common header with the common mapping, or with what is changed in it."""

    def run(*rows: str, header: str = HEADER, mapping: dict[str, Any] | None = None) -> LoadResult:
        path = write_file(header, *rows)
        return load(installation, path, mappings.read(mapping or MAPPING))

    return run
