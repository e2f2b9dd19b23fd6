"""Tasks for people: given on arrival, answered by an outcome, over at the deadline, tried again when asked to."""

from datetime import timedelta
from typing import Any

import pytest

from journeys.asking import TASK_DONE, outcomes_of, settings_of
from journeys.interpreter import Outcome
from journeys.kinds import Node, kinds
from journeys.problems import CheckContext, FieldInfo
from journeys.sentences import sentences
from journeys.steps import approval, call_task
from journeys.walk import Occurrence, Task
from tests.journeys.graphs import end, node
from tests.journeys.walking import START, Person

CALL_LINES = "enter>call call.reached>end call.promise>end call.call_back>end call.overdue>end"
OUTCOMES = [{"id": name, "label": name.title()} for name in ("reached", "promise", "call_back")]
TWO_DAYS = {"amount": 2, "unit": "days"}
NAME = FieldInfo("debtor.first_name", "text", {"es": "Nombre", "en": "First name"})
CONTEXT = CheckContext(fields={NAME.name: NAME}, templates={}, channels=frozenset())


def calling(**settings: Any) -> dict[str, Any]:  # noqa: ANN401 - settings are JSON
    return node("call", "call_task", **{"title": "Ring", "outcomes": OUTCOMES, "deadline": TWO_DAYS, **settings})


def asking(**settings: Any) -> dict[str, Any]:  # noqa: ANN401 - settings are JSON
    return node("ask", "approval", **{"question": "May we?", "deadline": TWO_DAYS, **settings})


def called(**settings: Any) -> Person:  # noqa: ANN401 - settings are JSON
    lines = CALL_LINES if settings.get("deadline", True) is not None else CALL_LINES.rsplit(" ", 1)[0]
    return Person(calling(**settings), end(), lines=lines).go()


def answer(person: Person, **data: object) -> Person:
    visit = person.position.seq if person.position is not None else 0
    told = {"node": person.position.node if person.position else "", "visit": visit, **data}
    person.events.append(Occurrence(len(person.events) + 1, TASK_DONE, person.now, told))
    return person


def given(person: Person) -> list[Task]:
    assert isinstance(person.last, Outcome)
    return person.last.tasks


def test_a_call_is_given_on_arrival_with_its_deadline_and_priority() -> None:
    person = called(priority="urgent")
    assert person.position is not None
    assert given(person) == [Task("call", person.position.seq, "call", START + timedelta(days=2), 0)]


@pytest.mark.parametrize("outcome", ["reached", "promise", "call_back"])
def test_the_outcome_is_the_way_out(outcome: str) -> None:
    person = answer(called(), outcome=outcome).go(hours=1)
    assert f"call.{outcome}" in person.trail
    assert person.ended is not None


def test_an_answer_to_another_visit_is_not_heard() -> None:
    person = called()
    person.events.append(Occurrence(1, TASK_DONE, person.now, {"node": "call", "visit": 99, "outcome": "reached"}))
    assert person.go(hours=1).ended is None


def test_a_task_whose_time_is_over_is_closed() -> None:
    person = called()
    assert person.position is not None
    visit = person.position.seq
    person.go(days=2)
    assert "call.overdue" in person.trail
    assert isinstance(person.last, Outcome)
    assert person.last.closes == [("call", visit)]


def test_without_a_deadline_it_waits_for_ever() -> None:
    person = called(deadline=None).go(days=3000)
    assert person.ended is None
    assert answer(person, outcome="reached").go().ended is not None


@pytest.mark.parametrize(("deadline", "ended"), [(TWO_DAYS, True), (None, False)])
def test_a_call_to_be_made_again_counts_its_deadline_anew(deadline: dict[str, Any] | None, *, ended: bool) -> None:
    person = called(deadline=deadline).go(days=1)
    back = START + timedelta(days=10)
    answer(person, outcome="call_back", again=True, at=back.isoformat()).go()
    assert not given(person)
    assert person.go(days=10).ended is None
    assert (person.go(days=2).ended is not None) is ended


@pytest.mark.parametrize("port", ["approved", "refused", "overdue"])
def test_an_approval_goes_on_by_the_answer(port: str) -> None:
    lines = "enter>ask ask.approved>end ask.refused>end ask.overdue>end"
    person = Person(asking(), end(), lines=lines).go()
    assert [task.kind for task in given(person)] == ["approval"]
    if port != "overdue":
        answer(person, outcome=port)
    assert f"ask.{port}" in person.go(days=2).trail


