"""A journey as a file: exported, imported elsewhere or here again, and files that cannot be imported."""

import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.errors import ConflictError, NotFoundError
from app.flow import bundle, pack, unpack
from app.flow.publish import check_graph
from app.models import Journey, Segment, Template
from app.store import drafts, fields, imports, segments, templates
from journeys import gallery
from journeys.references import references
from renderers.gallery import TemplateFile
from renderers.text import TextSource
from tests.app.flow.journeys import add_journey, publish_graph, reminder
from tests.app.flow.people import START

CHANNELS = frozenset({"email", "sms", "whatsapp", "letter"})
RICH = {"field": "account.colour", "op": "eq", "value": "rojo"}
TEXT = "{{ account.creditor }}: {{ debtor.first_name }}, {{ debtor.nick }}. No más SMS: {{ link.preferences }}"
COLOUR = {"scope": "account", "name": "colour", "type": "text", "labels": {"es": "Color", "en": "Colour"}}


def own_template(text: str = TEXT, key: str = "aviso") -> TemplateFile:
    sources = MappingProxyType({"es": TextSource(text, "es"), "en": TextSource(text, "en")})
    return TemplateFile(key, "sms", MappingProxyType({"es": "Aviso", "en": "Notice"}), sources)


@pytest.fixture
def elsewhere(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Another installation, on which there is nothing."""
    path = tmp_path / "elsewhere.db"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


def whole_journey(session: Session) -> int:
    """A journey with everything that a file can bring along: it starts another one, which starts it again."""
    nick = {"scope": "debtor", "name": "nick", "type": "text", "labels": {"es": "Apodo", "en": "Nickname"}}
    unused = {"scope": "account", "name": "unused", "type": "date", "labels": {"es": "Nada", "en": "Nothing"}}
    rows = [{**one, "personal": one is nick, "sample": None} for one in (COLOUR, nick, unused)]
    imports.register_fields(session, rows, START)
    templates.add(session, own_template(), user_id=None, now=START)
    segment = segments.add(session, name="Rojas", condition=RICH, user_id=None, now=START)
    segments.add(session, name="Otras", condition=RICH, user_id=None, now=START)
    first, second = (add_journey(session, {}) for _ in range(2))
    first.name, second.name = "Primero", "Segundo"
    first.draft = drawn("Primero", segment.id, second.id)
    second.draft = drawn("Segundo", segment.id, first.id)
    session.flush()
    return first.id


def drawn(name: str, segment: int, other: int) -> dict[str, Any]:
    graph: dict[str, Any] = reminder()
    graph["name"] = name
    graph["nodes"][0]["settings"]["segment"] = segment
    graph["nodes"][3] = {"id": "second", "kind": "send_sms", "kind_version": 1, "settings": {"template": "aviso"}}
    graph["nodes"][4] = {"id": "rest", "kind": "start_journey", "kind_version": 1, "settings": {"journey": other}}
    graph["edges"].append({"id": "more", "from": "rest", "port": "not_started", "to": "silent"})
    return graph


def exported(database: Database, journey_id: int) -> str:
    with database.read() as session:
        return bundle.dump(pack.pack(session, journey_id, draft=True))


def imported(database: Database, text: str) -> unpack.Unpacked:
    whole = bundle.read(text)
    unpack.require_sound(whole)
    with database.write() as session:
        return unpack.unpack(session, whole, user_id=None, now=START)


def first_of(made: unpack.Unpacked) -> int:
    return next(iter(made.journeys))


def test_a_file_holds_all_that_the_journey_takes_and_nothing_else(database: Database) -> None:
    with database.write() as session:
        journey_id = whole_journey(session)
    value = json.loads(exported(database, journey_id))
    Draft202012Validator(bundle.bundle_schema()).validate(value)
    assert [one["graph"]["name"] for one in value["journeys"]] == ["Primero", "Segundo"]
    assert [references(one["graph"], "journey") for one in value["journeys"]] == [[2], [1]]
    assert [references(one["graph"], "segment") for one in value["journeys"]] == [[1], [1]]
    assert value["segments"] == [{"number": 1, "name": "Rojas", "condition": RICH}]
    assert {one["name"]: one["personal"] for one in value["fields"]} == {"account.colour": False, "debtor.nick": True}
    assert [one["key"] for one in value["templates"]] == ["payment_reminder", "aviso"]
    assert value["templates"][1]["languages"]["es"] == {"text": TEXT}


def test_on_an_empty_installation_the_same_file_comes_out_again(database: Database, elsewhere: Database) -> None:
    with database.write() as session:
        journey_id = whole_journey(session)
    text = exported(database, journey_id)
    made = imported(elsewhere, text)
    assert list(made.journeys.values()) == ["Primero", "Segundo"]
    assert (list(made.segments.values()), made.templates, made.notes) == (["Rojas"], ["aviso"], [])
    assert made.fields == ["account.colour", "debtor.nick"]
    assert exported(elsewhere, first_of(made)) == text


def test_here_it_becomes_a_copy_that_uses_what_is_there(database: Database) -> None:
    with database.write() as session:
        journey_id = whole_journey(session)
    text = exported(database, journey_id)
    for number in (2, 3):
        made = imported(database, text)
        assert list(made.journeys.values()) == [f"Primero ({number})", f"Segundo ({number})"]
        assert (made.segments, made.templates, made.fields, made.notes) == ({}, [], [], [])
        again = exported(database, first_of(made))
        assert again.replace(f" ({number})", "") == text
    assert exported(database, journey_id) == text
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Journey)) == 6
        assert session.scalar(select(func.count()).select_from(Template)) == 1


def test_what_differs_here_is_kept_as_it_is_and_the_files_gets_another_name(
    database: Database, elsewhere: Database
) -> None:
    with elsewhere.write() as session:
        journey_id = whole_journey(session)
    text = exported(elsewhere, journey_id)
    with database.write() as session:
        templates.add(session, own_template("Otro texto: {{ link.preferences }}"), user_id=None, now=START)
        segments.add(session, name="Rojas", condition={"all": []}, user_id=None, now=START)
        imports.register_fields(session, [{**COLOUR, "type": "number", "personal": False, "sample": None}], START)
    made = imported(database, text)
    assert (made.templates, list(made.segments.values())) == (["aviso_2"], ["Rojas (2)"])
    assert [note["en"].split(";")[0] for note in made.notes] == [
        "The field “account.colour” is of another type here than in the file. Look at the steps that use it.",
        "There is another template “aviso” here",
    ]
    assert imported(database, text).templates == []
    with database.read() as session:
        found = templates.every(session)
        assert found["aviso"].sources["es"] == TextSource("Otro texto: {{ link.preferences }}", "es")
        assert dict(found["aviso_2"].name) == {"es": "Aviso (2)", "en": "Notice (2)"}
        assert fields.own(session)["account.colour"].type == "number"
        draft = drafts.get(session, first_of(made))[0].draft
        assert references(draft, "template") == ["payment_reminder", "aviso_2"]
        named = {one.name: one.id for one in session.scalars(select(Segment))}
        assert references(draft, "segment") == [named["Rojas (2)"]]
        codes = {problem.code for problem in check_graph(session, draft, CHANNELS, first_of(made))}
        assert codes <= {"journey_not_live", "relies_on_opens", "starts_itself"}


def test_the_published_version_is_exported_where_it_is_asked_for(database: Database) -> None:
    version = publish_graph(database, reminder())
    with database.write() as session:
        session.get_one(Journey, version.journey_id).draft = {**reminder(), "name": "Borrador"}
    with database.read() as session:
        found = {draft: pack.pack(session, version.journey_id, draft=draft) for draft in (True, False)}
    assert {draft: one.journeys[1]["name"] for draft, one in found.items()} == {True: "Borrador", False: "Prueba"}


def test_what_is_gone_stays_behind(database: Database) -> None:
    with database.write() as session:
        journey_id = add_journey(session, drawn("Solo", 77, 78)).id
    with database.read() as session:
        whole = pack.pack(session, journey_id, draft=True)
        with pytest.raises(NotFoundError):
            pack.pack(session, 99, draft=True)
    assert (list(whole.journeys), whole.segments, list(whole.templates)) == ([1], {}, ["payment_reminder"])
    assert references(whole.journeys[1], "journey") == []


def test_a_journey_that_starts_too_many_others_does_not_fit_into_a_file(database: Database) -> None:
    with database.write() as session:
        made = [add_journey(session, {}) for _ in range(bundle.MOST_JOURNEYS + 1)]
        for one, other in itertools.pairwise(made):
            one.draft = drawn("Cadena", 1, other.id)
    with database.read() as session:
        assert len(pack.pack(session, made[1].id, draft=True).journeys) == bundle.MOST_JOURNEYS
        with pytest.raises(bundle.BundleError, match="20 fit into a file"):
            pack.pack(session, made[0].id, draft=True)


@pytest.mark.parametrize("key", ["us_third_party", "early"])
def test_a_finished_journey_begins_like_a_file(database: Database, key: str) -> None:
    one = gallery.journeys()[key]
    for number, name in ((0, one.names["es"]), (1, f"{one.names['es']} (2)")):
        with database.write() as session:
            whole = unpack.of_finished(one, gallery.load(key, "es"))
            made = unpack.unpack(session, whole, user_id=None, now=START)
            assert list(made.journeys.values()) == [name]
            assert made.fields == ([] if number else [field.name for field in one.fields])
            draft = drafts.get(session, first_of(made))[0].draft
            assert check_graph(session, draft, CHANNELS, first_of(made)) == []


def changed(**parts: object) -> str:
    """A sound file in which some parts are others."""
    graph = {"schema_version": 1, "name": "Mora", "nodes": [], "edges": []}
    sound: dict[str, Any] = {"format": bundle.FORMAT, "version": 1, "segments": [], "fields": [], "templates": []}
    return json.dumps({**sound, "journeys": [{"number": 1, "graph": graph}], **parts})


GRAPH = {"schema_version": 1, "name": "Mora", "nodes": [], "edges": []}
SMS = {"key": "aviso", "channel": "sms", "name": {"es": "Aviso", "en": "Notice"}, "languages": {"es": {"text": "Hola"}}}
EMAIL = {**SMS, "channel": "email"}
FIELD = {"name": "account.x", "type": "text", "labels": {"es": "X", "en": "X"}, "personal": False}

BAD = {
    "no JSON": ("{", "cannot be read as JSON"),
    "nested too deep": ("[" * 100_000, "cannot be read as JSON"),
    "something else": ("[1, 2]", "no journey exported from Cauce"),
    "another program's": ('{"format": "n8n"}', "no journey exported from Cauce"),
    "a bare graph": (json.dumps(GRAPH), "only the graph of a journey"),
    "of a newer version": (changed(version=2), "newer version"),
    "of no version": (changed(version="1"), "(version): this part"),
    "too large": (changed(templates="x" * bundle.LARGEST), "2 MB fit"),
    "too deep": (changed(segments=json.loads("[" * 60 + "]" * 60)), "too deep"),
    "without journeys": (changed(journeys=[]), "(journeys): this part"),
    "without a graph": (changed(journeys=[{"number": 1}]), "(journeys / 0): this part"),
    "a graph without steps": (changed(journeys=[{"number": 1, "graph": {**GRAPH, "nodes": 3}}]), "/ nodes): this part"),
    "a journey without a name": (changed(journeys=[{"number": 1, "graph": {**GRAPH, "name": " "}}]), "/ name)"),
    "a part that is unknown": (changed(scripts=[]), "this part is not as it must be"),
    "a number twice": (changed(journeys=[{"number": 1, "graph": GRAPH}] * 2), "(journeys): something is there twice"),
    "a template twice": (changed(templates=[SMS, SMS]), "(templates): something is there twice"),
    "an email without a subject": (changed(templates=[EMAIL]), "(aviso): the subject is missing"),
    "a key that leads away": (changed(templates=[{**SMS, "key": "../x"}]), "/ key)"),
    "no condition": (changed(segments=[{"number": 1, "name": "Rojas", "condition": {"op": "eq"}}]), "(Rojas)"),
    "a field that is nobody's": (changed(fields=[{**FIELD, "name": "link.page"}]), "/ name)"),
    "a character that no database keeps": (changed(segments=["\0"]), "not whole"),
}


@pytest.mark.parametrize(("text", "why"), BAD.values(), ids=BAD)
def test_a_file_that_is_none_is_refused_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(bundle.BundleError) as caught:
        bundle.read(text)
    assert why in caught.value.text["en"]
    assert caught.value.text["es"] not in {"", caught.value.text["en"]}


def test_a_template_that_cannot_be_used_is_refused_before_anything_is_made() -> None:
    template = {**SMS, "languages": {"es": {"text": "Hola, {{ debtor.first_name"}}}
    with pytest.raises(bundle.BundleError, match="aviso, es"):
        unpack.require_sound(bundle.read(changed(templates=[template])))


def test_a_field_that_every_installation_has_is_none_of_the_customers_own() -> None:
    assert bundle.read(changed(fields=[{**FIELD, "name": "account.balance"}])).fields == {}


def test_a_key_that_somebody_else_took_at_the_same_moment_is_a_conflict(database: Database) -> None:
    with database.write() as session:
        templates.add(session, own_template(), user_id=None, now=START)
    with pytest.raises(ConflictError), database.write() as session:
        templates.add(session, own_template(), user_id=None, now=START)


def test_nothing_is_half_imported(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.write() as session:
        journey_id = whole_journey(session)
    text = exported(database, journey_id).replace("Rojas", "Azules").replace("debtor.nick }}.", "debtor.nick }}!")

    def gone(*_: object) -> dict[str, Any]:
        raise OSError("the disk is full")

    def counted() -> list[int | None]:
        with database.read() as session:
            return [session.scalar(select(func.count()).select_from(table)) for table in (Journey, Segment, Template)]

    before = counted()
    monkeypatch.setattr(unpack, "renamed", gone)
    with pytest.raises(OSError, match="full"):
        imported(database, text)
    assert counted() == before
    monkeypatch.undo()
    imported(database, text)
    assert counted() == [4, 3, 2]
