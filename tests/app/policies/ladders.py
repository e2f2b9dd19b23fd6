"""The early- and the late-stage ladder of a consumer lender, with the journeys that they start."""

from typing import Any

from journeys.kinds import defaults, kinds
from tests.app.policies.dunning import calls, drawn, due, emails, enters, waits
from tests.journeys.graphs import end, node

Node = dict[str, Any]

BY_OTHERS = {"mode": "started"}
DAYS_4, WEEK, WEEKS_2 = ({"amount": days, "unit": "days"} for days in (4, 7, 14))
OUTCOMES = ("reached", "no_answer", "wrong_number", "promise", "dispute", "call_back")


def sends(name: str, channel: str, template: str) -> Node:
    """A message over a channel other than email."""
    return node(name, f"send_{channel}", template=template)


def hears(name: str, days: int, *events: str) -> Node:
    """A wait for any of these events, so many days at most."""
    return node(name, "wait_event", events=list(events), timeout={"amount": days, "unit": "days"})


def field(name: str, op: str, value: object) -> dict[str, Any]:
    """A condition on a field."""
    return {"field": name, "op": op, "value": value}


def branches(name: str, **ways: dict[str, Any]) -> Node:
    """A branch; the first way whose condition holds is taken."""
    return node(
        name,
        "branch",
        branches=[{"id": way, "label": way.replace("_", " "), "when": when} for way, when in ways.items()],
    )


def starts(name: str, journey_id: int) -> Node:
    """Another journey is started, and waited for."""
    return node(name, "start_journey", journey=journey_id, wait=True)


def follow_promise() -> Node:
    """Remind the day before, see whether the promise is kept, and say thank you."""
    return drawn(
        "Promise",
        enters(**BY_OTHERS),
        waits("day_before", mode="date", side="before", field="promise.due_date", shift=1),
        emails("remind", "promise_reminder"),
        node("promise", "promise", tolerance_percent=5, tolerance_days=2, tolerance_unit="business"),
        emails("thanks", "payment_thanks"),
        end("kept", "kept"),
        end("partial", "partial"),
        end("broken", "broken"),
        end("none", "none"),
        lines="enter>day_before day_before>remind day_before.no_date>promise remind>promise promise.kept>thanks "
        "thanks>kept promise.partial>partial promise.broken>broken promise.none>none",
    )


def tells(offer: Node, event: str, template: str, **outcomes: str) -> tuple[list[Node], str]:
    """An offer, and beside it the email that tells of it once it stands: the nodes and the lines.

    ``outcomes`` are the node to which each way out of the offer leads.
    """
    nodes = [
        node("fork", "fork", arms=[{"id": "tell", "label": "Avisar"}, {"id": "offer", "label": "Ofrecer"}]),
        hears("stands", 7, event),
        emails("tell", template),
        node("told", "end", reason="told", ends="way"),
        offer,
    ]
    lines = f"enter>fork fork.tell>stands fork.offer>{offer['id']} stands.{event}>tell stands.timeout>told tell>told "
    return nodes, lines + " ".join(f"{offer['id']}.{port}>{target}" for port, target in outcomes.items())


def offer_plan() -> Node:
    """Three monthly instalments are offered by email, and followed."""
    offer = node("plan", "offer_plan", count=3, every="months", first_days=7, minimum=50_000, valid=WEEK)
    nodes, lines = tells(
        offer, "plan_offered", "plan_offer", confirmed="follow", declined="no", timeout="no", not_offered="no"
    )
    return drawn(
        "Plan",
        enters(**BY_OTHERS),
        *nodes,
        node("follow", "follow_plan", missed=2, grace_days=3),
        end("kept", "kept"),
        end("broken", "broken"),
        end("no", "no plan"),
        lines=f"{lines} follow.kept>kept follow.broken>broken follow.none>no",
    )


