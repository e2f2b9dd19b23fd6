"""What the compiler keeps of template tags, what it breaks, and what comes of both here."""

import re

import pytest

from renderers.email import EmailSource, compile_email
from tests.renderers.mails import column, document, mail, raw, refusal, refused_by_it

KEPT = {
    "text": (column("<mj-text>{{ a.b }}</mj-text>"), ">{{ a.b }}<"),
    "address": (column('<mj-button href="{{ a.b }}">x</mj-button>'), 'href="{{ a.b }}"'),
    "source": (column('<mj-image src="{{ a.b }}" alt="" />'), 'src="{{ a.b }}"'),
    "colour": (column('<mj-text color="{{ a.b }}">x</mj-text>'), "color:{{ a.b }}"),
    "filter": (column("<mj-image src=\"{{ a.b | default('c') }}\" alt='' />"), "src=\"{{ a.b | default('c') }}\""),
    "loop": (
        column("<mj-table>{% for n in a.b %}<tr><td>{{ n }}</td></tr>{% endfor %}</mj-table>"),
        "{% for n in a.b %}<tr><td>{{ n }}</td></tr>{% endfor %}",
    ),
    "style": (column("<mj-text><b style='color:{{ a.b }}'>x</b></mj-text>"), 'style="color:{{ a.b }}"'),
}


@pytest.mark.parametrize(("body", "kept"), KEPT.values(), ids=KEPT)
def test_template_tags_stay_as_they_are(body: str, kept: str) -> None:
    assert kept in raw(body)
    made = mail(body).html
    if kept.startswith("href"):
        assert "{{ (a.b) | tracked(" in made  # the link is followed up
    else:
        assert kept in made


def test_template_tags_stay_in_the_head() -> None:
    head = "<mj-title>{{ a.b }}</mj-title><mj-preview>{{ a.c }}</mj-preview><mj-style>.k{color:{{ a.d }}}</mj-style>"
    found = raw(column(""), head)
    assert "<title>{{ a.b }}</title>" in found
    assert "{{ a.c }}" in found
    assert ".k{color:{{ a.d }}}" in found
    made = compile_email(EmailSource(document(column(""), head), "{{ a.b }}", "{{ a.c }}")).html
    assert "<title>{{ a.b }}</title>" in made
    assert "{{ a.c }}" in made
    assert ".k{color:{{ a.d }}}" in made


@pytest.mark.parametrize("around", ["section", "column", "wrapper"])
def test_a_condition_in_mj_raw_stays_around_a_block(around: str) -> None:
    section = column("<mj-text>x</mj-text>")
    part = {"section": section, "column": "<mj-column><mj-text>x</mj-text></mj-column>"}
    part["wrapper"] = f"<mj-wrapper>{section}</mj-wrapper>"
    inside = f"<mj-raw>{{% if a.b %}}</mj-raw>{part[around]}<mj-raw>{{% endif %}}</mj-raw>"
    body = f"<mj-section>{inside}</mj-section>" if around == "column" else inside
    for made in (raw(body), mail(body).html):
        assert re.findall(r"{% if a.b %}.*?>x<.*?{% endif %}", made, re.DOTALL)


BROKEN = {
    "less than": (column("<mj-text>{% if a.b <c.d %}x{% endif %}</mj-text>"), "{% if a.b <c.d %}"),
    "quotes": (column('<mj-image src="{{ a.b | default("c") }}" alt="" />'), '{{ a.b | default("c") }}'),
}


@pytest.mark.parametrize(("body", "kept"), BROKEN.values(), ids=BROKEN)
def test_template_tags_that_it_breaks_come_out_whole(body: str, kept: str) -> None:
    assert refused_by_it(body) or kept not in raw(body)
    assert kept in mail(body).html


def test_a_width_that_it_would_have_to_compute_with_is_refused() -> None:
    body = '<mj-section><mj-column width="{{ a.b }}"><mj-text>x</mj-text></mj-column></mj-section>'
    assert refused_by_it(body) or "width:{{ a.b }}" not in raw(body)
    assert "The width of <mj-column> must be a number" in refusal(body).message
