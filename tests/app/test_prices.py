"""The price list of an installation."""

import pytest

from app import prices
from app.errors import ConfigError
from app.prices import Prices


def test_a_price_list_is_a_currency_and_the_price_of_a_message_of_each_channel() -> None:
    found = prices.read("EUR email=0.0004, sms=0.045 letter=1")
    assert found == Prices("EUR", (("email", 400), ("sms", 45_000), ("letter", 1_000_000)))
    assert prices.read("") is None


@pytest.mark.parametrize(
    "given", ["EUR", "XXX1 email=1", "EUR email", "EUR email=1,5", "EUR pigeon=1", "EUR email=0.0000001", "email=1"]
)
def test_anything_else_is_refused_in_one_sentence(given: str) -> None:
    with pytest.raises(ConfigError, match="CAUCE_PRICES must look like"):
        prices.read(given)


@pytest.mark.parametrize(
    ("currency", "price", "messages", "cost"),
    [("EUR", 400, 1_000, 40), ("EUR", 45_000, 3, 14), ("JPY", 7_000_000, 2, 14), ("EUR", 400, 0, 0)],
)
def test_a_cost_is_in_minor_units_to_the_nearest_one(currency: str, price: int, messages: int, cost: int) -> None:
    found = Prices(currency, (("email", price),))
    assert found.cost("email", messages * prices.MILLION) == cost
    assert found.cost("sms", prices.MILLION) is None
