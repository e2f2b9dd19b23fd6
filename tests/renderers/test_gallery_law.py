"""What the law wants to read in the finished templates, and what nobody should."""

import re

import pytest

from renderers import gallery
from renderers.email import EmailSource, compile_email
from renderers.sources import Source, compile_source, words_of

EVERY = [(key, language) for key, template in gallery.templates().items() for language in template.sources]
ELECTRONIC = [one for one in EVERY if gallery.templates()[one[0]].channel in {"email", "sms", "whatsapp"}]
UNITED_STATES = [one for one in EVERY if "us_" in one[0]]
COLOMBIA = [one for one in EVERY if "co_" in one[0] and not one[0].startswith("sms")]
TO_OTHERS = {"sms_guarantor"}  # who get no link of the debtor's

THREATS = re.compile(
    r"embarg|policía|cárcel|lista negra|reportad|denunci|última oportunidad de evitar"
    r"|garnish|police|jail|blacklist|\bseize|arrest",
    re.IGNORECASE,
)


def written(key: str, language: str) -> str:
    source: Source = gallery.load(key, language)
    return compile_email(source).html if isinstance(source, EmailSource) else words_of(source)["text"]


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_nobody_is_threatened(key: str, language: str) -> None:
    assert not THREATS.search(written(key, language))


@pytest.mark.parametrize(("key", "language"), [one for one in ELECTRONIC if one[0] not in TO_OTHERS])
def test_every_electronic_message_says_how_to_get_no_more(key: str, language: str) -> None:
    """12 CFR 1006.6(e) for collectors in the United States, and good manners everywhere."""
    assert "link.preferences" in compile_source(gallery.load(key, language)).variables


@pytest.mark.parametrize(("key", "language"), UNITED_STATES)
def test_a_collector_in_the_united_states_says_that_it_is_one(key: str, language: str) -> None:
    """15 U.S.C. 1692e(11): a collector, an attempt to collect, and what becomes of what is told."""
    words = {
        "es": (r"\{\{ account.collector \}\} es una agencia de (cobranza|cobro de deudas)", r"se usará|se usa para"),
        "en": (r"\{\{ account.collector \}\} is a debt collector", "to collect a debt"),
    }
    assert all(re.search(sentence, written(key, language)) for sentence in words[language])
    assert "account.collector" in compile_source(gallery.load(key, language)).required


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_validation_notice_has_what_regulation_f_asks_for(language: str) -> None:
    """12 CFR 1006.34(c): who collects for whom, the itemization, until when to dispute, and how to answer."""
    notice = compile_source(gallery.load("letter_us_validation", language))
    assert notice.required >= {
        *("account.collector", "account.collector_address", "account.creditor", "account.ref"),
        *("account.itemization_date", "account.principal", "account.interest", "account.fees", "account.paid"),
        *("account.balance", "account.validation_ends", "debtor.full_name", "debtor.postal"),
    }
    text = written("letter_us_validation", language)
    assert text.count("account.validation_ends") == 3  # to dispute, to dispute in writing, to ask who the creditor was
    assert "www.cfpb.gov/debt-collection" in text
    assert text.count("&#9744;") == 6


@pytest.mark.parametrize(("key", "language"), COLOMBIA)
def test_a_message_in_colombia_says_that_the_reader_chooses_the_channel(key: str, language: str) -> None:
    """Ley 2300 de 2023, art. 3; nor does any ask why somebody has not paid (art. 4)."""
    assert "2300" in written(key, language)
    if gallery.templates()[key].channel == "email":
        assert "1581" in written(key, language)  # Ley 1581 de 2012, art. 12: who handles what is known of the reader
    assert not re.search(r"por qué no|motivo|why you|reason", written(key, language), re.IGNORECASE)


ASKS_NOTHING = {
    *("payment_thanks", "plan_completed", "account_closed", "hardship_help", "dispute_received", "contact_check"),
    "card_expiring",
}


@pytest.mark.parametrize(("key", "language"), [one for one in EVERY if gallery.templates()[one[0]].channel == "email"])
def test_thanks_answers_and_help_do_not_claim_to_collect(key: str, language: str) -> None:
    """A later message of a collector says that it is one (15 U.S.C. 1692e(11)), but need not sound as a demand."""
    collecting = re.search(r"intento de cobrar|attempt to collect", written(key, language))
    asking = re.search(r"no le pide ningún pago|asks for no payment", written(key, language))
    assert (collecting is None) is (key in ASKS_NOTHING)
    assert (asking is None) is (key not in ASKS_NOTHING)
