"""What template tags read, and what they may not do."""

import pytest

from renderers import tags
from renderers.errors import TemplateError


@pytest.mark.parametrize(
    ("source", "variables", "required"),
    [
        ("no tags { here }", "", ""),
        ("{{ a.b }}", "a.b", "a.b"),
        ("{{- a.b | upper -}}", "a.b", "a.b"),
        ("{{ a.b | money(a.c) }}", "a.b a.c", "a.b a.c"),
        ("{{ a.b | default('x') }}", "a.b", ""),
        ("{{ a.b | d('x') | upper }}", "a.b", ""),
        ("{{ a.b | upper | default('x') }}", "a.b", "a.b"),
        ("{{ a.b | default(a.c) }}", "a.b a.c", "a.c"),
        ("{{ a.b or 'x' }}", "a.b", ""),
        ("{{ a.b if a.b else 'x' }}", "a.b", ""),
        ("{{ a.c if a.b else a.d }}", "a.b a.c a.d", "a.c a.d"),
        ("{{ a.b is defined }}", "a.b", ""),
        ("{% if a.b %}{{ a.b }}{{ a.c }}{% endif %}{{ a.d }}", "a.b a.c a.d", "a.c a.d"),
        ("{% if not a.b %}x{% else %}{{ a.b }}{% endif %}", "a.b", ""),
        ("{% if a.b > 3 %}x{% endif %}", "a.b", "a.b"),
        ("{% if a.b and a.b > 3 %}x{% endif %}", "a.b", ""),
        ("{% if (a.b or a.c) and not a.d %}x{% endif %}", "a.b a.c a.d", ""),
        ("{% if a.b %}x{% elif a.c %}{{ a.b }}{{ a.c }}{% endif %}{{ a.c }}", "a.b a.c", "a.c"),
        ("{% if a.b %}{% if a.c %}{{ a.b }}{% endif %}{% endif %}{{ a.b }}", "a.b a.c", "a.b"),
        ("{% for x in a.b %}{{ x.y }}{{ loop.index }}{{ a.c }}{% endfor %}", "a.b a.c", "a.b a.c"),
        ("{% set x = a.b %}{{ x }}", "a.b", "a.b"),
        ("{% if a.b in ['x', 'y'] %}{{ a.b }}{% endif %}", "a.b", "a.b"),
        ("{# {{ a.b }} #}{{ 'a.c' }}", "", ""),
        ("{{ a.b.c }}", "a.b", ""),
        ('{{ "}}" }}{{ a.b | replace("%}", \'\\\'}}\') }}', "a.b", "a.b"),
    ],
)
def test_the_tokens_of_a_text_are_known(source: str, variables: str, required: str) -> None:
    reading = tags.read(source)
    assert reading.variables == set(variables.split())
    assert reading.required == set(required.split())


@pytest.mark.parametrize(
    ("source", "words", "line", "column"),
    [
        ("a\n {{ b.c", "starts with {{ is never closed", 2, 2),
        ("{% if a.b", "starts with {% is never closed", 1, 1),
        ("{# a", "starts with {# is never closed", 1, 1),
        ("é {{ a.b | }}", "cannot be read", 1, 12),
        ("{% if a.b %}", "cannot be read", 1, 11),
        ("{{ a.b | nonsense }}", "There is no filter nonsense", 1, 1),
        ("x {{ a.b | safe }}", "There is no filter safe", 1, 3),
        ("{{ first_name }}", "first_name is no token", 1, 1),
        ("\n{{ a }}", "a is no token", 2, 1),
        ("{{ [a.b] }}", "a.b cannot stand in brackets", 1, 1),
        ("{{ {'x': a.b} }}", "{ cannot be used", 1, 1),
        ("{{ a.b[:3] }}", "[ cannot be used", 1, 1),
        ("{{ (a.b)[0] }}", "[ cannot be used", 1, 1),
        ("{{ a.b | join }}", "There is no filter join", 1, 1),
        ("{{ range(9) }}", "range() cannot be called", 1, 1),
        ("{{ a.b.upper() }}", "a.b.upper() cannot be called", 1, 1),
        ("{% include 'x' %}", "{% include %} cannot be used", 1, 1),
        ("{% autoescape false %}{% endautoescape %}", "{% autoescape %} cannot be used", 1, 1),
        ("{% macro x() %}{% endmacro %}", "{% macro %} cannot be used", 1, 1),
        ("{% raw %}{% endraw %}", "{% raw %} cannot be used", 1, 1),
        ("{% %}", "{%  %} cannot be used", 1, 1),
        ("{% endif %}", "cannot be read", 1, 4),
    ],
)
def test_a_fault_is_told_with_its_place(source: str, words: str, line: int, column: int) -> None:
    with pytest.raises(TemplateError) as caught:
        tags.read(source)
    assert words in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)


def test_what_cannot_be_read_is_told_where_the_author_wrote_it() -> None:
    with pytest.raises(TemplateError) as caught:
        tags.read("{{ a.b }} and so on\nthen {{ a.b | }} more")
    assert caught.value.message.startswith("This template tag cannot be read: ")
    assert caught.value.line == 2
    assert caught.value.column is not None
    assert 6 <= caught.value.column <= 18
