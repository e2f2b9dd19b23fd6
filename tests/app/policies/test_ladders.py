"""The ladders of a consumer lender through the whole lives of several accounts, told in logs that people read."""

import dataclasses
import json
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import FixedClock
from app.installation import Installation
from app.models import Account
from tests.app.flow.crm import answer, listening
from tests.app.policies import ladders
from tests.app.policies.life import (
    Life,
    answers_offer,
    answers_plan,
    flagged,
    golden,
    happens,
    pays,
    promises_to_pay,
    works,
)

CONTACTS = {"email": "lucia@correo.test", "mobile": "+525512345678", "postal": "Reforma 1, 06600 Ciudad de México"}
LOAN: dict[str, Any] = {"interest": 0, "fees": 0, "contacts": CONTACTS}


def test_the_early_ladder_lives_as_its_log_says(installation: Installation, clock: FixedClock) -> None:
    life = Life(installation, clock, ZoneInfo("America/Mexico_City"))
    life.begin("2026-03-02")
    life.own("account", "risk", "number")
    life.own("debtor", "prefers", "text")
    promise, plan = life.live(ladders.follow_promise()), life.live(ladders.offer_plan())
    life.live(ladders.early(promise, plan))
    loan = {**LOAN, "debtor_jurisdiction": "MX", "currency": "MXN", "due_date": date(2026, 3, 9)}
    for ref, principal, custom, prefers in (
        ("silent", 200_000, {"risk": 710}, "email"),
        ("bounces", 200_000, {}, "email"),
        ("looks", 900_000, {}, "whatsapp"),
        ("misses", 900_000, {"risk": 900}, "whatsapp"),
        ("fails", 300_000, {}, "sms"),
        ("promises", 300_000, {}, "sms"),
        ("breaks", 300_000, {"risk": 650}, "sms"),
        ("dies", 300_000, {"risk": 800}, "email"),
    ):
        life.account(ref, **loan, principal=principal, custom=custom, debtor_custom={"prefers": prefers})
    life.at("2026-03-10 09:02", "bounces", happens("message_bounced"))
    life.at("2026-03-11 18:00", "bounces", pays(200_000))
    life.at("2026-03-10 20:30", "looks", happens("page_opened"))
    life.at("2026-03-13 21:00", "looks", answers_plan(yes=True))
    for day, amount in (("2026-03-18", 300_000), ("2026-04-17", 300_000), ("2026-05-18", 300_000)):
        life.at(f"{day} 10:00", "looks", pays(amount))
    life.at("2026-03-11 07:30", "misses", happens("page_opened"))
    life.at("2026-03-12 12:00", "misses", answers_plan(yes=True))
    life.at("2026-03-10 10:00", "fails", happens("page_opened"))
    life.at("2026-03-10 10:10", "fails", happens("payment_started"))
    life.at("2026-03-10 10:12", "fails", happens("payment_failed"))
    life.at("2026-03-10 11:00", "fails", works("promise", amount=300_000, due_date=date(2026, 3, 13)))
    life.at("2026-03-13 17:00", "fails", pays(300_000))
    life.at("2026-03-11 10:00", "promises", promises_to_pay(200_000, "2026-03-20"))
    life.at("2026-03-20 12:00", "promises", pays(195_000))
    life.at("2026-03-11 10:00", "breaks", promises_to_pay(300_000, "2026-03-13"))
    life.at("2026-03-07 10:00", "dies", flagged("deceased"))
    life.run("2026-05-20")
    assert life.log() == golden("early", life.log())


def test_the_late_ladder_lives_as_its_log_says(installation: Installation, clock: FixedClock) -> None:
    secrets = (("crm", "a-secret-of-more-than-thirty-two-characters"),)
    here = dataclasses.replace(installation, config=dataclasses.replace(installation.config, webhook_secrets=secrets))
    life = Life(here, clock, ZoneInfo("America/Bogota"))
    life.begin("2026-03-02")
    life.own("account", "at_risk", "money")
    life.own("account", "agent", "text")
    with listening(answer(200, {"agent": "Nora"})) as crm:
        inner = [life.live(one) for one in (ladders.follow_promise(), ladders.settle(10), ladders.settle(25))]
        life.live(ladders.late(crm.url, *inner))
        life.live(ladders.recall(crm.url))
        loan = {**LOAN, "debtor_jurisdiction": "CO", "currency": "COP", "due_date": date(2026, 1, 2)}
        for ref, principal, at_risk in (
            ("silent", 1_000_000, 0),
            ("settles", 1_000_000, 100_000),
            ("haggles", 1_000_000, 0),
            ("promises", 2_000_000, 800_000),
            ("unreached", 2_000_000, 300_000),
            ("spared", 1_000_000, 299_999),
            ("returns", 1_000_000, 0),
            ("disputes", 2_000_000, 900_000),
        ):
            life.account(ref, **loan, principal=principal, custom={"at_risk": at_risk})
        what_happens_late(life)
        life.run("2026-06-30")
    assert life.log() == golden("late", life.log())
    told = [json.loads(body) for _, body in crm.told]
    assert sorted((one["data"]["node"], one["data"]["fields"]["account.ref"]) for one in told) == TOLD
    assert told[0]["data"]["fields"].keys() == {"account.ref", "account.balance", "account.at_risk"}
    with here.db.read() as session:
        assert session.scalars(select(Account.custom).where(Account.ref == "promises")).one()["agent"] == "Nora"


TOLD = [
    ("match", "disputes"),
    ("match", "promises"),
    ("match", "unreached"),
    ("place", "returns"),
    ("place", "silent"),
    ("place", "unreached"),
    ("tell", "unreached"),
]


def what_happens_late(life: Life) -> None:
    decides = life.supervisor()
    life.at("2026-03-18 10:00", "silent", decides("approved"))
    life.at("2026-04-01 16:00", "silent", decides("approved"))
    life.at("2026-03-05 10:00", "settles", answers_offer(yes=True))
    life.at("2026-03-12 15:00", "settles", pays(900_000))
    life.at("2026-03-06 10:00", "haggles", answers_offer(yes=False))
    life.at("2026-03-06 16:00", "haggles", decides("approved"))
    life.at("2026-03-16 09:00", "haggles", pays(400_000))
    life.at("2026-03-18 09:00", "haggles", pays(350_000))
    life.at("2026-03-04 09:30", "promises", works("promise", amount=500_000, due_date=date(2026, 3, 10)))
    life.at("2026-03-10 12:00", "promises", pays(500_000))
    life.at("2026-03-24 15:00", "promises", decides("refused"))
    life.at("2026-03-25 09:00", "promises", decides("refused"))
    life.at("2026-03-04 10:00", "unreached", works("no_answer"))
    life.at("2026-03-23 11:00", "unreached", decides("approved"))
    life.at("2026-05-20 09:00", "unreached", flagged("recalled"))
    life.at("2026-03-18 10:00", "spared", decides("approved"))
    life.at("2026-03-17 12:00", "returns", decides("refused"))
    life.at("2026-03-18 09:00", "returns", decides("approved"))
    life.at("2026-05-11 10:00", "returns", happens("x_agency_returned"))
    life.at("2026-03-05 11:00", "disputes", works("dispute", reason="No es mi deuda"))
    life.at("2026-04-10 09:00", "disputes", flagged("disputed", on=False))
