"""What ``cauce render`` renders: a bare file, a saved document, or a template by its name."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from app.config import Config
from app.db import not_set_up
from app.errors import InvalidError, NotFoundError
from app.installation import opened
from app.store import templates
from renderers import gallery
from renderers.designs.documents import require_sound, written
from renderers.errors import TemplateError
from renderers.gallery import in_language
from renderers.sources import Source, source_of

ENDINGS = {"email": ".mjml", "letter": ".html", "page": ".xml"}
DOCUMENT = ".json"


def find(settings: Config, asked: str, channel: str, language: str, subject: str) -> tuple[str, Source]:
    """The name and source of what was asked for.

    A file with the ending of its channel is bare; one that ends in ``.json`` is a document as the studio saves it; all
    else is the key of a finished template, or of one that was published here.

    Raises:
        NotFoundError: there is no such file or template.
        InvalidError: the document cannot be used.
    """
    path, ending = Path(asked), ENDINGS.get(channel, ".txt")
    if path.suffix in {ending, DOCUMENT}:
        if not path.is_file():
            raise NotFoundError(f"There is no file {asked}.")
        text = path.read_text(encoding="utf-8")
        if path.suffix == DOCUMENT:
            return path.stem, _of_document(path, channel, language, text)
        return path.stem, source_of(channel, language, {"text": text, "subject": subject or path.stem})
    names = [key for key, template in gallery.templates().items() if template.channel == channel]
    if asked in names:
        return asked, gallery.load(asked, language)
    own = _own(settings, asked, channel, language)
    if own is None:
        raise NotFoundError(
            f"There is no template {asked!r}; there are {', '.join(names)}. "
            f"A file must end in {ending}, a saved document in {DOCUMENT}."
        )
    return asked, own


def _of_document(path: Path, channel: str, language: str, text: str) -> Source:
    """The first variant of a document in a language, else in the first that it has."""
    try:
        document: Mapping[str, Any] = json.loads(text)
        require_sound(channel, document)
        found = written(document)
    except (ValueError, TemplateError) as error:
        raise InvalidError(f"{path} is no document for {channel}: {error}") from error
    main = language.replace("_", "-").split("-")[0]
    one = next((one for one in found if one.language == main), found[0])
    return source_of(channel, one.language, one.words)


def _own(settings: Config, key: str, channel: str, language: str) -> Source | None:
    """A template that was published here; none where nothing was set up yet."""
    try:
        with opened(settings) as installation, installation.db.read() as session:
            found = templates.of_keys(session, [key]).get(key)
    except SQLAlchemyError as error:
        if not not_set_up(error):
            raise
        return None
    return None if found is None or found.channel != channel else in_language(found, language)
