"""Send SMS: one short text to the debtor's mobile number."""

from journeys.sending import Sending, words_of
from journeys.template_check import name_of
from journeys.wording import say

CHANNEL = "sms"
LABELS = say("Enviar SMS", "Send SMS")


class SendSms(Sending):
    """Writes one SMS and goes on."""

    name = "send_sms"
    icon = "device-mobile-message"
    color = "#2F6FB0"
    channel = CHANNEL
    labels = LABELS
    descriptions = say("Envía un SMS con una plantilla.", "Sends an SMS from a template.")
    words = words_of(LABELS, name_of(CHANNEL))


KIND = SendSms()
