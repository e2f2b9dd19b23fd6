"""Fills the parts of a template in together, and names the token that is missing when one is."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import minijinja

from renderers import tags, tokens
from renderers.errors import MissingTokenError, RenderError, TemplateError

Parts = tuple[tuple[str, str], ...]
"""The texts of a template by name; those whose name ends in ``.html`` escape what they print."""

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
    environment = _environment(parts, language)
    try:
        return [environment.render_template(name, **found) for name, _ in parts]
    except minijinja.TemplateError as error:
        raise _explained(error) from error
    except MissingTokenError:
        raise _search(parts, names, found, language) from None
    except ValueError as error:
        raise RenderError(f"A token cannot be written: {error}.") from error


def read(parts: Parts) -> tags.Reading:
    """What all parts read together; raises TemplateError at the first fault."""
    readings = [tags.read(text) for _, text in parts]
    return tags.Reading(
        frozenset().union(*(one.variables for one in readings)), frozenset().union(*(one.required for one in readings))
    )


def _search(parts: Parts, names: Names, found: Mapping[str, Any], language: str) -> RenderError:
    """A filter got nothing, but was not told from which token: render again with the tokens marked."""
    marked: dict[str, dict[str, Any]] = {}
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
