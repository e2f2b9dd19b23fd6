"""A table of all open debts of the person, one row for each."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, html
from renderers.blocks.fields import say, space, switch
from renderers.document import Element

HEADS = {
    "debt": say("Deuda", "Debt"),
    "due": say("Vencía el", "Was due on"),
    "amount": say("Importe", "Amount"),
}
LINE = "border-bottom:1px solid var(--brand-line);vertical-align:top;"
CELL = f"padding:11px 12px 11px 0;{LINE}color:var(--brand-text);"
SMALL = "font-size:13px;line-height:18px;color:var(--brand-muted);"
LAST = f"padding:11px 0;{LINE}color:var(--brand-heading);font-weight:700;text-align:right;"
HEAD = f"padding:0 12px 8px 0;{LINE}font-size:13px;font-weight:600;text-align:left;color:var(--brand-muted);"


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """A row in a loop over the debts; a mail without any is held, as for every token that it needs."""
    due = BLOCK.value(attributes, "due") == "yes"
    reference = BLOCK.value(attributes, "ref") == "yes"
    heads = [html("th", setting.say(HEADS["debt"]), style=HEAD, scope="col")]
    if due:
        heads.append(html("th", setting.say(HEADS["due"]), style=HEAD, scope="col"))
    heads.append(
        html("th", setting.say(HEADS["amount"]), style=f"{HEAD}padding-right:0;text-align:right;", scope="col")
    )
    of_whom: list[Element | str] = ["{{ debt.creditor }}"]
    if reference:
        of_whom.append(html("br"))
        of_whom.append(html("span", "{% if debt.product %}{{ debt.product }} · {% endif %}{{ debt.ref }}", style=SMALL))
    cells: list[Element | str] = [html("td", of_whom, style=CELL)]
    if due:
        cells.append(
            html("td", "{% if debt.due_date %}{{ debt.due_date | date('medium') }}{% else %}—{% endif %}", style=CELL)
        )
    cells.append(html("td", "{{ debt.balance | money(debt.currency) }}", style=LAST))
    style = {
        "padding": BLOCK.value(attributes, "padding"),
        "role": "table",
        "cellpadding": "0",
        "font-family": "var(--brand-font)",
        "font-size": "15px",
        "line-height": "22px",
    }
    rows: list[Element | str] = [
        html("tr", heads),
        "{% for debt in list.debts %}",
        html("tr", cells),
        "{% endfor %}",
    ]
    return [Element("mj-table", style, rows)]


BLOCK = Block(
    tag="c-debts",
    labels=say("Tabla de deudas", "Table of debts"),
    help=say("Todas las deudas abiertas de la persona, una por fila.", "All open debts of the person, one a row."),
    icon="table",
    category="money",
    properties={
        "ref": switch(say("Mostrar producto y referencia", "Show product and reference"), default=True),
        "due": switch(say("Mostrar cuándo vencía", "Show when it was due"), default=True),
        "padding": space(say("Espacio alrededor", "Room around it"), "12px 0"),
    },
    expand=expand,
    says=HEADS,
)
