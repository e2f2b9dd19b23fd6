"""Every known fault of the compiler: that it still has it, and what is made of the same document here.

Where a new version mends one, the first half of its test fails, and our guard against it may go. Those that are about
Outlook (6 and 12) stand in ``test_outlook``; what becomes of template tags, in ``test_compiler_tags``.
"""

import operator
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from importlib.metadata import packages_distributions
from time import perf_counter
from typing import Any

import mjml as compiler
import pytest

from renderers.compiler import COMPILER
from renderers.email import EmailSource, compile_email
from tests.renderers.mails import column, document, html, raw, refusal, refused_by_it

# 1. It writes what stands in attributes as its own language would: \n, \", \u{a0}.


@pytest.mark.parametrize(
    ("written", "damaged", "kept"),
    [
        pytest.param("one\n   two", r"one\n   two", "one two", id="line end"),
        pytest.param("one\r\n two", r"one\r\n two", "one two", id="two line ends"),
        pytest.param("one\ttwo", r"one\ttwo", "one two", id="tab"),
        pytest.param('say "hi"', r"say \"hi\"", "say &quot;hi&quot;", id="quotes"),
        pytest.param("C:\\new", r"C:\\new", "C:&#92;new", id="backslash"),
        pytest.param("a\u00a0b", r"a\u{a0}b", "a b", id="nbsp"),
        pytest.param("a\u202fb", r"a\u{202f}b", "a b", id="narrow nbsp"),
        pytest.param("a\u2028b", r"a\u{2028}b", "a b", id="separator"),
        pytest.param("a\u200db", r"a\u{200d}b", "a&#8205;b", id="joiner"),
        pytest.param("a\u200cb", r"a\u{200c}b", "a&#8204;b", id="non-joiner"),
        pytest.param("a\u200fb", r"a\u{200f}b", "a&#8207;b", id="mark"),
        pytest.param("a\u00adb", r"a\u{ad}b", "a&#173;b", id="soft hyphen"),
        pytest.param("a\ufeffb", r"a\u{feff}b", "a&#65279;b", id="byte order mark"),
        pytest.param("a\x7fb", r"a\u{7f}b", "a&#127;b", id="delete"),
        pytest.param("e\u0301n\u0303", r"e\u{301}n\u{303}", "e&#769;n&#771;", id="combining accents"),
        pytest.param("👩\u200d👧", r"👩\u{200d}👧", "&#128105;&#8205;&#128103;", id="emoji"),
        pytest.param("ñ € 'x'", "ñ € 'x'", "&#241; &#8364; &#x27;x&#x27;", id="whole letters"),
    ],
)
def test_attributes_come_out_as_they_were_meant(written: str, damaged: str, kept: str) -> None:
    quote = '"' if "'" in written else "'"
    for body, name in (
        (column(f"<mj-image src='a.png' alt={quote}{written}{quote} />"), "alt"),
        (column(f"<mj-text><a href='/x' title={quote}{written}{quote}>x</a></mj-text>"), "title"),
    ):
        assert f'{name}="{damaged}"' in raw(body)
        found = html(body)
        assert f'{name}="{kept}"' in found
        assert "\\" not in found


def test_damage_that_none_of_this_foresees_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("renderers.document._attribute", lambda value: value)
    assert "characters that cannot be written" in refusal(column("<mj-image src='a' alt='b\\c' />")).message


# 2. It ends its process at a document that is nested deeply.

DEEP = "<div>" * 20_000 + "</div>" * 20_000


def test_deep_nesting_is_refused_before_it_can_kill_the_compiler() -> None:
    script = f"import mjml; mjml.mjml2html({document(column('<mj-text>DEEP</mj-text>'))!r}.replace('DEEP', {DEEP!r}))"
    killed = subprocess.run([sys.executable, "-"], input=script.encode(), stderr=subprocess.DEVNULL, check=False)
    assert killed.returncode < 0
    error = refusal(column(f"<mj-text>\n{DEEP}</mj-text>"))
    assert "100 deep" in error.message
    assert error.line == 2


def test_too_long_documents_and_too_many_elements_are_refused() -> None:
    assert "longer than" in refusal("x" * 1_000_001).message
    assert "more than 20,000 elements" in refusal(column("<mj-text>" + "<br>" * 20_001 + "</mj-text>")).message


# 3. It writes no style sheet into the elements.


def test_inline_styles_are_inlined() -> None:
    body = column('<mj-text css-class="k"><b class="w">x</b></mj-text>')
    head = '<mj-style inline="inline">.k b.w { color: #123456; }</mj-style><mj-style>.z{color:red}</mj-style>'
    assert '<b class="w">' in raw(body, head)
    found = html(body, head)
    assert '<b class="w" style="color: #123456">' in found
    assert ".k b.w" not in found
    assert ".z{color:red}" in found


