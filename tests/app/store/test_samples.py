"""The made-up person of the previews."""

import pytest

from app.db import Database
from app.store import samples
from app.store.samples import Samples
from tests.app.flow.people import add_account


def test_the_made_up_person_owes_in_the_currency_of_the_debt_that_came_last(database: Database) -> None:
    with database.write() as session:
        assert samples.read(session).currency == "EUR"
        for currency in ("MXN", "USD"):
            add_account(session, currency=currency)
        known = samples.read(session).values("es")
    assert known["account.currency"] == "USD"
    assert {one["currency"] for one in known["list.debts"]} == {"USD"}


@pytest.mark.parametrize(("currency", "balance"), [("EUR", 41_230), ("COP", 41_230_000)])
def test_what_is_owed_is_a_sum_that_people_owe_in_that_currency(currency: str, balance: int) -> None:
    known = Samples(currency=currency).built_in()
    assert known["account.balance"] == balance
    parts = ("principal", "interest", "fees")
    assert sum(known[f"account.{part}"] for part in parts) - known["account.paid"] == balance
    assert known["item.amount"] * 6 == pytest.approx(balance, abs=10 * balance // 41_230)


def test_the_first_of_the_debts_is_that_of_the_account() -> None:
    known = Samples(currency="COP").values("en")
    first, other = known["list.debts"]
    assert first == {key: known[f"account.{key}"] for key in other}
    assert (other["ref"], other["balance"], other["creditor"]) == ("A-80344", 6_890_000, first["creditor"])
