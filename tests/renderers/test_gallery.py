"""The finished emails: what they say, to whom, and what they need to be sent."""

import re
from collections import Counter

import pytest

from renderers import gallery
from renderers.errors import MissingTokenError
from tests.renderers.gallery_samples import EMAILS, FACTS, compiled, rendered

ALLOWED = {
    "debtor.first_name",
    *(f"account.{name}" for name in ("creditor", "product", "ref", "balance", "currency", "due_date", "days_past_due")),
    *("account.collector", "link.page", "link.preferences"),
}
OPTIONAL = {"account.product", "account.due_date", "account.days_past_due"}
PLAN = {"plan.count", "plan.amount", "plan.first_due"}
OFFER = {"offer.amount", "offer.expires"}
AGREED = {
    "settlement_offer": OFFER,
    "settlement_expiring": OFFER,
    "promise_reminder": {"promise.amount", "promise.due_date"},
    "plan_welcome": {"plan.count", "plan.first_due"},
    "instalment_due": {"item.amount", "item.due_date"},
    "invoice_reminder": {"link.qr"},
    "debts_overview": {"list.debts"},
    "us_notice": {"account.collector"},
    "us_plan_offer": {"account.collector"},
    "first_contact": {"account.collector", "account.collector_address", "calendar.today"},
}
"""What must have been agreed on, offered or imported before these go out."""
MENTIONED = {
    "plan_offer": PLAN,
    "plan_welcome": {"plan.amount"},
    "promise_missed": {"promise.amount", "promise.due_date"},
    "first_contact": {"account.principal", "account.interest", "account.fees", "account.paid"},
}
"""What is said where it is known."""
NO_AMOUNT = {"plan_completed", "hardship_help", "dispute_received", "contact_check", "account_closed"}
"""Those that ask for no money, and so name none."""
WANTED = {
    *("first_contact", "due_soon", "payment_reminder", "second_notice", "promise_reminder", "promise_missed"),
    *("plan_offer", "plan_welcome", "plan_behind", "plan_completed", "settlement_offer", "settlement_expiring"),
    *("payment_thanks", "payment_failed", "card_expiring", "hardship_help", "dispute_received", "account_closed"),
    *("contact_check", "instalment_due", "ways_to_solve", "invoice_reminder", "invoice_statement", "us_notice"),
    *("us_plan_offer", "co_reminder", "co_plan_offer", "debts_overview"),
}
SUBJECT, PREHEADER = 70, (30, 110)  # letters that mail programs show


def test_each_template_exists_in_spanish_and_english_with_a_name_in_both() -> None:
    assert {key for key, _ in EMAILS} == WANTED
    for key, template in gallery.templates().items():
        assert template.key == key
        assert set(template.sources) == set(template.name) == {"es", "en"}


def test_every_template_says_what_it_is_for() -> None:
    found = Counter(template.purpose for template in gallery.templates().values())
    assert set(found) <= set(gallery.PURPOSES)
    assert {template.purpose for template in gallery.templates().values() if template.channel == "email"} >= {
        *("first_contact", "before_due", "reminder", "promise", "plan", "settlement", "payment", "help", "dispute"),
        *("service", "closing"),
    }
    for key, template in gallery.templates().items():
        assert set(template.jurisdictions) == {name for name in ("US", "CO") if f"{name.lower()}_" in key}, key
        assert all(re.fullmatch(r"[a-z ]+", tag) for tag in template.tags)


