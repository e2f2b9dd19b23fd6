"""Send email: one template to the debtor's email address."""

from journeys.sending import Sending, words_of
from journeys.template_check import name_of
from journeys.wording import say

CHANNEL = "email"
LABELS = say("Enviar email", "Send email")


class SendEmail(Sending):
    """Writes one email and goes on. Version 1 had a template only, and means what the other defaults say."""

    name = "send_email"
    version = 2
    icon = "mail"
    color = "#2F6FB0"
    channel = CHANNEL
    labels = LABELS
    descriptions = say("Envía un email con una plantilla.", "Sends an email from a template.")
    words = words_of(LABELS, name_of(CHANNEL))


KIND = SendEmail()
