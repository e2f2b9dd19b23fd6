"""What each check lets pass, and what it tells of its own."""

import json

import pytest

from renderers.document import Element
from renderers.review import CHECKS, Content, Review, findings
from renderers.review.finding import short
from renderers.review.size import weights
from renderers.review.threats import check as threats
from tests.renderers.review.cases import tree


def codes(review: Review) -> set[str]:
    return {one.code for one in findings(review)}


def image(more: str, **given: object) -> set[str]:
    review = Review("page", "en", html=f'<p>{"A word or two. " * 12}</p><img src="/assets/a.png" {more}>', **given)  # type: ignore[arg-type]
    return codes(review)


def test_the_registry_lists_every_check() -> None:
    assert len(CHECKS) == 14
    assert findings(Review("other", "en")) == [] or codes(Review("other", "en")) == {"no_sender"}


@pytest.mark.parametrize(
    "ornament", ['role="presentation" alt=""', 'aria-hidden="true"', 'alt="" width="1"', 'alt="A tree"']
)
def test_an_ornament_needs_no_words(ornament: str) -> None:
    assert image(ornament) == set()


def test_an_author_who_left_the_words_empty_meant_it() -> None:
    assert image('alt=""') == {"no_alt"}
    assert image('alt=""', tree=Element("x", {"src": "/assets/a.png", "alt": ""})) == set()
    assert image('alt=""', tree=Element("x", {"src": "/assets/a.png"})) == {"no_alt"}


def test_our_own_images_are_known_by_their_path() -> None:
    def found(source: str, known: str) -> set[str]:
        html = "<p>" + "A word or two. " * 12 + f'</p><img src="{source}" alt="A tree">'
        return codes(Review("page", "en", html=html, hosts=frozenset({"cauce.test"}), assets=frozenset({known})))

    assert found("https://cauce.test/assets/a.png", "/assets/a.png") == set()
    assert found("/assets/a.png", "/assets/b.png") == {"image_broken"}
    assert found("https://cauce.test/site/static/social/x.png", "/assets/b.png") == set()
    assert found("a.png", "/assets/b.png") == {"image_broken"}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Nadie va a la cárcel por una deuda.", False),
        ("Si no paga irá a la cárcel.", True),
        ("No se preocupe, pero irá a la cárcel.", True),
        ("Nunca embargamos.", False),
        ("Embargaremos su sueldo.", True),
    ],
)
def test_a_no_takes_a_threat_back_and_a_condition_does_not(sentence: str, found: bool) -> None:
    assert bool(list(threats(Review("sms", "es", text=sentence)))) == found


def test_a_threat_is_told_with_the_law_of_where_people_live() -> None:
    def hint(*places: str) -> str:
        (one,) = threats(Review("sms", "en", text="You can be arrested", jurisdictions=places))
        return one.hint["en"]

    assert "1692e(4)" in hint("US-NY")
    assert "art. 28" in hint("CO")
    assert "1692e(4)" in hint("US", "CO")
    assert "art. 28" in hint("US", "CO")
    assert "Pacto Internacional" in hint()


def test_a_voice_that_asks_who_listens_may_go_on() -> None:
    words = "Hola. ¿Es usted Lucía? Marque 1 para confirmar. Su saldo es de {{ account.balance }}."
    assert "debt_before_identity" not in codes(
        Review("voice", "es", words=words, variables=frozenset({"account.creditor"}))
    )
    early = "Hola, le llamamos por una deuda. Marque 1 para confirmar."
    assert "debt_before_identity" in codes(Review("voice", "es", words=early))
    assert "debt_before_identity" in codes(Review("voice", "fr", words="Bonjour, {{ account.balance }}"))
    assert "debt_before_identity" not in codes(Review("voice", "en", words="Hello {{ broken"))


def test_a_voice_with_keys_is_heard_by_anybody_up_to_the_menu_that_confirms() -> None:
    def found(*steps: dict[str, object]) -> set[str]:
        script = json.dumps({"steps": steps})
        return codes(Review("voice", "en", words="x", settings={"script": script}, brand="x", text="x"))

    keys = [{"key": "1", "act": "confirm", "say": "Thank you."}, {"key": "2", "act": "end", "say": "Goodbye."}]
    ask = {"id": "a", "kind": "menu", "text": "Press 1 if you are Ana.", "nothing": "", "keys": keys}
    owed = {"id": "b", "kind": "say", "text": "You owe {{ account.balance }}."}
    assert found(ask, owed) == set()
    assert found(owed, ask) == {"debt_before_identity"}


