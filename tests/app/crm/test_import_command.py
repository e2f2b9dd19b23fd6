"""The command ``cauce import`` and the job of the worker: what they print, record and return."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from redis.exceptions import RedisError
from sqlalchemy import select

import app.cli.imports as command
from app.clock import FixedClock
from app.crm.listed import LEASE, load_listed
from app.errors import ConflictError, NotFoundError
from app.installation import Installation
from app.jobs import load as job
from app.models import Account, Import, User
from app.store import imports, leases
from tests.app.crm.conftest import HEADER, MAPPING, WriteFile

Run = Callable[..., Result]

ANA = "C1;A1;Ana Ruiz Peña;ana@correo.example;1.200,50;15/01/2026"


@pytest.fixture
def run(installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command on the test's installation."""
    monkeypatch.setattr(command, "opened", lambda: nullcontext(installation))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    (tmp_path / "map.json").write_text(json.dumps(MAPPING), encoding="utf-8")

    def invoke(path: Path, *options: str) -> Result:
        arguments = [str(path), "--mapping", str(tmp_path / "map.json"), *options]
        return CliRunner().invoke(command.import_command, arguments, catch_exceptions=False)

    return invoke


def listed(installation: Installation) -> list[Import]:
    """The list of imports."""
    with installation.db.read() as session:
        return list(session.scalars(select(Import).order_by(Import.id)))


def test_it_loads_and_says_what_became_of_the_rows(installation: Installation, run: Run, write_file: WriteFile) -> None:
    result = run(write_file(HEADER, ANA, "C4;A4;Sol;;doce;"))
    assert result.exit_code == 0
    assert "2 rows: 1 new, 0 updated, 0 unchanged, 1 refused." in result.stdout
    assert "cartera.rejects.csv" in result.stdout
    entry = listed(installation)[0]
    assert (entry.state, entry.rows_total, entry.created, entry.refused) == ("done", 2, 1, 1)
    assert (installation.config.home / "imports" / f"{entry.id}.rejects.csv").exists()
    assert installation.queue.rq.count == 1


def test_it_prints_json(run: Run, write_file: WriteFile) -> None:
    result = run(write_file(HEADER, ANA), "--json", "--portfolio", "Otra")
    assert json.loads(result.stdout) == {
        "rows": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
        "rejects_path": None,
    }


def test_it_fails_when_nothing_was_loaded(run: Run, write_file: WriteFile) -> None:
    result = run(write_file(HEADER, "C4;A4;Sol;;doce;"), "--language", "es")
    assert result.exit_code == 1
    assert "No se cargó ninguna fila." in result.stdout


@pytest.mark.parametrize(("language", "part"), [("en", "The file is empty."), ("es", "El archivo está vacío.")])
def test_a_broken_file_is_one_plain_sentence(
    installation: Installation, run: Run, tmp_path: Path, language: str, part: str
) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    result = run(path, "--language", language)
    assert (result.exit_code, result.stderr.strip()) == (1, part)
    assert listed(installation)[0].state == "failed"
    assert listed(installation)[0].error == part