@pytest.mark.parametrize(
    ("kind", "settings", "codes"),
    [
        ("call_task", {"title": "Ring", "script": "Hello {{ debtor.first_name }}"}, []),
        ("call_task", {"title": " "}, ["no_title"]),
        ("call_task", {"title": "Ring", "outcomes": []}, ["no_outcomes"]),
        ("call_task", {"title": "Ring", "outcomes": [{"id": "overdue", "label": "Late"}]}, ["way_twice"]),
        ("call_task", {"title": "Ring", "deadline": None}, ["no_deadline"]),
        ("call_task", {"title": "Ring", "script": "{{debtor.shoe_size | money}}"}, ["unknown_token"]),
        ("approval", {"question": "May we?"}, []),
        ("approval", {"question": ""}, ["no_question"]),
        ("approval", {"question": "{{ nobody }}?"}, ["unknown_token"]),
    ],
)
def test_what_is_wrong_with_a_task(kind: str, settings: dict[str, Any], codes: list[str]) -> None:
    found = kinds()[kind]
    whole = {name: schema["default"] for name, schema in found.schema["properties"].items()} | settings
    assert [problem.code for problem in found.check(Node("one", found, whole), CONTEXT)] == codes


CALL_SETTINGS = {"title": "Ring", "outcomes": OUTCOMES, "deadline": TWO_DAYS}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({}, "Call: Ring, within 2 days"),
        ({"deadline": None}, "Call: Ring"),
        ({"title": ""}, "Call: give it a title"),
    ],
)
def test_what_the_card_of_a_call_says(settings: dict[str, Any], sentence: str) -> None:
    assert call_task.KIND.describe({**CALL_SETTINGS, **settings}, "en") == sentence


@pytest.mark.parametrize(
    ("title", "es", "en"),
    [
        ("Llamar a {{ debtor.first_name }}", "Llamar: Llamar a [Nombre]", "Call: Llamar a [First name]"),
        ("{{- debtor.first_name | upper }}!", "Llamar: [Nombre]!", "Call: [First name]!"),
        ("{{ debtor.hobby }} {{", "Llamar: {{ debtor.hobby }} {{", "Call: {{ debtor.hobby }} {{"),
    ],
)
def test_the_card_has_the_names_of_fields_and_no_tokens(title: str, es: str, en: str) -> None:
    graph = {"schema_version": 1, "name": "", "entry": "call", "nodes": [calling(title=title, deadline=None)]}
    assert sentences({**graph, "edges": []}, CONTEXT) == {"call": {"es": es, "en": en}}


@pytest.mark.parametrize(
    ("port", "settings", "sentence"),
    [
        ("promise", {}, "An agent called: Promise."),
        ("gone", {}, "An agent called: gone."),
        ("overdue", {}, "Nobody did it within 2 days."),
        ("overdue", {"deadline": None}, "The deadline passed."),
    ],
)
def test_what_is_told_of_a_call(port: str, settings: dict[str, Any], sentence: str) -> None:
    assert call_task.KIND.tell({**CALL_SETTINGS, **settings}, port, "en") == sentence


def test_what_is_said_of_an_approval() -> None:
    settings = {"question": "May we\n let it go?", "deadline": None}
    assert approval.KIND.describe(settings, "en") == "Approve: May we let it go?"
    assert approval.KIND.describe({**settings, "question": ""}, "es") == "Aprobación: escriba la pregunta"
    assert approval.KIND.tell(settings, "refused", "en") == "A supervisor refused it."
    assert approval.KIND.tell(settings, "overdue", "es") == "Se pasó el plazo."


def test_tasks_read_no_fields() -> None:
    assert not call_task.KIND.fields({})
    assert not approval.KIND.fields({})


def test_what_a_task_is_about_is_read_from_the_graph() -> None:
    drawn = {"nodes": [calling(), asking(), {**calling(), "id": "odd", "kind": "gone"}]}
    assert [port.name for port in outcomes_of(drawn, "call")] == ["reached", "promise", "call_back"]
    assert [port.name for port in outcomes_of(drawn, "ask")] == ["approved", "refused"]
    assert (settings_of(drawn, "call") or {})["call_backs"] == 3
    assert settings_of(drawn, "odd") is None
    assert outcomes_of({}, "call") == []
