"""The templates that come with Cauce."""

import re

import pytest

from renderers import gallery, tokens
from renderers.email import EmailSource, RenderedEmail, compile_email
from renderers.errors import MissingTokenError

ALLOWED = {
    "debtor.first_name",
    *(f"account.{name}" for name in ("creditor", "product", "ref", "balance", "currency", "due_date", "days_past_due")),
    "link.page",
    "link.preferences",
}
FACTS = {
    "debtor.first_name": "Ana",
    "account.creditor": "Banco Andino",
    "account.product": "Tarjeta Clásica",
    "account.ref": "BA-2031",
    "account.balance": 41230,
    "account.currency": "EUR",
    "account.due_date": "2026-02-01",
    "account.days_past_due": 29,
    "link.page": "https://cauce.test/p/abc",
    "link.preferences": "https://cauce.test/q/abc",
}
OPTIONAL = {"account.product", "account.due_date", "account.days_past_due"}
AGREED = {
    "plan_offer": set[str](),
    "settlement_offer": {"offer.amount", "offer.expires"},
    "promise_reminder": {"promise.amount", "promise.due_date"},
    "plan_welcome": {"plan.count", "plan.amount", "plan.first_due"},
    "us_notice": {"account.collector"},
    "us_plan_offer": {"account.collector"},
}
"""What must have been agreed on, offered or imported before these go out."""
OTHERS = {
    *("payment_reminder", "second_notice", "payment_thanks", "due_soon", "promise_missed", "plan_behind"),
    *("ways_to_solve", "invoice_reminder", "invoice_statement", "co_reminder", "co_plan_offer"),
}
FACTS |= {
    "offer.amount": 20000,
    "offer.expires": "2026-03-20",
    "promise.amount": 15000,
    "promise.due_date": "2026-03-10",
    "plan.count": 3,
    "plan.amount": 13744,
    "plan.first_due": "2026-04-01",
    "account.collector": "Costa Recovery",
}
PLAN = {"plan.count", "plan.amount", "plan.first_due"}
MENTIONED = {"plan_offer": PLAN, "promise_missed": {"promise.amount", "promise.due_date"}}
"""What is said where it is known."""
EVERY = [
    (key, language)
    for key, template in gallery.templates().items()
    if template.channel == "email"
    for language in template.sources
]


def rendered(key: str, language: str, **others: object) -> RenderedEmail:
    facts = FACTS | {name.replace("__", "."): value for name, value in others.items()}
    return compile_email(mail_source(key, language)).render(tokens.nest(facts), language)


def mail_source(key: str, language: str) -> EmailSource:
    source = gallery.load(key, language)
    assert isinstance(source, EmailSource)
    return source


def test_each_template_exists_in_spanish_and_english_with_a_name_in_both() -> None:
    assert {key for key, _ in EVERY} == {*OTHERS, *AGREED}
    for key, template in gallery.templates().items():
        assert template.key == key
        assert set(template.sources) == set(template.name) == {"es", "en"}


