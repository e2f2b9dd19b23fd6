"""JSON pointers (RFC 6901): where in a document something stands."""

from typing import Any

POINTER_PATTERN = r"^(/([^~/]|~0|~1)*){1,20}$(?!\n)"

MISSING: Any = object()
"""What a pointer finds that leads nowhere."""


def find(document: Any, pointer: str) -> Any:  # noqa: ANN401 - JSON values
    """The value to which a pointer leads, or ``MISSING``."""
    found = document
    for word in pointer.split("/")[1:]:
        name = word.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict) and name in found:
            found = found[name]
        elif isinstance(found, list) and name.isascii() and name.isdigit() and int(name) < len(found):
            found = found[int(name)]
        else:
            return MISSING
    return found
