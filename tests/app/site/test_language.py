"""The texts of the site: every language says everything, with the same values."""

import re
from pathlib import Path

import pytest

import app.site
from app.site.language import catalogue, known

TEMPLATES = Path(app.site.__file__).parent / "templates" / "site"
PYTHON = Path(app.site.__file__).parent


def values(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("language", sorted(catalogue()))
def test_every_language_says_everything_with_the_same_values(language: str) -> None:
    spanish, other = catalogue()["es"], catalogue()[language]
    assert other.keys == spanish.keys
    for key in spanish.keys:
        assert other.text(key).strip(), key
        assert values(other.text(key)) == values(spanish.text(key)), key


def test_every_text_that_a_template_names_exists() -> None:
    named = {
        key
        for path in TEMPLATES.glob("*.html")
        for key in re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", path.read_text())
    }
    assert len(named) > 30
    assert named - set(catalogue()["es"].keys) == set()


@pytest.mark.parametrize(
    ("asked", "found"),
    [("es", "es"), ("es-CO", "es"), ("EN_us", "en"), ("fr", None), ("", None), (None, None), ("../en", None)],
)
def test_a_language_is_found_by_its_code(asked: str | None, found: str | None) -> None:
    assert known(asked) == found


def test_counting_knows_one_from_many() -> None:
    spanish = catalogue()["es"]
    assert spanish.count("verify.left", 1) == "Le queda 1 intento."
    assert spanish.count("verify.left", 3) == "Le quedan 3 intentos."
