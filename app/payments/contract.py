"""What a payment provider must be able to do: send the debtor to its form, and read its signed notices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.errors import CauceError


class Outcome(StrEnum):
    """How an attempt to pay ended, as the provider tells it."""

    succeeded = "succeeded"
    failed = "failed"  # the bank said no
    interrupted = "interrupted"  # the debtor left before the end, for example at 3-D Secure


@dataclass(frozen=True)
class PaymentRequest:
    """One attempt to pay, as a provider is told it.

    ``reference`` is the idempotency key: asking twice with the same one must start one payment only. ``amount`` is
    in minor units of ``currency``. ``description`` says in the debtor's language what is paid. ``return_url`` is
    where the debtor comes back to, whatever happened. ``wall`` is the world's time.
    """

    reference: str
    amount: int
    currency: str
    description: str
    language: str
    return_url: str
    wall: datetime


@dataclass(frozen=True)
class Redirect:
    """Where to send the debtor to pay, and until when (wall time); ``provider_ref`` comes back in every notice."""

    url: str
    provider_ref: str
    expires_at: datetime


@dataclass(frozen=True)
class Notice:
    """What a provider told us about one payment; its signature has been checked.

    ``event_id`` is the provider's own name for this notice, the same when it is sent again. ``amount`` is in minor
    units. ``reason`` is the provider's code for a refusal.
    """

    provider: str
    provider_ref: str
    outcome: Outcome
    amount: int
    currency: str
    event_id: str
    reason: str | None = None


class UntrustedNoticeError(CauceError):
    """The signature of the payment notice is missing, wrong or too old."""


class UnreadableNoticeError(CauceError):
    """The payment notice is signed, but cannot be read."""


class ProviderUnavailableError(CauceError):
    """The payment provider could not be reached."""


class Provider(Protocol):
    """One payment provider.

    ``origins`` are the addresses (scheme and host) that the debtor's browser is sent to, for the content security
    policy; none when the form is on our own pages.
    """

    name: str
    origins: tuple[str, ...]

    def start(self, request: PaymentRequest) -> Redirect:
        """Prepare one payment.

        Raises:
            ProviderUnavailableError: the provider did not answer; asking again with the same reference is safe.
        """
        ...

    def read_notice(self, headers: Mapping[str, str], body: bytes, wall: datetime) -> Notice:
        """Check who sent a notice, and read it.

        Raises:
            UntrustedNoticeError: it is not signed by the provider, or it is an old one sent again.
            UnreadableNoticeError: it is signed, but says nothing we understand.
        """
        ...
