"""Whom a message of a template would not reach in a journey's audience, counted beforehand, over the API."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from app.flow.compose import Held, compose, read_by
from app.installation import Installation
from app.models import Account, ContactPoint, Debtor
from app.reasons import reason
from app.store import facts, template_drafts, templates
from app.store.claims import Queued
from renderers.email import EmailSource
from renderers.gallery import TemplateFile
from renderers.letter import LetterSource
from renderers.sources import Source, compile_source
from renderers.text import TextSource
from tests.app.api.browsers import Browser
from tests.app.flow.people import START, add_account

RICH = {"field": "account.balance", "op": "gt", "value": 50_000}
TOKEN = "Hola {{ debtor.first_name }}"
MJML = f"<mjml><mj-body><mj-section><mj-column><mj-text>{TOKEN}</mj-text></mj-column></mj-section></mj-body></mjml>"
VOICE = json.dumps([{"id": "s1", "kind": "say", "text": TOKEN}])
NAME = {"es": "Aviso", "en": "Notice"}


def fill(installation: Installation) -> None:
    """Seven people who owe much, in three languages, some without a name or a product; one who owes little."""
    with installation.db.write() as session:
        for language, name, product in (
            ("es", "Lucía", "Crédito"),
            ("es", None, "Crédito"),
            ("es-CO", "", None),
            ("en", "Mary", None),
            ("en-GB", None, None),
            ("pt", "João", None),
            ("pt", None, "Crédito"),
        ):
            account = add_account(
                session, principal=60_000, debtor_language=language, debtor_first_name=name, product=product
            )
            session.add(ContactPoint(debtor_id=account.debtor_id, kind="mobile", value="+34600000000"))
            session.add(ContactPoint(debtor_id=account.debtor_id, kind="postal", value="Calle 12, Bogotá"))
        add_account(session, principal=100, interest=0, fees=0, debtor_first_name=None)


def publish(installation: Installation, key: str, **texts: str | list[str]) -> None:
    """Publish an SMS in these languages; several texts of a language compete."""
    said = {language: [text] if isinstance(text, str) else text for language, text in texts.items()}
    with installation.db.write() as session:
        sources = {language: TextSource(found[0], language) for language, found in said.items()}
        templates.add(session, TemplateFile(key, "sms", NAME, sources), user_id=None, now=START)
        row = template_drafts.hold(session, key)
        shares = {language: 100 // len(found) for language, found in said.items()}
        variants = {
            language: [
                {"id": "abc"[place], "share": shares[language], "words": {"text": text}}
                for place, text in enumerate(found)
            ]
            for language, found in said.items()
            if len(found) > 1
        }
        edition = templates.Edition({language: {"text": found[0]} for language, found in said.items()}, variants)
        templates.publish(session, row, edition, document=None, note="", user_id=None, now=START)


def lacks(browser: Browser, *keys: str, condition: Any = RICH) -> dict[str, Any]:  # noqa: ANN401 - JSON
    found = browser.post("/templates/reach", {"templates": keys, "condition": condition})
    assert found.status_code == 200, found.text
    return {one["template"]: one["lacks"] for one in found.json["templates"]} | {"total": found.json["total"]}


def held(installation: Installation, key: str) -> Counter[str]:
    """How many of those who owe much each token really keeps from getting a template."""
    found: Counter[str] = Counter()
    with installation.db.read() as session:
        known = templates.of_keys(session, [key])
        sources = [one.source for language in known[key].sources for one in known[key].variants_in(language)]
        wanted = frozenset().union(*(read_by(compile_source(source)) for source in sources))
        rows = select(Account, Debtor.language).join(Debtor, Debtor.id == Account.debtor_id)
        for account, language in session.execute(rows.where(Account.principal > 100)).all():
            channel = known[key].channel
            one = Queued(account.id, account.id, account.debtor_id, channel, key, 0, None, None, language, None)
            own = facts.load(session, [account.id], START, also=wanted)[account.id]
            made = compose(installation.config, one, known, own, START)
            if isinstance(made, Held):
                found[next(name for name in wanted if made.reason == reason("missing_token", name))] += 1
    return found


@pytest.mark.parametrize(
    "texts",
    [
        {"es": "Hola {{ debtor.first_name }}", "en": "Hello {{ debtor.first_name }}"},
        {"es": "Hola {{ debtor.first_name }}", "en": "Hello"},
        {"es": "Hola", "en": "Hello {{ debtor.first_name }}"},
        {"en": "Hello", "es": "Hola {{ debtor.first_name }}"},
        {"es": "Sobre {{ account.product }}", "en": "Hello {{ debtor.first_name }}", "pt": "Olá"},
        {"es": "Hola {{ debtor.first_name | default('cliente') }} {% if account.product %}sí{% endif %}"},
    ],
    ids=["both", "first language", "other language", "the other first", "each its own", "none"],
)
def test_exactly_those_are_counted_whose_message_would_be_held(
    installation: Installation, strategist: Browser, texts: dict[str, str]
) -> None:
    fill(installation)
    publish(installation, "aviso", **texts)
    found = lacks(strategist, "aviso")
    assert found["total"] == 7
    assert {one["token"]: one["count"] for one in found["aviso"]} == held(installation, "aviso")
    for one in found["aviso"]:
        shown = strategist.post("/segments/preview", {"condition": one["condition"]})
        assert len(shown.json["members"]) == one["count"]


def test_it_is_said_in_words_and_of_which_languages_and_variants(
    installation: Installation, strategist: Browser
) -> None:
    fill(installation)
    publish(installation, "aviso", es=["Hola", "Hola {{ debtor.first_name }}"], en="Hello {{ account.product }}")
    ours = {"all": [RICH, {"field": "debtor.language", "op": "ne", "value": "pt"}]}
    product, name = lacks(strategist, "aviso", condition=ours)["aviso"]
    assert (product["languages"], product["variants"], product["count"]) == (["en"], [], 2)
    assert (name["languages"], name["variants"], name["count"]) == (["es"], ["b"], 2)
    assert name["text"] == {"es": "2 de 5 no tienen «Nombre»", "en": "2 of 5 have no first name"}
    assert name["label"] == {"es": "Nombre", "en": "First name"}


def test_a_field_that_is_gone_keeps_everybody_from_getting_it(installation: Installation, strategist: Browser) -> None:
    fill(installation)
    publish(installation, "aviso", es="Hola {{ account.x_gone }}")
    (gone,) = lacks(strategist, "aviso")["aviso"]
    assert (gone["count"], gone["text"]["en"]) == (7, "7 of 7 have no account.x_gone")


def test_what_is_not_there_or_lacks_nothing_is_quiet(installation: Installation, strategist: Browser) -> None:
    """So is what people agree on only when they are on the journey."""
    fill(installation)
    publish(installation, "aviso", es="Hola {{ plan.amount | money(account.currency) }}")
    assert lacks(strategist, "aviso", "nobody_knows", condition=None) == {"aviso": [], "total": 8}
    broken = strategist.post("/templates/reach", {"templates": ["aviso"], "condition": {"nonsense": 1}})
    assert (broken.status_code, list(broken.json["fields"])) == (422, ["condition"])


@pytest.mark.parametrize(
    ("channel", "source"),
    [
        ("email", EmailSource(MJML, "Hola", "", "es")),
        ("email", EmailSource("<mjml><mj-body></mj-body></mjml>", "{{ debtor.first_name }}", "", "es")),
        ("sms", TextSource(TOKEN, "es")),
        ("whatsapp", TextSource(TOKEN, "es")),
        ("voice", TextSource(TOKEN, "es", VOICE)),
        ("letter", LetterSource(f"<p>{TOKEN}</p>", "Hola", "es")),
    ],
    ids=["email", "subject", "sms", "whatsapp", "voice", "letter"],
)
def test_it_is_so_in_every_channel(
    installation: Installation, strategist: Browser, channel: str, source: Source
) -> None:
    fill(installation)
    with installation.db.write() as session:
        templates.add(session, TemplateFile("aviso", channel, NAME, {"es": source}), user_id=None, now=START)
    found = lacks(strategist, "aviso")["aviso"]
    assert [(one["token"], one["count"]) for one in found] == [("debtor.first_name", 4)]
    assert held(installation, "aviso") == {"debtor.first_name": 4}


def test_many_templates_take_as_many_queries_as_one(
    installation: Installation, strategist: Browser, counting: Callable[[], Any]
) -> None:
    fill(installation)
    for key in ("uno", "dos", "tres"):
        publish(installation, key, es=f"{key} {{{{ debtor.first_name }}}}", en="Hello {{ account.product }}")
    lacks(strategist, "uno")
    with counting() as few:
        lacks(strategist, "uno")
    with counting() as many:
        lacks(strategist, "uno", "dos", "tres")
    assert len(few) == len(many)
