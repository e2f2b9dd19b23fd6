"""What every command keeps to: one plain sentence instead of a traceback, and an exit code that tells the truth."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rq import SimpleWorker

from app.cli import COMMANDS, cauce
from app.clock import SystemClock
from app.crm.erasure import KeptError
from app.errors import ConfigError, InvalidError, NotFoundError
from app.installation import Installation
from app.queue import Job, note
from app.store import leases
from journeys import gallery
from tests.app.flow.journeys import let_in, publish_graph, reminder
from tests.app.flow.people import add_account

SECRET = {"CAUCE_SECRET_KEY": "k" * 48, "CAUCE_PUBLIC_URL": "https://pay.example"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cauce, [str(argument) for argument in arguments])


def printed(result: Result) -> str:
    """The JSON that a command printed, without the log lines, which only here share its output."""
    return result.output[result.output.index("{\n") :]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


@pytest.mark.parametrize(
    ("environ", "arguments", "sentence"),
    [
        ({**SECRET, "PORT": "99999"}, ["up"], "PORT is 99999; it must be between 1 and 65535."),
        ({}, ["up"], "CAUCE_SECRET_KEY must be set"),
        ({"CAUCE_MODE": "test"}, ["user", "list"], "The database is not set up. Run: cauce migrate"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:9/x"}, ["migrate"], "The database does not answer"),
        ({"DATABASE_URL": "mysql://x"}, ["doctor"], "DATABASE_URL must start with"),
    ],
    ids=["port", "secret", "not migrated", "no database", "unknown database"],
)
def test_what_goes_wrong_is_one_sentence(
    environ: dict[str, str], arguments: list[str], sentence: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "app.cli", *arguments]
    home = {"CAUCE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=home | environ, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_what_a_program_reads_is_nothing_but_json(tmp_path: Path) -> None:
    graph = tmp_path / "journey.json"
    graph.write_text(json.dumps(gallery.load("demo")), encoding="utf-8")
    environ = {"CAUCE_MODE": "test", "CAUCE_HOME": str(tmp_path), "SMTP_URL": "smtp://127.0.0.1:9"}
    environ |= {"REDIS_URL": "redis://127.0.0.1:9/0", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "app.cli"]
    subprocess.run([*command, "migrate"], env=environ, check=True, capture_output=True)
    publish = [*command, "journey", "publish", str(graph), "--json"]
    done = subprocess.run(publish, env=environ, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["version"] == 1
    assert "wake_up_failed" in done.stderr


def test_migrating_twice_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAUCE_MODE", "test")
    monkeypatch.setenv("CAUCE_HOME", str(tmp_path))
    assert run("migrate").exit_code == 0
    assert run("migrate").output == "The database is up to date.\n"


@pytest.fixture
def at_work(here: Installation) -> Iterator[Installation]:
    """An installation with a worker and a ticker that are alive."""
    worker = SimpleWorker([here.queue.rq], connection=here.queue.redis)
    worker.register_birth()
    with here.db.write() as session:
        leases.take(session, leases.TICKER, holder="x", wall=SystemClock().wall(), length=timedelta(minutes=5))
    yield here
    worker.register_death()


def test_the_doctor_finds_a_fit_installation_fit(at_work: Installation) -> None:
    del at_work
    result = run("doctor", "--json")
    found = {finding["name"]: finding["well"] for finding in json.loads(result.output)}
    assert found == dict.fromkeys(
        ("database", "redis", "email", "sms", "whatsapp", "voice", "letter", "dkim", "disk", "contact rules", "workers",
         "ticker", "backlog", "dead letters", "unknown messages", "failed jobs", "clocks", "database sessions"),
        True,
    )  # fmt: skip
    assert result.exit_code == 0


def test_the_doctor_names_the_likely_cause_of_stuck_steps_and_repairs(at_work: Installation) -> None:
    long_ago = SystemClock().now() - timedelta(hours=1)
    with at_work.db.write() as session:
        add_account(session)
    publish_graph(at_work.db, reminder(), long_ago)
    let_in(at_work.db, long_ago)
    at_work.queue.redis.set(note(Job.advance), 1)
    result = run("doctor")
    assert result.exit_code == 1
    assert "a step that is due and that nobody took: 1, for 60 min." in result.output
    assert "Likely cause: a wake-up was lost." in result.output
    assert at_work.queue.rq.count == 0
    repaired = run("doctor", "--repair")
    assert "repair: woke advance, deliver, perform; 0 held steps and messages go on" in repaired.output
    assert at_work.queue.rq.count == 3


def test_the_doctor_misses_worker_and_ticker(here: Installation) -> None:
    del here
    result = run("doctor")
    assert result.exit_code == 1
    assert "ill  workers: No worker is alive. Start at least one with: cauce worker" in result.output
    assert "ill  ticker: No ticker is active" in result.output


def test_a_person_is_erased_by_reference(here: Installation) -> None:
    with here.db.write() as session:
        debtor_id = add_account(session, debtor_ref="D-GONE", debtor_jurisdiction="US-TX").debtor_id
    assert run("erase", "D-GONE", "--reason", " ").exit_code == 1
    refused = run("erase", "D-GONE", "--reason", "Asked")
    assert isinstance(refused.exception, KeptError)
    done = run("erase", "D-GONE", "--reason", "Asked", "--anyway", "--json")
    assert json.loads(printed(done)) == {"debtor_id": debtor_id, "runs": 0, "files": 0, "mails": 0}
    assert isinstance(run("erase", "D-GONE", "--reason", "Asked").exception, NotFoundError)


def test_tidying_by_hand_says_what_it_did(here: Installation) -> None:
    del here
    assert run("tidy").output.endswith("0 runs archived, 0 acts and 0 files deleted, 0 people erased.\n")
    assert json.loads(printed(run("tidy", "--json"))) == {
        "archived": 0,
        "acts": 0,
        "files": 0,
        "erased": 0,
        "more": False,
    }


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SMTP_URL", "", "SMTP_URL is not set"),
        ("SMTP_URL", "http://mail", "SMTP_URL must look like"),
        ("MAIL_FROM", "Acme", "MAIL_FROM holds no address"),
        ("REDIS_URL", "redis://127.0.0.1:9/0", "Redis does not answer"),
        ("DATABASE_URL", "postgresql://127.0.0.1:9/x", "The database does not answer"),
        ("DATABASE_URL", "sqlite:///:memory:", "Run: cauce migrate"),
        ("CAUCE_HOUSE_POLICY", "/nowhere/house.toml", "/nowhere/house.toml cannot be read"),
    ],
)
def test_the_doctor_says_what_is_ill(
    here: Installation, monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    del here
    monkeypatch.setenv(name, value)
    result = run("doctor")
    assert result.exit_code == 1
    assert sentence in result.output


def test_a_template_is_rendered_with_samples(here: Installation, tmp_path: Path) -> None:
    del here
    result = run("render", "email", "payment_reminder", "--out", tmp_path / "out", "--json")
    assert result.exit_code == 0
    written = json.loads(result.output)
    assert "Lucía" in Path(written["html"]).read_text(encoding="utf-8")
    assert Path(written["eml"]).read_bytes().startswith(b"From: ")


def test_a_template_is_rendered_for_an_account(here: Installation, tmp_path: Path) -> None:
    with here.db.write() as session:
        ref = add_account(session).ref
    result = run("render", "email", "payment_reminder", "--account", ref, "--out", tmp_path)
    assert result.exit_code == 0
    assert "http://127.0.0.1:8000/p/" in (tmp_path / "payment_reminder.txt").read_text(encoding="utf-8")


def test_a_bare_design_is_rendered_with_tokens_from_a_file(here: Installation, tmp_path: Path) -> None:
    del here
    design = tmp_path / "hello.mjml"
    design.write_text(
        "<mjml><mj-body><mj-section><mj-column><mj-text>Hola {{ debtor.first_name }}</mj-text></mj-column>"
        "</mj-section></mj-body></mjml>",
        encoding="utf-8",
    )
    tokens = tmp_path / "tokens.json"
    tokens.write_text('{"debtor": {"first_name": "Ana"}}', encoding="utf-8")
    assert run("render", "email", design, "--tokens", tokens, "--out", tmp_path).exit_code == 0
    assert "Hola Ana" in (tmp_path / "hello.txt").read_text(encoding="utf-8")
    tokens.write_text("{}", encoding="utf-8")
    result = run("render", "email", design, "--tokens", tokens, "--out", tmp_path)
    assert isinstance(result.exception, InvalidError)
    assert "debtor.first_name" in str(result.exception)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["nothing"], NotFoundError),
        (["nothing.mjml"], NotFoundError),
        (["payment_reminder", "--account", "nobody"], NotFoundError),
    ],
)
def test_what_cannot_be_rendered_is_said(here: Installation, arguments: list[str], error: type[Exception]) -> None:
    del here
    assert isinstance(run("render", "email", *arguments).exception, error)


def test_a_production_worker_does_not_start_with_the_demos_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAUCE_MODE", "production")
    monkeypatch.setenv("CAUCE_HOME", str(tmp_path))
    monkeypatch.delenv("CAUCE_SECRET_KEY", raising=False)
    assert isinstance(run("ticker").exception, ConfigError)