# 4. It refuses what the reference takes.

LOOSE = {
    "unquoted": ("<mj-text align=center>x</mj-text>", 'text-align:center;color:#000000;">x'),
    "paragraphs": ("<mj-text><p>one<p>two</mj-text>", "<p>one</p><p>two</p>"),
    "rows": ("<mj-text><table><tr><td>1<td>2<tr><td>3</table></mj-text>", "<td>1</td><td>2</td></tr><tr><td>3</td>"),
    "list": ("<mj-text><ul><li>a<li>b</ul></mj-text>", "<ul><li>a</li><li>b</li></ul>"),
    "cdata": ("<mj-text><![CDATA[1 < 2]]></mj-text>", "1 &lt; 2"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "made"), LOOSE.values(), ids=LOOSE)
def test_loose_html_is_put_right(content: str, made: str) -> None:
    assert refused_by_it(column(content))
    assert made in html(column(content)).replace("\n", "")


def test_characters_that_no_xml_may_hold_are_left_out() -> None:
    for body, kept in (
        (column("<mj-text>a\x0bb\x01\ufffec</mj-text>"), ">abc<"),
        (column("<mj-image src='a.png' alt='a\x01b' />"), 'alt="ab"'),
    ):
        assert refused_by_it(body)
        assert kept in html(body)


def test_declarations_before_the_document_are_taken() -> None:
    source = f'<?xml version="1.0"?><!-- note {{# of ours #}} -->{document(column("<mj-text>x</mj-text>"))}'
    with pytest.raises(ValueError, match="unexpected token"):
        compiler.mjml2html(source)
    assert ">x<" in compile_email(EmailSource(source, "Hi")).html


def test_what_belongs_before_the_doctype_gets_there() -> None:
    body = '<mj-raw position="file-start"><!-- x --><p>first</p></mj-raw>' + column("<mj-text>a</mj-text>")
    assert raw(body).startswith("<!doctype html>")
    assert html(body).startswith("<p>first</p><!doctype html>")
    assert html(column(""), '<mj-raw position="file-start"></mj-raw>').startswith("<!doctype html>")


def test_a_class_reaches_the_elements_below() -> None:
    head = '<mj-attributes><mj-class name="c"><mj-text letter-spacing="3px" /></mj-class></mj-attributes>'
    body = '<mj-section mj-class="c"><mj-column><mj-text>x</mj-text></mj-column></mj-section>'
    assert refused_by_it(body, head)
    assert "letter-spacing:3px" in html(body, head)
    assert "letter-spacing" not in html(column("<mj-text>z</mj-text>"), head)


@pytest.mark.parametrize(
    ("body", "head", "words"),
    [
        ("", "<mj-html-attributes></mj-html-attributes>", "<mj-html-attributes> is not supported"),
        ('<mj-include path="/etc/hostname" />', "", "Other files cannot be included"),
        (column("<mj-text><script>if (a < b) {}</script></mj-text>"), "", "Scripts do not run"),
    ],
    ids=["attributes", "include", "script"],
)
def test_what_no_mail_can_have_is_refused_by_name(body: str, head: str, words: str) -> None:
    assert refused_by_it(body, head)
    assert words in refusal(body, head).message


# 5. It leaves images without an alternative text.


def test_every_image_has_an_alt() -> None:
    body = column(
        '<mj-image src="a" /><mj-image src="b" alt="B" /><mj-text><img src="c" /></mj-text>'
        '<mj-carousel><mj-carousel-image src="d" /><mj-carousel-image src="e" /></mj-carousel>'
    )
    images = re.findall(r"<img[^>]*>", raw(body))
    assert len([image for image in images if "alt=" not in image]) == 7
    images = re.findall(r"<img[^>]*>", html(body))
    assert [image for image in images if len(re.findall(r'\balt="[^"]*"', image)) != 1] == []
    assert ['alt="B"' in image for image in images].count(True) == 1


# 7. Of two classes it takes what the first says.


def test_the_later_of_two_classes_wins_and_the_element_over_both() -> None:
    head = """<mj-attributes>
      <mj-text color="#111111" />
      <mj-class name="a" color="#222222" font-size="21px" css-class="one" />
      <mj-class name="b" color="#333333" css-class="two" />
    </mj-attributes>"""
    two = column('<mj-text mj-class="a b">x</mj-text>')
    assert "color:#222222" in raw(two, head)
    assert "color:#333333" not in raw(two, head)
    found = html(two + column('<mj-text mj-class="a" font-size="30px">y</mj-text><mj-text>z</mj-text>'), head)
    first, second, third = re.findall(r'<div style="(font-family[^"]*)">[xyz]<', found)
    assert "color:#333333" in first
    assert "font-size:21px" in first
    assert 'class="one two"' in found
    assert "font-size:30px" in second
    assert "color:#222222" in second
    assert "color:#111111" in third


