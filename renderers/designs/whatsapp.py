"""What the WhatsApp editor keeps: a text that Meta approves as a template, with numbered variables, and its buttons.

``{"text", "category", "name", "locale", "header", "footer", "buttons", "sid"}``. ``sid`` is what Twilio calls the
approved template (``HX…``); with it the template is sent, without it the text, which WhatsApp takes only inside a
conversation that the person began. Meta's rules: https://developers.facebook.com/docs/whatsapp/business-management-api/
message-templates; the numbers are those of https://www.twilio.com/docs/content/using-variables-with-content-api.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from renderers.designs.expression import Code, Token, expression, pieces

CATEGORIES = ("utility", "marketing", "authentication")
URL, REPLY = "url", "reply"
SID = r"^(HX[0-9a-f]{32})?$(?!\n)"
NAME = r"^[a-z0-9_]{0,512}$(?!\n)"
LOCALE = r"^[a-z]{2,3}(_[A-Z]{2})?$(?!\n)"
MOST_BODY, MOST_LINE, MOST_LABEL = 1024, 60, 25  # characters, by Meta
LONGEST = 4096

Json = Mapping[str, Any]


def schema() -> dict[str, Any]:
    """The JSON Schema of a content; what Meta would refuse is told by ``renderers.review``, so that nothing is lost."""
    line = {"type": "string", "maxLength": LONGEST}
    button = {
        "type": "object",
        "additionalProperties": False,
        "required": ["kind", "text"],
        "properties": {"kind": {"enum": [URL, REPLY]}, "text": line, "url": line},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["text"],
        "properties": {
            "text": line,
            "category": {"enum": list(CATEGORIES)},
            "name": {"type": "string", "pattern": NAME},
            "locale": {"type": "string", "pattern": LOCALE},
            "header": line,
            "footer": line,
            "buttons": {"type": "array", "maxItems": 20, "items": button},
            "sid": {"type": "string", "pattern": SID},
        },
    }


def blank(language: str) -> dict[str, Any]:
    """Nothing written yet."""
    return content_of({"text": ""}, language)


def content_of(words: Mapping[str, str], language: str) -> dict[str, Any]:
    """A content from words: what the editor wrote as it was, any other text as the body of a reminder."""
    kept = json.loads(words["script"])["content"] if words.get("script") else {}
    about = {
        "category": "utility",
        "name": "",
        "locale": language,
        "header": "",
        "footer": "",
        "buttons": [],
        "sid": "",
    }
    return {"text": words["text"].strip(), **about, **kept}


def words(content: Json, language: str) -> dict[str, str]:
    """The whole message as one text, and the template with its variables where it has anything but a text."""
    del language
    told = [content.get("header", ""), content["text"], content.get("footer", "")]
    told += [f"{button['text']}: {button['url']}" for button in _links(content)]
    text = "\n\n".join(part for part in told if part)
    if not any(content.get(name) for name in ("header", "footer", "buttons", "sid", "name")):
        return {"text": text}
    script = {"sid": content.get("sid", ""), "variables": variables(content), "content": dict(content)}
    return {"text": text, "script": json.dumps(script, ensure_ascii=False)}


def variables(content: Json) -> list[dict[str, Any]]:
    """The values behind the numbers of the template, in the order in which header, body and buttons first use them.

    ``path`` is true where only what follows the host of a link is the variable, as in ``https://pay.example/{{1}}``.
    """
    found: list[dict[str, Any]] = []
    for piece in pieces(f"{content.get('header', '')}\n{content['text']}"):
        if not isinstance(piece, str):
            value = {"value": piece.source if isinstance(piece, Code) else expression(piece), "path": False}
            found += [] if value in found else [value]
    return found + [{"value": button["url"], "path": True} for button in _links(content)]


def _links(content: Json) -> Iterator[Mapping[str, str]]:
    """The buttons that open a page."""
    return (button for button in content.get("buttons", []) if button["kind"] == URL and button.get("url"))


def starts_or_ends_with_token(text: str) -> bool:
    """Whether a text begins or ends with a variable, which Meta refuses; signs alone do not count as words."""
    found = [piece for piece in pieces(text) if not isinstance(piece, str) or re.search(r"\w", piece)]
    return bool(found) and (isinstance(found[0], Token) or isinstance(found[-1], Token))


def has_neighbours(text: str) -> bool:
    """Whether two variables stand next to each other, which Meta refuses."""
    parts = [piece for piece in pieces(text) if not isinstance(piece, str) or piece.strip()]
    return any(isinstance(one, Token) and isinstance(other, Token) for one, other in pairwise(parts))
