"""The finished journeys, lived through: typical lives from the entry to an end, in logs that people read."""

import os
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from journeys import gallery
from journeys.compiler import compile_graph, load_plan
from tests.journeys.lives import EVERYWHERE, ON_WHATSAPP, OWN, Habits, Life, disputed, pays, promises, says

GOLDEN = Path(__file__).parent / "golden" / "gallery"

EMAIL = {"debtor.email": "ana@correo.test", "debtor.postal": "Calle Mayor 1"}
MOBILE = {"debtor.mobile": "+34600000001", "debtor.postal": "Calle Mayor 1"}
POSTAL = {"debtor.postal": "Calle Mayor 1"}

LIVES = {
    "silent": Habits(),
    "left alone": Habits(facts={"debtor.id": 53}),
    "cannot be reached": Habits(contacts={}, facts={"account.due_date": None}),
    "has only an address": Habits(contacts=POSTAL, calls=("wrong_number",)),
    "pays": Habits(begins=((1, pays()),)),
    "pays a part": Habits(begins=((1, pays(5_000)),), contacts=EMAIL, calls=("wrong_number",)),
    "a payment fails": Habits(begins=((1, says("payment_failed")),), calls=("call_back",)),
    "keeps a promise": Habits(begins=((1, promises()),), keeps=True),
    "keeps one made on the phone": Habits(calls=("promise",), keeps=True),
    "breaks a promise": Habits(begins=((1, promises()),), calls=("promise", "no_answer"), contacts=MOBILE),
    "breaks a late one": Habits(begins=((43, promises()), (53, promises())), calls=("no_answer", "promise")),
    "disputes": Habits(begins=((1, disputed(on=True)), (15, disputed(on=False))), contacts=EVERYWHERE | ON_WHATSAPP),
    "asks for help": Habits(
        begins=((1, says("help_requested")),), calls=("reached", "promise"), facts={"account.balance": 4_000}
    ),
    "takes a plan": Habits(calls=("reached",), plans=True, contacts=EMAIL),
    "takes the offer": Habits(calls=("wrong_number",), offers=True),
    "has something else to say": Habits(begins=((2, says("message_replied")),), calls=(OWN,), plans=True),
    "reads": Habits(begins=((1, says("page_opened")), (9, says("page_opened")), (25, says("verified")))),
    "asks for no more calls": Habits(calls=("stop",)),
    "nobody works": Habits(calls=(None,), decide=(None,), contacts=MOBILE),
    "approved first, refused then": Habits(decide=("approved", "refused")),
    "refused": Habits(calls=("dispute",), decide=("refused",), facts={"account.itemization_date": "2022-01-01"}),
}

PLACE = {"debtor.time_zone": "Europe/Madrid", "debtor.jurisdiction": "ES", "account.due_date": "2026-01-15"}
PLAN = {"plan.id": 50, "plan.state": "confirmed", "plan.count": 3, "plan.payments": []}
INSTALMENTS = [
    {"id": number, "number": number, "amount": 50_000, "due_date": f"2026-0{number + 2}-20"} for number in (1, 2, 3)
]
FACTS: dict[str, dict[str, Any]] = {
    "pre_due": {"account.due_date": "2026-03-11"},
    "demo": {"account.days_past_due": 10},
    "early": {"account.days_past_due": 10},
    "mid": {"account.days_past_due": 46},
    "late": {"account.days_past_due": 120},
    "broken_promise": {"history.promise_broken.*.15552000": 1},
    "instalment_care": {**PLAN, "list.instalments": INSTALMENTS},
    "pre_legal": {"account.days_past_due": 200},
    "business": {"account.days_past_due": 20, "account.balance": 600_000, "account.tags": ["business"]},
    "colombia": {
        "account.days_past_due": 10,
        "debtor.time_zone": "America/Bogota",
        "debtor.jurisdiction": "CO",
    },
    "us_third_party": {
        "debtor.time_zone": "America/New_York",
        "debtor.jurisdiction": "US-NY",
        "account.collector": "Costa Recovery",
        "account.collector_address": "PO Box 12, Albany, NY 12201",
        "account.itemization_date": "2025-11-30",
    },
}

NOBODY_COMES = {"pre_due": {"no due date"}, "late": {"settlement paid"}}
"""Ends that must be there although nobody comes: who enters has a due date, and who pays all leaves by the exit."""


@cache
def lives_of(key: str) -> dict[str, Life]:
    """All the lives on one of the journeys."""
    graph = gallery.load(key)
    plan = load_plan(compile_graph(graph))
    facts = PLACE | FACTS[key]
    return {name: Life(graph, plan, habits, deepcopy(facts)).run() for name, habits in LIVES.items()}


@pytest.mark.parametrize("key", gallery.names())
def test_a_finished_journey_is_lived_as_its_log_says(key: str) -> None:
    alike: dict[str, list[str]] = {}
    for name, life in lives_of(key).items():
        alike.setdefault("\n".join([*life.lines, f"     # {life.ended}", ""]), []).append(name)
    told = "\n".join(f"{', '.join(names)}\n{log}" for log, names in alike.items())
    path = GOLDEN / f"{key}.txt"
    if os.environ.get("CAUCE_WRITE_GOLDEN"):
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", gallery.names())
def test_somebody_comes_by_every_step_of_a_finished_journey_and_to_every_kind_of_end(key: str) -> None:
    named = {node["id"]: node["settings"].get("reason", node["id"]) for node in gallery.load(key)["nodes"]}
    visited = {named[step] for life in lives_of(key).values() for step in life.visited}
    assert set(named.values()) - visited == NOBODY_COMES.get(key, set())
