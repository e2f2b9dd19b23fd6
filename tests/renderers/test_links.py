"""Links that tell who followed them: what is rewritten, what never is, and what a forged address is worth."""

import quopri
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers import tokens, tracking
from renderers.email import EmailSource, EmailTemplate, EncodedEmail, compile_email
from renderers.errors import MissingTokenError, TemplateError
from renderers.tracking import PAGE, PREFERENCES, TARGET, Address

KEY = b"k" * 32
ENDS = 1_800_000_000
GIVEN = tracking.context("https://pay.test", KEY, 12_345, ENDS)
FOLLOWED = {tracking.LINKS: GIVEN, tracking.PIXEL: tracking.pixel(GIVEN)}
FACTS = {
    "link.page": "https://pay.test/p/abc",
    "link.preferences": "https://pay.test/p/abc/preferences",
    "account.ref": 'R&1"',
    "account.mail": "ana@a.test",
    "account.any": "mailto:x@y.test",
    "account.url": "https://u.test/?q=1&r=2",
    "list.debts": [{"ref": "1"}, {"ref": "2"}],
}


def mail(content: str) -> EmailTemplate:
    body = f"<mj-section><mj-column><mj-text>{content}</mj-text></mj-column></mj-section>"
    return compile_email(EmailSource(f"<mjml><mj-body>{body}</mj-body></mjml>", "Hi"))


def hrefs(content: str, **more: object) -> list[str]:
    html = mail(content).render(tokens.nest({**FACTS, **more})).html
    return [found.replace("&amp;", "&").replace("&quot;", '"') for found in re.findall('<a[^>]* href="([^"]*)"', html)]


def carried(address: str) -> Address | None:
    assert address.startswith("https://pay.test/c/")
    return tracking.read(address.removeprefix("https://pay.test/c/"), KEY)


@pytest.mark.parametrize(
    ("href", "kind", "target"),
    [
        ("{{ link.page }}", PAGE, ""),
        ("{{link.preferences}}", PREFERENCES, ""),
        ("{{ link.page }}?from=mail#pay", TARGET, "https://pay.test/p/abc?from=mail#pay"),
        ("https://a.test/?x=1&amp;y=2", TARGET, "https://a.test/?x=1&y=2"),
        ("HTTP://A.test", TARGET, "HTTP://A.test"),
        ("https://a.test/{{ account.ref }}/{{ account.ref | lower }}", TARGET, 'https://a.test/R&1"/r&1"'),
        ("https://a.test/%7B\\&quot;", TARGET, "https://a.test/%7B%5C%22"),
        ("https://a.test/&#123;{ x }}", TARGET, "https://a.test/%7B%7B x %7D%7D"),
        ("{{ account.url }}", TARGET, "https://u.test/?q=1&r=2"),
        ("{{ account.gone | default('https://b.test') }}", TARGET, "https://b.test"),
        (
            "{% if account.url %}{{ account.url }}{% else %}{{ link.page }}{% endif %}",
            TARGET,
            "https://u.test/?q=1&r=2",
        ),
    ],
)
def test_every_link_to_a_page_is_followed_up_and_leads_where_it_led(href: str, kind: int, target: str) -> None:
    content = f"""<a href='{href}'>Pay</a>""" if "'" not in href else f'<a href="{href}">Pay</a>'
    (plain,) = hrefs(content)
    (followed,) = hrefs(content, **FOLLOWED)
    assert carried(followed) == Address(kind, 1, 1, 12_345, ENDS, "Pay", target)
    if target:
        assert plain == target
    assert hrefs(content, **{tracking.LINKS: ""}) == [plain]


@pytest.mark.parametrize(
    "href",
    [
        "mailto:a@b.test",
        "mailto:{{ account.mail }}",
        "tel:+3460",
        "sms:+3460",
        "#top",
        "/page",
        "{{ account.any }}",
        "",
        "httpx://a",
        "{{ account.gone | default('') }}",
    ],
)
def test_what_leads_to_no_page_is_never_touched(href: str) -> None:
    content = f'<a href="{href}">x</a>'
    assert hrefs(content, **FOLLOWED) == hrefs(content)


def test_a_link_that_is_too_long_to_carry_stays_as_it_is() -> None:
    long = "https://a.test/" + "x" * 2_000
    assert hrefs(f'<a href="{long}">x</a>', **FOLLOWED) == [long]


def test_a_link_in_a_loop_leads_where_each_row_says() -> None:
    rows = '{% for d in list.debts %}<a href="https://a.test/{{ d.ref }}">{{ d.ref }} pay</a>{% endfor %}'
    found = [carried(one) for one in hrefs(rows, **FOLLOWED)]
    assert [(one.ordinal, one.label, one.target) for one in found if one] == [
        (1, "… pay", "https://a.test/1"),
        (1, "… pay", "https://a.test/2"),
    ]