def test_a_whatsapp_template_is_looked_at_as_its_editor_keeps_it() -> None:
    def found(**content: object) -> set[str]:
        script = json.dumps({"sid": "", "content": {"name": "a", "category": "utility", "buttons": [], **content}})
        known = frozenset({"link.page", "link.preferences"})
        return codes(Review("whatsapp", "en", text="x", settings={"script": script}, brand="x", variables=known))

    long = "Hello " + "{{ account.balance | money(account.currency) }} word word word " * 40 + "end"
    assert found(text="Hello {{ debtor.first_name }}, all is well.", header="") == set()
    assert found(text=long) == set()
    assert found(text="Hello", header="x" * 61, footer="x" * 61) == {"whatsapp_length"}
    assert found(text="Hello", category="") == {"whatsapp_category_unknown"}


def test_what_a_whatsapp_template_cannot_be_read_of_is_told_by_others() -> None:
    assert "whatsapp_refused" not in codes(Review("whatsapp", "es", words="{{ debtor.first_name"))
    assert "whatsapp_category" not in codes(
        Review("whatsapp", "fr", words="x", text="gratis", settings={"category": "utility", "name": "a"})
    )


def test_the_brand_or_a_block_says_who_writes_and_how_to_get_no_more() -> None:
    assert "no_sender" not in codes(Review("letter", "en", subject="x", html="<p>From MAREA</p>", brand="Marea"))
    assert "no_sender" in codes(Review("letter", "en", subject="x", html="<p>From us</p>", brand="Marea"))
    blocks = Review("email", "en", subject="x", html="<p>x</p>", tree=tree("<a><c-legal/><c-pay-button/></a>"))
    assert codes(blocks) == {"no_preheader"}
    answer = Review(
        "sms", "en", text="Marea: reply STOP for no more", brand="Marea", variables=frozenset({"link.page"})
    )
    assert codes(answer) == set()


def test_a_content_is_there_by_a_group_of_tokens_or_a_phrase() -> None:
    def missing(variables: set[str], text: str, **more: object) -> set[str]:
        asked = Content(
            "x",
            "ES",
            frozenset({"ES"}),
            {"es": "algo", "en": "something"},
            "Ley 1",
            frozenset({"letter"}),
            tokens=(frozenset({"a.b", "a.c"}),),
            phrases={"en": ("magic",)},
            **more,  # type: ignore[arg-type] # the tests' own
        )
        review = Review(
            "letter",
            "en",
            subject="x",
            html=f"<p>{text}</p>",
            variables=frozenset({"account.creditor"} | variables),
            jurisdictions=("ES",),
            contents=(asked,),
        )
        return codes(review)

    assert missing({"a.b"}, "none") == {"legal_content"}
    assert missing({"a.b", "a.c"}, "none") == set()
    assert missing(set(), "a Magic word") == set()
    assert missing(set(), "none", first=True) == {"first_message"}
    assert missing(set(), "none", markers=frozenset({"a.z"})) == set()
    assert missing({"a.z"}, "none", markers=frozenset({"a.z"}), strict=False) == {"legal_content"}


def test_a_law_of_one_place_of_several_stands_in_nobodys_way() -> None:
    def severity(*places: str) -> set[str]:
        asked = Content("x", "US", frozenset({"US"}), {"es": "algo", "en": "it"}, "Law 1", frozenset({"sms"}))
        review = Review("sms", "en", text="Hello", brand="Hello", jurisdictions=places, contents=(asked,))
        return {one.severity for one in findings(review) if one.code == "legal_content"}

    assert severity("US", "US-NY") == {"error"}
    assert severity("US", "CO") == {"warning"}
    assert severity("CO") == set()


def test_the_weight_of_a_mail_is_told_in_parts() -> None:
    html = '<style>p{color:#000}</style><p style="margin:0">Hello</p>'
    assert weights(html) == {"total": len(html), "style_sheets": 13, "style_attributes": 8, "words": 5, "markup": 31}


def test_a_long_text_is_quoted_by_its_beginning() -> None:
    assert short("a " * 50, 10) == "a a a a a…"
    assert short("a\n b") == "a b"


def test_an_image_within_the_mail_is_no_foreign_one() -> None:
    html = "<p>" + "A word or two. " * 12 + '</p><img src="data:image/png;base64,AA" alt="A tree">'
    assert codes(Review("page", "en", html=html, assets=frozenset())) == set()
