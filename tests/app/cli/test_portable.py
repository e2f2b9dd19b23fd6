"""``cauce journey export --whole`` and ``import``."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import cauce
from app.errors import InvalidError
from app.flow.bundle import BundleError
from app.installation import Installation
from app.models import Audit
from app.store import drafts, fields, imports, segments
from journeys import gallery
from tests.app.flow.people import START

COLOUR = {"scope": "account", "name": "colour", "type": "text", "labels": {"es": "Color", "en": "Colour"}}
RED = {"field": "account.colour", "op": "eq", "value": "rojo"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cauce, ["journey", *map(str, arguments)])


def demo(here: Installation) -> str:
    """The demo's journey with a segment that looks at a field of the customer's own; its name."""
    graph = gallery.load("demo")
    with here.db.write() as session:
        imports.register_fields(session, [{**COLOUR, "personal": False, "sample": None}], START)
        segment = segments.add(session, name="Rojas", condition=RED, user_id=None, now=START)
        graph["nodes"][0]["settings"]["segment"] = segment.id
        return drafts.add(session, name=graph["name"], draft=graph, user_id=None, now=START).name


def test_a_whole_journey_is_written_and_read_again(here: Installation, tmp_path: Path) -> None:
    name, file = demo(here), tmp_path / "demo.cauce.json"
    assert run("export", name, file, "--whole").exit_code == 0
    assert run("export", name, "--whole").output == file.read_text(encoding="utf-8")
    made = run("import", file)
    assert (made.exit_code, made.output) == (0, f"Imported '{name} (2)' as a draft, number 2.\n")
    assert run("export", 2, "--whole").output == file.read_text(encoding="utf-8").replace(name, f"{name} (2)")
    with here.db.read() as session:
        (line,) = session.query(Audit).all()
    assert (line.actor, line.action, line.details) == ("cli", "journey.imported", {"name": f"{name} (2)"})


def test_what_is_new_here_is_told(here: Installation, tmp_path: Path) -> None:
    name, file = demo(here), tmp_path / "demo.cauce.json"
    run("export", name, file, "--whole")
    value = json.loads(file.read_text(encoding="utf-8"))
    value["segments"][0]["name"] = "Azules"
    value["fields"] = [{**value["fields"][0], "name": "account.other"}, {**value["fields"][0], "type": "date"}]
    file.write_text(json.dumps(value), encoding="utf-8")
    told = run("import", file).output.splitlines()
    assert told[1:3] == ["New segments: Azules.", "New fields: account.other."]
    assert told[3].startswith("The field “account.colour” is of another type here")
    again = json.loads(run("import", file, "--json").output)
    assert (list(again["journeys"].values()), again["segments"], again["fields"]) == ([f"{name} (3)"], {}, [])
    with here.db.read() as session:
        assert {"account.colour", "account.other"} == set(fields.own(session))


def test_a_file_that_is_none_gets_one_sentence(here: Installation, tmp_path: Path) -> None:
    del here
    file = tmp_path / "file.cauce.json"
    file.write_bytes(b"\xff\xfe")
    assert isinstance(run("import", file).exception, InvalidError)
    file.write_text("{}", encoding="utf-8")
    assert "no journey exported from Cauce" in str(run("import", file).exception)
    with file.open("wb") as opened:
        opened.truncate(9 * 1024 * 1024)
    caught = run("import", file).exception
    assert isinstance(caught, BundleError)
    assert str(caught) == "The file is too large: 2 MB fit."
