"""Send voice message: a call to the debtor's mobile number that reads a script out."""

from journeys.sending import Sending, words_of
from journeys.template_check import name_of
from journeys.wording import say

CHANNEL = "voice"
LABELS = say("Enviar mensaje de voz", "Send voice message")


class SendVoice(Sending):
    """Writes one voice message and goes on."""

    name = "send_voice"
    icon = "phone"
    color = "#2F6FB0"
    channel = CHANNEL
    labels = LABELS
    descriptions = say("Llama y lee en voz alta una plantilla.", "Calls and reads a template out.")
    words = words_of(LABELS, name_of(CHANNEL))


KIND = SendVoice()
