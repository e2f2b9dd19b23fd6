"""What errors of the renderers say to a marketer, in both languages."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from renderers import refusals
from renderers.refusals import SPANISH, in_words

ROOT = Path(refusals.__file__).parent
RAISED = {"TemplateError", "DesignError", "fault"}


def said() -> Iterator[str]:
    """What stands in the code of the renderers as the message of an error, with {} for what is filled in."""
    for path in ROOT.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
            words = call.args[0]
            if name in RAISED and isinstance(words, ast.Constant):
                yield str(words.value)
            elif name in RAISED and isinstance(words, ast.JoinedStr):
                yield "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in words.values)


def test_everything_that_an_error_says_has_its_spanish() -> None:
    found = set(said())
    assert len(found) > 50
    assert found - set(SPANISH) == set()


@pytest.mark.parametrize("english", sorted(SPANISH))
def test_what_is_named_is_named_in_spanish_too(english: str) -> None:
    assert ("x1" in in_words(english.replace("{}", "x1"))["es"]) is ("{}" in english)


@pytest.mark.parametrize(
    ("message", "es", "en"),
    [
        pytest.param(
            "The tag that starts with {{ is never closed. (line 2, column 7)",
            "La fórmula que empieza con {{ no se cierra. (línea 2, columna 7)",
            "The tag that starts with {{ is never closed. (line 2, column 7)",
            id="place",
        ),
        pytest.param(
            "In the subject: account is no token; a token has two parts, such as debtor.first_name.",
            "En «asunto»: account no es ningún dato; los datos tienen dos partes, como debtor.first_name.",
            "In the subject: account is no token; a token has two parts, such as debtor.first_name.",
            id="quoted",
        ),
        pytest.param(
            "A page can have only one <p-verify>.",
            "Una página solo puede tener un bloque «Verificación».",
            "A page can have only one “Verification”.",
            id="label",
        ),
        pytest.param("<x-y> is never closed.", "<x-y> no se cierra nunca.", "<x-y> is never closed.", id="tag"),
        pytest.param(
            "MJML is one <mjml> element and nothing beside it.",
            "Es un solo elemento <mjml> y nada más a su lado.",
            "MJML is one <mjml> element and nothing beside it.",
            id="one-of-two",
        ),
        pytest.param("Something else", "Something else", "Something else", id="unknown"),
    ],
)
def test_a_marketer_is_told_in_their_language(message: str, es: str, en: str) -> None:
    assert in_words(message) == {"es": es, "en": en}
