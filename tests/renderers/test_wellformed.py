"""What is read quickly is read as carefully as everything else, or not at all."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers import document, gallery, wellformed
from renderers.document import Element, write
from renderers.email import EmailSource, compile_email
from renderers.errors import TemplateError
from renderers.mjml import Hidden

MAILS = [
    (key, language, source)
    for key, template in gallery.templates().items()
    for language, source in template.sources.items()
    if isinstance(source, EmailSource)
]


def carefully(source: str) -> Element:
    return document.parse(source, lambda line, column: (line, column))


def same(one: Element, other: Element) -> bool:
    """Whether two trees are alike but for the places of their elements."""
    return (
        one.tag == other.tag
        and one.attributes == other.attributes
        and [child if isinstance(child, str) else "" for child in one.children]
        == [child if isinstance(child, str) else "" for child in other.children]
        and len(one.elements()) == len(other.elements())
        and all(same(mine, its) for mine, its in zip(one.elements(), other.elements(), strict=True))
    )


def around(content: str) -> str:
    return f"<mjml><mj-body><mj-section><mj-column>{content}</mj-column></mj-section></mj-body></mjml>"


@pytest.mark.parametrize(("key", "language", "source"), MAILS, ids=[f"{key}-{language}" for key, language, _ in MAILS])
def test_every_finished_mail_is_read_quickly_and_the_same(key: str, language: str, source: EmailSource) -> None:
    del key, language
    hidden = Hidden().hide(source.mjml)
    quick = wellformed.parse(hidden)
    assert quick is not None
    assert same(quick, carefully(hidden))


@pytest.mark.parametrize(
    "content",
    [
        "<mj-text>a &amp; b &nbsp;&eacute;&#233;&#xE9;&#34;</mj-text>",
        '<mj-image src="a?b=1&amp;c=2" alt="&quot;x&quot; &lt;&gt; &hellip;" />',
        "<mj-text>\n  a\t b <b>c</b> d<br/>e<br></br>\n</mj-text>",
        "<mj-table><tr><td>1</td></tr></mj-table><mj-spacer height='1px'></mj-spacer>",
        "<mj-text>ñ € 👩‍👩‍👧 \u00a0 <p>one</p><p>two</p><ul><li>a<ul><li>b</li></ul></li></ul></mj-text>",
    ],
)
def test_what_is_well_formed_means_the_same(content: str) -> None:
    quick = wellformed.parse(around(content))
    assert quick is not None
    assert same(quick, carefully(around(content)))


@pytest.mark.parametrize(
    "content",
    [
        "<mj-text><p>one<p>two</mj-text>",
        "<mj-text><p>one<p>two</p></p></mj-text>",
        "<mj-text><br>x</br></mj-text>",
        "<mj-text>a & b</mj-text>",
        "<mj-text>a &nonsense; b</mj-text>",
        "<mj-text>&#150;</mj-text>",
        "<mj-text>&#x96;</mj-text>",
        "<mj-text>&#xZZ;</mj-text>",
        "<mj-text align=center>x</mj-text>",
        "<MJ-text>x</MJ-text>",
        "<mj-text Align='left'>x</mj-text>",
        "<mj-text><a:b>x</a:b></mj-text>",
        "<mj-raw><!--[if mso]>x<![endif]--></mj-raw>",
        "<mj-text><![CDATA[x]]></mj-text>",
        "<mj-text><script>a</script></mj-text>",
        "<mj-style>.a &gt; .b {}</mj-style>",
        "<mj-text><style><p></p></style></mj-text>",
        "<mj-text xmlns:v='urn:x'>x</mj-text>",
        "<mj-text>\x00</mj-text>",
        "<mj-text>\ud800</mj-text>",
        "<mj-text>" + "<div>" * 101 + "</div>" * 101 + "</mj-text>",
        "<mj-text>" + "<div>" * 50_000 + "</div>" * 50_000 + "</mj-text>",
        "<mj-text>" + "<br/>" * 20_001 + "</mj-text>",
        "x" * 1_000_001,
        "</mj-text>",
    ],
)
def test_what_a_browser_reads_otherwise_or_not_at_all_is_left_to_the_careful_way(content: str) -> None:
    assert wellformed.parse(around(content)) is None


def test_no_entity_can_be_declared() -> None:
    bomb = '<!DOCTYPE mjml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + around("<mj-text>&b;</mj-text>")
    assert wellformed.parse(bomb) is None
    assert wellformed.parse("<html></html>") is None


def test_a_fault_of_a_well_formed_document_is_still_told_at_its_place() -> None:
    source = around("\n  <mj-text>x</mj-text>\n  <mj-oops />")
    assert wellformed.parse(source) is not None
    with pytest.raises(TemplateError, match="<mj-oops> cannot stand in <mj-column>") as caught:
        compile_email(EmailSource(source, "x"))
    assert (caught.value.line, caught.value.column) == (3, 3)


TEXTS = st.text(st.sampled_from("ab <>&;\"'=/{}%#\n\u00a0é"), max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> str:
    def parts(depth: int) -> Iterator[str]:
        for _ in range(draw(st.integers(0, 3))):
            tag = draw(st.sampled_from(["p", "b", "li", "td", "br", "div", "mj-raw", "style"]))
            more = draw(st.sampled_from(["", " class='a'", ' title="&eacute;"', " a=b"]))
            inside = "".join(parts(depth - 1)) if depth else draw(TEXTS)
            end = draw(st.sampled_from([f"</{tag}>"] * 6 + ["", "/>"]))
            yield f"<{tag}{more}>{inside}{end}{draw(TEXTS)}"

    return around(f"<mj-text>{''.join(parts(2))}</mj-text>")


@given(documents())
def test_whatever_is_written_is_never_read_in_two_ways(source: str) -> None:
    quick = wellformed.parse(source)
    if quick is not None:
        assert same(quick, carefully(source))


def test_a_long_attribute_is_written_at_once() -> None:
    """A pattern that tries the same letters in many ways would take longer than the universe lasts."""
    value = "a" * 5_000
    assert write(Element("p-text", {"text": f"{value}é"})) == f'<p-text text="{value}&#233;"></p-text>'
    assert write(Element("p-text", {"text": f" {value}  b "})) == f'<p-text text="{value} b"></p-text>'
