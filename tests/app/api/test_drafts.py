"""The history of drafts through the API: what is kept by itself, named, put aside, looked at and restored."""

from datetime import timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.store import kept_drafts
from tests.app.api.browsers import Browser, Enter
from tests.app.api.test_journeys import GRAPH, published

TAB = "tab-of-a-browser"


def drawn(name: str) -> dict[str, Any]:
    return {**GRAPH, "name": name}


class Drawing:
    """A journey that somebody saves again and again."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.id = int(browser.post("/journeys", {"name": "Drawn"}).json["id"])
        self.revision = 1

    def save(self, name: str, browser: Browser | None = None, **more: Any) -> None:  # noqa: ANN401 - of the body
        """Save it under another name."""
        body = {"graph": drawn(name), "revision": self.revision, **more}
        saved = (browser or self.browser).send("PUT", f"/journeys/{self.id}/draft", json=body)
        assert saved.status_code == 200, saved.text
        self.revision = saved.json["revision"]

    def kept(self) -> list[dict[str, Any]]:
        """What is kept, as the list tells it."""
        found: list[dict[str, Any]] = self.browser.get(f"/journeys/{self.id}/drafts").json["items"]
        return found

    def names(self) -> list[tuple[str, str]]:
        """The name within each kept graph, and why it was kept; newest first."""
        return [(self.browser.get(f"/drafts/{one['id']}").json["graph"]["name"], one["cause"]) for one in self.kept()]


@pytest.fixture
def drawing(strategist: Browser) -> Drawing:
    return Drawing(strategist)


def test_what_there_was_is_kept_once_in_ten_minutes_of_editing(drawing: Drawing, clock: FixedClock) -> None:
    drawing.save("one")
    assert drawing.names() == [("Drawn", "interval")]
    for name in ("two", "three"):
        clock.advance(timedelta(minutes=4))
        drawing.save(name)
    assert len(drawing.kept()) == 1
    clock.advance(timedelta(minutes=2))
    drawing.save("four")
    assert drawing.names() == [("three", "interval"), ("Drawn", "interval")]
    assert drawing.kept()[0]["saved_by"] == "Ana strategist"


def test_what_somebody_drew_is_kept_when_another_begins_to_change_it(
    drawing: Drawing, admin: Browser, clock: FixedClock
) -> None:
    drawing.save("of Ana")
    clock.advance(timedelta(seconds=30))
    drawing.save("of the admin", admin)
    assert drawing.names()[0] == ("of Ana", "author")
    drawing.save("more of the admin", admin)
    assert len(drawing.kept()) == 2


def test_two_who_save_in_turns_do_not_fill_the_history(drawing: Drawing, admin: Browser, clock: FixedClock) -> None:
    for second in range(1, 40):
        clock.advance(timedelta(seconds=1))
        drawing.save(f"{second}", admin if second % 2 else None)
    assert [cause for _, cause in drawing.names()] == ["author", "author"]


def test_what_another_saved_is_kept_when_changes_are_put_together(drawing: Drawing, admin: Browser) -> None:
    drawing.save("first")
    drawing.save("theirs", admin)
    drawing.save("more of theirs", admin)
    drawing.save("both", merged=True)
    assert drawing.names()[0] == ("more of theirs", "merge")


def test_a_draft_is_named_and_the_name_changed_and_taken_away(drawing: Drawing) -> None:
    drawing.save("one")
    body = {"name": " Before the fees ", "revision": drawing.revision}
    made = drawing.browser.post(f"/journeys/{drawing.id}/drafts", body)
    assert (made.status_code, made.json["name"], made.json["cause"]) == (201, "Before the fees", "named")
    assert made.json["graph"]["name"] == "one"
    again = drawing.browser.post(f"/journeys/{drawing.id}/drafts", {**body, "name": "Better"})
    assert (again.json["id"], again.json["name"]) == (made.json["id"], "Better")
    changed = drawing.browser.send("PATCH", f"/drafts/{made.json['id']}", json={"name": "Best"})
    assert changed.json["name"] == "Best"
    bare = drawing.browser.send("PATCH", f"/drafts/{made.json['id']}", json={"name": None})
    assert (bare.status_code, bare.json["name"]) == (200, None)


def test_naming_what_is_no_longer_the_draft_is_refused(drawing: Drawing) -> None:
    drawing.save("one")
    late = drawing.browser.post(f"/journeys/{drawing.id}/drafts", {"name": "x", "revision": 1})
    assert (late.status_code, late.json["revision"]) == (409, 2)


def test_what_clashes_is_put_aside_and_never_becomes_the_draft(drawing: Drawing) -> None:
    body = {"name": "Copy of Ana", "revision": 1, "graph": drawn("aside")}
    made = drawing.browser.post(f"/journeys/{drawing.id}/drafts", body)
    assert (made.status_code, made.json["cause"], made.json["revision"]) == (201, "aside", None)
    found = drawing.browser.get(f"/journeys/{drawing.id}").json
    assert (found["name"], found["revision"]) == ("Drawn", 1)
    assert drawing.names() == [("aside", "aside")]


def test_restoring_is_a_save_that_keeps_what_was_there(drawing: Drawing) -> None:
    drawing.save("one")
    drawing.save("two")
    first = drawing.kept()[-1]["id"]
    restored = drawing.browser.post(f"/drafts/{first}/restore", {"revision": drawing.revision})
    assert (restored.status_code, restored.json["revision"]) == (200, drawing.revision + 1)
    assert drawing.browser.get(f"/journeys/{drawing.id}").json["name"] == "Drawn"
    assert drawing.names()[0] == ("two", "restore")
    back = drawing.browser.post(f"/drafts/{drawing.kept()[0]['id']}/restore", {"revision": drawing.revision + 1})
    assert back.status_code == 200
    assert drawing.browser.get(f"/journeys/{drawing.id}").json["name"] == "two"


def test_restoring_over_what_somebody_else_saved_is_refused(drawing: Drawing, admin: Browser) -> None:
    drawing.save("one")
    drawing.save("of the admin", admin)
    first = drawing.kept()[-1]["id"]
    late = drawing.browser.post(f"/drafts/{first}/restore", {"revision": 2})
    assert (late.status_code, late.json["saved_by"]) == (409, "Ana admin")


def test_restoring_from_where_somebody_took_over_is_refused(drawing: Drawing, admin: Browser) -> None:
    drawing.save("one")
    first = drawing.kept()[-1]["id"]
    for browser, tab, wish in ((drawing.browser, TAB, "edit"), (admin, "another-tab", "take")):
        browser.send("PUT", f"/journeys/{drawing.id}/sittings/{tab}", json={"wish": wish})
    refused = drawing.browser.post(f"/drafts/{first}/restore", {"revision": drawing.revision, "tab": TAB})
    assert (refused.status_code, refused.json["type"]) == (409, "urn:cauce:problem:taken-over")
    assert drawing.browser.get(f"/journeys/{drawing.id}").json["name"] == "one"


def test_a_published_version_can_be_looked_at_and_restored(strategist: Browser) -> None:
    journey = published(strategist)
    version = strategist.get(f"/journeys/{journey}/versions").json["items"][0]
    found = strategist.get(f"/versions/{version['id']}").json
    assert found == {**version, "journey_id": journey, "graph": GRAPH}
    strategist.send("PUT", f"/journeys/{journey}/draft", json={"graph": drawn("later"), "revision": 2})
    restored = strategist.post(f"/versions/{version['id']}/restore", {"revision": 3})
    assert restored.status_code == 200
    assert strategist.get(f"/journeys/{journey}").json["graph"] == GRAPH


def test_only_the_newest_without_a_name_are_kept(
    drawing: Drawing, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_drafts, "AUTOMATIC", 3)
    drawing.save("0")
    drawing.browser.send("PATCH", f"/drafts/{drawing.kept()[0]['id']}", json={"name": "The first"})
    for number in range(1, 6):
        clock.advance(timedelta(minutes=11))
        drawing.save(f"{number}")
    assert [name for name, _ in drawing.names()] == ["4", "3", "2", "Drawn"]


def test_no_more_than_so_many_have_a_name(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_drafts, "NAMED", 1)
    drawing.save("one")
    path = f"/journeys/{drawing.id}/drafts"
    assert drawing.browser.post(path, {"name": "First", "revision": 2}).status_code == 201
    assert drawing.browser.post(path, {"name": "First again", "revision": 2}).status_code == 201
    for body in ({"name": "x", "revision": 2, "graph": GRAPH},):
        full = drawing.browser.post(path, body)
        assert (full.status_code, full.json["type"]) == (409, "urn:cauce:problem:conflict")
        assert "have a name already" in full.json["detail"]
    unnamed = drawing.kept()[-1]["id"]
    assert drawing.browser.send("PATCH", f"/drafts/{unnamed}", json={"name": "Second"}).status_code == 409


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/journeys/9/drafts", None),
        ("POST", "/journeys/9/drafts", {"name": "x", "revision": 1}),
        ("POST", "/journeys/9/drafts", {"name": "x", "revision": 1, "graph": {}}),
        ("GET", "/drafts/9", None),
        ("PATCH", "/drafts/9", {"name": "x"}),
        ("POST", "/drafts/9/restore", {"revision": 1}),
        ("GET", "/versions/9", None),
        ("POST", "/versions/9/restore", {"revision": 1}),
    ],
)
def test_what_does_not_exist_is_not_found(strategist: Browser, method: str, path: str, body: Any) -> None:  # noqa: ANN401 - JSON
    assert strategist.send(method, path, json=body).status_code == 404


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/journeys/1/drafts", {"name": "", "revision": 1}, "name"),
        ("/journeys/1/drafts", {"name": "x" * 201, "revision": 1}, "name"),
        ("/journeys/1/drafts", {"name": "x"}, "revision"),
        ("/journeys/1/drafts", {"name": "x", "revision": 1, "graph": []}, "graph"),
        ("/drafts/1/restore", {}, "revision"),
        ("/drafts/1/restore", {"revision": 1, "tab": "?"}, "tab"),
    ],
)
def test_a_bad_body_is_refused_by_field(strategist: Browser, path: str, body: dict[str, Any], field: str) -> None:
    answer = strategist.post(path, body)
    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])


def test_the_list_takes_as_many_queries_however_long_it_is(
    drawing: Drawing,
    clock: FixedClock,
    counting: Any,  # noqa: ANN401 - a fixture
) -> None:
    for number in range(4):
        clock.advance(timedelta(minutes=11))
        drawing.save(f"{number}")
    with counting() as seen:
        assert len(drawing.kept()) == 4
    assert len([query for query in seen if "FROM users \nWHERE" not in query]) == 2, seen


def test_who_may_read_reads_them_too(drawing: Drawing, enter: Enter) -> None:
    drawing.save("one")
    auditor = enter("auditor")
    item = auditor.get(f"/journeys/{drawing.id}/drafts").json["items"][0]
    assert auditor.get(f"/drafts/{item['id']}").json["graph"]["name"] == "Drawn"
