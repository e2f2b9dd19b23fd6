"""How many parts a text message takes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.segments import BASIC, EXTENDED, count

CASES = json.loads(Path(__file__).with_name("segments.json").read_text("utf-8"))
"""The studio's own counting is held to the same table."""


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_takes_so_many_parts(case: dict[str, Any]) -> None:
    found = count(case["text"])
    assert (found.alphabet, found.places, found.parts) == (case["alphabet"], case["places"], case["parts"])


def test_the_alphabet_has_its_127_signs() -> None:
    assert len(BASIC) == 127  # the 128th is the escape to the others
    assert len(EXTENDED) == 10
    assert not BASIC & EXTENDED


@given(st.text(alphabet=st.sampled_from("a€í🙂"), max_size=400))
def test_parts_have_room_for_the_text_and_none_is_needless(text: str) -> None:
    found = count(text)
    alone, joined = (160, 153) if found.alphabet == "GSM-7" else (70, 67)
    assert found.places <= (alone if found.parts == 1 else joined * found.parts)
    assert found.parts == 1 or found.places > alone
    assert found.parts == 1 or found.places > (joined - 1) * (found.parts - 1)