# 8. It counts the ids of carousels and navigation bars from 0 in every mail, and webmail shows several in one page.

NAVBAR = '<mj-navbar hamburger="hamburger"><mj-navbar-link href="/{0}">{0}</mj-navbar-link></mj-navbar>'
CAROUSEL = '<mj-carousel><mj-carousel-image src="{0}1.png" /><mj-carousel-image src="{0}2.png" /></mj-carousel>'
ID = re.compile(r'\b(?:id|name)="([^"]*)"')


def test_no_two_mails_have_the_same_ids() -> None:
    one, other = (column(NAVBAR.format(name) + CAROUSEL.format(name)) for name in "ab")
    assert set(ID.findall(raw(one))) & set(ID.findall(raw(other))) >= {"00000000", "mj-carousel-00000001-radio-1"}
    assert set(ID.findall(html(one))) & set(ID.findall(html(other))) <= {"viewport"}


def test_carousels_and_bars_of_one_mail_work_by_themselves() -> None:
    made = html(column(NAVBAR.format("a") + NAVBAR.format("b") + CAROUSEL.format("a") + CAROUSEL.format("b")))
    ids = re.findall(r'\bid="([^"]*)"', made)
    assert len(ids) == len(set(ids)) == 6
    assert set(re.findall(r'\bfor="([^"]*)"', made)) == set(ids)
    sheet = " ".join(re.findall(r"<style[^>]*>(.*?)</style>", made, re.DOTALL))
    radios = [one for one in ids if one.startswith("mj-carousel")]
    assert len(radios) == 4
    for radio in radios:
        assert f".{radio}:checked" in sheet


def test_what_works_by_ids_cannot_be_repeated() -> None:
    for part, words in ((NAVBAR, "<mj-navbar> cannot be repeated"), (CAROUSEL, "<mj-carousel> cannot be repeated")):
        inside = f"<mj-section repeat='debts'><mj-column>{part.format('a')}</mj-column></mj-section>"
        assert words in refusal(inside).message


# 9. It drops the file of a font that only a style sheet or a text uses. Here no font is loaded from anywhere, since its
# host would learn who reads the mail; the name stays with its fallbacks, for whoever has the font.

FONT = '<mj-font name="Foo" href="https://fonts.example/foo.css" />'


@pytest.mark.parametrize(
    ("content", "sheet", "loads"),
    [
        ('<mj-text font-family="Foo, serif">x</mj-text>', "", True),
        ('<mj-text css-class="k">x</mj-text>', "<mj-style>.k div{font-family:Foo, serif}</mj-style>", False),
        ('<mj-text><b style="font-family:Foo, serif">x</b></mj-text>', "", False),
    ],
    ids=["attribute", "sheet", "text"],
)
def test_a_font_is_named_and_never_loaded(content: str, sheet: str, loads: bool) -> None:
    assert ("fonts.example" in raw(column(content), FONT + sheet)) is loads
    found = html(column(content), FONT + sheet)
    assert "fonts.example" not in found
    assert "font-family:Foo, serif" in found


# 10. It holds the interpreter's lock while it works.

LARGE = document(column("<mj-text>" + "<p>Some words of a mail.</p>" * 300 + "</mj-text>") * 40)


def turns_of_others(compile_it: Callable[[str], str]) -> int:
    """How often another thread gets a turn while a document is compiled."""
    steps: tuple[Any, ...] = (perf_counter, partial(compile_it, LARGE), perf_counter)
    moments: list[float] = []
    turns: list[float] = []
    done = threading.Event()

    def work() -> None:
        # One call from beginning to end: between two of Python's own steps others may have their turn anyway.
        moments.extend(map(operator.call, steps))
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        turns.append(perf_counter())
    thread.join()
    began, _, ended = moments
    return sum(1 for turn in turns if began < turn < ended)


def test_other_threads_work_while_a_document_is_compiled() -> None:
    assert turns_of_others(compiler.mjml2html) == 0
    assert turns_of_others(COMPILER.compile) > 0


# 11. Two packages install themselves into the same folder.


def test_only_one_package_brings_the_compiler() -> None:
    assert set(packages_distributions()["mjml"]) == {"mjml-python"}
