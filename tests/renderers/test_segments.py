"""How many parts a text message takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.segments import BASIC, EXTENDED, count

CASES = [
    ("", "GSM-7", 0, 1),
    ("a" * 160, "GSM-7", 160, 1),
    ("a" * 161, "GSM-7", 161, 2),
    ("a" * 306, "GSM-7", 306, 2),
    ("a" * 307, "GSM-7", 307, 3),
    ("€" * 80, "GSM-7", 160, 1),
    ("a" * 159 + "€", "GSM-7", 161, 2),
    ("a" * 152 + "€" * 77, "GSM-7", 306, 3),  # a sign of two places is not cut: 152 + 1, 76 + 1 and the last
    ("ñü@£", "GSM-7", 4, 1),
    ("í" * 70, "UCS-2", 70, 1),
    ("í" * 71, "UCS-2", 71, 2),
    ("🙂" * 35, "UCS-2", 70, 1),
    ("🙂" * 36, "UCS-2", 72, 2),
    ("í" + "🙂" * 34, "UCS-2", 69, 1),
]


@pytest.mark.parametrize(("text", "alphabet", "places", "parts"), CASES)
def test_a_text_takes_so_many_parts(text: str, alphabet: str, places: int, parts: int) -> None:
    found = count(text)
    assert (found.alphabet, found.places, found.parts) == (alphabet, places, parts)


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
