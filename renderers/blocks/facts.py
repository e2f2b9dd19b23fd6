"""Rows of a label and a value: what the account is, at a glance."""

import json
import re
from collections.abc import Mapping, Sequence

from renderers.blocks.block import Block, Setting, html
from renderers.blocks.fields import rows, say, space
from renderers.document import Element
from renderers.tokens import TOKEN

MOST_ROWS = 12
USUAL = {
    "es": [
        ["Acreedor", "{{ account.creditor }}"],
        ["Producto", "{{ account.product }}"],
        ["Referencia", "{{ account.ref }}"],
        ["Vencimiento", "{{ account.due_date | date }}"],
    ],
    "en": [
        ["Creditor", "{{ account.creditor }}"],
        ["Product", "{{ account.product }}"],
        ["Reference", "{{ account.ref }}"],
        ["Due date", "{{ account.due_date | date }}"],
    ],
}
LINE = "border-bottom:1px solid var(--brand-line);vertical-align:top;"
LABEL = f"padding:11px 12px 11px 0;{LINE}color:var(--brand-muted);"
VALUE = f"padding:11px 0;{LINE}color:var(--brand-heading);font-weight:600;text-align:right;"
PRINTED = re.compile(r"\{\{([^{}]*)\}\}")


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """A table whose rows are left out for who has no value for them."""
    found = _rows(attributes.get("rows", "")) or USUAL["es" if setting.language.startswith("es") else "en"]
    style = {
        "padding": BLOCK.value(attributes, "padding"),
        "role": "table",
        "cellpadding": "0",
        "font-family": "var(--brand-font)",
        "font-size": "15px",
        "line-height": "22px",
    }
    return [Element("mj-table", style, [part for label, value in found for part in _row(label, value)])]


def _row(label: str, value: str) -> list[Element | str]:
    row = html("tr", [html("td", label, style=LABEL), html("td", value, style=VALUE)])
    needed = dict.fromkeys(name for said in PRINTED.findall(value) for name in TOKEN.findall(said.split("|")[0]))
    return ["{% if " + " and ".join(needed) + " %}", row, "{% endif %}"] if needed else [row]


def _rows(text: str) -> Sequence[tuple[str, str]]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    pairs = found if isinstance(found, list) else []
    told = [(str(one[0]), str(one[1])) for one in pairs[:MOST_ROWS] if isinstance(one, list) and len(one) == 2]  # noqa: PLR2004
    return [(label, value) for label, value in told if value.strip()]


BLOCK = Block(
    tag="c-facts",
    labels=say("Datos de la cuenta", "Account details"),
    help=say(
        "Filas de nombre y valor; la que no tiene valor no sale.", "Rows of name and value; empty ones are left out."
    ),
    icon="list-details",
    category="money",
    properties={
        "rows": rows(
            say("Filas", "Rows"), {language: json.dumps(found, ensure_ascii=False) for language, found in USUAL.items()}
        ),
        "padding": space(say("Espacio alrededor", "Room around it"), "12px 0"),
    },
    expand=expand,
)
