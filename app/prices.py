"""What messages cost: the price list of an installation. Prices are millionths of the currency's unit, never floats."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision, is_currency

from app.errors import ConfigError

MILLION = 1_000_000
CHANNELS = ("email", "sms", "whatsapp", "voice", "letter", "call")
_PRICE = re.compile(r"(?P<channel>[a-z]+)=(?P<price>\d{1,6}(?:\.\d{1,6})?)")


@dataclass(frozen=True)
class Prices:
    """What one message of each channel costs; for an SMS, each of its parts."""

    currency: str
    millionths: tuple[tuple[str, int], ...]

    def cost(self, channel: str, millions: int) -> int | None:
        """What so many millionths of a message cost, in minor units; None where the channel has no price."""
        price = dict(self.millionths).get(channel)
        if price is None:
            return None
        unit = 10 ** get_currency_precision(self.currency)
        exact = Decimal(price) * millions * unit / (MILLION * MILLION)
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def read(given: str) -> Prices | None:
    """The list behind ``EUR email=0.0004, sms=0.045``; None where there is none.

    Raises:
        ConfigError: it does not look like that.
    """
    currency, *rest = given.replace(",", " ").split() or [""]
    if not currency:
        return None
    found = [_PRICE.fullmatch(one) for one in rest]
    if not is_currency(currency) or not found or not all(one and one["channel"] in CHANNELS for one in found):
        raise ConfigError(
            "CAUCE_PRICES must look like EUR email=0.0004, sms=0.045: a currency, then the price of one message of "
            f"each channel ({', '.join(CHANNELS)}), with a point and at most six decimals."
        )
    return Prices(currency, tuple((one["channel"], int(Decimal(one["price"]) * MILLION)) for one in found if one))
