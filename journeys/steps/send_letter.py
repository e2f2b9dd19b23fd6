"""Send letter: a letter on paper to the debtor's postal address."""

from journeys.sending import Sending, words_of
from journeys.template_check import name_of
from journeys.wording import say

CHANNEL = "letter"
LABELS = say("Enviar carta", "Send letter")


class SendLetter(Sending):
    """Writes one letter and goes on."""

    name = "send_letter"
    icon = "mailbox"
    color = "#2F6FB0"
    channel = CHANNEL
    labels = LABELS
    descriptions = say("Envía una carta en papel con una plantilla.", "Sends a letter on paper from a template.")
    words = words_of(LABELS, name_of(CHANNEL), feminine=True)


KIND = SendLetter()
