"""Graphs written short, and an installation to check them against."""

from typing import Any

from journeys.check import CheckContext, FieldInfo, TemplateInfo
from journeys.problems import FieldType
from journeys.wording import say

DAY = {"amount": 1, "unit": "days"}


def node(name: str, kind: str, **settings: object) -> dict[str, Any]:
    return {"id": name, "kind": kind, "kind_version": 1, "settings": settings}


def enter(name: str = "enter", audience: object = None) -> dict[str, Any]:
    return {**node(name, "enter", audience=audience), "kind_version": 2}


def mail(name: str = "mail", template: str = "payment_reminder") -> dict[str, Any]:
    return {**node(name, "send_email", template=template), "kind_version": 2}


def wait(name: str = "wait", duration: object = DAY) -> dict[str, Any]:
    return {**node(name, "wait", duration=duration), "kind_version": 2}


def wait_event(name: str, *events: str, timeout: object = DAY) -> dict[str, Any]:
    return {**node(name, "wait_event", events=list(events), timeout=timeout), "kind_version": 2}


def branch(name: str = "branch", **whens: object) -> dict[str, Any]:
    return node(name, "branch", branches=[{"id": key, "label": key.title(), "when": whens[key]} for key in whens])


def end(name: str = "end", reason: str = "completed") -> dict[str, Any]:
    return node(name, "end", reason=reason)


def graph(*nodes: dict[str, Any], lines: str = "", **others: object) -> dict[str, Any]:
    """A graph; ``lines`` are ``from.port>to`` with blanks between, ``from>to`` for the port ``next``."""
    edges = []
    for number, line in enumerate(lines.split()):
        start, target = line.split(">")
        source, _, port = start.partition(".")
        edges.append({"id": f"e{number}", "from": source, "port": port or "next", "to": target})
    whole = {
        "schema_version": 1,
        "name": "Test",
        "nodes": list(nodes),
        "edges": edges,
        "entry": "enter",
        "exits": ["paid"],
    }
    return {**whole, **others}


def simple() -> dict[str, Any]:
    """A graph without any problem."""
    return graph(enter(), mail(), wait(), end(), lines="enter>mail mail>wait wait>end")


FIELD_TYPES: dict[str, tuple[FieldType, str, str]] = {
    "account.balance": ("money", "Saldo", "Balance"),
    "account.days_past_due": ("number", "Días de mora", "Days past due"),
    "account.due_date": ("date", "Vencimiento", "Due date"),
    "debtor.language": ("text", "Idioma", "Language"),
    "debtor.protected": ("boolean", "Protegido", "Protected"),
    "account.tags": ("tags", "Etiquetas", "Tags"),
    "calendar.today": ("date", "Hoy", "Today"),
}

CONTEXT = CheckContext(
    fields={name: FieldInfo(name, kind, say(es, en)) for name, (kind, es, en) in FIELD_TYPES.items()},
    templates={
        "payment_reminder": TemplateInfo(
            "payment_reminder",
            "email",
            frozenset({"account.balance", "link.page"}),
            say("Recordatorio de pago", "Payment reminder"),
        ),
        "second_notice": TemplateInfo("second_notice", "email", frozenset({"debtor.language"})),
        "text_message": TemplateInfo("text_message", "sms", frozenset()),
        "broken": TemplateInfo("broken", "email", frozenset({"debtor.nickname", "account.balance", "account.iban"})),
    },
    channels=frozenset({"email"}),
)
