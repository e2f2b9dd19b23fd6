"""Mails put together from parts that were encoded beforehand say exactly what the slow way says."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers import gallery, mime, sketch, tokens
from renderers.email import EmailTemplate, EncodedEmail, RenderedEmail, compile_email
from renderers.errors import MissingTokenError
from tests.renderers.gallery_samples import FACTS as SAMPLES

FACTS: dict[str, Any] = SAMPLES | {
    "debtor.first_name": "Lucía",
    "account.creditor": "Marea & Energía",
    "account.product": "Crédito <consumo>",
    "account.currency": "USD",
    "link.page": "http://cauce.test/p/" + "x" * 90,
    "link.preferences": "http://cauce.test/p/" + "x" * 90 + "/preferences",
}


def template(html: str, text: str = "Su deuda sigue pendiente.") -> EmailTemplate:
    return EmailTemplate("Aviso", html, text, "es", frozenset({"debtor.first_name", "account.creditor"}), frozenset())


def parts(mail: RenderedEmail | EncodedEmail) -> tuple[str, str]:
    """The text and the HTML as a mail program reads them."""
    built = mime.build(
        mail,
        sender="a@cauce.test",
        recipient="b@cauce.test",
        message_id="<1@cauce.test>",
        date=datetime(2026, 3, 2, tzinfo=UTC),
    )
    lines = built.split(b"\r\n")
    assert max(len(line) for line in lines) <= 76 + len("Content-Type")
    assert b"\n" not in b"".join(lines)
    message: Any = message_from_bytes(built, policy=policy.default)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    return plainly(plain.get_content()), plainly(html.get_content())


def read(mail: RenderedEmail) -> tuple[str, str]:
    """What the slow way says."""
    return plainly(mail.text), plainly(mail.html)


def plainly(text: str) -> str:
    """Text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


MAILS = sorted(key for key, template in gallery.templates().items() if template.channel == "email")


@pytest.mark.parametrize("key", MAILS)
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("left_out", ["", "account.product", "account.due_date"])
def test_a_finished_template_says_the_same_both_ways(key: str, language: str, left_out: str) -> None:
    design = compile_email(gallery.load(key, language))
    facts = tokens.nest({name: value for name, value in FACTS.items() if name != left_out})
    fast = design.encode(facts, language)
    slow = design.render(facts, language)
    assert isinstance(fast, EncodedEmail)
    assert fast.subject == slow.subject
    assert parts(fast) == read(slow) == parts(slow)


def test_almost_nothing_is_left_to_render() -> None:
    design = compile_email(gallery.load("second_notice", "es"))
    drawn = sketch.draw(design.html)
    assert drawn is not None
    assert len(drawn.text) < len(design.html) / 10


WORDS = st.text(max_size=120)


@given(name=WORDS, creditor=WORDS, before=WORDS, after=WORDS)
def test_whatever_stands_in_template_and_values_comes_out_the_same(
    name: str, creditor: str, before: str, after: str
) -> None:
    before, after = (text.replace("{", "(") for text in (before, after))
    design = template(
        f"{before}<p> {{{{ debtor.first_name }}}} {after}</p>\r\n{{% if account.creditor -%}}  {after}\n"
        f"{{{{ account.creditor | default('.') }}}}{before}{{%- endif %}}\n.{before}\n..{after * 3}",
        f"{before}\n{{{{ debtor.first_name }}}}\n{after}",
    )
    facts = tokens.nest({"debtor.first_name": name, "account.creditor": creditor})
    if "debtor" not in facts:
        with pytest.raises(MissingTokenError):
            design.encode(facts)
        return
    assert parts(design.encode(facts)) == read(design.render(facts))


@pytest.mark.parametrize("value", ["a \ue000 b", ["a", "\ue001"], [{"name": "\uf8ff"}]], ids=["text", "list", "rows"])
def test_a_value_that_looks_like_a_mark_goes_the_slow_way(value: object) -> None:
    design = template("Un texto que no cambia. {{ debtor.first_name }}", "{{ debtor.first_name }}")
    mail = design.encode(tokens.nest({"debtor.first_name": value}))
    assert isinstance(mail, RenderedEmail)


@pytest.mark.parametrize(
    "html",
    ["Un texto con una \ue005 marca.", "{% set x %}Un texto que no cambia{% endset %}{{ x | upper }}"],
    ids=["marks of its own", "text that a filter changes"],
)
def test_a_template_that_cannot_be_taken_apart_goes_the_slow_way(html: str) -> None:
    assert sketch.draw(html) is None
    assert isinstance(template(html).encode({}), RenderedEmail)


def test_no_line_begins_with_a_dot_or_is_too_long() -> None:
    drawn = sketch.draw(f".{'.' * 200}\n.\n.x {'.y ' * 60}")
    assert drawn is not None
    lines = drawn.encode(drawn.text).split(b"\r\n")
    assert not any(line.startswith(b".") for line in lines)
    assert max(len(line) for line in lines) <= sketch.LINE


def test_a_missing_token_is_named_the_fast_way_too() -> None:
    with pytest.raises(MissingTokenError, match=r"debtor\.first_name"):
        template("Un texto que no cambia. {{ debtor.first_name }}").encode({})


def test_nothing_written_is_nothing_encoded() -> None:
    drawn = sketch.draw("{{ debtor.first_name }}")
    assert drawn is not None
    assert drawn.encode("") == b""


def test_a_template_of_more_parts_than_there_are_marks_has_no_sketch() -> None:
    assert sketch.draw("unchanging {{ a.b }}" * (sketch.MOST + 1)) is None
    assert sketch.draw("unchanging {{ a.b }}" * sketch.MOST) is not None