@pytest.mark.parametrize(
    ("inside", "label"),
    [
        ("Pagar  <b>ahora</b>", "Pagar ahora"),
        ("{{ account.ref }}", "a.test/x"),
        ("Ver &lt;{{ account.ref }}&gt;", "Ver <…>"),
        ('<img src="https://a.test/i.png" alt="Un logo">', "Un logo"),
        ('<img src="https://a.test/i.png">', "a.test/x"),
        ("x" * 50, "x" * 39 + "…"),
        ('"quoted" \\ {braces}', '"quoted" \\ {braces}'),
    ],
)
def test_a_link_is_called_by_its_words_and_holds_nothing_of_a_person(inside: str, label: str) -> None:
    (link,) = mail(f'<a href="https://a.test/x?secret=1">{inside}</a>').links
    assert link.label == label
    (followed,) = hrefs(f'<a href="https://a.test/x?secret=1">{inside}</a>', **FOLLOWED)
    assert carried(followed) is not None


def test_links_that_say_nothing_still_have_a_name() -> None:
    assert [one.label for one in mail('<a href="{{ account.url }}"></a>').links] == ["…"]
    assert [one.label for one in mail('<map><area href="https://a.test/" alt="x"></map>').links] == ["a.test/"]


def test_links_of_buttons_and_images_count_in_their_order() -> None:
    body = (
        "<mj-section><mj-column><mj-image src='https://a.test/i.png' href='https://a.test/' alt='Acme' />"
        "<mj-button href='{{ link.page }}'>Revisar y pagar</mj-button>"
        "<mj-text><a href='{{ link.preferences }}'>Preferencias</a></mj-text></mj-column></mj-section>"
    )
    template = compile_email(EmailSource(f"<mjml><mj-body>{body}</mj-body></mjml>", "Hi"))
    assert [(one.ordinal, one.label, one.target) for one in template.links] == [
        (1, "Acme", "https://a.test/"),
        (2, "Revisar y pagar", "{{ link.page }}"),
        (3, "Preferencias", "{{ link.preferences }}"),
    ]
    assert not {name for name in template.variables if name.startswith(("tracking.", "show."))}


def test_the_text_part_keeps_the_links_that_people_can_read() -> None:
    made = mail('<a href="{{ link.page }}">Pay</a>').render(tokens.nest({**FACTS, **FOLLOWED}))
    assert "Pay (https://pay.test/p/abc)" in made.text
    assert "/p/abc" not in made.html


def test_the_picture_is_there_only_where_opens_are_followed_up() -> None:
    template = mail("x")
    picture = FOLLOWED[tracking.PIXEL]
    assert f'<img src="{picture}" alt=""' in template.render(tokens.nest(FOLLOWED)).html
    assert "<img" not in template.render({}).html
    address = tracking.read(picture.removeprefix("https://pay.test/o/").removesuffix(".gif"), KEY)
    assert address == Address(tracking.OPENED, 0, 0, 12_345, ENDS, "", "")


def test_a_mail_put_together_from_parts_has_the_same_links() -> None:
    template = mail(
        '<a href="{{ link.page }}">Pay</a> and some more words <a href="https://a.test/{{ account.ref }}">b</a>'
    )
    facts = tokens.nest({**FACTS, **FOLLOWED})
    encoded = template.encode(facts)
    assert isinstance(encoded, EncodedEmail)
    assert quopri.decodestring(encoded.html).decode().replace("\r\n", "\n") == template.render(facts).html


def test_a_link_without_its_value_holds_the_message() -> None:
    template = mail('<a href="https://a.test/{{ account.gone }}">x</a>')
    with pytest.raises(MissingTokenError, match=r"account\.gone"):
        template.render(tokens.nest({**FACTS, **FOLLOWED}))
    with pytest.raises(MissingTokenError, match=r"link\.page"):
        mail('<a href="{{ link.page }}">x</a>').render(tokens.nest(FOLLOWED))


@pytest.mark.parametrize(
    "words",
    ["{{ tracking.links }}", "{{ show.c_12345678 }}", "{% set t = tracking.links %}{{ t }}", "{{ tracking }}"],
)
def test_no_author_can_write_the_key_into_a_mail(words: str) -> None:
    with pytest.raises(TemplateError, match="is no token"):
        mail(words)
    with pytest.raises(TemplateError, match="There is no filter tracked"):
        mail("{{ link.page | tracked('x', 1, 1, 'x', 0) }}")


def test_an_address_that_was_changed_is_worth_nothing() -> None:
    (followed,) = hrefs('<a href="https://a.test">x</a>', **FOLLOWED)
    token = followed.rpartition("/")[2]
    assert tracking.read(token, KEY) is not None
    assert tracking.read(token, b"l" * 32) is None
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        changed = token[:place] + other + token[place + 1 :]
        found = tracking.read(changed, KEY)
        assert found is None or found == tracking.read(token, KEY)  # the last letter has bits that carry nothing
    for cut in ("", "A", token[:20], token + "A", "é", "=" * 9, "....", "A" * 16):
        assert tracking.read(cut, KEY) is None


@given(st.binary(max_size=80))
def test_rubbish_is_no_address(rubbish: bytes) -> None:
    assert tracking.read(rubbish.decode("latin-1"), KEY) is None


@given(st.text(max_size=60), st.text(max_size=80))
def test_whatever_a_link_is_called_it_leads_where_it_says(label: str, path: str) -> None:
    target = "https://a.test/" + path
    made = tracking.tracked(target, GIVEN, 3, 9, label, TARGET)
    found = carried(made)
    assert found is not None
    assert found.target == target.encode("utf-8", "replace").decode()
    assert label.encode("utf-8", "ignore").startswith(found.label.encode("utf-8", "ignore")[:20])
