"""Documents of the studio: what is told of one that cannot be used."""

from typing import Any

import pytest

from renderers.designs.documents import blank, require_sound, written
from renderers.errors import DesignError


def with_project(project: dict[str, Any]) -> dict[str, Any]:
    """A document of an email in Spanish."""
    document = blank("email", "es")
    document["languages"]["es"]["variants"][0]["content"] = {"project": project}
    return document


def test_a_new_document_is_sound_in_every_channel() -> None:
    for channel in ("email", "page", "sms", "whatsapp", "voice", "letter", "fax"):
        document = blank(channel, "es")
        require_sound(channel, document)
        assert [(one.language, one.variant, one.share) for one in written(document)] == [("es", "a", 100)]


def test_what_is_wrong_with_a_design_is_told_with_its_language_variant_and_block() -> None:
    stray = {"type": "mj-script", "attributes": {"id": "b7"}}
    body = {"type": "mj-body", "components": [stray]}
    root = {"type": "mjml", "components": [body]}
    document = with_project({"pages": [{"frames": [{"component": {"type": "wrapper", "components": [root]}}]}]})
    require_sound("email", document)
    with pytest.raises(DesignError) as caught:
        written(document)
    assert (caught.value.language, caught.value.variant, caught.value.block) == ("es", "a", "b7")