def settle(discount: int) -> Node:
    """A settlement is offered by email; above the authority a supervisor decides first."""
    offer = node(
        "settle", "settlement", discount=discount, valid={"amount": 14, "unit": "days"}, authority=15, deadline=DAYS_4
    )
    nodes, lines = tells(
        offer,
        "offer_made",
        "settlement_offer",
        paid="paid",
        declined="no",
        timeout="no",
        refused="no",
        not_offered="no",
    )
    return drawn(
        f"Settle {discount}", enters(**BY_OTHERS), *nodes, end("paid", "settled"), end("no", "no"), lines=lines
    )


def early(promise_id: int, plan_id: int) -> Node:
    """From five days before the due date to the hand-over to the late stage.

    Who scores as a risk is reminded before. The first reminder goes by the preferred channel; a bounce goes on by SMS;
    whoever looks and does not try to pay is offered a plan if they owe much; a failed payment is an agent's within two
    hours; who shows no sign of life for three days gets a letter.
    """
    usual = defaults(kinds()["call_task"])
    rescue = {**usual, "title": "Pago fallido: ayudar por teléfono", "priority": "urgent"}
    quiet = [
        {"event": event, "op": "eq", "value": 0, "within": {"amount": 3, "unit": "days"}}
        for event in ("page_opened", "message_replied", "help_requested")
    ]
    signs = ("page_opened", "payment_failed", "promise_made")
    return drawn(
        "Early",
        enters(audience={"all": [field("account.balance", "gt", 0), field("account.days_past_due", "gte", -5)]}),
        branches("score", risky=field("account.risk", "gte", 700)),
        waits("three_before", mode="date", side="before", field="account.due_date", shift=3),
        emails("heads_up", "payment_reminder", priority="low"),
        due("day_after", 1),
        branches(
            "prefers", whatsapp=field("debtor.prefers", "eq", "whatsapp"), sms=field("debtor.prefers", "eq", "sms")
        ),
        sends("whatsapp", "whatsapp", "whatsapp_reminder"),
        sends("sms", "sms", "sms_reminder"),
        emails("email", "payment_reminder"),
        hears("first_sign", 3, "message_bounced", *signs),
        sends("instead", "sms", "sms_reminder"),
        hears("second_sign", 3, *signs),
        hears("attempt", 1, "payment_started", "payment_failed", "promise_made"),
        hears("outcome", 1, "payment_failed", "payment_interrupted"),
        branches("silent", silent={"all": quiet}),
        sends("letter", "letter", "letter_reminder"),
        sends("help", "sms", "sms_failed_payment"),
        node("rescue", "call_task", **{**rescue, "deadline": {"amount": 2, "unit": "hours"}}),
        starts("promise", promise_id),
        branches("after_promise", kept=field("promise.state", "eq", "kept")),
        node("again", "loop", times=1),
        branches("amount", large=field("account.balance", "gte", 500_000)),
        starts("plan", plan_id),
        branches("after_plan", kept=field("plan.state", "eq", "kept")),
        emails("second", "second_notice"),
        waits("last_days", mode="business_days", days=5),
        end("agreed", "agreed"),
        end("helped", "helped"),
        end("late", "late stage"),
        end("undated", "undated"),
        lines="enter>score score.risky>three_before score.else>day_after three_before>heads_up heads_up>day_after "
        "three_before.no_date>undated day_after.no_date>undated day_after>prefers "
        "prefers.whatsapp>whatsapp prefers.sms>sms prefers.else>email "
        "whatsapp>first_sign sms>first_sign email>first_sign first_sign.message_bounced>instead instead>second_sign "
        "first_sign.page_opened>attempt first_sign.payment_failed>help first_sign.promise_made>promise "
        "first_sign.timeout>silent second_sign.page_opened>attempt second_sign.payment_failed>help "
        "second_sign.promise_made>promise second_sign.timeout>silent "
        "attempt.payment_started>outcome attempt.payment_failed>help attempt.promise_made>promise "
        "attempt.timeout>amount "
        "outcome.payment_failed>help outcome.payment_interrupted>help outcome.timeout>amount "
        "silent.silent>letter silent.else>amount letter>last_days help>rescue rescue.overdue>amount "
        "rescue.promise>promise rescue.reached>helped rescue.dispute>helped rescue.no_answer>amount "
        "rescue.wrong_number>letter rescue.call_back>amount "
        "promise>after_promise promise.not_started>amount after_promise.kept>agreed after_promise.else>again "
        "again.again>amount again.done>last_days amount.large>plan amount.else>second plan>after_plan "
        "plan.not_started>second after_plan.kept>agreed after_plan.else>second second>last_days last_days>late",
    )