def test_a_language_falls_back_to_its_main_language_and_then_to_another() -> None:
    assert gallery.load("payment_reminder", "es-CO").language == "es"
    assert gallery.load("payment_reminder", "EN_us").language == "en"
    assert gallery.load("payment_reminder", "fr").language == "es"
    with pytest.raises(KeyError):
        gallery.load("nothing", "es")


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_templates_use_only_tokens_that_every_installation_has(key: str, language: str) -> None:
    template = compile_email(mail_source(key, language))
    assert template.variables <= ALLOWED | AGREED.get(key, set()) | MENTIONED.get(key, set())
    assert not template.required & (OPTIONAL | MENTIONED.get(key, set()))


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_templates_are_small_and_load_nothing(key: str, language: str) -> None:
    html = rendered(key, language).html
    assert len(html.encode()) < 40_000
    assert not re.search(r"<img|<link|@import|url\(|<script", html)
    assert f'<html lang="{language}"' in html
    assert set(re.findall(r'href="([^"]*)"', html)) == {FACTS["link.page"], FACTS["link.preferences"]}


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_both_parts_say_who_is_owed_what_and_where_to_go(key: str, language: str) -> None:
    mail = rendered(key, language)
    amount = {"es": "412,30\N{NO-BREAK SPACE}€", "en": "€412.30"}[language]
    for part in (mail.html, mail.text):
        for words in (
            amount,
            "Banco Andino",
            "BA-2031",
            "Tarjeta Clásica",
            *(FACTS[name] for name in sorted(FACTS) if "link" in name),
        ):
            assert str(words) in part
    assert "Ana" in mail.subject
    assert "\n\n\n" not in mail.text
    assert not re.search(r"\{\{|\{%|None|undefined", mail.html + mail.text)


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_accounts_without_product_and_due_date_get_a_whole_mail(key: str, language: str) -> None:
    mail = rendered(key, language, account__product=None, account__due_date=None, account__days_past_due=None)
    for part in (mail.html, mail.text):
        assert not re.search(r"Vencía|was due|vencimiento|Due date|Producto|Product|retraso|overdue", part)


@pytest.mark.parametrize(("key", "language"), EVERY)
@pytest.mark.parametrize("token", sorted(ALLOWED - OPTIONAL))
def test_without_any_other_token_the_mail_is_held(key: str, language: str, token: str) -> None:
    with pytest.raises(MissingTokenError) as caught:
        rendered(key, language, **{token.replace(".", "__"): ""})
    assert caught.value.token == token


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("key", sorted(AGREED))
def test_nobody_is_told_of_what_was_not_agreed_on(key: str, language: str) -> None:
    for token in sorted(AGREED[key]):
        with pytest.raises(MissingTokenError) as caught:
            rendered(key, language, **{token.replace(".", "__"): None})
        assert caught.value.token == token


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("key", sorted(MENTIONED))
def test_what_is_not_known_is_not_mentioned(key: str, language: str) -> None:
    mail = rendered(key, language, **{token.replace(".", "__"): None for token in MENTIONED[key]})
    assert not re.search(r"\d cuotas|\d instalments|150[.,]00|10 de marzo|March 10", mail.text)


@pytest.mark.parametrize(
    ("language", "days", "words"), [("es", 1, "1 día"), ("es", 29, "29 días"), ("en", 1, "1 day"), ("en", 2, "2 days")]
)
def test_the_second_notice_counts_days_in_words(language: str, days: int, words: str) -> None:
    text = rendered("second_notice", language, account__days_past_due=days).text
    assert re.search(rf"{words}$", text, re.MULTILINE)


def test_thanks_say_whether_something_remains() -> None:
    assert "saldada" in rendered("payment_thanks", "es", account__balance=0).text
    assert "saldada" not in rendered("payment_thanks", "es").text
    assert "€0.00" in rendered("payment_thanks", "en", account__balance=0).html


def luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


GROUND = re.compile(r"background(?:-color)?:(#[0-9a-f]{6})")
INK = re.compile(r"(?<![-\w])color:(#[0-9a-f]{6})")


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_text_stands_out_from_its_ground(key: str, language: str) -> None:
    html = re.sub(r"<!--.*?-->|<style.*?</style>", "", rendered(key, language).html, flags=re.DOTALL)
    html = html[html.index("<body") :]
    grounds, checked = ["#eef3f2"], 0
    for match in re.finditer(r"<(/?)([a-z0-9]+)([^>]*?)(/?)>", html):
        end, tag, attributes, alone = match.groups()
        if alone or tag in {"br", "meta", "img"}:
            continue
        if end:
            grounds.pop()
            continue
        ground = GROUND.search(attributes)
        grounds.append(ground[1] if ground else grounds[-1])
        ink = INK.search(attributes)
        if ink and "display:none" not in attributes:
            assert contrast(ink[1], grounds[-1]) >= 4.5, match[0]
            checked += 1
    assert checked > 12
