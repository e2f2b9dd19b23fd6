"""Three classic dunning policies, each through the whole life of several invoices, told in a log that people read."""

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.clock import FixedClock
from app.installation import Installation
from tests.app.policies import dunning
from tests.app.policies.life import Life, flagged, golden, pays, works

CONTACTS = {"email": "pagos@taller.test", "postal": "Calle Mayor 1, 28013 Madrid", "mobile": "+34600123456"}
INVOICE: dict[str, Any] = {"principal": 100_000, "interest": 0, "fees": 0, "contacts": CONTACTS}
INVOICE |= {"debtor_jurisdiction": "ES"}


@pytest.fixture
def life(installation: Installation, clock: FixedClock) -> Life:
    return Life(installation, clock, ZoneInfo("Europe/Madrid"))


def net_10(life: Life) -> None:
    life.begin("2026-02-02")
    life.live(dunning.net_10())
    for ref, day in (("silent", "2026-02-01"), ("pays", "2026-02-05"), ("eve", "2026-03-21"), ("none", None)):
        life.account(ref, **INVOICE, due_date=None if day is None else date.fromisoformat(day))
    life.account("disputes", **INVOICE, due_date=date(2026, 2, 5))
    life.at("2026-02-16 11:00", "pays", pays(40_000))
    life.at("2026-03-03 16:20", "pays", pays(60_000))
    life.at("2026-02-20 10:00", "disputes", flagged("disputed"))
    life.at("2026-03-10 10:00", "disputes", flagged("disputed", on=False))
    life.run("2026-05-10")


def oldest_invoice(life: Life) -> None:
    life.begin("2026-02-02")
    life.live(dunning.oldest_invoice())
    life.account("A-1", **INVOICE, due_date=date(2026, 1, 10))
    life.account("A-2", **INVOICE, due_date=date(2026, 1, 15), debtor="A-1")
    life.account("A-3", **INVOICE, due_date=date(2026, 3, 20), debtor="A-1")
    life.account("B-1", **INVOICE, due_date=date(2026, 1, 1))
    life.account("B-2", **INVOICE, due_date=date(2026, 2, 1), debtor="B-1")
    life.account("C-1", **INVOICE, due_date=date(2025, 11, 1))
    life.at("2026-02-26 12:00", "A-1", pays(100_000))
    life.at("2026-03-09 12:00", "A-2", works("promise", amount=100_000, due_date=date(2026, 3, 13)))
    life.at("2026-03-13 12:00", "A-2", pays(100_000))
    life.at("2026-02-03 12:00", "C-1", works("no_answer"))
    life.account("D-1", **INVOICE, due_date=date(2026, 2, 1))
    life.run("2026-03-12")
    life.account("D-0", **INVOICE, due_date=date(2026, 1, 30), debtor="D-1")
    life.run("2026-05-15")


def levels(life: Life) -> None:
    life.begin("2026-03-02")
    life.live(dunning.levels())
    life.account("silent", **INVOICE, due_date=date(2026, 3, 1))
    life.account("late", **INVOICE, due_date=date(2026, 3, 1))
    life.account("soon", **INVOICE, due_date=date(2026, 3, 1))
    life.account("small", **{**INVOICE, "principal": 12_345}, due_date=date(2026, 3, 3))
    life.at("2026-03-18 09:30", "soon", pays(100_000))
    life.at("2026-03-23 10:00", "late", pays(100_000))
    life.at("2026-03-26 10:00", "late", pays(1_158))
    life.run("2026-04-30")


@pytest.mark.parametrize("policy", [net_10, oldest_invoice, levels], ids=lambda policy: policy.__name__)
def test_a_dunning_policy_lives_as_its_log_says(life: Life, policy: Callable[[Life], None]) -> None:
    policy(life)
    assert life.log() == golden(policy.__name__, life.log())
