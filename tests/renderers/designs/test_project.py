"""Projects of the designer as trees, and back."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from renderers import gallery
from renderers.designs import importing
from renderers.designs.project import read_component, read_project, write_project
from renderers.designs.shape import MAX_COMPONENTS, MAX_DEPTH, MAX_SIZE, project_schema
from renderers.document import Element, write
from renderers.email import EmailSource
from renderers.errors import DesignError

MAILS = [
    pytest.param(source.mjml, id=f"{key}-{language}")
    for key, template in gallery.templates().items()
    for language, source in template.sources.items()
    if isinstance(source, EmailSource)
]


def project(*components: Mapping[str, Any]) -> dict[str, Any]:
    body = {"type": "mj-body", "components": list(components)}
    root = {"type": "mjml", "components": [body]}
    return {"pages": [{"frames": [{"component": {"type": "wrapper", "components": [root]}}]}]}


def text(*parts: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "mj-text", "attributes": {"id": "words"}, "components": list(parts)}


def words(content: str) -> dict[str, Any]:
    return {"type": "textnode", "content": content}


def read(*components: Mapping[str, Any]) -> list[Element]:
    [body] = read_project(project(*components)).elements()
    return body.elements()


def inside(*parts: Mapping[str, Any]) -> list[Element | str]:
    [block] = read(text(*parts))
    return block.children


@pytest.mark.parametrize("mjml", MAILS)
def test_a_finished_mail_goes_into_the_editor_and_back_without_loss(mjml: str) -> None:
    saved = write_project(importing.import_mjml(mjml))
    assert write_project(read_project(saved)) == saved
    Draft202012Validator(project_schema()).validate(saved)


def test_every_block_gets_an_id_that_no_other_has() -> None:
    tree = Element("mjml", {}, [Element("mj-body", {"id": "b2"}, [Element("mj-section"), Element("mj-section")])])
    root = write_project(tree)["pages"][0]["frames"][0]["component"]["components"][0]
    [body] = root["components"]
    ids = [root, body, *body["components"]]
    assert [one["attributes"]["id"] for one in ids] == ["b1", "b2", "b3", "b4"]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([words("a < b & c")], ["a < b & c"]),
        ([words("one "), words("two")], ["one two"]),
        ([{"type": "token", "token": "debtor.first_name"}], ["{{ debtor.first_name }}"]),
        (
            [{"type": "token", "token": "account.balance", "format": "money"}],
            ["{{ account.balance | money(account.currency) }}"],
        ),
        ([{"type": "code", "code": "{% if account.ref %}"}, words("x"), {"type": "code", "code": "{% endif %}"}],
         ["{% if account.ref %}x{% endif %}"]),
        ([{"type": "textnode"}], []),
    ],
    ids=["text", "joined", "token", "money", "code", "nothing"],
)  # fmt: skip
def test_a_text_is_its_words_and_its_tokens(parts: list[dict[str, Any]], expected: list[str]) -> None:
    assert inside(*parts) == expected


@pytest.mark.parametrize(
    ("part", "tag", "attributes"),
    [
        ({"type": "inline", "tagName": "b", "css": "color:red"}, "b", {"style": "color:red;"}),
        ({"type": "link", "attributes": {"href": "{{ link.page }}?a=1&b=2"}}, "a", {"href": "{{ link.page }}?a=1&b=2"}),
        ({"type": "inline", "style": {"color": "red"}, "classes": ["lead", {"name": "big"}]}, "span",
         {"class": "lead big", "style": "color:red;"}),
        ({"type": "inline", "tagName": "a", "style": "color:red", "attributes": {"title": None, "dir": "rtl"}}, "a",
         {"dir": "rtl", "style": "color:red;"}),
        ({"tagName": "br"}, "br", {}),
        ({"type": "image", "attributes": {"src": "/assets/x.png", "width": 4}}, "img",
         {"src": "/assets/x.png", "width": "4"}),
    ],
    ids=["mark", "link", "span", "style", "break", "image"],
)  # fmt: skip
def test_marks_of_a_text_are_elements(part: dict[str, Any], tag: str, attributes: dict[str, str]) -> None:
    [element] = inside({**part, "components": [words("x")]} if tag not in {"br", "img"} else part)
    assert isinstance(element, Element)
    assert (element.tag, element.attributes) == (tag, attributes)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([{"type": "inline", "tagName": "a", "attributes": {"href": " java\nscript:x()"}, "components": [words("x")]}],
         "<a>x</a>"),
        ([{"type": "inline", "tagName": "b", "attributes": {"onclick": "x()"}, "components": [words("x")]}],
         "<b>x</b>"),
        ([words("<script>alert(1)</script>")], "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ([{"type": "textnode", "content": "a"}, {"type": "inline", "tagName": "p", "classes": ["MsoNormal"],
           "css": "mso-fareast-language:ES;margin:0", "components": [words("x")]}],
         'a<p style="margin:0;">x</p>'),
    ],
    ids=["script address", "handler", "a script as words", "pasted from Word"],
)  # fmt: skip
def test_what_may_not_be_sent_is_taken_out(parts: list[dict[str, Any]], expected: str) -> None:
    assert write(Element("x", {}, inside(*parts))) == f"<x>{expected}</x>"


def test_html_that_stands_as_a_string_is_words_and_no_markup() -> None:
    [block] = read({"type": "mj-text", "components": "<img src=x onerror=alert(1)>"})
    assert block.children == ["<img src=x onerror=alert(1)>"]


def test_addresses_of_blocks_run_nothing() -> None:
    [button] = read(
        {"type": "mj-button", "attributes": {"href": "javascript:alert(1)", "onclick": "x()", "width": 200, "x": True}}
    )
    assert button.attributes == {"width": "200", "x": "true"}


@pytest.mark.parametrize(
    ("component", "block", "message"),
    [
        ({"type": "mj-marquee", "attributes": {"id": "m"}}, "m", "There is no block of the kind mj-marquee."),
        ({"type": "mj-text", "attributes": ["x"]}, "", "The design cannot be read at attributes"),
        (text({"type": "token", "token": "nothing"}), "", "nothing is no token."),
        (text({"type": "token", "token": "debtor.x", "attributes": {"id": "t"}, "format": "loud"}), "t", "loud is no"),
        (text(words("Hello {{ debtor.first_name")), "words", "The tag that starts with {{ is never closed."),
        ({"type": "mj-section", "attributes": {"id": "s"}, "components": [words("x")]}, "", "A text stands where"),
        ({"type": "mj-text", "attributes": {"x" * 100: ""}}, "", "The design cannot be read at attributes"),
    ],
    ids=["unknown", "shape", "no token", "no format", "never closed", "stray text", "long"],
)
def test_a_fault_names_the_block(component: dict[str, Any], block: str, message: str) -> None:
    with pytest.raises(DesignError) as caught:
        read(component)
    assert caught.value.block == block
    assert caught.value.message.startswith(message)


def test_a_long_fault_is_cut_short() -> None:
    with pytest.raises(DesignError, match="…"):
        read({"type": "mj-text", "attributes": {"id": "x"}, "classes": "y" * 1000})


def test_blocks_too_deep_are_told_and_end_no_process() -> None:
    deep: dict[str, Any] = {"type": "mj-text"}
    for level in range(5000):
        deep = {"type": "mj-wrapper", "attributes": {"id": f"w{level}"}, "components": [deep]}
    with pytest.raises(DesignError, match=f"more than {MAX_DEPTH} deep") as caught:
        read_component(deep)
    assert caught.value.block == f"w{5000 - MAX_DEPTH - 1}"


def test_too_many_blocks_are_told() -> None:
    many = [{"type": "mj-spacer"}] * (MAX_COMPONENTS + 1)
    with pytest.raises(DesignError, match="divide it at block s"):
        read_component({"type": "mj-section", "attributes": {"id": "s"}, "components": many})


def test_a_design_that_is_too_long_is_told() -> None:
    with pytest.raises(DesignError, match="longer than"):
        read(text(words("x" * MAX_SIZE)))


@pytest.mark.parametrize(
    "found",
    [{}, {"pages": []}, {"pages": [{"frames": [{"component": {"type": "wrapper"}}]}]}],
    ids=["nothing", "no page", "no body"],
)
def test_what_is_no_design_is_told(found: dict[str, Any]) -> None:
    with pytest.raises(DesignError):
        read_project(found)


def test_hand_written_markup_keeps_what_is_harmless() -> None:
    code = (
        '<meta name="color-scheme" content="light" /><meta http-equiv="refresh" content="0" />'
        "<!--[if mso]><table><![endif]--><!--[if mso]><script>x</script><![endif]--><i>a</i> &lt; {% if account.ref %}"
    )
    [raw] = read({"type": "mj-raw", "code": code})
    assert [child if isinstance(child, str) else child.tag for child in raw.children] == [
        "meta", "<!--[if mso]><table><![endif]-->", "i", " < {% if account.ref %}",
    ]  # fmt: skip
    tree = Element("mjml", {}, [Element("mj-body", {}, [raw])])
    saved = write_project(tree)
    assert write_project(read_project(saved)) == saved


def test_a_style_sheet_loads_and_runs_nothing() -> None:
    [sheet] = read({"type": "mj-style", "code": "@import url(x); a{color:red;behavior:url(x)}</style>"})
    assert sheet.children == [" a{color:red;url(x)}>"]


def test_rows_of_a_table_keep_the_tags_between_them() -> None:
    cell = {"type": "inline", "tagName": "td", "css": "padding:1px;position:fixed", "components": [words("x")]}
    row = {"type": "inline", "tagName": "tr", "attributes": {"onclick": "x"}, "components": [cell]}
    [table] = read({"type": "mj-table", "components": [{"type": "code", "code": "{% if account.ref %}"}, row]})
    kept = Element("tr", {}, [Element("td", {"style": "padding:1px;"}, ["x"])])
    assert write(Element("x", {}, table.children[1:])) == write(Element("x", {}, [kept]))
    assert table.children[0] == "{% if account.ref %}"


def test_a_tag_that_is_no_token_of_the_editors_is_kept_as_it_was_written() -> None:
    by_hand = "{{ account.balance * 2 }}"
    root = Element("mjml", {}, [Element("mj-body", {}, [Element("mj-text", {}, [f"Twice: {by_hand}"])])])
    saved = write_project(root)
    assert '"type": "code"' in json.dumps(saved)
    assert read_project(saved).elements()[0].elements()[0].children == [f"Twice: {by_hand}"]
