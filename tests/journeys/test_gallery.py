"""The journeys that Cauce comes with: what holds for each of them, in every language."""

import itertools
from typing import Any

import pytest

from journeys import gallery
from journeys.kinds import kinds
from journeys.wording import LANGUAGES

GRAPHS = [(key, language) for key in gallery.names() for language in LANGUAGES]

CARD_WIDTH, CARD_HEIGHT = 232, 78
SPOKEN = {"title", "script", "question", "reason", "stage"}
LONGEST_NAME, LONGEST_ABOUT = 60, 160


def test_there_is_one_for_every_stage_of_a_debt_in_the_order_of_the_stages() -> None:
    found = list(gallery.journeys().values())
    assert {one.stage for one in found} == set(gallery.STAGES)
    assert [gallery.STAGES.index(one.stage) for one in found] == sorted(
        gallery.STAGES.index(one.stage) for one in found
    )
    assert {"demo", "pre_due", "early", "mid", "late", "broken_promise", "instalment_care", "pre_legal"} < set(
        gallery.names()
    )
    assert {one.key: one.country for one in found if one.country} == {"colombia": "CO", "us_third_party": "US"}


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing"):
        gallery.load("nothing")


def test_a_language_without_a_translation_gets_english() -> None:
    assert gallery.load("demo", "pt") == gallery.load("demo", "en") == gallery.load("demo")


def test_whoever_changes_a_journey_that_was_loaded_changes_only_theirs() -> None:
    gallery.load("demo")["nodes"].clear()
    assert gallery.load("demo")["nodes"]


@pytest.mark.parametrize("key", gallery.names())
def test_a_journey_says_in_a_line_what_it_is_for(key: str) -> None:
    one = gallery.journeys()[key]
    assert len(set(one.names.values())) == len(set(one.abouts.values())) == len(LANGUAGES)
    assert all(0 < len(name) <= LONGEST_NAME for name in one.names.values())
    assert all(0 < len(about) <= LONGEST_ABOUT and about.endswith(".") for about in one.abouts.values())
    assert gallery.load(key, "es")["name"] == one.names["es"]
    assert all(set(field.labels) == set(LANGUAGES) for field in one.fields)


def test_a_journey_names_the_fields_of_the_customers_own_that_it_takes() -> None:
    fields = {key: [(one.name, one.type) for one in found.fields] for key, found in gallery.journeys().items()}
    assert {key: found for key, found in fields.items() if found} == {
        "us_third_party": [
            ("account.collector", "text"),
            ("account.collector_address", "text"),
            ("account.itemization_date", "date"),
            ("account.validation_ends", "date"),
        ]
    }


@pytest.mark.parametrize("key", gallery.names())
def test_the_nodes_are_of_todays_kinds(key: str) -> None:
    for node in gallery.load(key)["nodes"]:
        oldest = 1 if key == "demo" else kinds()[node["kind"]].version  # the demo shows that older ones are read
        assert oldest <= node["kind_version"] <= kinds()[node["kind"]].version


@pytest.mark.parametrize(("key", "language"), GRAPHS)
def test_the_cards_of_a_finished_journey_lie_on_the_grid_and_apart(key: str, language: str) -> None:
    graph = gallery.load(key, language)
    places: dict[str, dict[str, int]] = graph["layout"]["nodes"]
    assert set(places) == {node["id"] for node in graph["nodes"]}
    assert all(place["x"] % 8 == place["y"] % 8 == 0 for place in places.values())
    for one, other in itertools.combinations(places.values(), 2):
        beside = abs(one["x"] - other["x"]) >= CARD_WIDTH + 48
        below = abs(one["y"] - other["y"]) >= CARD_HEIGHT + 48
        assert beside or below


@pytest.mark.parametrize(("key", "language"), GRAPHS)
def test_a_finished_journey_reads_from_the_top_down(key: str, language: str) -> None:
    graph = gallery.load(key, language)
    places = graph["layout"]["nodes"]
    assert all(places[edge["from"]]["y"] < places[edge["to"]]["y"] for edge in graph["edges"])


def without_words(graph: dict[str, Any]) -> dict[str, Any]:
    """The graph without what a translation may change."""
    for node in graph["nodes"]:
        for setting in SPOKEN:
            node["settings"].pop(setting, None)
        for items in ("branches", "outcomes", "arms", "shares"):
            for item in node["settings"].get(items, []):
                item.pop("label", None)
    del graph["name"]
    return graph


@pytest.mark.parametrize("key", gallery.names())
def test_a_translation_changes_nothing_but_words(key: str) -> None:
    spanish, english = gallery.load(key, "es"), gallery.load(key, "en")
    assert spanish["name"] != english["name"]
    assert without_words(spanish) == without_words(english)


@pytest.mark.parametrize("key", gallery.names())
def test_every_word_is_in_both_languages(key: str) -> None:
    """A text that was forgotten would be the same in both, or be missing."""
    nodes = {language: gallery.load(key, language)["nodes"] for language in LANGUAGES}
    for spanish, english in zip(nodes["es"], nodes["en"], strict=True):
        for setting in SPOKEN & spanish["settings"].keys():
            assert spanish["settings"][setting] != english["settings"][setting]
            assert spanish["settings"][setting].strip()
