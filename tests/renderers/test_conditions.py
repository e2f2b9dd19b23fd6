"""Parts of a mail that are shown to some people only."""

import json

import pytest

from renderers import tokens
from renderers.conditions import flag_of
from renderers.email import EmailSource, EmailTemplate, compile_email
from renderers.errors import TemplateError

RICH = {"field": "account.balance", "op": "gt", "value": 100}
FLAG = flag_of(RICH)


def said(condition: object) -> str:
    return json.dumps(condition).replace("&", "&amp;").replace('"', "&quot;")


def mail(body: str) -> EmailTemplate:
    return compile_email(EmailSource(f"<mjml><mj-body>{body}</mj-body></mjml>", "Hi"))


def column(content: str, more: str = "") -> str:
    return f"<mj-section {more}><mj-column>{content}</mj-column></mj-section>"


@pytest.mark.parametrize(
    "body",
    [
        column(f'<mj-text show-if="{said(RICH)}">secret</mj-text><mj-text>for all</mj-text>'),
        column("<mj-text>secret</mj-text>", f'show-if="{said(RICH)}"') + column("<mj-text>for all</mj-text>"),
        f'<mj-wrapper show-if="{said(RICH)}">{column("<mj-text>secret</mj-text>")}</mj-wrapper>'
        + column("<mj-text>for all</mj-text>"),
        column("<mj-text>for all</mj-text>").replace(
            "</mj-section>", f'<mj-column show-if="{said(RICH)}"><mj-text>secret</mj-text></mj-column></mj-section>'
        ),
    ],
    ids=["block", "section", "wrapper", "column"],
)
def test_a_part_is_shown_where_its_flag_says_so(body: str) -> None:
    template = mail(body)
    assert template.conditions == {FLAG: RICH}
    assert template.variables == frozenset()
    for shown in (True, False):
        made = template.render(tokens.nest({f"show.{FLAG}": shown}))
        assert ("secret" in made.html, "secret" in made.text) == (shown, shown)
        assert "for all" in made.html
        assert "for all" in made.text
        assert "show-if" not in made.html
    assert "secret" not in template.render({}).html


def test_the_same_condition_has_one_flag_however_it_is_written() -> None:
    turned = dict(reversed(RICH.items()))
    template = mail(column(f'<mj-text show-if="{said(RICH)}">a</mj-text><mj-text show-if="{said(turned)}">b</mj-text>'))
    assert list(template.conditions) == [FLAG]
    assert hash(template) is not None


def test_an_empty_condition_is_none() -> None:
    assert "x" in mail(column('<mj-text show-if=" ">x</mj-text>')).render({}).text


@pytest.mark.parametrize("written", ["{", "[]", "&quot;x&quot;", "{{ account.ref }}"])
def test_what_is_no_condition_is_refused_at_its_place(written: str) -> None:
    with pytest.raises(TemplateError, match="condition under which this is shown cannot be read") as caught:
        mail("\n" + column(f'<mj-text show-if="{written}">x</mj-text>'))
    assert caught.value.line == 2


def test_nothing_else_can_be_left_out() -> None:
    social = f'<mj-social><mj-social-element name="facebook" show-if="{said(RICH)}">F</mj-social-element></mj-social>'
    with pytest.raises(TemplateError, match="What stands in <mj-social> cannot be shown to some people only"):
        mail(column(social))
