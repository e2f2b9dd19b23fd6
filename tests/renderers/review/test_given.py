"""Where in the editor a finding points, and where a law holds."""

import pytest

from renderers.review import Review, findings
from renderers.review.given import tokens_in
from tests.renderers.review.cases import tree

TREE = tree(
    """
<mjml>
<mj-section id="s1"><mj-text id="t1">Hola, {{ debtor.first_name }}: le escribimos por su cuenta.</mj-text></mj-section>
<mj-section id="s2"><mj-image src="https://cdn.example/a.png" alt="Marea"/>
<mj-text id="t2">Si no paga, irá a la cárcel.</mj-text>
<mj-button id="b1" href="https://bit.ly/x">Pagar {{ debtor.firstname }}</mj-button></mj-section>
<mj-text>Sin nombre</mj-text>
</mjml>
"""
)


def review(**more: object) -> Review:
    given = {"channel": "email", "language": "es", "tree": TREE, "subject": "Su cuenta con Marea"}
    return Review(**(given | more))  # type: ignore[arg-type] # the tests' own


@pytest.mark.parametrize(
    ("words", "block"),
    [
        ("le escribimos por su cuenta", "t1"),
        ("Hola, Lucía: le escribimos por su cuenta.", "t1"),
        ("si no paga, irá a la cárcel", ""),
        ("Si no paga, irá a la cárcel", "t2"),
        ("Sin nombre", ""),
        ("nada de esto", ""),
    ],
)
def test_words_point_at_the_block_that_says_them(words: str, block: str) -> None:
    assert review().block_of(words) == block


def test_addresses_and_tokens_point_at_their_block() -> None:
    given = review()
    assert given.block_with("src", "https://cdn.example/a.png") == "s2"
    assert given.block_with("src", "https://cdn.example/b.png") == ""
    assert given.block_of_token("debtor.first_name") == "t1"
    assert given.block_of_token("debtor.firstname") == "b1"
    assert given.block_of_token("debtor.nothing") == ""


def test_findings_name_the_block() -> None:
    html = (
        '<p>Hola, Lucía.</p><img src="https://cdn.example/a.png" alt="Marea"><p>Si no paga, irá a la cárcel.</p>'
        '<a href="https://bit.ly/x">Pagar</a>'
    )
    known = frozenset({"debtor.first_name"})
    found = findings(review(html=html, variables=frozenset({"debtor.firstname"}), known=known))
    blocks = {one.code: one.block for one in found if one.block}
    assert blocks == {"threat": "t2", "image_elsewhere": "s2", "link_shortened": "b1", "unknown_token": "b1"}


def test_a_jurisdiction_stands_for_its_parts() -> None:
    given = review(jurisdictions=("US-NY", "CO"))
    assert given.applies(frozenset())
    assert given.applies(frozenset({"US"}))
    assert given.applies(frozenset({"US-NY", "MX"}))
    assert not given.applies(frozenset({"US-CA"}))
    assert not given.applies(frozenset({"C"}))


def test_what_cannot_be_read_has_no_tokens() -> None:
    assert tokens_in("{{ debtor.first_name }}") == {"debtor.first_name"}
    assert tokens_in("{{ debtor.first_name") == frozenset()


def test_short_forms_and_addresses_do_not_end_a_sentence() -> None:
    given = Review("sms", "es", text="El Sr. Ruiz y la Sra. Paz pagan. Vea https://cauce.test/p?x=1.2 hoy! ¿Sí?")
    assert given.sentences == ("El Sr Ruiz y la Sra Paz pagan", "Vea  hoy", "¿Sí")
