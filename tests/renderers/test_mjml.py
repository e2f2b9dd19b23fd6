"""What authors may write in MJML, and what they are told of the rest."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from renderers.email import EmailSource, compile_email
from renderers.errors import TemplateError
from tests.renderers.mails import column, html, mail, refusal


def test_conditional_comments_stay_in_raw_and_nowhere_else() -> None:
    comment = "<!--[if mso]><i>x</i><![endif]-->"
    assert comment in html(column(f"<mj-raw>{comment}<!-- gone --></mj-raw>"))
    assert "<i>x</i>" not in html(column(f"<mj-text>{comment}</mj-text>"))


def test_nothing_is_loaded_from_hosts_the_author_did_not_name() -> None:
    found = html(
        column(
            '<mj-text font-family="Roboto">x</mj-text>'
            '<mj-social><mj-social-element name="facebook" href="https://a.test">F</mj-social-element></mj-social>'
            "<mj-accordion><mj-accordion-element><mj-accordion-title>t</mj-accordion-title>"
            "<mj-accordion-text>u</mj-accordion-text></mj-accordion-element></mj-accordion>"
            '<mj-carousel><mj-carousel-image src="mine.png" /></mj-carousel>'
        ),
        '<mj-font name="Roboto" href="https://fonts.googleapis.com/css?family=Roboto" />',
    )
    loaded = re.findall(r'(?:<img[^>]*src|<link[^>]*href)="([^"]*)"|@import url\(([^)]*)\)', found)
    assert {first for first, _ in loaded} == {"mine.png"}
    assert 'color:#ffffff;">F</span>' in found
    assert "&lsaquo;</span>" in found
    assert "font-family:Roboto" in found


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (column("<mj-foo>x</mj-foo>"), "<mj-foo> cannot stand in <mj-column>"),
        ("<mj-text>x</mj-text>", "<mj-text> cannot stand in <mj-body>"),
        (column("<mj-text><mj-button>x</mj-button></mj-text>"), "<mj-button> cannot stand in <mj-text>"),
        (column("<mj-divider>x</mj-divider>"), "<mj-divider> cannot hold anything"),
        (column("loose words"), "Text stands directly in <mj-column>"),
        (column("<mj-social>{% if a.b %}{% endif %}</mj-social>"), "Text stands directly in <mj-social>"),
        (column("<mj-text><div>x</mj-text>"), "</mj-text> stands where <div>"),
        (column("<mj-text>x</i></mj-text>"), "</i> stands where <mj-text>"),
        (column('<mj-text><a hr"ef=x>x</a></mj-text>'), "is no name of an attribute"),
        (column('<mj-image width="wide" src="a" />'), "The width of <mj-image>"),
        ("<p>x</p>", "<p> cannot stand in <mj-body>"),
    ],
)
def test_what_cannot_be_compiled_is_refused_in_plain_words(body: str, words: str) -> None:
    assert words in refusal(body).message


def test_what_only_the_compiler_refuses_is_told_too() -> None:
    assert "no MJML that can be compiled: " in refusal("", "<mj-style>a<b{}</mj-style>").message


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("", "one <mjml> element"),
        ("<p>x</p>", "one <mjml> element"),
        ("<mjml></mjml>", "one <mj-body>"),
        ("<mjml><mj-body></mj-body></mjml> more", "one <mjml> element"),
        ("<mjml><mj-body>", "<mj-body> is never closed"),
        ("</mjml>", "</mjml> closes nothing"),
        ("<mjml><mj-body></mj-body></mjml><p>", "one <mjml> element"),
    ],
)
def test_what_is_no_email_is_refused(document: str, words: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(words)):
        compile_email(EmailSource(mjml=document, subject="x"))


def test_a_fault_is_told_at_its_place_though_tags_come_before_it() -> None:
    document = "<mjml>\n<mj-body>\n<mj-section>{# note #}{% if a.b\n %}<mj-column></br>{{ a.b }}<p></mj-column>"
    with pytest.raises(TemplateError) as caught:
        compile_email(
            EmailSource(mjml=document + "{% endif %}</mj-section>\n  <mj-oops/></mj-body></mjml>", subject="x")
        )
    assert "Text stands" in caught.value.message
    with pytest.raises(TemplateError) as caught:
        compile_email(
            EmailSource(mjml="<mjml>\n<mj-body>{% if a.b\n %}{% endif %}  <mj-x/></mj-body></mjml>", subject="x")
        )
    assert (caught.value.line, caught.value.column) == (3, 17)
    assert str(caught.value).endswith("(line 3, column 17)")


def test_template_tags_survive_wherever_authors_put_them() -> None:
    body = """{% if account.product %}
      <mj-section>{% if account.ref %}<mj-column><mj-text color="{{ account.color | default("#abcdef") }}">
        {{ account.product | replace("<", "less than") }}{# note "unclosed #}</mj-text>
      </mj-column>{% endif %}</mj-section>
    {% endif %}
    <mj-section><mj-column><mj-table>{% for n in account.rows %}<tr><td>{{ n }}</td></tr>{% endfor %}</mj-table>
      <mj-button href="{{ link.page }}">Go</mj-button></mj-column></mj-section>"""
    facts = {"account__rows": [1, 2], "link__page": 'https://a.test/?x=1&y="2"'}
    with_product = html(body, account__product="<b>", account__ref="R", **facts)
    assert "color:#abcdef" in with_product
    assert "&lt;b&gt;" not in with_product
    assert "less than" in with_product
    assert "<tr><td>1</td></tr><tr><td>2</td></tr>" in with_product
    assert 'href="https://a.test/?x=1&amp;y=&quot;2&quot;"' in with_product
    without = html(body, **facts)
    assert "less than" not in without
    for found in (with_product, without):
        assert len(re.findall(r"<!--\[if", found)) == len(re.findall(r"<!\[endif\]", found))


@pytest.mark.parametrize("shown", [True, False])
def test_a_condition_around_a_section_of_a_wrapper_leaves_outlook_s_tables_whole(shown: bool) -> None:
    section = column("<mj-text>x</mj-text>")
    found = html(
        f"<mj-wrapper>{section}{{% if account.ref %}}{section}{{% endif %}}{section}</mj-wrapper>",
        account__ref="R" if shown else "",
    )
    outlook = re.sub(r"<!--\[if !mso\]><!-->.*?<!--<!\[endif\]-->", "", found, flags=re.DOTALL)
    outlook = re.sub(r"<!--\[if[^\]]*\]>|<!\[endif\]-->", "", outlook)
    for tag in ("table", "tr", "td", "div"):
        assert len(re.findall(rf"<{tag}\b", outlook)) == len(re.findall(rf"</{tag}>", outlook)), tag


def test_braces_written_as_entities_never_become_template_tags() -> None:
    made = mail(column('<mj-text title="&#123;{ 1 + 1 }}">&#123;{ 1 + 1 }} &#123;% if %}</mj-text>'))
    rendered = made.render({})
    assert "{ 1 + 1 }}" in rendered.html
    assert "{{ 1 + 1 }} {% if %}" in rendered.text


def test_the_language_title_and_preheader_are_set() -> None:
    made = mail(
        column("<mj-text>x</mj-text>"), "<mj-title>old</mj-title>", preheader="Pre & {{ a.b }}", language="es_CO"
    )
    found = made.render({"a": {"b": "<c>"}}).html
    assert '<html lang="es-CO"' in found
    assert "<title>Hi</title>" in found
    assert ">Pre &amp; &lt;c&gt;</div>" in found


def test_an_author_s_own_preview_stays_without_a_preheader() -> None:
    assert ">mine</div>" in html(column(""), "<mj-preview>mine</mj-preview>")


def test_many_compile_at_once_from_threads() -> None:
    bodies = [column(f"<mj-text>number {n}</mj-text>") for n in range(6)]
    with ThreadPoolExecutor(3) as threads:
        assert [f"number {n}" in found for n, found in enumerate(threads.map(html, bodies))] == [True] * 6


FORKING = """
import multiprocessing
from renderers.email import EmailSource, compile_email

def html(word):
    text = f"<mj-text>fork {word}</mj-text>"
    body = f"<mjml><mj-body><mj-section><mj-column>{text}</mj-column></mj-section></mj-body></mjml>"
    return compile_email(EmailSource(body, "Subject")).html

html("parent")
with multiprocessing.get_context("fork").Pool(2) as pool:
    found = pool.map(html, range(4))
assert all(f"fork {n}" in html for n, html in enumerate(found)), found
"""


def test_many_compile_at_once_from_forked_processes() -> None:
    subprocess.run([sys.executable, "-c", FORKING], check=True, timeout=60)
