"""What every command keeps to: one plain sentence instead of a traceback, and an exit code that tells the truth."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import COMMANDS, cauce
from app.errors import ConfigError, InvalidError, NotFoundError
from app.installation import Installation
from journeys import gallery
from tests.app.flow.people import add_account

SECRET = {"CAUCE_SECRET_KEY": "k" * 48, "CAUCE_PUBLIC_URL": "https://pay.example"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cauce, [str(argument) for argument in arguments])


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


def test_the_doctor_finds_a_fit_installation_fit(here: Installation) -> None:
    del here
    result = run("doctor", "--json")
    assert result.exit_code == 0
    assert {finding["name"]: finding["well"] for finding in json.loads(result.output)} == {
        "database": True,
        "redis": True,
        "email": True,
        "disk": True,
        "contact rules": True,
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
