"""Send WhatsApp: one text to the debtor's mobile number over WhatsApp."""

from journeys.sending import Sending, words_of
from journeys.template_check import name_of
from journeys.wording import say

CHANNEL = "whatsapp"
LABELS = say("Enviar WhatsApp", "Send WhatsApp")


class SendWhatsApp(Sending):
    """Writes one WhatsApp message and goes on."""

    name = "send_whatsapp"
    icon = "brand-whatsapp"
    color = "#2F6FB0"
    channel = CHANNEL
    labels = LABELS
    descriptions = say("Envía un mensaje de WhatsApp con una plantilla.", "Sends a WhatsApp message from a template.")
    words = words_of(LABELS, name_of(CHANNEL))


KIND = SendWhatsApp()
