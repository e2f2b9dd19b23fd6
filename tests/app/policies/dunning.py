"""Three classic dunning policies for business customers, as a strategist would draw them."""

from typing import Any

from journeys.kinds import defaults, kinds
from tests.journeys.graphs import end, graph, node

EXITS = ["paid", "deceased", "insolvent", "cease_contact", "recalled"]
HOLDS = ["disputed", "vulnerable"]


def enters(**settings: object) -> dict[str, Any]:
    """The entry."""
    return {**node("enter", "enter", **settings), "kind_version": 2}


def waits(name: str, **settings: object) -> dict[str, Any]:
    """A wait."""
    return {**node(name, "wait", **settings), "kind_version": 2}


def emails(name: str, template: str, **settings: object) -> dict[str, Any]:
    """An email."""
    return {**node(name, "send_email", template=template, **settings), "kind_version": 2}


def calls(name: str, title: str, days: int = 5) -> dict[str, Any]:
    """A call by an agent, with the usual outcomes; not within so many days, it is overdue."""
    usual = defaults(kinds()["call_task"])
    return node(name, "call_task", **{**usual, "title": title, "deadline": {"amount": days, "unit": "days"}})


def due(name: str, days: int, **settings: object) -> dict[str, Any]:
    """A wait until so many days after the due date, at nine."""
    return waits(name, mode="date", side="after", shift=days, **settings)


def drawn(name: str, *nodes: dict[str, Any], lines: str, **more: object) -> dict[str, Any]:
    """A whole journey with the usual exits and holds."""
    return graph(*nodes, lines=lines, **{"name": name, "exits": EXITS, "holds": HOLDS, **more})


def net_10() -> dict[str, Any]:
    """Ten days after the due date an email, another at the end of the month, then a letter."""
    return drawn(
        "Net 10",
        enters(audience={"field": "account.balance", "op": "gt", "value": 0}),
        due("net_10", 10),
        emails("reminder", "payment_reminder"),
        waits("month_end", mode="until", on="month"),
        emails("month_end_notice", "second_notice"),
        waits("ten_workdays", mode="business_days", days=10),
        node("letter", "send_letter", template="letter_reminder"),
        waits("two_weeks", duration={"amount": 14, "unit": "days"}),
        end("unanswered", "unanswered"),
        end("undated", "undated"),
        lines="enter>net_10 net_10>reminder net_10.no_date>undated reminder>month_end month_end>month_end_notice "
        "month_end_notice>ten_workdays ten_workdays>letter letter>two_weeks two_weeks>unanswered",
    )


def age(days: int) -> dict[str, Any]:
    """The oldest open invoice of the customer has been due for so many days or longer."""
    return {"field": "debtor.oldest_due_date", "op": "lte", "value": {"today": -days}}


def oldest_invoice() -> dict[str, Any]:
    """30, 40 and 50 days since the earliest unpaid invoice of the customer was due; only that one is followed.

    An invoice that becomes the earliest later begins at the level of its age.
    """
    return drawn(
        "Oldest invoice",
        enters(audience={"field": "account.is_oldest", "op": "eq", "value": True}),
        node(
            "level",
            "branch",
            branches=[
                {"id": f"level_{level}", "label": f"Nivel {level}", "when": age(days)}
                for level, days in ((3, 50), (2, 40), (1, 30))
            ],
        ),
        due("day_30", 30),
        emails("notice_1", "payment_reminder"),
        due("day_40", 40),
        emails("notice_2", "second_notice"),
        due("day_50", 50),
        emails("notice_3", "second_notice", priority="urgent"),
        node("last_letter", "send_letter", template="letter_reminder"),
        calls("call", "Factura sin pagar desde hace 50 días"),
        end("worked", "worked"),
        end("unworked", "unworked"),
        end("undated", "undated"),
        lines="enter>level level.level_3>notice_3 level.level_2>notice_2 level.level_1>notice_1 level.else>day_30 "
        "day_30>notice_1 notice_1>day_40 day_40>notice_2 notice_2>day_50 day_50>notice_3 notice_3>last_letter "
        "last_letter>call call.overdue>unworked day_30.no_date>undated day_40.no_date>undated day_50.no_date>undated "
        + " ".join(
            f"call.{way}>worked" for way in ("reached", "no_answer", "wrong_number", "promise", "dispute", "call_back")
        ),
        exits=[
            *EXITS,
            {
                "id": "no_longer_oldest",
                "label": "Ya no es la más antigua",
                "when": {"field": "account.is_oldest", "op": "eq", "value": False},
            },
        ],
    )


def levels() -> dict[str, Any]:
    """Three levels at 10, 20 and 30 days: each with its fee, interest for the days since the last, and its letter."""
    return drawn(
        "Levels",
        enters(audience={"field": "account.days_past_due", "op": "gte", "value": 10}),
        node("stage_1", "change", what="stage", stage="level_1"),
        emails("level_1", "payment_reminder"),
        due("day_20", 20),
        node("stage_2", "change", what="stage", stage="level_2"),
        node("interest_2", "charge", what="interest", rate=1_200, days=20),
        node("fee_2", "charge", what="fee", amount=500, share=0),
        emails("level_2", "second_notice"),
        due("day_30", 30),
        node("stage_3", "change", what="stage", stage="level_3"),
        node("interest_3", "charge", what="interest", rate=1_200, days=10),
        node("fee_3", "charge", what="fee", amount=1_000, share=150),
        node("level_3", "send_letter", template="letter_reminder"),
        waits("ten_workdays", mode="business_days", days=10),
        node("stage_legal", "change", what="stage", stage="legal"),
        end("legal", "legal"),
        end("undated", "undated"),
        lines="enter>stage_1 stage_1>level_1 level_1>day_20 day_20>stage_2 stage_2>interest_2 interest_2>fee_2 "
        "fee_2>level_2 level_2>day_30 day_30>stage_3 stage_3>interest_3 interest_3>fee_3 fee_3>level_3 "
        "level_3>ten_workdays ten_workdays>stage_legal stage_legal>legal day_20.no_date>undated day_30.no_date>undated",
    )
