"""Syllables, sentences and indices, against figures that others worked out."""

import pytest

from renderers.review import Review, findings
from renderers.review.readability import measure
from renderers.review.syllables import english, spanish


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("casa", 2), ("deuda", 2), ("país", 2), ("día", 2), ("río", 2), ("leer", 2), ("aéreo", 4), ("ciudad", 2)),
        *(("reestructuración", 6), ("queremos", 3), ("guerra", 2), ("vergüenza", 3), ("muy", 1), ("y", 1), ("yo", 1)),
        *(("búho", 2), ("ahora", 3), ("obligación", 4), ("buey", 1), ("mayo", 2), ("cuota", 2), ("según", 2)),
        *(("pst", 1), ("averiguáis", 4), ("teoría", 4), ("ahí", 2)),
    ],
)
def test_spanish_syllables(word: str, count: int) -> None:
    assert spanish(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("debt", 1), ("account", 2), ("payment", 2), ("table", 2), ("please", 1), ("asked", 1), ("needed", 2)),
        *(("collection", 3), ("notification", 5), ("day", 1), ("you", 1), ("letter", 2), ("reminder", 3), ("dues", 1)),
        *(("hmm", 1), ("the", 1), ("prices", 2), ("makes", 1)),
    ],
)
def test_english_syllables(word: str, count: int) -> None:
    assert english(word) == count


def test_the_spanish_indices_are_those_of_their_formulas() -> None:
    """Twenty times "la casa" and twice a longer word: 42 words, 84 syllables less those of "la"."""
    sentences = ("la casa la casa la casa la casa la casa la casa la",) * 4
    found = measure(sentences, "es")
    assert found is not None
    syllables, words = 4 * (7 + 12), 4 * 13
    assert found.main == pytest.approx(206.835 - 62.3 * syllables / words - 13)
    assert found.huerta == pytest.approx(206.84 - 60 * syllables / words - 1.02 * 13)
    assert (found.words, found.sentences) == (words, 4)


def test_the_english_index_of_a_text_that_flesch_himself_calls_plain() -> None:
    text = ("The cat sat on the mat and the dog ran to the door",) * 4
    found = measure(text, "en")
    assert found is not None
    assert found.main == pytest.approx(206.835 - 84.6 - 1.015 * 13)
    assert found.huerta is None


def test_labels_and_a_few_words_have_no_index() -> None:
    assert measure(("Acreedor", "Importe pendiente"), "es") is None


def test_a_list_of_short_parts_is_no_long_sentence_and_an_endless_one_is() -> None:
    part = "si la fecha no le viene bien hoy"
    listed = Review("letter", "es", subject="x", text="y", html=f"<p>{', '.join([part] * 4)}.</p>")
    endless = Review("letter", "es", subject="x", html=f"<p>{', '.join([part] * 6)}.</p>")
    assert "long_sentence" not in {one.code for one in findings(listed)}
    assert "long_sentence" in {one.code for one in findings(endless)}


def test_another_language_is_not_measured() -> None:
    review = Review(
        "letter", "de", subject="x", html="<p>Die Rechtsschutzversicherungsgesellschaften erstatten.</p>" * 20
    )
    assert {one.code for one in findings(review)} == {"no_sender"}
