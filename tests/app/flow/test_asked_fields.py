"""What conditions of templates ask of one's own fields, and which of them are gone."""

import json
from typing import Any

import pytest

from app.installation import Installation
from app.store import asked_fields, templates
from renderers.email import EmailSource
from renderers.gallery import TemplateFile
from renderers.landing.page import PageSource
from renderers.sources import Source
from renderers.text import TextSource
from tests.app.flow.people import START

OWN = {"field": "account.x_vip", "op": "is_not_empty"}
BUILT_IN = {"field": "account.balance", "op": "gt", "value": 1}
PAST = {"event": "paid", "op": "gte", "value": 1, "within": None, "channel": None}
LIST = {"field": "list.debts", "op": "is_not_empty"}
LINK = {"field": "link.page", "op": "is_not_empty"}
TODAY = {"field": "account.due_date", "op": "lt", "value": {"today": 0}}


def mail(condition: object, around: str = "mj-section") -> EmailSource:
    text = f"<mj-text show-if='{json.dumps(condition)}'>Hola</mj-text>"
    return EmailSource(f"<mjml><mj-body><{around}><mj-column>{text}</mj-column></mj-section></mj-body></mjml>", "Hola")


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        (mail(OWN), {"account.x_vip"}),
        (mail({"all": [BUILT_IN, PAST, LIST, LINK, TODAY, {"not": OWN}]}), {"account.x_vip"}),
        (mail({**OWN, "op": "nonsense"}), set()),
        (mail(OWN, "mj-shoe"), set()),
        (mail("no condition"), set()),
        (TextSource("{{ account.x_vip }}"), set()),
        (
            PageSource(f"<page><p-section><p-text show-if='{json.dumps(OWN)}'>Hola</p-text></p-section></page>"),
            {"account.x_vip"},
        ),
    ],
    ids=["own", "others", "no condition", "cannot be read", "no JSON of one", "text", "page"],
)
def test_the_fields_of_ones_own_that_a_source_asks_about(source: Source, asked: set[str]) -> None:
    assert asked_fields.of_source(source) == asked


def test_a_template_knows_what_of_it_is_gone_and_asks_once_more_only_where_it_asks_about_own_fields(
    installation: Installation,
    counted_queries: Any,  # noqa: ANN401 - a fixture
) -> None:
    with installation.db.write() as session:
        for key, condition in (("plain", BUILT_IN), ("own", OWN)):
            made = TemplateFile(key, "email", {"es": "x", "en": "x"}, {"es": mail(condition)})
            templates.add(session, made, user_id=None, now=START)
    for key, gone, queries in (("plain", frozenset[str](), 2), ("own", frozenset({"account.x_vip"}), 3)):
        with installation.db.read() as session, counted_queries(installation.db) as seen:
            assert templates.of_keys(session, [key])[key].gone == gone
        assert len(seen) == queries
