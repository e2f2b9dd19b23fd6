"""Rules that go into style attributes."""

import pytest

from renderers import css
from renderers.errors import TemplateError

PAGE = '<div class="a b" id="i"><!-- <p> --><p style="margin:0;">x<br>y</p><img src="z"/></div><p>z</p></q>'


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        ("", PAGE),
        ("/* only words */", PAGE),
        (
            "p { color: red }",
            PAGE.replace('margin:0;"', 'color: red;margin:0"').replace("<p>z", '<p style="color: red">z'),
        ),
        ("div p { color: red; }", PAGE.replace('margin:0;"', 'color: red;margin:0"')),
        ("#i p{color:red!important}", PAGE.replace('margin:0;"', 'margin:0;color:red!important"')),
        (".a.b{x:1} div{x:2}", PAGE.replace('id="i"', 'id="i" style="x:2;x:1"')),
        ("#i{x:1} .a{x:2}", PAGE.replace('id="i"', 'id="i" style="x:2;x:1"')),
        ("br, .none{x:1}", PAGE.replace("<br>", '<br style="x:1">')),
        ("div img{x:'1'}", PAGE.replace('src="z"/', 'src="z" style="x:&#x27;1&#x27;"/')),
        ("* img{x:1}", PAGE.replace('src="z"/', 'src="z" style="x:1"/')),
        ("p p{x:1}", PAGE),
        ("p div{x:1}", PAGE),
        ("b p{x:1}", PAGE),
    ],
)
def test_rules_are_written_into_the_elements_they_match(sheet: str, expected: str) -> None:
    assert css.inline(PAGE, sheet) == expected


def test_an_empty_style_attribute_is_filled() -> None:
    assert css.inline('<p style="">x</p>', "p{a:b}") == '<p style="a:b">x</p>'


def test_what_is_left_open_ends_with_what_it_stands_in() -> None:
    page = "<div><i>x</div><p>y</p>"
    assert css.inline(page, "div p{a:b} i p{a:b}") == page


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ("@media print { p { color: red } }", "'@media print"),
        ("a:hover{color:red}", "'a:hover'"),
        ("a > b{color:red}", "'a > b'"),
        ("{color:red}", "without a selector"),
        ("p{color:red", "cannot hold"),
    ],
)
def test_rules_that_no_attribute_can_hold_are_refused(sheet: str, words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        css.inline(PAGE, sheet)


@pytest.mark.parametrize(
    ("sheet", "kept"),
    [
        ("@media print { p { color: red } } p{a:b}", "p{a:b}"),
        ("a:hover{color:red} p, p:first-child{a:b} /* p{c:d} */", "p{a:b}"),
        ("@import url(x.css); @font-face{font-family:x} {color:red} #i p{a:b} p{a:c}", "#i p{a:b} p{a:c}"),
        ("p{a:b} p{c:d", "p{a:b}"),
        ("@media print { p { color: red } }", ""),
    ],
)
def test_rules_that_no_attribute_can_hold_are_left_out_where_that_is_wanted(sheet: str, kept: str) -> None:
    assert css.inline_what_can_be(PAGE, sheet) == css.inline(PAGE, kept)