def late(crm: str, promise_id: int, settle_10: int, settle_25: int) -> Node:
    """From sixty days on: an agent who fits where much is at risk, two settlements, a letter, and an agency."""
    call = {**calls("call", "Cuenta con mucho en riesgo")["settings"], "script": "Agente: {{ account.agent }}."}
    asks = {"question": "¿Carta prejurídica a {{ debtor.full_name }}?", "deadline": {"amount": 3, "unit": "days"}}
    hook = {"url": f"{crm}/match", "secret": "crm", "fields": ["account.ref", "account.balance", "account.at_risk"]}
    place = {"url": f"{crm}/place", "secret": "crm", "fields": ["account.ref", "account.balance"]}
    match = {**hook, "mapping": [{"from": "/agent", "to": "account.agent"}]}
    worked = " ".join(f"call.{way}>settle_10" for way in OUTCOMES if way not in {"promise", "dispute"})
    return drawn(
        "Late",
        enters(audience={"all": [field("account.balance", "gt", 0), field("account.days_past_due", "gte", 60)]}),
        node("stage_late", "change", what="stage", stage="late"),
        branches("value", at_risk=field("account.at_risk", "gte", 300_000)),
        node("match", "webhook", **match),
        node("call", "call_task", **call),
        starts("promise", promise_id),
        starts("settle_10", settle_10),
        branches("after_10", settled=field("offer.state", "eq", "paid")),
        starts("settle_25", settle_25),
        branches("after_25", settled=field("offer.state", "eq", "paid")),
        node("ask", "approval", **asks),
        sends("prelegal", "letter", "letter_prelegal"),
        waits("fifteen_workdays", mode="business_days", days=15),
        node("stage_agency", "change", what="stage", stage="agency"),
        node("place", "webhook", **place),
        hears("placed", 60, "x_agency_returned"),
        node("stage_home", "change", what="stage", stage="in_house"),
        end("settled", "settled"),
        end("disputed", "disputed on the phone"),
        end("home", "in house"),
        end("agency", "at the agency"),
        lines="enter>stage_late stage_late>value value.at_risk>match value.else>settle_10 match>call match.failed>call "
        f"call.overdue>settle_10 call.promise>promise call.dispute>disputed {worked} promise>settle_10 "
        "promise.not_started>settle_10 settle_10>after_10 settle_10.not_started>after_10 after_10.settled>settled "
        "after_10.else>settle_25 settle_25>after_25 settle_25.not_started>after_25 after_25.settled>settled "
        "after_25.else>ask ask.approved>prelegal ask.refused>home ask.overdue>home prelegal>fifteen_workdays "
        "fifteen_workdays>stage_agency stage_agency>place place>placed place.failed>placed "
        "placed.x_agency_returned>stage_home placed.timeout>agency stage_home>home",
    )


def recall(crm: str) -> Node:
    """An account that is at the agency is called back from there when its creditor takes it back."""
    hook = {"url": f"{crm}/recall", "secret": "crm", "fields": ["account.ref"]}
    return drawn(
        "Recall",
        enters(mode="event", event="recalled", audience=field("account.stage", "eq", "agency")),
        node("tell", "webhook", **hook),
        node("stage", "change", what="stage", stage="recalled"),
        end("recalled", "recalled"),
        lines="enter>tell tell>stage tell.failed>stage stage>recalled",
        exits=["paid"],
    )
