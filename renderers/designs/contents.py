"""What each channel keeps of one variant of a template, beside its subject: the content of its editor.

A channel's content has a JSON Schema, becomes the words that are compiled, and can be made from words that were written
elsewhere: a finished template that somebody wants to change.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from renderers.designs import letter, mail, page, text, voice, whatsapp

Json = Mapping[str, Any]


class Content(Protocol):
    """One channel's contents."""

    def schema(self) -> dict[str, Any]:
        """The JSON Schema (Draft 2020-12) of a content."""
        ...

    def blank(self, language: str) -> dict[str, Any]:
        """A content with nothing in it yet."""
        ...

    def words(self, content: Json, language: str) -> dict[str, str]:
        """The ``text`` that a content stands for, as ``renderers.sources.source_of`` takes it.

        Raises:
            DesignError: something in it cannot be used.
        """
        ...

    def content_of(self, words: Mapping[str, str], language: str) -> dict[str, Any]:
        """A content from words.

        Raises:
            TemplateError: they cannot be shown in the editor.
        """
        ...


CONTENTS: Mapping[str, Content] = {"email": mail, "page": page, "letter": letter, "voice": voice, "whatsapp": whatsapp}
"""The channels that have an editor of their own; any other is a plain text."""


def content_for(channel: str) -> Content:
    """The contents of a channel."""
    return CONTENTS.get(channel, text.PLAIN)
