"""SMS, WhatsApp, voice and letters: which driver each of them has, as its setting says."""

from dataclasses import replace

from app.channels import addresses, console, folder, kept, webhook
from app.channels.contract import Channel
from app.config import Config
from app.errors import ConfigError

SETTINGS = {"sms": "SMS_URL", "whatsapp": "WHATSAPP_URL", "voice": "VOICE_URL", "letter": "LETTER_URL"}

SCHEMES = ("twilio", "webhook+https", "webhook+http", "folder", "mailbox", "console")


def url_of(config: Config, channel: str) -> str:
    """What the setting of a channel says."""
    urls = {
        "sms": config.sms_url,
        "whatsapp": config.whatsapp_url,
        "voice": config.voice_url,
        "letter": config.letter_url,
    }
    return urls[channel]


def without(config: Config) -> Config:
    """The same installation without these channels."""
    return replace(config, sms_url="", whatsapp_url="", voice_url="", letter_url="")


def open_channel(config: Config, channel: str) -> Channel | None:
    """The channel of this name, None where its setting is empty.

    Raises:
        ConfigError: the setting cannot be used.
    """
    url = url_of(config, channel)
    if not url:
        return None
    address = addresses.read(SETTINGS[channel], url, SCHEMES)
    if address.scheme == "twilio":
        from app.channels import twilio  # noqa: PLC0415 - its library takes half a second, and few need it

        return twilio.open_channel(channel, address, config.public_url)
    if address.scheme.startswith("webhook+"):
        return webhook.open_channel(channel, address)
    if address.scheme == "folder":
        if channel != "letter":
            raise ConfigError(f"{address.setting} cannot be folder: only letters are put into one.")
        return folder.open_channel(address)
    address.know()
    return (
        kept.open_channel(channel, address.setting, config)
        if address.scheme == "mailbox"
        else console.open_for(channel)
    )