def test_a_mapping_that_is_no_json_is_one_plain_sentence(run: Run, write_file: WriteFile, tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text("{", encoding="utf-8")
    result = run(write_file(HEADER, ANA), "--json")
    assert result.exit_code == 1
    assert "not valid JSON" in json.loads(result.stdout)["error"]


def test_it_loads_without_a_queue_too(
    installation: Installation, run: Run, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise RedisError

    monkeypatch.setattr(installation.queue.rq, "enqueue", gone)
    assert run(write_file(HEADER, ANA)).exit_code == 0


def start(installation: Installation, path: Path) -> int:
    """Put a file on the list and mark it as running."""
    with installation.db.write() as session:
        entry = imports.add(session, filename=path.name, path=path.name, now=installation.clock.now())
        assert imports.start(session, entry.id, MAPPING, "Marea")
        assert not imports.start(session, entry.id, MAPPING, "Marea")
    return entry.id


def test_the_job_loads_a_started_import_once_and_wakes_the_flow(
    installation: Installation, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "current", lambda: installation)
    number = start(installation, write_file(HEADER, ANA, "C4;A4;Sol;;doce;"))
    with installation.db.read() as session:
        assert imports.unfinished(session) == [number]
    job.run(number)
    job.run(number)
    with installation.db.read() as session:
        assert imports.unfinished(session) == []
    entry = listed(installation)[0]
    assert (entry.state, entry.rows_done, entry.created, entry.refused) == ("done", 2, 1, 1)
    assert (installation.config.home / "imports" / f"{number}.rejects.csv").exists()
    assert installation.queue.rq.count == 1
    with installation.db.read() as session:
        assert session.scalars(select(Account.ref)).all() == ["A1"]


def test_the_job_records_why_a_file_is_refused(
    installation: Installation, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "current", lambda: installation)
    number = start(installation, write_file(HEADER))
    job.run(number)
    entry = listed(installation)[0]
    assert (entry.state, entry.error) == ("failed", "The file holds nothing but its header.")


def test_an_unexpected_crash_is_recorded_and_raised(
    installation: Installation, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = start(installation, write_file(HEADER, ANA))

    def burst(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("app.crm.load.load_chunk", burst)
    with pytest.raises(LookupError):
        load_listed(installation, number)
    assert "safely be run again" in str(listed(installation)[0].error)


def test_two_workers_never_load_the_same_import(installation: Installation, write_file: WriteFile) -> None:
    number = start(installation, write_file(HEADER, ANA))
    with installation.db.write() as session:
        wall = installation.clock.wall()
        assert leases.take(session, leases.of_import(number), holder="other", wall=wall, length=LEASE)
    with pytest.raises(ConflictError, match="already"):
        load_listed(installation, number)
    assert listed(installation)[0].state == "running"


def test_an_import_whose_worker_died_is_loaded_by_another(
    installation: Installation, clock: FixedClock, write_file: WriteFile
) -> None:
    number = start(installation, write_file(HEADER, ANA))
    with installation.db.write() as session:
        leases.take(session, leases.of_import(number), holder="dead", wall=clock.wall(), length=LEASE)
    clock.advance(LEASE)
    load_listed(installation, number)
    assert listed(installation)[0].state == "done"


def test_an_import_that_failed_can_be_started_again_at_once(
    installation: Installation, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_file(HEADER)
    monkeypatch.setattr(job, "current", lambda: installation)
    number = start(installation, path)
    job.run(number)
    path.write_text(f"{HEADER}\n{ANA}\n", encoding="utf-8")
    with installation.db.write() as session:
        assert imports.start(session, number, MAPPING, "Marea")
    job.run(number)
    assert listed(installation)[0].state == "done"


def test_only_what_was_started_is_loaded(installation: Installation) -> None:
    with installation.db.write() as session:
        entry = imports.add(session, filename="x.csv", path="x.csv", now=installation.clock.now())
    with pytest.raises(ConflictError):
        load_listed(installation, entry.id)
    with pytest.raises(NotFoundError):
        load_listed(installation, 10**6)


def test_the_list_shows_imports_newest_first_and_portfolios_with_their_size(
    installation: Installation, run: Run, write_file: WriteFile
) -> None:
    for portfolio in ("Uno", "Dos"):
        run(write_file(HEADER, ANA), "--portfolio", portfolio)
    with installation.db.read() as session:
        newest, total = imports.newest(session, 1, 1)
        portfolios = imports.portfolios(session)
    assert (newest[0].portfolio, total) == ("Dos", 2)
    assert [(portfolio.name, count) for portfolio, count in portfolios] == [("Dos", 1), ("Uno", 1)]


def test_the_reasons_of_an_upload_are_in_the_language_of_whoever_uploaded_it(
    installation: Installation, write_file: WriteFile
) -> None:
    path = write_file(HEADER, "C4;A4;Sol;;doce;")
    now = installation.clock.now()
    with installation.db.write() as session:
        user = User(email="ana@cauce.test", name="Ana", role="admin", password="x", language="es", created_at=now)
        session.add(user)
        session.flush()
        entry = imports.add(session, filename=path.name, path=path.name, now=now, created_by=user.id)
        imports.start(session, entry.id, MAPPING, "Marea")
    rejects = load_listed(installation, entry.id).rejects_path
    assert rejects is not None
    assert "«doce» no es un importe." in rejects.read_text(encoding="utf-8-sig")
