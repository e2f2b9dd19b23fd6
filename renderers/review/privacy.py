"""What only the debtor may know, told before it is known who reads or listens."""

import re
from collections.abc import Iterator, Mapping

from renderers import tags
from renderers.designs import voice
from renderers.document import Element
from renderers.errors import TemplateError
from renderers.review.finding import Finding, error, say, warning
from renderers.review.given import TEMPLATE, Review, tokens_in
from renderers.tokens import TOKEN

OPEN = frozenset({"account.creditor", "account.collector", "portfolio.name", "debtor.language", "calendar.today"})
"""What a page may show to whoever opens its link."""

ASKS = frozenset({"p-verify"})
FOOTER = "p-footer"

OPEN_GROUPS = frozenset({"link", "page", "show", "brand"})
DEBT = frozenset({"account", "plan", "offer", "promise", "debt", "item"})
INNOCENT = frozenset({"account.creditor", "account.collector"})
IDENTITY = frozenset({"debtor.document", "debtor.birth_date", "debtor.postal"})
NUMBERS = frozenset({"debtor.document", "debtor.birth_date"})
DEBTORS_OWN = frozenset({"debtor.first_name", "debtor.last_name", "debtor.full_name", "debtor.document", "link.page"})
OWES: Mapping[str, re.Pattern[str]] = {
    "es": re.compile(
        r"\b(?:deud[ao]s?|debe|adeuda|cobr(?:o|ar|anza)|impag\w+|vencid[oa]s?|mora|saldo|pago pendiente)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:debts?|owes?|owed|collect(?:or|ion|ing)?|overdue|past due|balance|outstanding|arrears)\b", re.IGNORECASE
    ),
}
CONFIRMS: Mapping[str, re.Pattern[str]] = {
    "es": re.compile(r"\b(?:confirm\w*|verifi\w*|identi\w*|marque|pulse|teclee|es usted|si no es)\b", re.IGNORECASE),
    "en": re.compile(
        r"\b(?:confirm\w*|verif\w*|identi\w*|press|enter your|is this|if you are not|if this is not)\b", re.IGNORECASE
    ),
}


def check(review: Review) -> Iterator[Finding]:
    """By channel."""
    if review.channel == "page":
        yield from _page(review)
    elif review.channel == "voice":
        yield from _voice(review)
    if review.channel in {"sms", "whatsapp", "voice"}:
        yield from _screen(review)
    yield from _others(review)


def _page(review: Review) -> Iterator[Finding]:
    """Tokens outside of what shows only after the proof."""
    for token, block in _open_tokens(review):
        if token not in OPEN and token.partition(".")[0] not in OPEN_GROUPS:
            yield error(
                "shown_before_proof",
                say(
                    f"La página muestra «{token}» antes de comprobar quién la abre.",
                    f"The page shows “{token}” before it is known who opens it.",
                ),
                say(
                    "Póngalo en un bloque que solo se ve tras verificar.",
                    "Put it into a block that shows only after the proof.",
                ),
                block,
                token=token,
            )


def _open_tokens(review: Review) -> Iterator[tuple[str, str]]:
    """Each token that anybody can see, and the id of its block."""
    found: dict[str, str] = {}
    for section in _open_sections(review):
        for element in section.walk():
            block = element.attributes.get("id", "") or section.attributes.get("id", "")
            texts = [child for child in element.children if isinstance(child, str)]
            for token in tokens_in("\n".join((*element.attributes.values(), *texts))):
                found.setdefault(token, block)
    yield from sorted(found.items())


def _open_sections(review: Review) -> Iterator[Element]:
    """The sections of a page that show before the proof: those up to the question, and those that say so.

    Where the author put no question, it stands before the first section with something private.
    """
    sections = review.tree.elements() if review.tree is not None else []
    placed = any(_holds(section, ASKS) for section in sections)
    asked = False
    for section in sections:
        asked = asked or (not placed and _holds(section, review.private))
        if not asked or section.tag == FOOTER or section.attributes.get("when") in {"before", "always"}:
            yield section
        asked = asked or _holds(section, ASKS)


def _holds(section: Element, wanted: frozenset[str]) -> bool:
    return any(element.tag in wanted for element in section.walk())


def _voice(review: Review) -> Iterator[Finding]:
    """A voice talks to whoever picks up: no debt, and no amount, before that person said who they are."""
    owes = OWES.get(review.main_language)
    for block, line in _said_to_anybody(review):
        told = sorted(token for token in _tokens(line) if token.partition(".")[0] in DEBT and token not in INNOCENT)
        words = owes.search(TEMPLATE.sub("", line)) if owes is not None else None
        if told or words:
            what = told[0] if told else words[0] if words else ""
            yield error(
                "debt_before_identity",
                say(
                    f"La voz dice «{what}» antes de saber quién escucha.",
                    f"The voice says “{what}” before it is known who listens.",
                ),
                say(
                    "Pida antes que la persona confirme quién es, o diga solo que tiene un asunto personal.",
                    "Ask the person first to confirm who they are, or say only that it is a personal matter.",
                ),
                block,
                what=what,
            )
            return


def _said_to_anybody(review: Review) -> Iterator[tuple[str, str]]:
    """What is said before it is known who listens, each with its block.

    By the keys of the script where there is one; of a plain text, up to the first sentence that asks who it is.
    """
    if "steps" in review.script:
        yield from voice.said_to_anybody({"script": review.script["steps"]})
        return
    confirms = CONFIRMS.get(review.main_language)
    for line in _told_in_order(review.words):
        if confirms is not None and confirms.search(line) and "{{" not in line:
            return
        yield review.block_of(line), line


def _told_in_order(words: str) -> list[str]:
    """The sentences of a script, with their tokens."""
    return [part for part in re.split(r"(?<=[.!?:])\s+|\n+", words) if part.strip()]


def _tokens(text: str) -> frozenset[str]:
    """The tokens of a part of a text, which need not be whole."""
    try:
        found = list(tags.scan(text))
    except TemplateError:
        return frozenset()
    return frozenset(name for tag in found for name in TOKEN.findall(tag.body))


def _screen(review: Review) -> Iterator[Finding]:
    """What shows on a locked screen, or is said aloud, names nobody's identity number."""
    for token in sorted(review.variables & NUMBERS):
        yield warning(
            "identity_in_the_open",
            say(
                f"«{token}» se vería en una pantalla bloqueada o se oiría en voz alta.",
                f"“{token}” would show on a locked screen, or be heard aloud.",
            ),
            say("Quítelo; la página lo comprueba.", "Take it out; the page asks for it."),
            review.block_of_token(token),
            token=token,
        )


def _others(review: Review) -> Iterator[Finding]:
    """A message to a guarantor or another person says nothing of the debtor, nor how much is owed."""
    if "item.name" not in review.variables:
        return
    told = review.variables & (DEBTORS_OWN | IDENTITY | {"account.balance", "account.principal", "link.preferences"})
    for token in sorted(told):
        yield error(
            "told_to_others",
            say(
                f"El mensaje es para otra persona y le diría «{token}».",
                f"The message is for somebody else, and would tell them “{token}”.",
            ),
            say(
                "Quítelo: la deuda es cosa del deudor (15 U.S.C. 1692c(b); Ley 2300 de 2023, art. 4; RGPD, art. 5).",
                "Take it out: it is the debtor's matter (15 U.S.C. 1692c(b); Ley 2300 de 2023, art. 4; GDPR, art. 5).",
            ),
            review.block_of_token(token),
            token=token,
        )