def test_a_language_falls_back_to_its_main_language_and_then_to_another() -> None:
    assert gallery.load("payment_reminder", "es-CO").language == "es"
    assert gallery.load("payment_reminder", "EN_us").language == "en"
    assert gallery.load("payment_reminder", "fr").language == "es"
    with pytest.raises(KeyError):
        gallery.load("nothing", "es")


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_templates_use_only_tokens_that_every_installation_has(key: str, language: str) -> None:
    template = compiled(key, language)
    assert template.variables <= ALLOWED | AGREED.get(key, set()) | MENTIONED.get(key, set())
    missing = OPTIONAL | ({"account.collector"} - AGREED.get(key, set())) | MENTIONED.get(key, set())
    assert not template.required & missing


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_both_parts_say_who_is_owed_what_and_where_to_go(key: str, language: str) -> None:
    mail = rendered(key, language)
    amount = {"es": "412,30\N{NO-BREAK SPACE}€", "en": "€412.30"}[language]
    for part in (mail.html, mail.text):
        assert (amount in part) is (key not in NO_AMOUNT)
        for words in (
            *("Banco Andino", "BA-2031", "Tarjeta Clásica"),
            *(FACTS[name] for name in ("link.page", "link.preferences")),
        ):
            assert words in part
    assert "Ana" in mail.subject
    assert "\n\n\n" not in mail.text
    assert not re.search(r"\{\{|\{%|None|undefined|c-[a-z]+=|--brand", mail.html + mail.text)


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_subject_and_preheader_fit_into_the_list_of_an_inbox(key: str, language: str) -> None:
    mail = rendered(key, language)
    hidden = re.search(r'<div style="display:none;[^>]*>\s*(.*?)\s*</div>', mail.html, re.DOTALL)
    assert hidden is not None
    assert len(mail.subject) <= SUBJECT
    assert PREHEADER[0] <= len(hidden[1].strip()) <= PREHEADER[1], hidden[1]
    assert hidden[1].strip() != mail.subject


@pytest.mark.parametrize(("key", "language"), [one for one in EMAILS if one[0] != "debts_overview"])
def test_accounts_without_product_and_due_date_get_a_whole_mail(key: str, language: str) -> None:
    mail = rendered(key, language, account__product=None, account__due_date=None, account__days_past_due=None)
    for part in (mail.html, mail.text):
        assert not re.search(r"Vencía|was due|vencimiento|Due date|Producto|Product|retraso|overdue", part)


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_without_any_other_token_the_mail_is_held(key: str, language: str) -> None:
    needed = {"debtor.first_name", "account.creditor", "account.ref", "link.page", "link.preferences"}
    required = compiled(key, language).required
    assert required >= needed | AGREED.get(key, set())
    for token in sorted(required):
        with pytest.raises(MissingTokenError) as caught:
            rendered(key, language, **{token.replace(".", "__"): None})
        assert caught.value.token == token


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("key", sorted(MENTIONED))
def test_what_is_not_known_is_not_mentioned(key: str, language: str) -> None:
    unknown = rendered(key, language, **{token.replace(".", "__"): None for token in MENTIONED[key]})
    told = re.compile(r"137[.,]44|150[.,]00|380[.,]00|10 de marzo|March 10")
    assert not told.search(unknown.text)
    assert told.search(rendered(key, language).text)


@pytest.mark.parametrize("key", ["us_notice", "co_reminder", "invoice_reminder"])
def test_days_are_counted_where_there_are_any(key: str) -> None:
    assert "Días de retraso: 29" in rendered(key, "es").text
    assert "Days overdue: 29" in rendered(key, "en").text
    assert "retraso" not in rendered(key, "es", account__days_past_due=0).text


def test_thanks_say_whether_something_remains() -> None:
    assert "saldada" in rendered("payment_thanks", "es", account__balance=0).text
    assert "saldada" not in rendered("payment_thanks", "es").text
    assert "€0.00" in rendered("payment_thanks", "en", account__balance=0).html


@pytest.mark.parametrize("language", ["es", "en"])
def test_all_debts_of_a_person_stand_in_one_table(language: str) -> None:
    mail = rendered("debts_overview", language)
    for words in ("BA-2031", "BA-3310", "Tarjeta Clásica"):
        assert words in mail.html
        assert words in mail.text
    assert {"es": "1.280,50", "en": "1,280.50"}[language] in mail.text


def test_a_mail_can_be_read_at_a_desk_and_paid_on_a_phone() -> None:
    assert f'src="{FACTS["link.qr"]}"' in rendered("invoice_reminder", "es").html
