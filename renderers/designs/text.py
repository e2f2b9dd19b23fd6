"""Plain texts with tokens: SMS, and channels of installed packages."""

from collections.abc import Mapping
from typing import Any

from renderers.text import MAX_SIZE


class PlainText:
    """A content that is nothing but its text."""

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a content."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": ["text"],
            "properties": {"text": {"type": "string", "maxLength": MAX_SIZE}},
        }

    def blank(self, language: str) -> dict[str, Any]:
        """No text yet."""
        del language
        return {"text": ""}

    def words(self, content: Mapping[str, Any], language: str) -> dict[str, str]:
        """The text as it stands."""
        del language
        return {"text": content["text"]}

    def content_of(self, words: Mapping[str, str], language: str) -> dict[str, Any]:
        """The text as it stands, without the line end that files have."""
        del language
        return {"text": words["text"].strip()}


PLAIN = PlainText()
