"""What every channel does: take one finished message, and say what became of it."""

from dataclasses import dataclass
from typing import Protocol

from app.errors import DeliveryError


@dataclass(frozen=True)
class Outgoing:
    """A finished message. ``ref`` names it for the provider: a Message-ID, or an idempotency key."""

    ref: str
    sender: str
    recipient: str
    content: bytes


@dataclass(frozen=True)
class Receipt:
    """The provider took the message; ``detail`` is what it answered."""

    detail: str


class ChannelDownError(DeliveryError):
    """The channel cannot be reached at all, so that other messages need not be tried now.

    Nothing was handed over, and the message is not to blame.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=False)


class Channel(Protocol):
    """A way to reach people. An instance is used by one thread at a time."""

    name: str

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one message over.

        Raises:
            DeliveryError: it was not taken, or nobody knows (``unknown``); ``ChannelDownError`` if none would be.
        """
        ...

    def has(self, ref: str) -> bool:
        """Whether the provider surely took the message of this name; False also when it cannot be asked."""
        ...

    def close(self) -> None:
        """Give connections back."""
        ...
