"""The text part of an email."""

import pytest

from renderers import tokens
from renderers.email import EmailSource, compile_email


def text(content: str, **facts: object) -> str:
    document = f"<mjml><mj-body><mj-section><mj-column>{content}</mj-column></mj-section></mj-body></mjml>"
    nested = tokens.nest({name.replace("__", "."): value for name, value in facts.items()})
    return compile_email(EmailSource(mjml=document, subject="x")).render(nested).text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<mj-text>one <b>two</b>\n  three<br>four</mj-text>", "one two three\nfour\n"),
        ("<mj-text><p>a</p><p>b</p></mj-text><mj-text>c</mj-text>", "a\n\nb\n\nc\n"),
        ('<mj-text>see <a href="https://a.test">this</a>.</mj-text>', "see this (https://a.test).\n"),
        ('<mj-text><a href="mailto:x@a.test">x@a.test</a> <a href="#top">up</a></mj-text>', "x@a.test up\n"),
        ('<mj-button href="https://a.test">Pay</mj-button>', "Pay (https://a.test)\n"),
        ('<mj-button href="https://a.test"></mj-button>', "https://a.test\n"),
        ("<mj-text>a</mj-text><mj-divider /><mj-spacer /><mj-text>b</mj-text>", f"a\n\n{'-' * 40}\n\nb\n"),
        ("<mj-text>a<hr>b</mj-text>", f"a\n\n{'-' * 40}\n\nb\n"),
        ('<mj-image src="x" alt="A shop" href="https://a.test" /><mj-image src="y" />', "A shop (https://a.test)\n"),
        ('<mj-text><img src="x" alt="pic"> here</mj-text>', "pic here\n"),
        ("<mj-text>a<ul><li>b</li><li>c</li></ul>d</mj-text>", "a\n\n- b\n- c\n\nd\n"),
        (
            "<mj-table><tr><td>k:</td><td>v</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></mj-table><mj-text>z</mj-text>",
            "k: v\n1 | 2 | 3\n\nz\n",
        ),
        ("<mj-text>a<table><tbody><tr><td>k</td><td>v</td></tr></tbody></table>b</mj-text>", "a\n\nk: v\n\nb\n"),
        ("<mj-raw><tr><td>k</td><td></td><td>v</td></tr></mj-raw>", "k: v\n"),
        ("<mj-raw><style>p{}</style><!--[if mso]>no<![endif]--><p>yes</p></mj-raw>", "yes\n"),
        ('<mj-text><span aria-hidden="true">A</span>b&shy;c&zwnj;</mj-text>', "bc\n"),
        (
            '<mj-social><mj-social-element name="web" href="https://a.test">Us</mj-social-element></mj-social>',
            "Us (https://a.test)\n",
        ),
        ("<mj-text>5 &lt; 6 &amp; 7</mj-text>", "5 < 6 & 7\n"),
        ("<mj-text></mj-text>", "\n"),
        ("<mj-text><p>a</p><ul></ul>b</mj-text>", "a\n\nb\n"),
        (
            "<mj-table><tr><th>a</th><th>b</th></tr><tr><td>x<br />y</td><td></td></tr></mj-table>",
            "a | b\nx · y | —\n",
        ),
        (
            "<mj-table><thead><tr><td>a</td><td>b</td></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></mj-table>",
            "a: b\n\n1 | 2\n",
        ),
        ("<mj-table><tr><th>name</th><td>1</td></tr></mj-table>", "name: 1\n"),
        ("<mj-table><tr><td><p>a</p><p>b</p></td></tr><tr><td>c</td></tr></mj-table>", "a\n\nb\n\nc\n"),
    ],
)
def test_text_reads_like_the_mail(content: str, expected: str) -> None:
    assert text(content) == expected


ROWS = (
    "<mj-text>a</mj-text><mj-table>{% for n in account.rows %}<tr><td>n</td><td>{{ n }}</td></tr>{% endfor %}"
    "{% if account.ref %}<tr><td>ref</td><td>{{ account.ref }}</td></tr>{% endif %}</mj-table>"
    "{% if account.product %}<mj-text>{{ account.product }}</mj-text>{% endif %}<mj-text>z</mj-text>"
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"account__rows": [1, 2], "account__ref": "R", "account__product": "P&L"},
            "a\n\nn: 1\nn: 2\nref: R\n\nP&L\n\nz\n",
        ),
        ({"account__rows": [1]}, "a\n\nn: 1\n\nz\n"),
    ],
)
def test_conditions_and_loops_leave_no_gaps(facts: dict[str, object], expected: str) -> None:
    assert text(ROWS, **facts) == expected


def test_a_condition_inside_a_sentence_stays_in_it() -> None:
    content = "<mj-text>a {% if account.ref %}b {% endif %}c</mj-text>"
    assert text(content, account__ref="1") == "a b c\n"
    assert text(content) == "a c\n"
    assert (
        text("<mj-table><tr>{% if account.ref %}<td>b</td>{% endif %}</tr></mj-table>", account__ref=1).strip(" |\n")
        == "b"
    )


LINK = '<a href="https://a.test">{}</a>'
OTHER = '<a href="https://b.test">{}</a>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{LINK} or {LINK}", "1 or 2 (https://a.test)\n"),
        (f"{LINK} or {OTHER} or {LINK}", "1 (https://a.test) or 2 (https://b.test) or 3 (https://a.test)\n"),
        (f"{LINK}{LINK}", "12 (https://a.test)\n"),
        (f"{LINK}{OTHER}", "1 (https://a.test) · 2 (https://b.test)\n"),
        (f"<p>{LINK}</p><p>{LINK}</p>", "1 (https://a.test)\n\n2 (https://a.test)\n"),
        ('<a href="#x">1</a><a href="https://a.test"></a>', "1 · https://a.test\n"),
        (
            "{% if account.ref %}" + LINK + "{% else %}" + LINK + "{% endif %} or " + LINK,
            "1 (https://a.test) or 3 (https://a.test)\n",
        ),
        (
            '<p><a href="https://a.test" aria-label="Play">\u25b6</a></p><p><a href="https://a.test">Play</a></p>',
            "Play (https://a.test)\n",
        ),
        (
            "{% if account.ref %}" + LINK + "{% else %}" + LINK.replace("{}", "1") + "{% endif %}",
            "1 (https://a.test)\n",
        ),
    ],
)
def test_the_address_of_a_link_is_said_once(content: str, expected: str) -> None:
    for number in "123":
        content = content.replace("{}", number, 1)
    assert text(f"<mj-text>{content}</mj-text>", account__ref="R") == expected
    assert text(f"<mj-text>{content}</mj-text>").count("https://a.test") == expected.count("https://a.test")


def test_a_cell_ends_with_what_not_everybody_sees() -> None:
    content = "<mj-table><tr><td><p>a</p>{% if account.ref %}<p>b</p>{% endif %}</td><td>c</td></tr></mj-table>"
    assert text(content, account__ref="R") == "a · b: c\n"
