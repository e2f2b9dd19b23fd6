"""What is added to a debt: a fee, or interest for a number of days. Money is in minor units."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

FEE, INTEREST = "fee", "interest"
YEAR = 365
HUNDREDTHS = 10_000


def amount_of(charge: Mapping[str, Any], principal: int) -> int:
    """What a charge adds to a debt with this principal.

    A fee is a fixed amount and a share (hundredths of a per cent) of the principal. Interest is reckoned on the
    principal alone, with the rate of a year (hundredths of a per cent) for so many days of 365, rounded half up.
    """
    if charge["what"] == FEE:
        return int(charge["amount"]) + _rounded(Decimal(principal) * charge["share"] / HUNDREDTHS)
    return _rounded(Decimal(principal) * charge["rate"] * charge["days"] / (HUNDREDTHS * YEAR))


def _rounded(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
