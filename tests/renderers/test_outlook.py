"""Outlook's widths: it takes the numbers in conditional comments at their word, and the compiler gets many wrong.

The numbers here are those of npm's mjml 5.4.1: the widths in conditional comments, in order, then those of images.
"""

import re

import pytest

from renderers import outlook
from tests.renderers.mails import html, mail, raw

Widths = tuple[str, list[int], list[int]]

PICTURE = '<mj-image src="a.png" alt="x" />'
COLUMN = f"<mj-column>{PICTURE}</mj-column>"
GROUND = (
    '<mj-hero height="300px" background-height="300px" background-width="600px" background-url="b.png" padding="{}">'
)
PADDINGS: dict[str, Widths] = {
    "wrapper": (
        f'<mj-wrapper padding="0 50px"><mj-section padding="0">{COLUMN}{COLUMN}</mj-section></mj-wrapper>',
        [600, 500, 250, 250], [200, 200],
    ),
    "full width": (
        f'<mj-wrapper full-width="full-width" padding="0 40px"><mj-section>{COLUMN}</mj-section></mj-wrapper>',
        [600, 520, 520], [470],
    ),
    "section": (f'<mj-section padding="10px 20px 0 40px">{COLUMN}</mj-section>', [600, 540], [490]),
    "one side": (f'<mj-section padding="10px" padding-left="0">{COLUMN}</mj-section>', [600, 590], [540]),
    "no units": (f'<mj-section padding="10 20">{COLUMN}</mj-section>', [600, 560], [510]),
    "border": (f'<mj-section border-left="3px solid red" padding="0 10px">{COLUMN}</mj-section>', [600, 577], [527]),
    "group": (
        f'<mj-section padding="0 40px"><mj-group width="50%">{COLUMN}{COLUMN}</mj-group>{COLUMN}</mj-section>',
        [600, 260, 130, 130, 260], [80, 80, 210],
    ),
    "ground": (f'<mj-section padding="0 40px" background-url="b.png">{COLUMN}</mj-section>', [600, 600, 520], [470]),
    "three columns": (
        f'<mj-wrapper padding="0 20px"><mj-section padding="0 13px">{COLUMN * 3}</mj-section></mj-wrapper>',
        [600, 560, 178, 178, 178], [128, 128, 128],
    ),
    "column": (
        f'<mj-section><mj-column padding="0 20px" border="1px solid red">{PICTURE}</mj-column></mj-section>',
        [600, 600], [508],
    ),
    "picture": (
        '<mj-section padding="0"><mj-column><mj-image src="a.png" alt="x" padding="0 33px" /></mj-column></mj-section>',
        [600, 600], [534],
    ),
    "hero": (
        f'<mj-wrapper padding="0 40px">{GROUND.format("0")}<mj-text>x</mj-text></mj-hero></mj-wrapper>',
        [600, 520, 600, 520], [],
    ),
    "by default": (f"<mj-section>{COLUMN}</mj-section>", [600, 552], [502]),
    "by class": (f'<mj-section mj-class="k">{COLUMN}</mj-section>', [600, 552], [502]),
}  # fmt: skip
"""6. It overlooks paddings of which one length has no unit ("0 24px"), in Outlook's widths and in those of images."""

INNER = '<mj-section><mj-column padding="0px 20px" {}>' + PICTURE + "<mj-divider /></mj-column></mj-section>"
BORDERS = 'padding="5px" border="3px solid red" inner-border="1px solid red"'
OVERLOOKED: dict[str, Widths] = {
    "padded hero": (f'{GROUND.format("0px 40px")}{PICTURE}</mj-hero>', [600, 600, 520], [470]),
    "sides of a hero": (
        f'{GROUND.format("10px 20px 30px 40px")}{PICTURE}<mj-divider /></mj-hero>',
        [600, 600, 540, 490], [490],
    ),
    "three lengths": (f'{GROUND.format("10px 20px 30px")}{PICTURE}</mj-hero>', [600, 600, 560], [510]),
    "one side of a hero": (f'<mj-hero padding-left="30px">{PICTURE}</mj-hero>', [600, 600, 570], [520]),
    "inner padding": (
        f'<mj-hero padding="0px 25px" inner-padding="0px 30px" align="left">{PICTURE}</mj-hero>',
        [600, 600, 550], [500],
    ),
    "heroes": (
        f'<mj-hero>{PICTURE}</mj-hero><mj-hero padding="0px 25px">{PICTURE}</mj-hero><mj-hero>{PICTURE}</mj-hero>',
        [600, 600, 600, 600, 600, 550, 600, 600, 600], [550, 500, 550],
    ),
    "hero in a wrapper": (
        f'<mj-wrapper padding="0px 40px"><mj-hero padding="0px 25px">{PICTURE}</mj-hero></mj-wrapper>',
        [600, 520, 520, 470], [420],
    ),
    "inner border": (INNER.format('inner-border="2px solid red"'), [600, 600, 506], [506]),
    "inner border of one side": (INNER.format('inner-border-left="3px solid red"'), [600, 600, 507], [507]),
    "sides of an inner border": (
        INNER.format('inner-border="1px solid red" inner-border-right="solid 7px red"'),
        [600, 600, 502], [502],
    ),
    "inner border without padding": (
        f'<mj-section><mj-column inner-border="2px solid red">{PICTURE}</mj-column></mj-section>',
        [600, 600], [546],
    ),
    "padding in a group": (
        f'<mj-section><mj-group><mj-column padding="0px 20px">{PICTURE}</mj-column>{COLUMN}</mj-group></mj-section>',
        [600, 600, 300, 300], [210, 250],
    ),
    "borders in a group": (
        f"<mj-section><mj-group><mj-column {BORDERS}>{PICTURE}</mj-column>{COLUMN}</mj-group></mj-section>",
        [600, 600, 300, 300], [232, 250],
    ),
    "hero by default": (f"<mj-hero>{PICTURE}</mj-hero>", [600, 600, 569], [537]),
    "column by default": (f"<mj-section>{COLUMN}</mj-section>", [600, 600], [524]),
}  # fmt: skip
"""12. It counts neither the padding of a hero nor the inner border of a column, and takes off a column of a group what
goes off inside of it."""

