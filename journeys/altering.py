"""What a field is to hold after a step changed it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any


def altered(details: Mapping[str, Any], before: object, now: datetime) -> object:
    """The new value, None for none; where nothing can be added to what it holds, something that fits no field."""
    how = details["how"]
    if how == "set":
        return details["value"]
    if how == "today":
        return (now + timedelta(days=details["days"])).date().isoformat()
    if how == "empty":
        return None
    held = 0 if before is None else before
    if not isinstance(held, int | float):
        return ()
    return held + details["by"] if how == "increase" else held - details["by"]
