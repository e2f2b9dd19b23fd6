"""The channels: one file each, found here and through the entry points ``cauce.channels``.

An entry point names a function that takes the settings and gives the channel, or None when it is not configured.
"""

from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import entry_points

from app.channels import console, email, gateways
from app.channels.contract import (
    BulkChannel,
    Channel,
    ChannelDownError,
    LimitedChannel,
    Outgoing,
    Receipt,
    hand_over,
)
from app.config import Config
from app.errors import ConfigError
from app.store.rates import Limit

Opener = Callable[[Config], Channel | None]

__all__ = [
    "BulkChannel",
    "Channel",
    "ChannelDownError",
    "Limit",
    "LimitedChannel",
    "Outgoing",
    "Receipt",
    "configured",
    "hand_over",
    "limits_of",
    "open_channels",
]


def open_channels(config: Config) -> dict[str, Channel]:
    """The channels that this installation can send through, by name.

    Raises:
        ConfigError: a setting of a channel cannot be used, or two channels share a name.
    """
    openers: list[Opener] = [console.open_channel, email.open_channel]
    openers += [partial(gateways.open_channel, channel=name) for name in gateways.SETTINGS]
    openers += [point.load() for point in entry_points(group="cauce.channels")]
    found: dict[str, Channel] = {}
    for opener in openers:
        channel = opener(config)
        if channel is None:
            continue
        if channel.name in found:
            raise ConfigError(f"Two channels are named {channel.name!r}.")
        found[channel.name] = channel
    return found


def configured(config: Config) -> frozenset[str]:
    """The names of the channels that this installation can send through."""
    channels: Mapping[str, Channel] = open_channels(config)
    for channel in channels.values():
        channel.close()
    return frozenset(channels)


def limits_of(channel: Channel) -> tuple[Limit, ...]:
    """How fast a channel may send; nothing where nobody says."""
    return channel.limits if isinstance(channel, LimitedChannel) else ()
