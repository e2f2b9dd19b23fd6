"""Why a message did not go out, in both languages."""

import pytest

from app import reasons
from app.reasons import reason


def test_a_kept_reason_is_read_in_both_languages_with_its_detail() -> None:
    kept = reason("refused_recipient", "550 no such user: ana")
    assert reasons.read(kept) == {
        "es": "El servidor de correo rechazó la dirección: 550 no such user: ana",
        "en": "The mail server refused the recipient: 550 no such user: ana",
    }


def test_a_channels_own_sentence_is_given_back_as_it_is() -> None:
    assert reasons.read("Número dado de baja: 600") == {
        "es": "Número dado de baja: 600",
        "en": "Número dado de baja: 600",
    }


def test_nothing_kept_is_nothing_said() -> None:
    assert reasons.read(None) is None


def test_a_reason_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(KeyError):
        reason("no_such_code")


def test_no_reason_leaves_a_gap_in_either_language() -> None:
    for code in reasons._REASONS:
        words = reasons.read(reason(code, "X"))
        assert words is not None
        assert set(words) == {"es", "en"}
        assert all("{" not in text for text in words.values())
