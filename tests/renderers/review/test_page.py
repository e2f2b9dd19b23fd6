"""The HTML as a reader sees it."""

import pytest

from renderers.review.page import Node, paragraphs, read

SHEET = (
    "<style>.small { font-size: 10px; } p, a:hover { color: #ff0000; } @media print { p { color: #00ff00; } }</style>"
)


def found(html: str, tag: str) -> Node:
    return next(node for node in read(html).walk() if node.tag == tag)


@pytest.mark.parametrize(
    ("style", "size", "bold", "large"),
    [
        ("font-size:24px", 24, False, True),
        ("font-size:14pt;font-weight:bold", 18.67, True, True),
        ("font-size:2em", 32, False, True),
        ("font-size:50%", 8, False, False),
        ("font-size:1.5rem", 24, False, True),
        ("font-size:20px;font-weight:700", 20, True, True),
        ("font-size:20px;font-weight:400", 20, False, False),
        ("font-size:inherit", 16, False, False),
        ("font-size:large", 16, False, False),
    ],
)
def test_size_and_weight(style: str, size: float, bold: bool, large: bool) -> None:
    node = found(f'<p style="{style}">x</p>', "p")
    assert (round(node.size, 2), node.bold, node.is_large) == (size, bold, large)


def test_a_heading_is_large_unless_it_says_otherwise() -> None:
    assert found("<h1>x</h1>", "h1").size == 32
    assert found('<h1 style="font-size:inherit;font-weight:normal">x</h1>', "h1").size == 16
    assert not found('<h1 style="font-weight:normal">x</h1>', "h1").bold


def test_plain_rules_of_sheets_count_and_those_for_states_and_screens_do_not() -> None:
    html = f'{SHEET}<p class="small">x</p><a>y</a>'
    assert (found(html, "p").size, str(found(html, "p").colour), str(found(html, "a").colour)) == (
        10,
        "#ff0000",
        "#000000",
    )


@pytest.mark.parametrize(
    ("attributes", "ground"),
    [
        ('bgcolor="#123456"', "#123456"),
        ('style="background:url(x.png) no-repeat rgb(1,2,3)"', "#010203"),
        ('style="background:no-repeat"', "#ffffff"),
        ('style="background-color:#abcdef"', "#abcdef"),
    ],
)
def test_the_ground_of_an_element(attributes: str, ground: str) -> None:
    assert str(found(f"<td {attributes}>x</td>", "td").ground) == ground


@pytest.mark.parametrize(
    "hidden", ['hidden="hidden"', 'style="display:none"', 'style="visibility:hidden"', 'style="opacity:0"']
)
def test_what_does_not_show_is_not_read(hidden: str) -> None:
    assert paragraphs(read(f"<div>Hello <b {hidden}>you</b> <i>there</i></div><p {hidden}>gone</p>")) == ["Hello there"]


def test_paragraphs_are_the_innermost_blocks_without_ornaments() -> None:
    html = "<div>a<p>b <b>c</b></p>d<br>e<span aria-hidden='true'>f</span></div></b><p/>g"
    assert paragraphs(read(html)) == ["a", "b c", "d", "e", "g"]


def test_the_words_of_an_element_stand_apart_where_its_blocks_do() -> None:
    assert found("<td>a<div>b</div>c<b>d</b><i hidden>e</i></td>", "td").words() == "a b cd"


def test_absurd_depth_is_flattened_and_loses_no_words() -> None:
    html = "<div>" * 5000 + "deep" + "</div>" * 5000
    assert paragraphs(read(html)) == ["deep"]
    assert max(node.depth for node in read(html).walk()) <= 200
