"""MJML from elsewhere, made fit for the editor."""

import json

import pytest

from renderers.designs.importing import MAX_SIZE, import_mjml, words_of
from renderers.document import Element
from renderers.errors import TemplateError


def body(inside: str, head: str = "") -> Element:
    root = import_mjml(f"<mjml><mj-head>{head}</mj-head><mj-body>{inside}</mj-body></mjml>")
    return root.elements()[-1]


def test_what_a_head_says_of_all_blocks_is_written_onto_each() -> None:
    head = (
        "<mj-attributes><mj-all font-family='Arial' color='red' /><mj-text padding='0' color='blue' />"
        "<mj-class name='big' font-size='20px' /></mj-attributes><mj-font name='x' href='y' />"
    )
    found = body(
        "<mj-section><mj-column><mj-text mj-class='big'>a</mj-text><mj-text color='green'>b</mj-text>"
        "</mj-column></mj-section>",
        head,
    )
    section = found.elements()[0]
    first, second = section.elements()[0].elements()
    assert section.attributes == {"color": "red"}
    assert first.attributes == {"font-family": "Arial", "color": "blue", "padding": "0", "font-size": "20px"}
    assert second.attributes == {"font-family": "Arial", "color": "green", "padding": "0"}


def test_a_body_keeps_its_own_defaults_and_a_head_what_still_has_a_use() -> None:
    root = import_mjml(
        "<mjml lang='es' dir='ltr'><mj-head><mj-title>T</mj-title><mj-style>a{}</mj-style><mj-attributes>"
        "<mj-body background-color='red' /></mj-attributes></mj-head><mj-body width='500px'></mj-body></mjml>"
    )
    head, found = root.elements()
    assert root.attributes == {"dir": "ltr"}
    assert [child.tag for child in head.elements()] == ["mj-style"]
    assert found.attributes == {"background-color": "red", "width": "500px"}


def test_a_head_without_anything_left_goes() -> None:
    assert [one.tag for one in import_mjml("<mjml><mj-body></mj-body></mjml>").elements()] == ["mj-body"]


@pytest.mark.parametrize(
    ("tag", "rule"),
    [
        ("{% if account.due_date %}", {"field": "account.due_date", "op": "is_not_empty"}),
        (
            "{% if account.ref and debtor.email %}",
            {"all": [{"field": "account.ref", "op": "is_not_empty"}, {"field": "debtor.email", "op": "is_not_empty"}]},
        ),
    ],
    ids=["one", "two"],
)
def test_a_plain_question_becomes_a_condition(tag: str, rule: object) -> None:
    column = body(
        f"<mj-section><mj-column><mj-raw>{tag}</mj-raw><mj-text>x</mj-text><mj-raw>{{% endif %}}</mj-raw>"
        "<mj-text>y</mj-text></mj-column></mj-section>"
    ).elements()[0].elements()[0]  # fmt: skip
    first, second = column.elements()
    assert json.loads(first.attributes["show-if"]) == rule
    assert second.attributes == {}


@pytest.mark.parametrize(
    "inside",
    [
        "<mj-raw>{% if account.balance > 0 %}</mj-raw><mj-text>x</mj-text><mj-raw>{% endif %}</mj-raw>",
        "<mj-raw>{% if account.ref %}</mj-raw><mj-raw>{% else %}</mj-raw><mj-text /><mj-raw>{% endif %}</mj-raw>",
        "<mj-raw>{% if account.ref %}</mj-raw><mj-text>x</mj-text>",
        "<mj-raw>{% if account.ref %}</mj-raw><mj-text show-if='1'>x</mj-text><mj-raw>{% endif %}</mj-raw>",
        "<mj-raw>{% if link.page %}</mj-raw><mj-text>x</mj-text><mj-raw>{% endif %}</mj-raw>",
        "<mj-raw>{% if account.ref %}</mj-raw><mj-raw><i>x</i></mj-raw><mj-raw>{% endif %}</mj-raw>",
    ],
    ids=["compared", "else", "open", "conditional inside", "no field", "markup"],
)
def test_any_other_tag_stays_as_it_is(inside: str) -> None:
    column = body(f"<mj-section><mj-column>{inside}</mj-column></mj-section>").elements()[0].elements()[0]
    assert sum(child.tag == "mj-raw" for child in column.elements()) == inside.count("<mj-raw>")


def test_words_of_a_text_are_no_tags_between_blocks() -> None:
    column = body(
        "<mj-section><mj-column>{% if account.ref %}<mj-text>x</mj-text>{% endif %}</mj-column></mj-section>"
    ).elements()[0].elements()[0]  # fmt: skip
    assert "show-if" in column.elements()[0].attributes


def test_tags_in_a_text_stay_there() -> None:
    words = "{% if account.ref %}<b>x</b>{% endif %}"
    column = (
        body(f"<mj-section><mj-column><mj-text>{words}</mj-text></mj-column></mj-section>").elements()[0].elements()[0]
    )
    [text] = column.elements()
    assert text.children == ["{% if account.ref %}", Element("b", {}, ["x"], 1, 87), "{% endif %}"]


@pytest.mark.parametrize(
    "mjml",
    [
        "x" * (MAX_SIZE + 1),
        "<mjml></mjml>",
        "<mjml><mj-body><mj-include path='x' /></mj-body></mjml>",
        "<html></html>",
    ],
    ids=["too long", "no body", "include", "no mail"],
)
def test_what_cannot_be_taken_is_told(mjml: str) -> None:
    with pytest.raises(TemplateError):
        import_mjml(mjml)


def test_a_head_may_say_what_stands_in_the_inbox() -> None:
    head = "<mj-title>Hello\n  you</mj-title><mj-preview>Read {{ debtor.first_name }}</mj-preview>"
    assert words_of(f"<mjml><mj-head>{head}</mj-head><mj-body /></mjml>") == {
        "subject": "Hello you",
        "preheader": "Read {{ debtor.first_name }}",
    }
    assert words_of("<mjml><mj-body /></mjml>") == {"subject": "", "preheader": ""}
