"""Made-up facts for the finished templates, and how a test has one rendered."""

from collections.abc import Mapping
from typing import Any

from journeys.conditions import compile_condition
from renderers import gallery, tokens
from renderers.brand import HOUSE, Brand
from renderers.email import EmailSource, EmailTemplate, RenderedEmail, compile_email
from renderers.sources import branded, compile_source

FACTS: dict[str, Any] = {
    "debtor.first_name": "Ana",
    "debtor.full_name": "Ana Paz",
    "debtor.postal": "Calle 12 # 3-45\n110111 Bogotá",
    "account.creditor": "Banco Andino",
    "account.product": "Tarjeta Clásica",
    "account.ref": "BA-2031",
    "account.balance": 41230,
    "account.currency": "EUR",
    "account.due_date": "2026-02-01",
    "account.days_past_due": 29,
    "account.principal": 38000,
    "account.interest": 2230,
    "account.fees": 1000,
    "account.paid": 0,
    "account.collector": "Costa Recovery",
    "account.collector_address": "PO Box 12, Albany, NY 12201",
    "account.itemization_date": "2025-11-30",
    "account.validation_ends": "2026-04-20",
    "calendar.today": "2026-03-02",
    "promise.amount": 15000,
    "promise.due_date": "2026-03-10",
    "plan.total": 41230,
    "plan.count": 3,
    "plan.amount": 13744,
    "plan.first_due": "2026-04-01",
    "offer.amount": 20000,
    "offer.expires": "2026-03-20",
    "item.name": "Luis Paz",
    "item.amount": 6872,
    "item.due_date": "2026-04-01",
    "list.debts": [
        {
            "ref": "BA-2031",
            "creditor": "Banco Andino",
            "product": "Tarjeta Clásica",
            "balance": 41230,
            "currency": "EUR",
        }
        | {"due_date": "2026-02-01"},
        {"ref": "BA-3310", "creditor": "Banco Andino", "balance": 128050, "currency": "EUR"},
    ],
    "link.page": "https://cauce.test/p/abc",
    "link.qr": "https://cauce.test/p/abc/qr.png",
    "link.preferences": "https://cauce.test/q/abc",
}
EMAILS = [
    (key, language)
    for key, template in gallery.templates().items()
    if template.channel == "email"
    for language in template.sources
]
OTHERS = [
    (key, language)
    for key, template in gallery.templates().items()
    if template.channel not in {"email", "page"}  # pages have tests of their own
    for language in template.sources
]


def mail_source(key: str, language: str) -> EmailSource:
    """A finished mail as its author wrote it."""
    source = gallery.load(key, language)
    assert isinstance(source, EmailSource)
    return source


def compiled(key: str, language: str, brand: Brand = HOUSE) -> EmailTemplate:
    """A finished mail in a brand."""
    template = compile_source(branded(mail_source(key, language), brand))
    assert isinstance(template, EmailTemplate)
    return template


def rendered(key: str, language: str, brand: Brand = HOUSE, /, **others: object) -> RenderedEmail:
    """What Ana gets, with other facts where they are named (``account__balance=0``)."""
    facts = FACTS | {name.replace("__", "."): value for name, value in others.items()}
    template = compile_email(branded_source(key, language, brand))
    return template.render(tokens.nest(facts | flags(template, facts)), language)


def flags(template: EmailTemplate, facts: Mapping[str, Any]) -> dict[str, bool]:
    """Whether each part that not everybody sees is shown."""
    return {f"show.{name}": compile_condition(one)(facts) for name, one in template.conditions.items()}


def branded_source(key: str, language: str, brand: Brand) -> EmailSource:
    """A finished mail as its author wrote it, in a brand."""
    source = branded(mail_source(key, language), brand)
    assert isinstance(source, EmailSource)
    return source
