"""``cauce journey``: check, publish and export."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from app.cli import cauce
from app.errors import InvalidError, NotFoundError
from app.installation import Installation
from journeys import gallery


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The demo's journey as a file."""
    path = tmp_path / "journey.json"
    path.write_text(json.dumps(gallery.load("demo")), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cauce, ["journey", *map(str, arguments)])


def broken() -> dict[str, Any]:
    graph = gallery.load("demo")
    graph["edges"] = graph["edges"][1:]
    return graph


def test_a_journey_without_problems_can_be_published(here: Installation, file: Path) -> None:
    del here
    result = run("check", file)
    assert (result.exit_code, result.output) == (0, "No problems.\n")


def test_problems_are_listed_with_their_nodes_and_end_with_one(here: Installation, file: Path) -> None:
    del here
    file.write_text(json.dumps(broken()), encoding="utf-8")
    result = run("check", file, "--json")
    assert result.exit_code == 1
    problems = json.loads(result.output)
    assert {"code", "node", "severity", "message"} <= set(problems[0])
    assert "unwired_port" in {problem["code"] for problem in problems}
    assert "Conéctela" in run("check", file, "--language", "es").output


def test_a_file_can_be_checked_where_nothing_is_set_up(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CAUCE_MODE", "CAUCE_SECRET_KEY", "DATABASE_URL", "SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CAUCE_HOME", str(tmp_path / "nowhere"))
    result = run("check", file, "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert "No installation is set up here" in result.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_database_without_tables_is_no_installation_either(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAUCE_MODE", "test")
    monkeypatch.setenv("CAUCE_HOME", str(tmp_path))
    (tmp_path / "cauce.db").touch()
    result = run("check", file)
    assert result.exit_code == 0
    assert "No installation is set up here" in result.stderr


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[" * 100_000], ids=["cut off", "not UTF-8", "endless"])
def test_what_is_not_json_is_one_sentence_and_one_problem(here: Installation, file: Path, content: bytes) -> None:
    del here
    file.write_bytes(content)
    result = run("check", file, "--json")
    assert isinstance(result.exception, InvalidError)
    assert [problem["code"] for problem in json.loads(result.stdout)] == ["unreadable"]


def test_publishing_makes_a_journey_and_then_versions_of_it(here: Installation, file: Path) -> None:
    first = json.loads(run("publish", file, "--json").output)
    second = json.loads(run("publish", file, "--json", "--reason", "Again").output)
    assert (first["version"], second["version"]) == (1, 2)
    assert first["journey"] == second["journey"]
    assert here.queue.rq.count == 1


def test_publishing_needs_a_journey_without_errors(here: Installation, file: Path) -> None:
    file.write_text(json.dumps(broken()), encoding="utf-8")
    assert run("publish", file).exit_code == 1
    assert here.queue.rq.count == 0


def test_where_four_eyes_are_wanted_the_command_line_publishes_nothing(
    here: Installation, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAUCE_FOUR_EYES", "1")
    refused = run("publish", file)
    assert (refused.exit_code, here.queue.rq.count) == (1, 0)
    assert "ask for the publication" in str(refused.exception)


def test_publishing_survives_redis_being_away(here: Installation, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del here
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
    assert run("publish", file).exit_code == 0


def test_what_was_published_can_be_exported_and_checked_again(here: Installation, file: Path, tmp_path: Path) -> None:
    del here
    name = gallery.load("demo")["name"]
    run("publish", file)
    target = tmp_path / "out.json"
    assert run("export", name, target).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8")) == gallery.load("demo")
    assert json.loads(run("export", "1", "--draft").output) == gallery.load("demo")


def test_a_journey_that_does_not_exist_cannot_be_exported(here: Installation) -> None:
    del here
    assert isinstance(run("export", "Nothing").exception, NotFoundError)