HEADS = {
    "by default": '<mj-attributes><mj-section padding="0 24px" /></mj-attributes>',
    "by class": '<mj-attributes><mj-class name="k" padding="0 24px" /></mj-attributes>',
    "hero by default": '<mj-attributes><mj-all padding-left="7px" /><mj-hero padding="0px 24px" /></mj-attributes>',
    "column by default": '<mj-attributes><mj-column padding="0px 9px" inner-border="4px solid red" /></mj-attributes>',
}
CASES = PADDINGS | OVERLOOKED


def widths(made: str) -> tuple[list[int], list[int]]:
    body = made.partition("<body")[2]
    told = " ".join(re.findall(r"<!--\[if mso[^\]]*\]>(.*?)<!\[endif\]-->", body, re.DOTALL))
    images = [int(width) for width in re.findall(r'<img[^>]*?\bwidth="(\d+)"', body)]
    return [int(float(width)) for width in re.findall(r"(?<![-a-z])width:([\d.]+)px", told)], images


@pytest.mark.parametrize("name", CASES)
def test_outlook_gets_the_widths_that_are_left(name: str) -> None:
    body, wide, images = CASES[name]
    head = HEADS.get(name, "")
    assert widths(raw(body, head)) != (wide, images)
    pixel = [1]  # the picture of whoever opens the mail
    assert widths(html(body, head, tracking__pixel="/o/x.gif")) == (wide, images + pixel)


def test_padding_with_units_was_always_right() -> None:
    body = f'<mj-wrapper padding="20px 40px"><mj-section>{COLUMN}</mj-section></mj-wrapper>'
    assert widths(raw(body)) == ([600, 520, 520], [470])
    assert "padding:20px 40px" in html(body)
    assert "padding:0px 5%" in html(f'<mj-section padding="0 5%">{COLUMN}</mj-section>')


def test_an_inner_border_is_drawn_as_its_author_said() -> None:
    said = 'inner-border="2px solid red" inner-border-left="7px dotted blue" inner-border-top="none"'
    made = html(INNER.format(said))
    assert '"border:2px solid red;border-left:7px dotted blue;border-top:none;"' in made
    assert '"border:none;border-left:3px solid red;"' in html(INNER.format('inner-border-left="3px solid red"'))


def test_what_stands_in_a_hero_is_but_for_its_widths_what_the_compiler_makes_of_it() -> None:
    content = (
        f"{PICTURE}<mj-raw><tr><td>x</td></tr></mj-raw><mj-button width='50%'>y</mj-button>"
        "<mj-text css-class='k'>z</mj-text><mj-spacer /><mj-table><tr><td>1</td></tr></mj-table>"
    )
    body = f"{GROUND.format('20px 40px')}{content}</mj-hero><mj-section><mj-column /></mj-section>"
    head = '<mj-attributes><mj-column css-class="c" border="9px solid red" padding="3px" /></mj-attributes>'
    ours, bare = (_inside(made) for made in (html(body, head), raw(body, head)))
    ours = ours.replace(' vertical-align="middle"', "")  # which is no attribute of HTML; the compiler has it in columns
    assert re.sub(r"\d+", "#", ours) == re.sub(r"\d+", "#", bare)
    assert "width:520px" in ours


def _inside(made: str) -> str:
    """What stands in the hero, and the cell of the document that holds it."""
    found = re.search(r'<td background="b.png".*?(?=<div style="margin:0px auto;max-width)', made, re.DOTALL)
    assert found is not None
    return found[0]


def test_conditions_stay_where_they_stand() -> None:
    when = "<mj-raw>{{% if a.b %}}</mj-raw>{}<mj-raw>{{% endif %}}</mj-raw>"
    columns = when.format('<mj-column padding="0px 9px"><mj-text>x</mj-text></mj-column>')
    for body in (
        f'<mj-hero padding="0px 25px">{when.format("<mj-text>x</mj-text>")}</mj-hero>',
        f"<mj-section><mj-group>{columns}</mj-group></mj-section>",
    ):
        assert re.search(r"{% if a.b %}<.*>x<.*>{% endif %}<", mail(body).html, re.DOTALL)
        assert outlook.SIGN not in mail(body).html


def test_no_mark_is_left_where_the_compiler_writes_what_nobody_foresaw() -> None:
    assert outlook.mend(f"<p>{outlook.BEGIN}40za{outlook.INSIDE}</p>") == "<p>a</p>"
