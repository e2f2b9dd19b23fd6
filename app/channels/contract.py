"""What every channel does: take one finished message, and say what became of it."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol, runtime_checkable

from app.errors import CauceError, DeliveryError
from app.reasons import reason
from app.store.rates import Limit


@dataclass(frozen=True)
class Outgoing:
    """A finished message. ``ref`` names it for the provider: a Message-ID, or an idempotency key.

    ``content`` is a whole mail, a letter's HTML, or a text in UTF-8. ``dotless`` says that no line of a mail begins
    with a dot, which SMTP would have to double. ``name`` is whom it is for, ``subject`` what lists show of it.
    ``script`` is JSON of what a call or a WhatsApp message is beside its text, or empty (``renderers.designs``).
    """

    ref: str
    sender: str
    recipient: str
    content: bytes
    dotless: bool = False
    name: str = ""
    subject: str = ""
    language: str = ""
    script: str = ""


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


@runtime_checkable
class BulkChannel(Protocol):
    """A channel that is quicker with many messages at once than with one after the other."""

    def send_many(self, outgoings: Sequence[Outgoing]) -> Generator[Receipt | DeliveryError]:
        """Hand messages over in their order, and give what ``send`` gives or raises for each, one at a time.

        It may end early, after an answer that is unknown or says that the channel is down. Nothing of the messages
        after the next one may have been handed over when it is closed or raises.
        """
        ...


@runtime_checkable
class LimitedChannel(Protocol):
    """A channel that may not send as fast as it can."""

    limits: tuple[Limit, ...]


class UntrustedReportError(CauceError):
    """A report is not the provider's."""


class UnreadableReportError(CauceError):
    """A report makes no sense."""


@dataclass(frozen=True)
class Report:
    """What a provider says later of a message that it took: ``outcome`` is one of ``OUTCOMES``.

    ``permanent`` says of a bounce that this address will never take a message.
    """

    ref: str
    outcome: str
    detail: str = ""
    permanent: bool = False


@dataclass(frozen=True)
class Incoming:
    """What somebody wrote back from ``sender``, an address as contact points have it; ``ref`` may say to which message.

    ``key`` names it for the provider, so that it is heard once. ``asks`` is the word by which the provider says what it
    asks for, if it does. ``answer`` is the XML that the provider wants to read.
    """

    sender: str
    text: str
    key: str
    ref: str = ""
    asks: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Pressed:
    """A key that somebody pressed in the call that is the message ``ref``, at a ``step`` of its script.

    ``call`` names the call for the provider, so that a press is heard once.
    """

    ref: str
    step: str
    key: str
    call: str = ""


OUTCOMES = ("taken", "delivered", "bounced", "opened", "clicked", "replied")
"""What can become of a message; ``taken`` is no more than that the provider has it."""


@dataclass(frozen=True)
class Notice:
    """A report as it arrived over HTTP; ``url`` is the address as the provider knows it, ``wall`` when it came."""

    url: str
    headers: Mapping[str, str]
    body: bytes
    wall: datetime


@runtime_checkable
class ReportingChannel(Protocol):
    """A channel whose provider reports what became of messages."""

    def read_report(self, notice: Notice) -> Report | Incoming | Pressed | None:
        """What a notice says; None when it says nothing new.

        Raises:
            UntrustedReportError: the signature does not fit.
            UnreadableReportError: it makes no sense.
        """
        ...


@runtime_checkable
class TalkingChannel(Protocol):
    """A channel whose provider wants to be told what to say next."""

    def say_next(self, pressed: Pressed, script: str, language: str) -> str:
        """What follows a key, as XML for the provider."""
        ...


def hand_over(channel: Channel, outgoings: Sequence[Outgoing]) -> Generator[Receipt | DeliveryError]:
    """What became of each message, in their order; ends early when the channel cannot go on.

    Whatever else a channel raises says nothing about whether the message was taken, so its fate is unknown.
    """
    try:
        if isinstance(channel, BulkChannel):
            with closing(channel.send_many(outgoings)) as answers:
                yield from islice(answers, len(outgoings))
            return
        for outgoing in outgoings:
            try:
                answer: Receipt | DeliveryError = channel.send(outgoing)
            except DeliveryError as error:
                answer = error
            yield answer
    except Exception as error:  # noqa: BLE001 - a plug-in's fault
        yield DeliveryError(reason("channel_fault", type(error).__name__), permanent=False, unknown=True)
