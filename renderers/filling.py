"""Fills the parts of a template in together, and names the token that is missing when one is."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import minijinja

from renderers import tags, tokens
from renderers.directly import FAULTS, Writer, writer
from renderers.errors import MissingTokenError, RenderError, TemplateError

Parts = tuple[tuple[str, str], ...]
"""The texts of a template by name; those whose name ends in ``.html`` escape what they print."""

SLASH = re.compile("&#x2f;")  # what MiniJinja writes for a slash: needless in HTML, and every address is full of them

Names = tuple[tuple[str, str], ...]
"""Tokens as pairs of group and field."""


def names_of(variables: frozenset[str]) -> Names:
    """Dotted tokens as pairs, in order."""
    pairs = (name.partition(".") for name in sorted(variables))
    return tuple((group, field) for group, _, field in pairs)


def spoken(language: str | None, own: str) -> str:
    """The language to write money and dates in: a region of the template's own language, or that language."""
    if language is None:
        return own
    return language if _main(language) == _main(own) else own


def write(parts: Parts, names: Names, found: Mapping[str, Any], language: str) -> list[str]:
    """The parts filled in with tokens as ``tokens.pick`` gives them.

    Raises MissingTokenError for a token without a value, RenderError when a value does not suit its filter.
    """
    directly = _directly(parts, language)
    if directly is not None:
        try:
            return [write_one(found) for write_one in directly]
        except FAULTS:
            pass  # not for everybody; MiniJinja says what is the matter
    environment = _environment(parts, language)
    try:
        written = [environment.render_template(name, **found) for name, _ in parts]
    except minijinja.TemplateError as error:
        raise _explained(error) from error
    except MissingTokenError:
        raise _search(parts, names, found, language) from None
    except ValueError as error:
        raise RenderError(f"A token cannot be written: {error}.") from error
    return [
        SLASH.sub("/", text) if tokens.escapes(name) else text for (name, _), text in zip(parts, written, strict=True)
    ]


def read(parts: Parts) -> tags.Reading:
    """What all parts read together; raises TemplateError at the first fault."""
    readings = [tags.read(text) for _, text in parts]
    return tags.Reading(
        frozenset().union(*(one.variables for one in readings)), frozenset().union(*(one.required for one in readings))
    )


def _search(parts: Parts, names: Names, found: Mapping[str, Any], language: str) -> RenderError:
    """A filter got nothing, but was not told from which token: render again with the tokens marked."""
    marked: dict[str, dict[str, Any]] = {group: dict(values) for group, values in found.items()}
    for group, field in names:
        marked.setdefault(group, {})[field] = found[group].get(field, tokens.Missing(f"{group}.{field}"))
    environment = tokens.environment(language, dict(parts), searching=True)
    try:
        "".join(environment.render_template(name, **marked) for name, _ in parts)
    except (MissingTokenError, minijinja.TemplateError, ValueError) as error:
        if isinstance(error, MissingTokenError) and tuple(error.token.split(".", 1)) in names:
            return error
    empty = (f"{group}.{field}" for group, field in names if isinstance(marked[group][field], tokens.Missing))
    return MissingTokenError(next(empty, "row"))  # all tokens are there, so it is a field of a row in a loop


@lru_cache(maxsize=256)
def _directly(parts: Parts, language: str) -> tuple[Writer, ...] | None:
    """What writes these parts without MiniJinja, where all of them are plain."""
    known = tokens.remembering(language)
    made = [writer(text, known, html=tokens.escapes(name)) for name, text in parts]
    return tuple(one for one in made if one is not None) if None not in made else None


@lru_cache(maxsize=256)
def _environment(parts: Parts, language: str) -> minijinja.Environment:
    return tokens.environment(language, dict(parts))


def _main(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _explained(error: minijinja.TemplateError) -> RenderError:
    """What stopped MiniJinja: a token without a value, or a template that asks for what cannot be done."""
    found = tokens.UNDEFINED.search(error.detail or error.message)
    if found:
        return MissingTokenError(found[1])
    if error.kind == "OutOfFuel":
        return TemplateError("The template does too much work for one message.")
    return TemplateError(f"The template cannot be filled in: {error.detail or error.kind}.")
