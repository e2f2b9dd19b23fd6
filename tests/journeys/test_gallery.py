"""The journeys that Cauce comes with."""

import itertools
from typing import Any

import pytest

from journeys import gallery
from journeys.check import CheckContext, FieldInfo, TemplateInfo, check
from journeys.problems import FieldType
from journeys.wording import say
from tests.journeys.graphs import CONTEXT

FIELDS: dict[str, FieldType] = {"account.balance": "money", "account.days_past_due": "number", "debtor.email": "text"}

INSTALLED = CheckContext(
    fields={name: FieldInfo(name, kind, say(name, name)) for name, kind in FIELDS.items()},
    templates={
        key: TemplateInfo(key, "email", frozenset({"link.page"})) for key in ("payment_reminder", "second_notice")
    },
    channels=frozenset({"email"}),
)

GRAPHS = [(name, language) for name in gallery.names() for language in ("en", "es")]

CARD_WIDTH, CARD_HEIGHT = 232, 78


def test_the_demo_is_there() -> None:
    assert gallery.names() == ["demo"]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing"):
        gallery.load("nothing")


def test_a_language_without_a_translation_gets_english() -> None:
    assert gallery.load("demo", "pt") == gallery.load("demo", "en") == gallery.load("demo")


@pytest.mark.parametrize(("name", "language"), GRAPHS)
def test_a_finished_journey_has_no_problem(name: str, language: str) -> None:
    assert check(gallery.load(name, language), INSTALLED) == []


@pytest.mark.parametrize(("name", "language"), GRAPHS)
def test_a_finished_journey_is_checked_against_what_is_there(name: str, language: str) -> None:
    codes = {problem.code for problem in check(gallery.load(name, language), CONTEXT)}
    assert codes == {"unknown_field"}  # CONTEXT has no debtor.email


@pytest.mark.parametrize(("name", "language"), GRAPHS)
def test_the_cards_of_a_finished_journey_lie_on_the_grid_and_apart(name: str, language: str) -> None:
    graph = gallery.load(name, language)
    places: dict[str, dict[str, int]] = graph["layout"]["nodes"]
    assert set(places) == {node["id"] for node in graph["nodes"]}
    assert all(place["x"] % 8 == place["y"] % 8 == 0 for place in places.values())
    for one, other in itertools.combinations(places.values(), 2):
        beside = abs(one["x"] - other["x"]) >= CARD_WIDTH + 48
        below = abs(one["y"] - other["y"]) >= CARD_HEIGHT + 48
        assert beside or below


@pytest.mark.parametrize(("name", "language"), GRAPHS)
def test_a_finished_journey_reads_from_the_top_down(name: str, language: str) -> None:
    graph = gallery.load(name, language)
    places = graph["layout"]["nodes"]
    assert all(places[edge["from"]]["y"] < places[edge["to"]]["y"] for edge in graph["edges"])


def without_words(graph: dict[str, Any]) -> dict[str, Any]:
    """The graph without what a translation may change: its name, branch labels and reasons."""
    for node in graph["nodes"]:
        node["settings"].pop("reason", None)
        for branch in node["settings"].get("branches", []):
            del branch["label"]
    del graph["name"]
    return graph


def test_a_translation_changes_nothing_but_words() -> None:
    spanish, english = gallery.load("demo", "es"), gallery.load("demo", "en")
    assert spanish["name"] != english["name"]
    assert without_words(spanish) == without_words(english)
