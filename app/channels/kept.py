"""The demo's channels: every message is kept in the mailbox that the studio shows, and none goes out.

A text is kept as a mail of its own making, whose headers say which channel it is for and whom it would have reached.
"""

from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from app.channels import mailbox
from app.channels.contract import ChannelDownError, Outgoing, Receipt
from app.clock import SystemClock
from app.config import Config
from app.errors import ConfigError
from app.reasons import reason
from renderers.designs import voice
from renderers.errors import RenderError
from renderers.pages import lay_out

SENDER = "Cauce <demo@cauce.invalid>"
NOBODY = "undisclosed-recipients:;"


class KeptChannel:
    """Keeps the messages of one channel."""

    def __init__(self, name: str, place: Path) -> None:
        self.name = name
        self._place = place

    def send(self, outgoing: Outgoing) -> Receipt:
        """Keep one message."""
        try:
            return Receipt(mailbox.keep(self._place, self._mail(outgoing), SystemClock().wall()))
        except OSError as error:
            raise ChannelDownError(reason("folder_shut", type(error).__name__)) from error

    def has(self, ref: str) -> bool:
        """Whether it was kept."""
        return mailbox.find(self._place, ref) is not None

    def close(self) -> None:
        """Nothing is open."""

    def _mail(self, outgoing: Outgoing) -> bytes:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = SENDER
        mail["To"] = NOBODY
        mail["Subject"] = " ".join(outgoing.subject.split())
        mail["Date"] = SystemClock().wall()
        mail["Message-ID"] = outgoing.ref
        mail[mailbox.CHANNEL] = self.name
        mail[mailbox.RECIPIENT] = " ".join(f"{outgoing.name} {outgoing.recipient}".split())
        text = outgoing.content.decode("utf-8")
        if self.name == "voice" and outgoing.script:
            text = voice.voice_text({"script": voice.steps_in(outgoing.script)}, outgoing.language[:2])
        if self.name != "letter":
            mail.set_content(text)
            return mail.as_bytes()
        mail.set_content(text, subtype="html")
        with suppress(RenderError):  # the letter can be read without its PDF
            mail.add_attachment(lay_out(text).content, maintype="application", subtype="pdf", filename="letter.pdf")
        return mail.as_bytes()


def open_channel(name: str, setting: str, config: Config) -> KeptChannel:
    """The mailbox in the place of a channel.

    Raises:
        ConfigError: this is no demo, in which messages that go nowhere would be lost.
    """
    if config.mode == "production":
        raise ConfigError(f"{setting} is mailbox:, which sends nothing; that is for a demo.")
    return KeptChannel(name, mailbox.folder(config.home))
