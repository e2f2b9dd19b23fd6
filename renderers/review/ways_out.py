"""Who writes, where to see the debt, and how to get no more: what no message about a debt may lack."""

import re
from collections.abc import Iterator

from renderers.review.finding import Finding, error, say, warning
from renderers.review.given import Review

PREFERENCES = frozenset({"link.preferences", "link.unsubscribe"})
PAGE = frozenset({"link.page", "link.pay"})
SENDERS = frozenset({"account.creditor", "account.collector", "portfolio.name", "debt.creditor"})
SENDER_BLOCKS = frozenset({"c-legal", "c-logo"})
PREFERENCE_BLOCKS = frozenset({"c-preferences", "c-legal"})
PAGE_BLOCKS = frozenset({"c-pay-button", "c-plan-offer", "c-qr", "c-help-button"})
STOP = re.compile(
    r"(?:responda|conteste|escriba|env[ií]e|reply|text|send)\W+(?:con\W+|with\W+)?[«“\"']?(?:baja|stop|alto|salir)\b",
    re.IGNORECASE,
)
ELECTRONIC = frozenset({"email", "sms", "whatsapp"})


def check(review: Review) -> Iterator[Finding]:
    """Everything that is sent; a page has its links around it, and a voice or a letter cannot be clicked."""
    if review.channel == "page":
        return
    if not _names_sender(review):
        yield error(
            "no_sender",
            say("El mensaje no dice quién escribe.", "The message does not say who writes."),
            say(
                "Ponga el token «account.creditor», o el nombre de quien cobra.",
                "Put in the token “account.creditor”, or the name of who collects.",
            ),
        )
    if review.channel not in ELECTRONIC or _is_for_others(review):
        return
    if not (review.variables & PREFERENCES or _has(review, PREFERENCE_BLOCKS) or STOP.search(review.everything)):
        yield error(
            "no_preferences",
            say("El mensaje no dice cómo dejar de recibir más.", "The message does not say how to get no more."),
            say(
                "Ponga el bloque de preferencias, o el token «link.preferences».",
                "Put in the preferences block, or the token “link.preferences”.",
            ),
        )
    if not (review.variables & PAGE or _has(review, PAGE_BLOCKS)):
        yield warning(
            "no_debt_link",
            say("El mensaje no lleva a la página del deudor.", "The message does not lead to the debtor's page."),
            say("Ponga un botón de pago o el token «link.page».", "Put in a pay button, or the token “link.page”."),
        )


def _is_for_others(review: Review) -> bool:
    """Whether it is written to a guarantor, who must not get the debtor's links."""
    return any(token.startswith("item.name") for token in review.variables)


def _names_sender(review: Review) -> bool:
    if review.variables & SENDERS or _has(review, SENDER_BLOCKS):
        return True
    return bool(review.brand) and review.brand.casefold() in review.everything.casefold()


def _has(review: Review, names: frozenset[str]) -> bool:
    return review.tree is not None and any(element.tag in names for element in review.tree.walk())
