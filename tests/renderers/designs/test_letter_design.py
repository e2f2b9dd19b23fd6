"""Letters of the letter editor: HTML of what it saves, and nothing else."""

from html import unescape
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from renderers import tokens
from renderers.designs import letter
from renderers.designs.letter_body import MAX_DEPTH, MAX_NODES, body_html
from renderers.errors import TemplateError
from renderers.letter import LetterSource, compile_letter
from renderers.pages import lay_out
from renderers.sources import compile_source, source_of, variables_of, words_of

FACTS = {
    "debtor.full_name": "<script>alert(1)</script> 😀 محمد",
    "debtor.postal": "Calle 1\nBogotá",
    "account.creditor": "Marea & Co",
    "account.balance": 1200,
    "account.currency": "EUR",
    "calendar.today": "2026-03-02",
    "link.page": "https://pay.test/p/abc",
}


def node(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    return {"type": kind, "attrs": attrs, "content": list(content)}


def text(words: str, *marks: str) -> dict[str, Any]:
    return {"type": "text", "text": words, "marks": [{"type": mark} for mark in marks]}


def token(name: str, form: str = "") -> dict[str, Any]:
    return node("token", token=name, format=form, fallback="")


def doc(*content: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    return {"type": "doc", "content": list(content)}


def content(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    return {**letter.blank("es"), "subject": "Aviso {{ account.creditor }}", "doc": doc(*blocks), **more}


def rendered(made: dict[str, Any], language: str = "es") -> str:
    words = letter.words(made, language)
    return compile_letter(LetterSource(words["text"], words["subject"], language)).render(tokens.nest(FACTS)).html


def test_every_part_of_a_body_is_written() -> None:
    body = doc(
        node("paragraph", text("Hola <b> & {{ x }} "), text("fuerte", "bold", "italic"), {"type": "hardBreak"}),
        node("heading", text("Título"), level=2),
        node("bulletList", node("listItem", node("paragraph", text("uno")))),
        node("orderedList", node("listItem", node("paragraph", text("dos")))),
        node(
            "facts",
            node("fact", token("account.balance", "money"), label="Importe <"),
            node("fact", token("account.product"), label="Producto", ifKnown=True),
            node("fact", text("fijo"), label="", ifKnown=True),
        ),
        {"type": "pageBreak"},
        node("paragraph", node("code_tag", source="{% if account.product %}"), node("code_tag", source="{% endif %}")),
    )
    assert body_html(body) == (
        "<p>Hola &lt;b&gt; &amp; &#123;{ x }} <em><strong>fuerte</strong></em><br></p>\n<h2>Título</h2>\n"
        "<ul><li><p>uno</p>\n</li>\n</ul>\n<ol><li><p>dos</p>\n</li>\n</ol>\n"
        "<table><tr><th>Importe &lt;</th><td>{{ account.balance | money(account.currency) }}</td></tr>"
        "{% if account.product is defined %}<tr><th>Producto</th><td>{{ account.product }}</td></tr>{% endif %}"
        "<tr><th></th><td>fijo</td></tr></table>\n"
        '<div class="break"></div>\n<p>{% if account.product %}{% endif %}</p>\n'
    )


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"type": "paragraph"}, "is a document"),
        ({"type": "doc", "content": "x"}, "damaged"),
        (doc(node("script")), "cannot hold"),
        (doc("words"), "cannot hold"),
        (doc(node("paragraph", node("paragraph"))), "cannot hold"),
        (doc(node("paragraph", text("x", "link"))), "bold and italic"),
        (doc(node("paragraph", {"type": "text", "text": "x", "marks": ["bold"]})), "bold and italic"),
        (doc(node("paragraph", token("nonsense"))), "is no token"),
        (doc(node("paragraph", node("code_tag", source="<script>{% if a.b %}"))), "damaged"),
        (doc(*[node("paragraph")] * (MAX_NODES + 1)), "more than"),
    ],
)
def test_anything_else_is_refused_in_plain_words(body: dict[str, Any], why: str) -> None:
    with pytest.raises(TemplateError, match=why):
        body_html(body)


def test_lists_a_thousand_deep_are_refused() -> None:
    inner = node("bulletList")
    for _ in range(1_000):
        inner = node("bulletList", node("listItem", inner))
    with pytest.raises(TemplateError, match=f"more than {MAX_DEPTH} deep"):
        body_html(doc(inner))


def test_a_sheet_has_its_window_folds_and_code() -> None:
    html = rendered(content(node("paragraph", text("Hola")), place="Madrid", footer="Legal", sender={"name": "Yo"}))
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<title>Aviso</title>" in html
    assert "Madrid, 2 de marzo de 2026" in html
    assert html.count('class="fold"') == 2
    assert "data:image/svg+xml" in unescape(html)
    assert '<p class="small">Legal</p>' in html
    plain = rendered(content(qr=False, folds=False, closing="", footer=""), "en")
    for gone in ('class="fold"', "data:image", 'class="small"', 'class="closing"'):
        assert gone not in plain
    assert "March 2, 2026" in plain


@pytest.mark.parametrize("window", letter.SHEETS)
def test_every_sheet_is_laid_out_and_a_break_begins_a_page(window: str) -> None:
    made = content(node("paragraph", text("uno")), {"type": "pageBreak"}, node("paragraph", text("dos")), window=window)
    assert lay_out(rendered(made)).pages == 2


def test_a_letter_written_as_html_is_kept_whole() -> None:
    html = "<!doctype html><html lang='es'><body>{{ debtor.full_name }}</body></html>"
    made = letter.content_of({"subject": "Aviso", "text": html}, "es")
    assert letter.words(made, "es") == {"subject": "Aviso", "text": html}
    assert Draft202012Validator(letter.schema()).is_valid(made)


def test_a_letter_of_the_editor_is_opened_as_it_was() -> None:
    made = content(node("paragraph", text("Hola "), token("debtor.full_name")))
    source = source_of("letter", "es", letter.words(made, "es"))
    assert letter.content_of(words_of(source), "es") == made
    assert variables_of(source) == compile_source(source).variables


def test_the_schema_takes_a_blank_and_refuses_what_it_does_not_know() -> None:
    check = Draft202012Validator(letter.schema())
    assert check.is_valid(letter.blank("en"))
    assert not check.is_valid({**letter.blank("en"), "window": "round"})
    assert not check.is_valid({**letter.blank("en"), "script": "x"})
